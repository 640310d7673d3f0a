//! Counts and gaps; frames, brushes and what holds of any of them beside.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Frame, Moment, Range, Scope, summary};
use crate::location::Location;
use crate::progress::{Count, Progress};
use crate::query::Created;
use crate::status::ReportedStatus;
use crate::task::BatchTask;
use crate::time::{Timestamp, from_api};
use crate::zone::Zone;

mod brushes;
mod frames;
mod properties;

pub(crate) const SHANGHAI: Zone = Zone::fixed(TimeDelta::hours(8));

/// A time in Shanghai: `11-29 00:52`.
pub(crate) fn at(time: &str) -> DateTime<Utc> {
    let (day, time) = time.split_once(' ').unwrap();
    from_api(&format!("2026-{day}T{time}:00Z")).unwrap() - TimeDelta::hours(8)
}

/// Sunday, 2026-11-29, in Shanghai.
pub(crate) fn sunday() -> Moment {
    Moment { now: at("11-29 00:52"), zone: SHANGHAI, evening: 18 }
}

/// A batch with `success` of 4 sub-tasks.
pub(crate) fn task(status: &str, success: u64) -> BatchTask {
    BatchTask {
        batch_id: "pcb-1".into(),
        task_name: "install".into(),
        task_type: String::new(),
        status: ReportedStatus::read(status),
        progress: Progress { success: Some(Count::from(success)), total: Some(Count::from(4)) },
        begin: Timestamp::Absent,
        end: Timestamp::Absent,
        flaws: Vec::new(),
    }
}

/// `FAILED 11-28 02:10`, or with a number of successes `COMPLETED:3 11-28 02:10`.
pub(crate) fn rows(rows: &[&str]) -> Vec<(BatchTask, DateTime<Utc>)> {
    let row = |row: &&str| {
        let (status, time) = row.split_once(' ').unwrap();
        let (status, success) = status.split_once(':').unwrap_or((status, "4"));
        (task(status, success.parse().unwrap()), at(time))
    };
    rows.iter().map(row).collect()
}

pub(crate) fn dated(rows: &[(BatchTask, DateTime<Utc>)]) -> Vec<(&BatchTask, DateTime<Utc>)> {
    rows.iter().map(|(task, created)| (task, *created)).collect()
}

/// Everything from the beginning of the year on is known.
pub(crate) fn all() -> Scope {
    scope(&[("01-01 00:00", "11-29 00:52")])
}

/// These ranges are known.
pub(crate) fn scope(complete: &[(&str, &str)]) -> Scope {
    Scope {
        complete: complete.iter().map(|(from, to)| (at(from), at(to))).collect(),
        until: at("11-29 00:52"),
        knows_running: true,
        is_reading: false,
        is_page: false,
    }
}

/// The frame of a URL.
pub(crate) fn frame(search: &str) -> Frame {
    Frame::after(None, created(search), sunday())
}

pub(crate) fn created(search: &str) -> Created {
    Location::from_search(search).query.created
}

#[test]
fn failures_are_counted_since_the_evening_of_the_last_working_day() {
    for (now, evening, since) in [
        ("11-29 00:52", 18, "11-27 18:00"),
        ("11-28 17:00", 20, "11-27 20:00"),
        ("11-30 09:00", 18, "11-27 18:00"),
        ("12-01 09:00", 18, "11-30 18:00"),
        ("11-27 23:00", 18, "11-26 18:00"),
    ] {
        let moment = Moment { now: at(now), zone: SHANGHAI, evening };
        assert_eq!(moment.since(), at(since), "{now}");
    }
}

#[test]
fn what_runs_is_counted_whenever_it_was_created_and_failures_since_friday() {
    let rows = rows(&[
        "RUNNING 10-01 00:00",
        "RUNNING:1 11-29 00:30",
        "DISPATCHING:0 11-29 00:40",
        "FAILED 11-27 18:00",
        "FAILED 11-27 17:59",
        "COMPLETED:3 11-28 02:00",
        "COMPLETED 11-28 03:00",
        "ARCHIVING 11-28 04:00",
    ]);
    let end = |task: &BatchTask| {
        let has_begun = task.progress.success == Some(Count::from(1));
        Some(at(if has_begun { "11-29 01:10" } else { "11-29 01:25" }))
    };
    let is_slow = |task: &BatchTask| task.progress.success == Some(Count::from(1));
    let since = sunday().since();
    let counted = summary(dated(&rows), &all(), since, &end, &is_slow);
    assert_eq!((counted.running, counted.slow, counted.failed, counted.partly), (2, 1, 1, 1));
    assert_eq!(counted.last_end, Some(at("11-29 01:25")));
    assert_eq!((counted.knows_running, counted.knows_since), (true, true));

    // One end that is not known, or batches that are not: then nobody knows the last one.
    let some = |task: &BatchTask| end(task).filter(|_| is_slow(task));
    assert_eq!(summary(dated(&rows), &all(), since, &some, &is_slow).last_end, None);
    let few = Scope { knows_running: false, ..scope(&[("11-28 00:00", "11-29 00:52")]) };
    let counted = summary(dated(&rows), &few, since, &end, &is_slow);
    assert_eq!(
        (counted.last_end, counted.knows_running, counted.knows_since),
        (None, false, false)
    );
}

#[test]
fn gaps_are_what_no_range_covers() {
    for (complete, from, to, gaps) in [
        (&[][..], "11-27 00:00", "11-28 00:00", vec![("11-27 00:00", "11-28 00:00")]),
        (&[("11-26 00:00", "11-28 12:00")], "11-27 00:00", "11-28 00:00", vec![]),
        (
            &[("11-28 00:00", "11-28 06:00"), ("11-27 00:00", "11-27 12:00")],
            "11-26 00:00",
            "11-28 12:00",
            vec![
                ("11-26 00:00", "11-27 00:00"),
                ("11-27 12:00", "11-28 00:00"),
                ("11-28 06:00", "11-28 12:00"),
            ],
        ),
        (
            &[("11-27 00:00", "11-27 12:00"), ("11-27 06:00", "11-28 12:00")],
            "11-27 00:00",
            "11-28 00:00",
            vec![],
        ),
        // Nobody asks for what comes after the last answer.
        (&[("11-28 00:00", "11-29 00:52")], "11-28 00:00", "11-30 00:00", vec![]),
    ] {
        let gaps: Vec<Range> = gaps.iter().map(|(from, to)| (at(from), at(to))).collect();
        assert_eq!(scope(complete).gaps((at(from), at(to))), gaps, "{complete:?} {from} {to}");
        assert_eq!(scope(complete).covers((at(from), at(to))), gaps.is_empty());
    }
}

#[test]
fn a_second_is_no_gap() {
    let (from, to) = (at("11-27 00:00"), at("11-28 00:00"));
    let known = |pause| {
        let middle = at("11-27 12:00");
        let complete = vec![(from, middle), (middle + TimeDelta::seconds(pause), to)];
        Scope { complete, ..all() }.covers((from, to))
    };
    assert_eq!([0, 1, 2].map(known), [true, true, false]);
}
