//! Questions about lists: sizes, pages, order and times.

use chrono::{NaiveDateTime, TimeDelta};
use model::request::ListRequest;

use super::replies::{Row, form, is_newest_first, number, rows, shift};
use super::report::Verdict;
use super::steps::Asking;
use super::wire::Stop;
use crate::cli::check::DOCUMENTED_PAGE_SIZE;

/// The sizes that are tried beside the documented one.
const SIZES: [u32; 4] = [50, 100, 500, 1000];

impl Asking {
    /// A3; and A1 on the largest page, which is returned.
    pub(super) async fn sizes(
        &mut self,
        page: &[Row],
        total: Option<u64>,
    ) -> Result<Vec<Row>, Stop> {
        let (mut largest, mut told) = (page.to_vec(), Vec::new());
        let mut verdict = Verdict::Open;
        for size in SIZES {
            let reply = self.list(&ListRequest { page_size: Some(size), ..<_>::default() }).await?;
            let rows = rows(&reply);
            told.push(if reply.is_good() {
                let stated = number(&reply.body, "PageSize");
                let stated = stated.map_or_else(|| "none".to_owned(), |stated| stated.to_string());
                format!("{size}: {} rows, PageSize {stated}", rows.len())
            } else {
                format!("{size}: {}", reply.outcome())
            });
            if size == 100 {
                let expected = total.map_or(100, |total| total.min(100));
                let is_full = reply.is_good() && rows.len() as u64 >= expected;
                let is_told = total.is_some_and(|total| total >= 100) || !reply.is_good();
                let decided = if is_full { Verdict::Holds } else { Verdict::Fails };
                verdict = if is_told { decided } else { Verdict::Open };
            }
            if rows.len() > largest.len() {
                largest = rows;
            }
        }
        self.report.found("A3", verdict, told.join("; "));
        let count = largest.iter().filter_map(Row::began).count();
        let seen = format!("{} rows, {count} of them with a TaskBegin", largest.len());
        match count {
            0 | 1 => self.report.found("A1", Verdict::Open, seen),
            _ => self.report.decided("A1", is_newest_first(&largest), seen),
        }
        Ok(largest)
    }

    /// A2.
    pub(super) fn pages(&mut self, first: &[Row], second: &[Row], largest: &[Row]) {
        // A batch that was created between the two moved the last row of one page to the next.
        let is_new = |row: &&Row| first.iter().all(|before| before.id != row.id);
        let both: Vec<Row> = first.iter().chain(second.iter().filter(is_new)).cloned().collect();
        let seen = format!("pages 1 and 2 of 30 against one page of {}", largest.len());
        match shift(&both, largest) {
            _ if largest.len() <= first.len() => {
                self.report.found("A2", Verdict::Open, "there is one page only".to_owned());
            }
            Some(by) => self.report.decided("A2", true, format!("{seen}: moved by {by} rows")),
            None => self.report.decided("A2", false, format!("{seen}: other rows")),
        }
    }

    /// A4.
    pub(super) async fn beyond(&mut self, total: Option<u64>) -> Result<(), Stop> {
        let Some(total) = total else {
            self.report.found("A4", Verdict::Open, "the list has no TotalCount".to_owned());
            return Ok(());
        };
        let last = total / u64::from(DOCUMENTED_PAGE_SIZE) + 2;
        let page_number = Some(u32::try_from(last).unwrap_or(u32::MAX));
        let beyond = self.list(&ListRequest { page_number, ..<_>::default() }).await?;
        let count = rows(&beyond).len();
        let seen = format!("{}, {count} rows", beyond.outcome_or_success());
        self.report.decided("A4", beyond.is_good() && count == 0, seen);
        Ok(())
    }

    /// A5 and A6: a batch is looked for at its own time, read as UTC and as UTC+8.
    pub(super) async fn zone(&mut self, page: &[Row]) -> Result<(), Stop> {
        let timed = page.iter().rev().find_map(|row| Some((row, row.began()?)));
        let Some((row, began)) = timed else {
            self.report.found("A5", Verdict::Open, "no row has a time".to_owned());
            return Ok(());
        };
        let seen = format!("times of lists: {}", form(&row.begin));
        let second = TimeDelta::seconds(1);
        if self.is_between(row, began, began).await? {
            self.report.decided("A5", true, seen);
            self.report.decided("A6", true, "found with both set to its own second".to_owned());
        } else if self.is_between(row, began - second, began + second).await? {
            self.report.decided("A5", true, seen);
            self.report.decided("A6", false, "found only with a second more on both sides".into());
        } else {
            let ahead = began - TimeDelta::hours(8);
            let is_china = self.is_between(row, ahead - second, ahead + second).await?;
            let verdict = if is_china { Verdict::Fails } else { Verdict::Open };
            let zone = if is_china { "they are UTC+8" } else { "neither UTC nor UTC+8 finds it" };
            self.report.found("A5", verdict, format!("{seen}; {zone}"));
        }
        Ok(())
    }

    async fn is_between(
        &mut self,
        row: &Row,
        from: NaiveDateTime,
        to: NaiveDateTime,
    ) -> Result<bool, Stop> {
        let (start_time, end_time) = (Some(from.and_utc()), Some(to.and_utc()));
        let reply = self.list(&ListRequest { start_time, end_time, ..<_>::default() }).await?;
        Ok(rows(&reply).iter().any(|found| found.id == row.id))
    }
}
