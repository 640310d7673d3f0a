//! What holds for any body that comes with status 200 where the list was asked for.

use model::format;
use model::json::Json;
use model::locale::Locale;
use model::progress::{Extent, Progress};
use model::status::{BatchStatus, ReportedStatus};
use model::task::{BatchTask, Duration, Standing, TaskPage};
use model::time::{self, Timestamp};
use model::wire::{self, ReplyHead};
use model::zone::Zone;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

/// All fields of a row, by their names on the wire.
const FIELDS: [&str; 8] = [
    "BatchId",
    "TaskName",
    "TaskType",
    "Status",
    "SuccessCount",
    "TotalCount",
    "TaskBegin",
    "TaskEnd",
];

/// Reads a body as the console does. Only a list, or its documented absence, makes a page.
pub(crate) fn hold(body: &[u8]) {
    let text = String::from_utf8_lossy(body);
    let Ok(json) = serde_json::from_str::<Json>(&text) else { return };
    let code = json.get("Code").filled_text();
    let id = json.get("RequestId").text();
    match (wire::read_task_page(&ok(), &json), json.get("TaskList")) {
        (Ok(page), Json::List(rows)) => {
            assert!(!rows.is_empty() || tells_no_error(code), "an error is shown as an empty page");
            page_holds(rows, &page);
        }
        (Ok(page), Json::Null) => {
            assert!(tells_no_error(code) && id.is_some(), "an error is shown as an empty page");
            page_holds(&[], &page);
        }
        (Ok(_), list) => panic!("{list:?} is shown as a page"),
        (Err(_), Json::List(rows)) => {
            assert!(rows.is_empty() && code.is_some(), "a list is withheld");
        }
        (Err(failure), _) => assert_eq!(failure.code.as_deref(), code),
    }
}

fn tells_no_error(code: Option<&str>) -> bool {
    code.is_none_or(|code| ["200", "ok", "success"].contains(&&*code.to_ascii_lowercase()))
}

fn ok() -> ReplyHead {
    ReplyHead { status: 200, ..ReplyHead::default() }
}

/// Each element is one row, in order, and reads as it would without the others.
fn page_holds(rows: &[Json], page: &TaskPage) {
    assert_eq!(page.tasks.len(), rows.len());
    assert!(page.total.is_none_or(|total| total <= 1 << 53));
    assert!(page.last_page(30).is_none_or(|last| last >= 1));
    for (row, task) in rows.iter().zip(&page.tasks) {
        let only = Json::Object(vec![("TaskList".into(), Json::List(vec![row.clone()]))]);
        let alone = wire::read_task_page(&ok(), &only).map(|page| page.tasks);
        assert_eq!(alone.as_deref(), Ok([task.clone()].as_slice()));
        texts_hold(row, task);
        flaws_hold(row, task);
        progress_holds(&task.progress);
        times_hold(task);
        standing_holds(task);
    }
}

/// Nothing that was sent is shortened, and nothing is made up.
fn texts_hold(row: &Json, task: &BatchTask) {
    let sent = |name| row.get(name).text().unwrap_or_default();
    assert_eq!(task.batch_id, sent("BatchId").trim());
    assert_eq!(task.task_name, sent("TaskName"));
    assert_eq!(task.task_type, sent("TaskType").trim());
    for (time, name) in [(&task.begin, "TaskBegin"), (&task.end, "TaskEnd")] {
        match time {
            Timestamp::Absent => assert_eq!(sent(name).trim(), ""),
            Timestamp::Zoned { received, .. }
            | Timestamp::Zoneless { received, .. }
            | Timestamp::Unreadable(received) => {
                assert_eq!(received, sent(name));
            }
        }
    }
    let counts = [(&task.progress.success, "SuccessCount"), (&task.progress.total, "TotalCount")];
    for (count, name) in counts {
        assert!(count.as_ref().is_none_or(|count| count.text() == sent(name).trim()));
    }
}

/// A field that was sent in a shape nobody expects is flagged, once, and no other field is.
fn flaws_hold(row: &Json, task: &BatchTask) {
    if !matches!(row, Json::Object(_)) {
        assert_eq!(task.flaws, ["TaskList"]);
        return;
    }
    for name in FIELDS {
        let times = task.flaws.iter().filter(|flaw| **flaw == name).count();
        let value = row.get(name);
        match value {
            Json::Null => assert_eq!(times, 0, "{name} was not sent"),
            Json::Bool(_) | Json::List(_) | Json::Object(_) => assert_eq!(times, 1, "{name}"),
            Json::Number(_) | Json::Text(_) => assert!(times <= 1, "{name}"),
        }
    }
    assert!(task.flaws.iter().all(|flaw| FIELDS.contains(flaw)));
}

/// The bar stays within its ends, and only all is all.
fn progress_holds(progress: &Progress) {
    let extent = progress.extent();
    assert!((0..=1000).contains(&extent.filled_permille()));
    if let Extent::Part { success, total } = extent {
        assert!(success <= total && total > 0);
        assert!(extent.percent().is_some_and(|percent| (percent == 100) == (success == total)));
        let label = progress.label();
        let shown = label.split(" / ").map(|count| count.parse().ok());
        assert_eq!(shown.collect::<Vec<_>>(), [Some(success), Some(total)]);
    }
}

/// What was read as a time is that time in the API's own format too, and no duration is negative, whichever zone is
/// assumed.
fn times_hold(task: &BatchTask) {
    for hours in [0, 14, -12] {
        let assumed_zone = Zone::fixed(TimeDelta::hours(hours));
        times_hold_in(&Locale { assumed_zone, ..Locale::default() }, task);
    }
}

fn times_hold_in(locale: &Locale, task: &BatchTask) {
    let [begin, end] = [&task.begin, &task.end].map(|time| time.instant(locale));
    for instant in [begin, end].into_iter().flatten() {
        if instant.year() >= 0 && instant.year() <= 9999 {
            assert_eq!(time::from_api(&time::to_api(instant)), Some(instant));
            shown_holds(instant);
        }
    }
    match task.duration(locale) {
        Duration::Took(length) => {
            assert!(length >= TimeDelta::zero());
            assert_eq!(begin.map(|begin| begin + length), end);
        }
        Duration::Since(since) => assert_eq!(begin, Some(since)),
        Duration::Negative => assert!(end < begin),
        Duration::Unknown => {}
    }
}

/// Each zone has a text for each instant.
fn shown_holds(instant: DateTime<Utc>) {
    for hours in [0, 14, -12] {
        let zone = Zone::fixed(TimeDelta::hours(hours));
        assert_eq!(zone.field_value(instant).len(), "2026-11-24T14:41:08".len());
        assert_eq!(zone.clock_time(instant, DateTime::UNIX_EPOCH).time.len(), "14:41:08".len());
    }
    let length = format::duration(&Locale::default(), DateTime::UNIX_EPOCH - instant);
    assert!(!length.starts_with(['-', '\u{2212}']));
}

/// Nothing looks finished that is not, and an end is shown of what has ended only.
fn standing_holds(task: &BatchTask) {
    let goes_on = matches!(
        task.status,
        ReportedStatus::Known(BatchStatus::Running | BatchStatus::Dispatching)
    );
    assert!(!goes_on || task.ended() == &Timestamp::Absent);
    assert!(!goes_on || !task.status.is_finished());
    let extent = task.progress.extent();
    let is_completed = task.status == ReportedStatus::Known(BatchStatus::Completed);
    match task.standing() {
        Standing::Completed => {
            assert!(is_completed && (extent == Extent::Empty || extent.percent() == Some(100)));
        }
        Standing::CompletedWithRest { not_successful } => assert!(not_successful > 0),
        Standing::Dispatching | Standing::Running => assert!(goes_on),
        Standing::Failed => assert!(task.status.is_finished()),
        Standing::Unknown if is_completed => {
            assert!(matches!(extent, Extent::Unknown | Extent::Inconsistent));
        }
        Standing::Unknown => assert!(!task.status.is_finished()),
    }
}
