//! A small model of the service: batches with times of creation that no reply tells, in pages.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::progress::{Count, Progress};
use crate::request::ListRequest;
use crate::status::ReportedStatus;
use crate::task::{BatchTask, TaskPage};
use crate::time::{Timestamp, to_api};

pub(super) const DAY: i64 = 86_400;

/// A batch as the service has it.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub(super) id: String,
    pub(super) name: String,
    /// In milliseconds.
    pub(super) created: i64,
    /// Whether it was listed long after its creation.
    pub(super) is_late: bool,
    pub(super) begin: Option<i64>,
    pub(super) end: Option<i64>,
    pub(super) status: &'static str,
    pub(super) success: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Newest,
    Oldest,
    /// By something that has nothing to do with time.
    ById,
    /// Batches of one second are in another order each time.
    ShuffledTies,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Total {
    Exact,
    Missing,
    /// It counts one more than there is.
    OneMore,
}

#[derive(Clone, Debug)]
pub(super) struct Service {
    /// The newest first.
    pub(super) batches: Vec<Batch>,
    pub(super) order: Order,
    pub(super) total: Total,
    /// It gives no larger page, whatever is asked for.
    pub(super) largest: u64,
    /// Behind the last page it gives the last one again.
    pub(super) repeats_last: bool,
    pub(super) ignores_range: bool,
    pub(super) calls: u64,
    pub(super) made: u64,
}

pub(super) fn batch(id: &str, created: i64, status: &'static str) -> Batch {
    let is_over = matches!(status, "COMPLETED" | "FAILED");
    Batch {
        id: id.to_owned(),
        name: format!("task {id}"),
        created: created * 1_000 + 300,
        is_late: false,
        begin: (status != "DISPATCHING").then_some(created + 2),
        end: is_over.then_some(created + 600),
        status,
        success: u64::from(is_over),
    }
}

impl Service {
    pub(super) fn new(mut batches: Vec<Batch>) -> Self {
        batches.sort_by_key(|batch| std::cmp::Reverse(batch.created));
        let made = batches.len() as u64;
        Self {
            batches,
            order: Order::Newest,
            total: Total::Exact,
            largest: 100,
            repeats_last: false,
            ignores_range: false,
            calls: 0,
            made,
        }
    }

    /// So many batches, one every `pause` seconds before `now`, all of them completed.
    pub(super) fn steady(count: i64, pause: i64, now: i64) -> Self {
        let batches = (0..count)
            .map(|at| batch(&format!("pcb-{}", count - at), now - 700 - at * pause, "COMPLETED"));
        Self::new(batches.collect())
    }

    pub(super) fn add(&mut self, batch: Batch) {
        self.made += 1;
        let place = self.batches.partition_point(|other| other.created > batch.created);
        self.batches.insert(place, batch);
    }

    /// One more batch that was created just now.
    pub(super) fn create(&mut self, now: i64, status: &'static str) -> String {
        let id = format!("pcb-{}", self.made + 1);
        self.add(Batch { created: now * 1_000 + 500, ..batch(&id, now, status) });
        id
    }

    pub(super) fn finish(&mut self, at: usize, now: i64) {
        let batch = &mut self.batches[at];
        batch.begin = batch.begin.or(Some(now - 1));
        (batch.end, batch.status, batch.success) = (Some(now), "COMPLETED", 1);
    }

    pub(super) fn page(&mut self, asked: &ListRequest) -> TaskPage {
        self.calls += 1;
        let from = asked.start_time.map_or(i64::MIN, |time| time.timestamp() * 1_000);
        let to = asked.end_time.map_or(i64::MAX, |time| time.timestamp() * 1_000);
        let (from, to) = if self.ignores_range { (i64::MIN, i64::MAX) } else { (from, to) };
        let first = self.batches.partition_point(|batch| batch.created > to);
        let last = self.batches.partition_point(|batch| batch.created >= from);
        let is_of = |batch: &&Batch| {
            let mut names = asked.statuses.iter().map(|status| status.api_name());
            asked.statuses.is_empty() || names.any(|name| name == batch.status)
        };
        let found = self.batches[first..last.max(first)].iter().filter(is_of);
        let (mut found, calls) = (found.collect::<Vec<_>>(), self.calls);
        match self.order {
            Order::Newest => {}
            Order::Oldest => found.reverse(),
            Order::ById => found.sort_by_key(|batch| scrambled(&batch.id, 7)),
            Order::ShuffledTies => found.sort_by_key(|batch| {
                (std::cmp::Reverse(batch.created / 1_000), scrambled(&batch.id, calls))
            }),
        }
        let size = u64::from(asked.page_size.unwrap_or(30)).min(self.largest);
        let total = found.len() as u64;
        let mut number = u64::from(asked.page_number.unwrap_or(1));
        if self.repeats_last {
            number = number.min(total.div_ceil(size).max(1));
        }
        let rows = found.iter().skip(((number - 1) * size) as usize).take(size as usize);
        let total = match self.total {
            Total::Exact => Some(total),
            Total::Missing => None,
            Total::OneMore => Some(total + 1),
        };
        let tasks = rows.map(|batch| Arc::new(batch.task())).collect();
        TaskPage { tasks, total, number: Some(number), size: Some(size), request_id: None }
    }
}

impl Batch {
    pub(super) fn task(&self) -> BatchTask {
        let time = |second: Option<i64>| match second {
            Some(second) => {
                let text = to_api(DateTime::from_timestamp(second, 0).unwrap());
                Timestamp::read(&text.replace('T', " ").replace('Z', ""))
            }
            None => Timestamp::Absent,
        };
        BatchTask {
            batch_id: self.id.clone(),
            task_name: self.name.clone(),
            task_type: "polarclaw_install_skills".to_owned(),
            status: ReportedStatus::read(self.status),
            progress: Progress {
                success: Some(Count::from(self.success)),
                total: Some(Count::from(1)),
            },
            begin: time(self.begin),
            end: time(self.end),
            flaws: Vec::new(),
        }
    }
}

pub(super) fn instant(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap()
}

fn scrambled(id: &str, salt: u64) -> u64 {
    id.bytes().fold(salt.wrapping_mul(0x9e37_79b9_7f4a_7c15), |sum, byte| {
        (sum.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
