//! Bars in the window of the picture, 11:00 to 16:00 UTC, seen at 14:53.

use chrono::{DateTime, Utc};

use super::{Placed, Span, Window, bar};
use crate::locale::Locale;
use crate::progress::{Count, Progress};
use crate::status::ReportedStatus;
use crate::task::BatchTask;
use crate::time::{Timestamp, from_api};

mod properties;
mod ticks;
mod windows;
mod worded;

/// `11:00` or `23 11:00`: a time of 2026-11-24, or of another day of that month.
fn at(text: &str) -> DateTime<Utc> {
    let (day, time) = text.split_once(' ').unwrap_or(("24", text));
    from_api(&format!("2026-11-{day}T{time}:00Z")).unwrap()
}

fn window(from: &str, to: &str) -> Window {
    Window::between(at(from), at(to))
}

/// Times are as [`at`] reads them; others are kept as they are.
fn task(status: &str, begin: &str, end: &str) -> BatchTask {
    let timestamp = |text: &str| match text.contains(':') {
        true => Timestamp::read(&crate::time::to_api(at(text))),
        false => Timestamp::read(text),
    };
    BatchTask {
        batch_id: "pcb-1".into(),
        task_name: "roll out sql-review 1.4.2".into(),
        task_type: "polarclaw_install_skills".into(),
        status: ReportedStatus::read(status),
        progress: Progress { success: Some(Count::from(37)), total: Some(Count::from(120)) },
        begin: timestamp(begin),
        end: timestamp(end),
        flaws: Vec::new(),
    }
}

fn within(from: u16, to: u16, forecast: Option<u16>) -> Placed {
    Placed::Within { from_permyriad: from, to_permyriad: to, forecast_to_permyriad: forecast }
}

#[test]
fn a_bar_runs_from_its_begin_to_its_end_or_to_now() {
    for (status, begin, end, placed) in [
        ("COMPLETED", "11:30", "12:00", within(333 * 3 + 1, 2000, None)),
        ("COMPLETED", "10:30", "12:00", within(0, 2000, None)),
        ("FAILED", "15:30", "17:00", within(9000, 10_000, None)),
        ("COMPLETED", "23 11:00", "25 11:00", within(0, 10_000, None)),
        ("COMPLETED", "12:00", "12:00", within(2000, 2000, None)),
        ("COMPLETED", "10:55", "10:56", Placed::Before),
        ("COMPLETED", "10:00", "11:00", within(0, 0, None)),
        ("COMPLETED", "16:00", "17:00", within(10_000, 10_000, None)),
        ("COMPLETED", "16:01", "17:00", Placed::After),
        ("ARCHIVING", "12:00", "13:00", within(2000, 4000, None)),
        ("ARCHIVING", "12:00", "", within(2000, 2000, None)),
        ("DISPATCHING", "14:30", "", within(7000, 7766, None)),
        ("RUNNING", "14:30", "14:00", within(7000, 7766, None)),
    ] {
        let task = task(status, begin, end);
        let placed_then =
            bar(&Locale::default(), &task, None, window("11:00", "16:00"), at("14:53"));
        assert_eq!(placed_then, placed, "{status} {begin} to {end}");
    }
}

#[test]
fn a_bar_without_sense_is_no_bar() {
    for (status, begin, end, placed) in [
        ("COMPLETED", "", "12:00", Placed::Unknown),
        ("RUNNING", "yesterday", "", Placed::Unknown),
        ("COMPLETED", "13:00", "12:00", within(4000, 4000, None)),
        ("COMPLETED", "13:00", "soon", within(4000, 4000, None)),
        ("RUNNING", "15:00", "", within(8000, 8000, None)),
        ("RUNNING", "16:30", "", Placed::After),
    ] {
        let task = task(status, begin, end);
        let placed_then =
            bar(&Locale::default(), &task, None, window("11:00", "16:00"), at("14:53"));
        assert_eq!(placed_then, placed, "{status} {begin} to {end}");
    }
}

#[test]
fn only_a_running_batch_has_a_forecast_and_only_after_now() {
    for (status, begin, forecast_end, placed) in [
        ("RUNNING", "14:30", "15:30", within(7000, 7766, Some(9000))),
        ("RUNNING", "14:30", "25 15:30", within(7000, 7766, Some(10_000))),
        ("RUNNING", "14:30", "14:50", within(7000, 7766, None)),
        ("DISPATCHING", "14:30", "15:30", within(7000, 7766, None)),
        ("COMPLETED", "14:30", "15:30", within(7000, 7000, None)),
    ] {
        let task = task(status, begin, "");
        let end = Some(at(forecast_end));
        let placed_then =
            bar(&Locale::default(), &task, end, window("11:00", "16:00"), at("14:53"));
        assert_eq!(placed_then, placed, "{status} until {forecast_end}");
    }
    let ahead = bar(
        &Locale::default(),
        &task("RUNNING", "14:30", ""),
        Some(at("17:00")),
        window("16:00", "18:00"),
        at("14:53"),
    );
    assert_eq!(ahead, within(0, 0, Some(5000)));
}

/// A batch that ran.
fn span(from: &str, to: &str) -> Span {
    Span { from: at(from), to: at(to), forecast_to: None }
}

fn minutes(window: Window) -> i64 {
    window.length().num_minutes()
}
