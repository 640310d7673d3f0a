//! Rows as people read them, from replies as they come.

use chrono::TimeDelta;

use super::*;
use crate::json::Json;
use crate::time::from_api;
use crate::wire::{ReplyHead, read_task_page};
use crate::zone::Zone;

/// What the only row of a reply shows, with its duration and its end.
fn shown(row: &str) -> (RowView, String, Ends) {
    let reply: Json =
        serde_json::from_str(&format!(r#"{{"RequestId":"R","TaskList":[{row}]}}"#)).unwrap();
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let task = read_task_page(&head, &reply).unwrap().tasks.remove(0);
    let placed = PlacedTask { task, is_gone: false };
    let now = from_api("2026-11-24T06:53:20Z").unwrap();
    let list = Location::from_search("?page=2");
    let locale = &Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
    let view = row_view(&placed, &list, locale, now);
    (view, duration(locale, &placed.task, now), ended(locale, &placed.task, now))
}

#[test]
fn a_running_task_shows_its_progress_and_the_time_elapsed() {
    let row = r#"{"BatchId":"pcb-1","TaskName":"install github","TaskType":"polarclaw_install_skills",
        "Status":"RUNNING ","SuccessCount":"4","TotalCount":8,
        "TaskBegin":"2026-11-24 06:50:31","TaskEnd":"2026-11-24 06:51:00"}"#;
    let (view, duration, ends) = shown(row);
    assert_eq!(
        (&*view.name, &*view.status.word, &*view.batch_id),
        ("install github", "Running", "pcb-1")
    );
    let progress = ProgressView {
        tone: "run",
        value: Some("50".into()),
        spoken: "4 / 8, 50%".into(),
        done: "50.0%".into(),
        counts: "4 / 8".into(),
        percent: "50%".into(),
        is_odd: false,
    };
    assert_eq!(view.progress, progress);
    let BeganView { time, seconds, is_today, .. } = view.began;
    assert_eq!((&*time, &*seconds, is_today), ("14:50", ":31", true));
    assert_eq!(
        (&*duration, &*ends.day, &*view.task_type.text),
        ("2 min 49 s", "--", "Install skills")
    );
}

#[test]
fn the_day_of_the_end_is_said_where_it_is_not_that_of_the_beginning() {
    // Midnight in Shanghai is 16:00 of the day before in UTC.
    for (begin, end, expected) in [
        ("2026-11-24 05:58:44", "2026-11-24 06:19:02", ("11-24 ", true, "", "14:19:02")),
        ("2026-11-22 16:00:00", "2026-11-23 15:59:59", ("11-23 ", false, "", "23:59:59")),
        ("2026-11-23 15:59:59", "2026-11-23 16:00:00", ("11-23 ", false, "11-24 ", "00:00:00")),
        ("", "2026-11-23 16:00:00", ("--", false, "11-24 ", "00:00:00")),
        ("2026-11-23 15:59:59", "", ("11-23 ", false, "--", "")),
    ] {
        let row = format!(r#"{{"Status":"FAILED","TaskBegin":"{begin}","TaskEnd":"{end}"}}"#);
        let (view, _, ends) = shown(&row);
        let found = (&*view.began.day, view.began.is_today, &*ends.day, &*ends.time);
        assert_eq!(found, expected, "{begin} {end}");
    }
}

#[test]
fn a_completed_task_with_a_rest_is_a_warning() {
    let (view, ..) = shown(r#"{"Status":"COMPLETED","SuccessCount":57,"TotalCount":60}"#);
    let StatusView { tone, icon, word, rest } = view.status;
    assert_eq!((tone, icon, &*word, &*rest), ("warn", "i-warn", "Completed", "3 not successful"));
    assert_eq!(view.progress.tone, "warn");
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
    assert_eq!((&*view.name, &*view.status.word, &*view.batch_id), ("--", "ARCHIVING", ""));
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

#[test]
fn changed_cells_are_named_by_their_columns() {
    let rows = |list: &str| {
        let reply: Json =
            serde_json::from_str(&format!(r#"{{"RequestId":"R","TaskList":[{list}]}}"#)).unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let tasks = read_task_page(&head, &reply).unwrap().tasks;
        let placed: Vec<_> =
            tasks.into_iter().map(|task| PlacedTask { task, is_gone: false }).collect();
        let now = from_api("2026-11-24T06:53:20Z").unwrap();
        Rows::new("default", &placed, &Location::default(), &Locale::default(), now)
    };
    let running = |counts: &str| {
        format!(
            r#"{{"BatchId":"pcb-1","Status":"RUNNING","TaskBegin":"2026-11-24 06:50:31",{counts}}}"#
        )
    };
    let before = rows(&running(r#""SuccessCount":1,"TotalCount":8"#));
    let changed = |list: &str| changed_cells(&before, &rows(list), &Locale::default());
    assert_eq!(changed(&running(r#""SuccessCount":1,"TotalCount":8"#)), []);
    assert_eq!(changed(&running(r#""SuccessCount":2,"TotalCount":8"#)), [(0, vec![2])]);
    let completed = r#"{"BatchId":"pcb-1","Status":"COMPLETED","SuccessCount":8,"TotalCount":8,
        "TaskBegin":"2026-11-24 06:50:31","TaskEnd":"2026-11-24 06:53:00"}"#;
    let new = r#"{"BatchId":"pcb-2","Status":"FAILED"}"#;
    assert_eq!(changed(&format!("{new},{completed}")), [(1, vec![1, 2, 4, 5])]);
}

#[test]
fn rows_of_one_id_are_told_apart_by_their_order() {
    let task = |id: &str| {
        let reply: Json = serde_json::from_str(&format!(
            r#"{{"RequestId":"R","TaskList":[{{"BatchId":"{id}","Status":"FAILED"}}]}}"#
        ))
        .unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let task = read_task_page(&head, &reply).unwrap().tasks.remove(0);
        PlacedTask { task, is_gone: false }
    };
    let placed = ["a", "b", "a", "", ""].map(task);
    let now = from_api("2026-11-24T06:53:20Z").unwrap();
    let rows = Rows::new("default", &placed, &Location::default(), &Locale::default(), now);
    let keys: Vec<_> = rows.iter().map(|row| (&*row.key.batch_id, row.key.ordinal)).collect();
    assert_eq!(keys, [("a", 0), ("b", 0), ("a", 1), ("", 0), ("", 1)]);
    for (place, row) in rows.iter().enumerate() {
        assert_eq!([0, 2, 9].map(|near| rows.place_of(&row.key, near)), [Some(place); 3]);
    }
    let gone = RowKey { batch_id: "c".into(), ..rows.at(0).unwrap().key.clone() };
    assert_eq!(rows.place_of(&gone, 1), None);
}
