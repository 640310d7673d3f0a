//! When a task began, where no divider above it says the day.

use chrono::{DateTime, Utc};

use crate::locale::Locale;
use crate::view::rows::Row;

/// Lets a row say the day on which its task began: `11-26 14:20`, with the year if it is not this one.
pub fn show_day(row: &mut Row, locale: &Locale, now: DateTime<Utc>) {
    if let Some(instant) = row.placed.task.begin.instant(locale) {
        let shown = locale.zone.clock_minute(instant, now);
        row.view.began.time = [&*shown.day, " ", &shown.time].concat();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::TimeDelta;

    use super::*;
    use crate::arrangement::PlacedTask;
    use crate::location::Location;
    use crate::progress::Progress;
    use crate::status::ReportedStatus;
    use crate::task::BatchTask;
    use crate::time::{Timestamp, from_api};
    use crate::view::rows::{Around, Rows};
    use crate::zone::Zone;

    #[test]
    fn a_row_says_the_day_and_the_year_where_it_is_another_one() {
        let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
        let now = from_api("2026-11-24T06:53:20Z").unwrap();
        for (begin, shown) in [
            ("2026-11-24T00:46:30Z", "11-24 08:46"),
            ("2026-11-23 16:05:00", "11-24 00:05"),
            ("2025-12-31T15:59:59Z", "2025-12-31 23:59"),
            ("soon", "soon"),
            ("", "--"),
        ] {
            let task = Arc::new(BatchTask {
                batch_id: "a".to_owned(),
                task_name: "x".to_owned(),
                task_type: String::new(),
                status: ReportedStatus::read("COMPLETED"),
                progress: Progress::default(),
                begin: Timestamp::read(begin),
                end: Timestamp::Absent,
                flaws: Vec::new(),
            });
            let around = Around { endpoint: "e".into(), list: Location::default(), locale };
            let placed = [PlacedTask::listed(task)];
            let dated =
                Rows::adapted(None, around, &placed, now, |row| show_day(row, &locale, now));
            let shown_there = dated.at(0).map(|row| row.view.began.time.clone());
            assert_eq!(shown_there.as_deref(), Some(shown), "{begin}");
        }
    }
}
