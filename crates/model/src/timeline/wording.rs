//! What is said of a batch instead of showing its bar.

use chrono::{DateTime, Utc};

use super::Span;
use crate::forecast::{Forecast, wording};
use crate::format::NOTHING;
use crate::locale::Locale;
use crate::status::{BatchStatus, ReportedStatus};
use crate::task::{BatchTask, Duration, Standing};
use crate::tr;
use crate::words::joined;
use crate::zone::Zone;

/// `10:55 – 10:56 · 4 / 4`, at the edge that a batch lies beyond. What goes on ends `now`, and what ended
/// nobody knows when ends `--`.
pub fn beyond_edge(locale: &Locale, task: &BatchTask, span: Span, now: DateTime<Utc>) -> String {
    let zone = &locale.zone;
    let begin = zone.minute(span.from, now);
    let end = match task.duration(locale) {
        Duration::Since(_) => tr!(locale, "now").to_owned(),
        Duration::Took(_) if day_of(span.to, zone, now) == day_of(span.from, zone, now) => {
            zone.minute(span.to, span.to)
        }
        Duration::Took(_) => zone.minute(span.to, now),
        Duration::Negative | Duration::Unknown => NOTHING.to_owned(),
    };
    format!("{begin} – {end} · {}", task.progress.label())
}

/// The sentence of a row: `roll out sql-review 1.4.2, running, 37 of 120, began 14:41, expected 15:21`. What
/// is not known is left out; a batch without a name is called by its id.
pub fn sentence(
    locale: &Locale,
    task: &BatchTask,
    forecast: Forecast,
    now: DateTime<Utc>,
) -> String {
    let zone = &locale.zone;
    let name = if task.task_name.is_empty() { &task.batch_id } else { &task.task_name };
    let mut parts =
        vec![name.clone(), status(locale, &task.status).to_owned(), count(locale, task)];
    if let Standing::CompletedWithRest { not_successful } = task.standing() {
        parts.push(tr!(locale, "{count} not done", count = not_successful));
    }
    if let Some(begin) = task.begin.instant(locale) {
        parts.push(tr!(locale, "began {time}", time = zone.minute(begin, now)));
    }
    if let Some(end) = task.ended().instant(locale) {
        parts.push(tr!(locale, "ended {time}", time = zone.minute(end, now)));
    }
    match forecast {
        Forecast::Ends { at, .. } => {
            parts.push(tr!(locale, "expected {time}", time = wording::minute(at, zone, now)));
        }
        Forecast::Stalled { .. } => parts.extend(wording::in_panel(locale, forecast)),
        Forecast::Estimating => parts.push(tr!(locale, "estimating").to_owned()),
        Forecast::Unknown => {}
    }
    let parts: Vec<_> = parts.iter().map(String::as_str).collect();
    joined(tr!(locale, "{text}, {next}"), &parts)
}

fn day_of(instant: DateTime<Utc>, zone: &Zone, now: DateTime<Utc>) -> String {
    zone.clock_time(instant, now).day
}

fn status<'a>(locale: &Locale, status: &'a ReportedStatus) -> &'a str {
    match status {
        ReportedStatus::Known(BatchStatus::Dispatching) => tr!(locale, "dispatching"),
        ReportedStatus::Known(BatchStatus::Running) => tr!(locale, "running"),
        ReportedStatus::Known(BatchStatus::Completed) => tr!(locale, "completed"),
        ReportedStatus::Known(BatchStatus::Failed) => tr!(locale, "failed"),
        ReportedStatus::Unknown(text) => text,
    }
}

/// `37 of 120`; nothing unless both counts came.
fn count(locale: &Locale, task: &BatchTask) -> String {
    match (&task.progress.success, &task.progress.total) {
        (Some(success), Some(total)) => {
            tr!(locale, "{done} of {total}", done = success.text(), total = total.text())
        }
        _ => String::new(),
    }
}
