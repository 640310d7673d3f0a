//! How far an export is, and what came of it, in words. Each sentence says of which tasks it speaks.

use chrono::{DateTime, TimeDelta, Utc};
use model::collected::Collected;
use model::collecting::{Call, MOST_TASKS, Stage, Stop};
use model::failure::Failure;
use model::format::{self, grouped};

use super::export_menu::{Export, Format, Scope, counted};
use super::failure_words::failure_words;
use super::fill::{Fill, Part, present};
use super::toast::Notice;

/// The markup, for the end of the page.
pub const EXPORT_PROGRESS: &str = include_str!("export_progress.html");

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Of which tasks.
    pub scope: Scope,
    /// How many there are said to be.
    pub promised: u64,
    /// What is being read.
    pub stage: Stage,
    /// How long the service wants to be left alone.
    pub pause: Option<TimeDelta>,
}

/// What is shown; without an export nothing is.
pub fn fills(progress: Option<Progress>) -> Vec<Fill> {
    let (done, all) = match progress.map(|progress| progress.stage) {
        Some(Stage::Pages(page, pages)) => (page - 1, pages),
        Some(Stage::Batches(read, all)) => (read, all),
        None => (0, 1),
    };
    vec![
        ("", Part::Attribute("hidden"), present(progress.is_none())),
        (".exporting-words", Part::Text, progress.map(words).unwrap_or_default()),
        ("progress", Part::Attribute("max"), all.max(1).to_string()),
        ("progress", Part::Attribute("value"), done.to_string()),
    ]
}

/// `412 tasks · page 2 of 5`.
fn words(progress: Progress) -> String {
    let tasks = match progress.scope {
        Scope::Page => format!("This page, {}", counted(progress.promised, "task")),
        Scope::All => format!("All {}", counted(progress.promised, "task")),
    };
    let stage = match progress.stage {
        Stage::Pages(page, pages) => format!("page {} of {}", grouped(page), grouped(pages)),
        Stage::Batches(read, all) => {
            format!("sub-tasks of {} of {} read", grouped(read), grouped(all))
        }
    };
    match progress.pause {
        Some(pause) => {
            format!("{tasks} · {stage} · throttled, goes on in {}", format::duration(pause))
        }
        None => format!("{tasks} · {stage}"),
    }
}

/// How long until then, if it is not past.
pub fn pause_until(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<TimeDelta> {
    until.map(|until| until - now).filter(|pause| *pause > TimeDelta::zero())
}

/// What the file holds.
pub fn saved(export: Export, collected: &Collected) -> Notice {
    let (count, promised) = (collected.rows.len() as u64, collected.promised);
    let format = match export.format {
        Format::Csv => "CSV",
        Format::Json => "JSON",
    };
    let mut words = match export.scope {
        Scope::Page => format!("Exported {} of this page as {format}", counted(count, "task")),
        Scope::All if count == promised => {
            format!("Exported all {} as {format}", counted(count, "task"))
        }
        Scope::All if count < promised => format!(
            "Exported {} of {} as {format}: the list changed",
            grouped(count),
            counted(promised, "task")
        ),
        Scope::All => format!(
            "Exported {} as {format}, {} more than when it began: the list changed",
            counted(count, "task"),
            grouped(count - promised)
        ),
    };
    let without = collected.without_subtasks();
    if without > 0 {
        words += &format!(". {} without sub-tasks: see the column Note", grouped(without as u64));
    }
    Notice { is_good: true, words, text: String::new() }
}

/// Why there is no file. `batch_id` is of the batch that was asked for, if one was.
pub fn stopped(scope: Scope, stop: &Stop, batch_id: &str, endpoint: &str) -> Notice {
    let tasks = match scope {
        Scope::Page => "this page",
        Scope::All => "all tasks",
    };
    let (place, failure) = match stop {
        Stop::TooMany => {
            let most = grouped(MOST_TASKS);
            let words = format!(
                "The export of {tasks} stopped, and no file was saved: more than {most} match. Narrow the filters."
            );
            return Notice { is_good: false, words, text: String::new() };
        }
        Stop::Failed(Call::Page(page), failure) => {
            (format!("page {}", grouped((*page).into())), failure)
        }
        Stop::Failed(Call::Batch(_), failure) => (format!("batch {batch_id}"), failure),
    };
    let reason = failure_words(failure, endpoint);
    let words = format!(
        "The export of {tasks} stopped at {place}, and no file was saved. {}: {}",
        reason.title, reason.advice
    );
    Notice { is_good: false, words, text: evidence(failure) }
}

/// For support.
fn evidence(failure: &Failure) -> String {
    let parts = [
        ("Action", &failure.ram_action),
        ("Code", &failure.code),
        ("RequestId", &failure.request_id),
    ];
    let parts =
        parts.iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)));
    parts.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests;
