//! Rows as people read them, from replies as they come.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta};

use super::*;
use crate::json::Json;
use crate::status::ReportedStatus;
use crate::time::from_api;
use crate::wire::{ReplyHead, read_task_page};
use crate::zone::Zone;

/// What the only row of a reply shows, with its duration and its end.
fn shown(row: &str) -> (RowView, String, Ends) {
    let reply: Json =
        serde_json::from_str(&format!(r#"{{"RequestId":"R","TaskList":[{row}]}}"#)).unwrap();
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let task = read_task_page(&head, &reply).unwrap().tasks.remove(0);
    let placed = PlacedTask::listed(task);
    let now = from_api("2026-11-24T06:53:20Z").unwrap();
    let list = Location::from_search("?page=2");
    let locale = &Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
    let view = row_view(&placed, &list, locale);
    (view, duration(locale, &placed.task, now), ended(locale, &placed.task, now))
}

#[test]
fn a_running_task_shows_its_progress_and_the_time_elapsed() {
    let row = r#"{"BatchId":"pcb-1","TaskName":"install github","TaskType":"polarclaw_install_skills",
        "Status":"RUNNING ","SuccessCount":"4","TotalCount":8,
        "TaskBegin":"2026-11-24 06:50:31","TaskEnd":"2026-11-24 06:51:00"}"#;
    let (view, duration, ends) = shown(row);
    assert_eq!(
        (&*view.name.head, &*view.status.word, &*view.batch_id),
        ("install github", "Running", "pcb-1")
    );
    let progress = ProgressView {
        tone: "run",
        value: Some("50".into()),
        spoken: "4 / 8, 50%".into(),
        done: "50.0%".into(),
        counts: "4 / 8".into(),
        aside: "50%".into(),
        rest: None,
        is_odd: false,
    };
    assert_eq!(view.progress, progress);
    let BeganView { time, title } = view.began;
    assert_eq!(
        (&*time, &*title),
        ("14:50", "2026-11-24 14:50:31 (UTC+8); received: 2026-11-24 06:50:31, assumed UTC")
    );
    assert_eq!(
        (&*duration, &*ends.day, &*view.task_type.text),
        ("2 min 49 s", "--", "Install skills")
    );
}

#[test]
fn a_time_has_no_seconds_and_the_end_its_day_only_where_it_is_another_one() {
    // Midnight in Shanghai is 16:00 of the day before in UTC.
    for (begin, end, expected) in [
        ("2026-11-24 05:58:44", "2026-11-24 06:19:02", ("13:58", "", "14:19")),
        ("2026-11-22 16:00:00", "2026-11-23 15:59:59", ("00:00", "", "23:59")),
        ("2026-11-23 15:59:59", "2026-11-23 16:00:00", ("23:59", "11-24 ", "00:00")),
        ("", "2026-11-23 16:00:00", ("--", "11-24 ", "00:00")),
        ("2026-11-23 15:59:59", "", ("23:59", "--", "")),
    ] {
        let row = format!(r#"{{"Status":"FAILED","TaskBegin":"{begin}","TaskEnd":"{end}"}}"#);
        let (view, _, ends) = shown(&row);
        let found = (&*view.began.time, &*ends.day, &*ends.time);
        assert_eq!(found, expected, "{begin} {end}");
    }
}

#[test]
fn what_needs_a_look_says_how_much_is_not_done_and_what_is_done_is_calm() {
    for (row, status, is_calm, aside, rest) in [
        (
            r#""COMPLETED","SuccessCount":57,"TotalCount":60"#,
            ("warn", "Partly done"),
            false,
            "−3",
            Some("3 not done"),
        ),
        (
            r#""FAILED","SuccessCount":0,"TotalCount":1200"#,
            ("bad", "Failed"),
            false,
            "−1,200",
            Some("1,200 not done"),
        ),
        (r#""FAILED","SuccessCount":60,"TotalCount":60"#, ("bad", "Failed"), false, "", None),
        (r#""COMPLETED","SuccessCount":60,"TotalCount":60"#, ("ok", "Completed"), true, "", None),
        (r#""RUNNING","SuccessCount":57,"TotalCount":60"#, ("run", "Running"), false, "95%", None),
        (r#""RUNNING","SuccessCount":0,"TotalCount":0"#, ("run", "Running"), false, "", None),
        (
            r#""DISPATCHING","SuccessCount":0,"TotalCount":60"#,
            ("vio", "Dispatching"),
            false,
            "",
            None,
        ),
        (r#""ARCHIVING","SuccessCount":12,"TotalCount":60"#, ("mute", "ARCHIVING"), true, "", None),
        (r#""COMPLETED","SuccessCount":9,"TotalCount":8"#, ("mute", "Completed"), true, "", None),
        (r#""COMPLETED","SuccessCount":null"#, ("mute", "Completed"), true, "", None),
    ] {
        let (view, ..) = shown(&format!(r#"{{"Status":{row}}}"#));
        assert_eq!((view.status.tone, &*view.status.word), status, "{row}");
        let progress = (view.is_calm, &*view.progress.aside, view.progress.rest.as_deref());
        assert_eq!(progress, (is_calm, aside, rest), "{row}");
    }
}

#[test]
fn a_row_that_left_the_page_says_so_in_its_status() {
    let reply: Json = serde_json::from_str(
        r#"{"RequestId":"R","TaskList":[
            {"BatchId":"pcb-1","Status":"RUNNING","SuccessCount":8,"TotalCount":8}]}"#,
    )
    .unwrap();
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let task = read_task_page(&head, &reply).unwrap().tasks.remove(0);
    let left = PlacedTask { is_gone: true, ..PlacedTask::listed(Arc::clone(&task)) };
    let view = row_view(&left, &Location::default(), &Locale::default());
    let StatusView { tone, icon, word } = view.status;
    assert_eq!((tone, icon, &*word, view.is_calm), ("mute", "i-out", "Left this page", true));
    for (status, expected) in
        [("COMPLETED", ("ok", "Now completed")), ("FAILED", ("bad", "Now failed"))]
    {
        let mut ended = (*task).clone();
        ended.status = ReportedStatus::read(status);
        let placed = PlacedTask { task: Arc::new(ended), is_gone: true, has_ended_since: true };
        let StatusView { tone, word, .. } =
            row_view(&placed, &Location::default(), &Locale::default()).status;
        assert_eq!((tone, &*word), expected);
    }
}

#[test]
fn the_first_estimate_is_by_the_average_pace() {
    for (row, ends) in [
        (
            r#""RUNNING","SuccessCount":5,"TotalCount":8,"TaskBegin":"2026-11-24 06:49:20""#,
            Some("~ 14:56"),
        ),
        (r#""RUNNING","SuccessCount":0,"TotalCount":8,"TaskBegin":"2026-11-24 06:49:20""#, None),
        (r#""RUNNING","SuccessCount":8,"TotalCount":8,"TaskBegin":"2026-11-24 06:49:20""#, None),
        (r#""RUNNING","SuccessCount":1,"TotalCount":8,"TaskBegin":"2027-11-24 06:49:20""#, None),
        (
            r#""RUNNING","SuccessCount":1,"TotalCount":9007199254740992,"TaskBegin":"2026-11-24 06:49:20""#,
            None,
        ),
        (r#""FAILED","SuccessCount":5,"TotalCount":8,"TaskBegin":"2026-11-24 06:49:20""#, None),
    ] {
        let reply: Json = serde_json::from_str(&format!(
            r#"{{"RequestId":"R","TaskList":[{{"Status":{row}}}]}}"#
        ))
        .unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let task = read_task_page(&head, &reply).unwrap().tasks.remove(0);
        let locale = &Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
        let now = from_api("2026-11-24T06:53:20Z").unwrap();
        let found = average_end(locale, &task, now);
        let found = found.map(|ends| [ends.day, ends.left]);
        assert_eq!(found, ends.map(|at| [at.to_owned(), "average".to_owned()]), "{row}");
    }
}

#[test]
fn durations_are_drawn_beside_the_longest_of_the_page() {
    let longest = TimeDelta::minutes(32);
    for (end, length) in [
        ("2026-11-24 06:32:00", 48),
        ("2026-11-24 06:16:00", 24),
        ("2026-11-24 06:00:01", 2),
        ("2026-11-24 07:32:00", 48),
        ("", 0),
        ("2026-11-24 05:32:00", 0),
    ] {
        let reply: Json = serde_json::from_str(&format!(r#"{{"RequestId":"R","TaskList":[{{"Status":"FAILED","TaskBegin":"2026-11-24 06:00:00","TaskEnd":"{end}"}}]}}"#)).unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let task = read_task_page(&head, &reply).unwrap().tasks.remove(0);
        let found = super::length(&Locale::default(), &task, longest, DateTime::default());
        assert_eq!(found, length, "{end}");
    }
}

#[test]
fn a_task_opens_beside_its_list_and_one_without_an_id_does_not() {
    for (row, href, needs_reason) in [
        (r#"{"BatchId":"pcb 1","Status":"RUNNING"}"#, Some("?page=2&batch=pcb%201"), false),
        (r#"{"BatchId":"pcb-1","Status":"FAILED"}"#, Some("?page=2&batch=pcb-1"), true),
        (
            r#"{"BatchId":"pcb-1","Status":"COMPLETED","SuccessCount":7,"TotalCount":8}"#,
            Some("?page=2&batch=pcb-1"),
            true,
        ),
        (r#"{"BatchId":"pcb-1","Status":"COMPLETED"}"#, Some("?page=2&batch=pcb-1"), false),
        (r#"{"Status":"FAILED"}"#, None, true),
    ] {
        let (view, ..) = shown(row);
        assert_eq!((view.href.as_deref(), view.needs_reason), (href, needs_reason), "{row}");
    }
}

#[test]
fn what_does_not_fit_or_is_missing_says_so() {
    let row = r#"{"TaskType":"polarclaw_sync_index","Status":"ARCHIVING","SuccessCount":9,"TotalCount":8,
        "TaskBegin":"2026/11/24T06:53:20Z","TaskEnd":"2026-11-24 06:00:00"}"#;
    let (view, duration, ends) = shown(row);
    assert_eq!((&*view.name.head, &*view.status.word, &*view.batch_id), ("--", "ARCHIVING", ""));
    assert_eq!((view.progress.value, view.progress.is_odd, view.flaws), (None, true, None));
    assert_eq!(duration, "ends before it begins");
    assert_eq!(view.began.title, "2026-11-24 14:53:20 (UTC+8); received: 2026/11/24T06:53:20Z");
    assert_eq!(
        ends.title,
        "2026-11-24 14:00:00 (UTC+8); received: 2026-11-24 06:00:00, assumed UTC"
    );
    assert_eq!((&*view.task_type.text, view.task_type.is_raw), ("polarclaw_sync_index", true));
}

#[test]
fn a_field_that_cannot_be_read_is_named_and_kept() {
    let row = r#"{"Status":"FAILED","TotalCount":"many","TaskBegin":"yesterday"}"#;
    let (view, ..) = shown(row);
    assert_eq!(view.flaws.as_deref(), Some("Not readable: TotalCount, TaskBegin"));
    assert_eq!((&*view.began.time, &*view.progress.counts), ("yesterday", "-- / --"));
}
