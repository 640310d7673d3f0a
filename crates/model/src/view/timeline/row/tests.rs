//! Rows of the timeline, seen at 14:53:20 in Shanghai through 11:00 – 16:00, in lanes of 1,000 px.

use std::sync::Arc;

use chrono::TimeDelta;

use super::*;
use crate::progress::{Count, Progress};
use crate::status::ReportedStatus;
use crate::time::{Timestamp, from_api};
use crate::zone::Zone;

fn at(time: &str) -> DateTime<Utc> {
    from_api(&format!("2026-11-24T{time}Z")).unwrap()
}

/// `RUNNING 37/120 06:41:08`, or with an end: `FAILED 21/36 05:59:00 06:19:00`.
fn task(words: &str) -> BatchTask {
    let words: Vec<_> = words.split(' ').collect();
    let (success, total) = words[1].split_once('/').unwrap();
    let time = |at: usize| match words.get(at) {
        Some(time) => Timestamp::read(&format!("2026-11-24 {time}")),
        None => Timestamp::Absent,
    };
    BatchTask {
        batch_id: "pcb-1".to_owned(),
        task_name: "roll out sql-review".to_owned(),
        task_type: String::new(),
        status: ReportedStatus::read(words[0]),
        progress: Progress { success: Count::read(success), total: Count::read(total) },
        begin: time(2),
        end: time(3),
        flaws: Vec::new(),
    }
}

fn shown(task: BatchTask, forecast: Forecast, width: f64) -> LaneRowView {
    let now = at("06:53:20");
    let context = LaneContext {
        list: &Location::from_search("?view=timeline"),
        open: None,
        locale: &Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() },
        now,
        window: Window::between(at("03:00:00"), at("08:00:00")),
        width,
    };
    lane_row_view(&PlacedTask::listed(Arc::new(task)), forecast, &context)
}

/// `within right 73.69% 77.77% 77.77% ran`, and what stands beside the bar.
fn lane(words: &str, forecast: Forecast) -> (String, String) {
    let row = shown(task(words), forecast, 1000.0);
    let lane = row.lane;
    let ran = if lane.has_ran { "ran" } else { "" };
    let side = lane.side.unwrap_or_default();
    let parts = [lane.place, side, &lane.from, &lane.to, &lane.until, ran];
    let why = if row.why.is_some() { " · Why?" } else { "" };
    (parts.join(" ").trim().to_owned(), lane.words + why)
}

#[test]
fn a_bar_is_where_its_task_ran() {
    let ends = Forecast::Ends { at: at("07:20:20"), left: TimeDelta::minutes(27) };
    let stalled = Forecast::Stalled { lasting: TimeDelta::minutes(12) };
    for (task, forecast, place, words) in [
        (
            "COMPLETED 120/120 05:20:00 05:58:40",
            Forecast::Unknown,
            "within right 46.66% 59.55% 59.55% ran",
            "120 / 120",
        ),
        (
            "FAILED 21/36 05:59:00 06:19:00",
            Forecast::Unknown,
            "within right 59.66% 66.33% 66.33% ran",
            "21 / 36 · Why?",
        ),
        (
            "COMPLETED 57/60 03:40:00 04:04:30",
            Forecast::Unknown,
            "within right 13.33% 21.50% 21.50% ran",
            "57 / 60 · Why?",
        ),
        (
            "ARCHIVED 12/12 04:47:30 04:51:00",
            Forecast::Unknown,
            "within right 35.83% 37.00% 37.00% ran",
            "12 / 12",
        ),
        (
            "RUNNING 37/120 06:41:08",
            ends,
            "within edge 73.71% 77.77% 86.77% ran",
            "37 / 120 · ≈ 15:21",
        ),
        (
            "RUNNING 11/16 06:31:00",
            stalled,
            "within right 70.33% 77.77% 77.77% ran",
            "11 / 16 · Stalled 12 min",
        ),
        (
            "RUNNING 0/24 06:52:20",
            Forecast::Estimating,
            "within right 77.44% 77.77% 77.77% ran",
            "0 / 24",
        ),
        (
            "RUNNING 1/4 06:52:20",
            Forecast::Unknown,
            "within right 77.44% 77.77% 77.77% ran",
            "1 / 4",
        ),
        (
            "DISPATCHING 0/0 06:52:50",
            Forecast::Unknown,
            "within right 77.61% 77.77% 77.77% ran",
            "Dispatching",
        ),
    ] {
        assert_eq!(lane(task, forecast), (place.to_owned(), words.to_owned()));
    }
}

#[test]
fn what_lies_outside_is_told_at_the_edge_where_it_lies() {
    for (task, place, words) in [
        ("COMPLETED 4/4 02:55:00 02:56:00", "before", "‹ 10:55 – 10:56 · 4 / 4"),
        ("FAILED 1/4 08:10:00 08:20:00", "after", "16:10 – 16:20 · 1 / 4 ›"),
        ("COMPLETED 4/4", "unknown", "Begin not known · 4 / 4"),
    ] {
        let expected = (format!("{place}  0.00% 0.00% 0.00%"), words.to_owned());
        assert_eq!(lane(task, Forecast::Unknown), expected);
    }
}

#[test]
fn a_label_stands_where_there_is_room() {
    let side = |words: &str, width| {
        shown(task(words), Forecast::Unknown, width).lane.side.unwrap_or_default()
    };
    assert_eq!(side("COMPLETED 4/4 07:30:00 07:59:00", 1000.0), "edge");
    assert_eq!(side("COMPLETED 4/4 03:10:00 07:50:00", 1000.0), "edge");
    assert_eq!(side("COMPLETED 4/4 03:10:00 06:40:00", 1000.0), "right");
    assert_eq!(side("COMPLETED 4/4 05:10:00 05:50:00", 300.0), "right");
}

#[test]
fn what_runs_is_filled_as_far_as_it_is() {
    for (words, filled) in [
        ("RUNNING 37/120 06:41:08", "30.8%"),
        ("RUNNING 0/24 06:52:20", "0.0%"),
        ("COMPLETED 57/60 03:40:00 04:04:30", "100.0%"),
        ("DISPATCHING 0/0 06:52:50", "100.0%"),
    ] {
        assert_eq!(shown(task(words), Forecast::Unknown, 1000.0).lane.filled, filled, "{words}");
    }
}

#[test]
fn a_row_is_one_sentence_and_its_links_open_the_batch() {
    let row = shown(task("RUNNING 37/120 06:41:08"), Forecast::Unknown, 1000.0);
    assert_eq!(row.sentence, "roll out sql-review, running, 37 of 120, began 14:41");
    assert_eq!(row.href.as_deref(), Some("?view=timeline&batch=pcb-1"));
}
