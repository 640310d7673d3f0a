//! Rows as people read them, from replies as they come.

use chrono::TimeDelta;
use model::json::Json;
use model::time::from_api;
use model::wire::{ReplyHead, read_task_page};
use model::zone::Zone;

use super::*;

/// The value at each place asked for, of the only row of a reply.
fn shown<const N: usize>(row: &str, places: [(&str, Part); N]) -> [String; N] {
    let reply: Json =
        serde_json::from_str(&format!(r#"{{"RequestId":"R","TaskList":[{row}]}}"#)).unwrap();
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let task = read_task_page(&head, &reply).unwrap().tasks.remove(0);
    let placed = PlacedTask { task, is_gone: false };
    let now = from_api("2026-11-24T06:53:20Z").unwrap();
    let list = Location::from_search("?page=2");
    let forecast = |_: &Locale, _: &BatchTask, _| None;
    let locale = &Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
    let context = RowContext { locale, list: &list, now, forecast: &forecast };
    let fills = fills(&placed, &context);
    places.map(|(selector, part)| {
        let found = fills.iter().find(|(at, of, _)| *at == selector && *of == part);
        found.unwrap_or_else(|| panic!("nothing at {selector}")).2.clone()
    })
}

#[test]
fn a_running_task_shows_its_progress_and_the_time_elapsed() {
    let row = r#"{"BatchId":"pcb-1","TaskName":"install github","TaskType":"polarclaw_install_skills",
        "Status":"RUNNING ","SuccessCount":"4","TotalCount":8,
        "TaskBegin":"2026-11-24 06:50:31","TaskEnd":"2026-11-24 06:51:00"}"#;
    let places = [
        (".name", Part::Text),
        (".badge-word", Part::Text),
        (".counts", Part::Text),
        (".percent", Part::Text),
        (".bar", Part::Style("--done")),
        (".bar", Part::Attribute("aria-valuetext")),
        (".cell-began .time", Part::Text),
        (".seconds", Part::Text),
        (".cell-began", Part::Attribute("data-today")),
        (".cell-duration", Part::Text),
        (".cell-ends .quiet", Part::Text),
        (".cell-type", Part::Text),
        (".id", Part::Text),
    ];
    let expected = [
        "install github",
        "Running",
        "4 / 8",
        "50%",
        "50.0%",
        "4 / 8, 50%",
        "14:50",
        ":31",
        "true",
        "2 min 49 s",
        "--",
        "Install skills",
        "pcb-1",
    ];
    assert_eq!(shown(row, places), expected);
}

#[test]
fn the_day_of_the_end_is_said_where_it_is_not_that_of_the_beginning() {
    let places = [
        (".cell-began .quiet", Part::Text),
        (".cell-began", Part::Attribute("data-today")),
        (".cell-ends .quiet", Part::Text),
        (".cell-ends .time", Part::Text),
    ];
    // Midnight in Shanghai is 16:00 of the day before in UTC.
    for (begin, end, expected) in [
        ("2026-11-24 05:58:44", "2026-11-24 06:19:02", ["11-24 ", "true", "", "14:19:02"]),
        ("2026-11-22 16:00:00", "2026-11-23 15:59:59", ["11-23 ", "", "", "23:59:59"]),
        ("2026-11-23 15:59:59", "2026-11-23 16:00:00", ["11-23 ", "", "11-24 ", "00:00:00"]),
        ("", "2026-11-23 16:00:00", ["--", "", "11-24 ", "00:00:00"]),
        ("2026-11-23 15:59:59", "", ["11-23 ", "", "--", ""]),
    ] {
        let row = format!(r#"{{"Status":"FAILED","TaskBegin":"{begin}","TaskEnd":"{end}"}}"#);
        assert_eq!(shown(&row, places), expected, "{begin} {end}");
    }
}

#[test]
fn a_completed_task_with_a_rest_is_a_warning() {
    let row = r#"{"Status":"COMPLETED","SuccessCount":57,"TotalCount":60}"#;
    let places = [
        (".cell-status .badge", Part::Attribute("data-tone")),
        (".cell-status use", Part::Attribute("href")),
        (".badge-word", Part::Text),
        (".rest", Part::Text),
        (".bar", Part::Attribute("data-tone")),
    ];
    assert_eq!(shown(row, places), ["warn", "#i-warn", "Completed", "3 not successful", "warn"]);
}

#[test]
fn a_task_opens_beside_its_list_and_one_without_an_id_does_not() {
    for (row, links) in [
        (r#"{"BatchId":"pcb 1","Status":"RUNNING"}"#, ["?page=2&batch=pcb%201", ""]),
        (r#"{"BatchId":"pcb-1","Status":"FAILED"}"#, ["?page=2&batch=pcb-1"; 2]),
        (
            r#"{"BatchId":"pcb-1","Status":"COMPLETED","SuccessCount":7,"TotalCount":8}"#,
            ["?page=2&batch=pcb-1"; 2],
        ),
        (r#"{"BatchId":"pcb-1","Status":"COMPLETED"}"#, ["?page=2&batch=pcb-1", ""]),
        (r#"{"Status":"FAILED"}"#, [""; 2]),
    ] {
        let href = Part::Attribute("href");
        assert_eq!(shown(row, [(".name", href), (".why", href)]), links, "{row}");
    }
}

#[test]
fn what_does_not_fit_or_is_missing_says_so() {
    let row = r#"{"TaskType":"polarclaw_sync_index","Status":"ARCHIVING","SuccessCount":9,"TotalCount":8,
        "TaskBegin":"2026/11/24T06:53:20Z","TaskEnd":"2026-11-24 06:00:00"}"#;
    let places = [
        (".name", Part::Text),
        (".badge-word", Part::Text),
        (".bar", Part::Attribute("aria-valuenow")),
        (".odd", Part::Attribute("data-shown")),
        (".flaws", Part::Attribute("data-shown")),
        (".cell-duration", Part::Text),
        (".cell-began", Part::Attribute("title")),
        (".cell-ends", Part::Attribute("title")),
        (".cell-type", Part::Attribute("class")),
        (".copy", Part::Attribute("disabled")),
    ];
    let expected = [
        "--",
        "ARCHIVING",
        "",
        "true",
        "",
        "ends before it begins",
        "2026-11-24 14:53:20 (UTC+8); received: 2026/11/24T06:53:20Z",
        "2026-11-24 14:00:00 (UTC+8); received: 2026-11-24 06:00:00, assumed UTC",
        "cell-type raw",
        "true",
    ];
    assert_eq!(shown(row, places), expected);
}

#[test]
fn a_field_that_cannot_be_read_is_named_and_kept() {
    let row = r#"{"Status":"FAILED","TotalCount":"many","TaskBegin":"yesterday"}"#;
    let places = [
        (".flaws", Part::Attribute("data-shown")),
        (".flaws .unseen", Part::Text),
        (".cell-began .time", Part::Text),
        (".counts", Part::Text),
    ];
    let expected = ["true", "Not readable: TotalCount, TaskBegin", "yesterday", "-- / --"];
    assert_eq!(shown(row, places), expected);
}
