//! How far an export is, and what came of it, in words. Each sentence says of which tasks it speaks.

use chrono::{DateTime, TimeDelta, Utc};
use model::collected::Collected;
use model::collecting::{Call, MOST_TASKS, Stage, Stop};
use model::config::Endpoint;
use model::failure::Failure;
use model::format::{self, grouped};
use model::locale::Locale;
use model::tr;

use super::export_menu::{Export, Format, Scope};
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
pub fn fills(locale: &Locale, progress: Option<Progress>) -> Vec<Fill> {
    let (done, all) = match progress.map(|progress| progress.stage) {
        Some(Stage::Pages(page, pages)) => (page - 1, pages),
        Some(Stage::Batches(read, all)) => (read, all),
        None => (0, 1),
    };
    vec![
        ("", Part::Attribute("hidden"), present(progress.is_none())),
        (
            ".exporting-words",
            Part::Text,
            progress.map(|progress| words(locale, progress)).unwrap_or_default(),
        ),
        ("progress", Part::Attribute("max"), all.max(1).to_string()),
        ("progress", Part::Attribute("value"), done.to_string()),
    ]
}

/// `412 tasks · page 2 of 5`.
fn words(locale: &Locale, progress: Progress) -> String {
    let of = match progress.scope {
        Scope::Page => tr!(locale, "This page, {tasks}", tasks = tasks(locale, progress.promised)),
        Scope::All => tr!(locale, "All {tasks}", tasks = tasks(locale, progress.promised)),
    };
    let stage = match progress.stage {
        Stage::Pages(page, pages) => {
            tr!(locale, "page {page} of {pages}", page = grouped(page), pages = grouped(pages))
        }
        Stage::Batches(read, all) => {
            tr!(
                locale,
                "sub-tasks of {read} of {all} read",
                read = grouped(read),
                all = grouped(all)
            )
        }
    };
    match progress.pause {
        Some(pause) => {
            let pause = tr!(
                locale,
                "throttled, goes on in {pause}",
                pause = format::duration(locale, pause)
            );
            format!("{of} · {stage} · {pause}")
        }
        None => format!("{of} · {stage}"),
    }
}

fn tasks(locale: &Locale, count: u64) -> String {
    tr!(locale, count => "{count} task" | "{count} tasks", count = grouped(count))
}

/// How long until then, if it is not past.
pub fn pause_until(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<TimeDelta> {
    until.map(|until| until - now).filter(|pause| *pause > TimeDelta::zero())
}

/// What the file holds.
pub fn saved(locale: &Locale, export: Export, collected: &Collected) -> Notice {
    let (count, promised) = (collected.rows.len() as u64, collected.promised);
    let format = match export.format {
        Format::Csv => "CSV",
        Format::Json => "JSON",
    };
    let mut words = match export.scope {
        Scope::Page => {
            tr!(
                locale,
                "Exported {tasks} of this page as {format}",
                tasks = tasks(locale, count),
                format = format
            )
        }
        Scope::All if count == promised => {
            tr!(
                locale,
                "Exported all {tasks} as {format}",
                tasks = tasks(locale, count),
                format = format
            )
        }
        Scope::All if count < promised => tr!(
            locale,
            "Exported {count} of {tasks} as {format}: the list changed",
            count = grouped(count),
            tasks = tasks(locale, promised),
            format = format
        ),
        Scope::All => tr!(
            locale,
            "Exported {tasks} as {format}, {more} more than when it began: the list changed",
            tasks = tasks(locale, count),
            format = format,
            more = grouped(count - promised)
        ),
    };
    let without = collected.without_subtasks();
    if without > 0 {
        words = tr!(
            locale,
            "{exported}. {count} without sub-tasks: see the column Note",
            exported = words,
            count = grouped(without as u64)
        );
    }
    Notice { is_good: true, words, text: String::new() }
}

/// Why there is no file. `batch_id` is of the batch that was asked for, if one was.
pub fn stopped(
    locale: &Locale,
    scope: Scope,
    stop: &Stop,
    batch_id: &str,
    endpoint: &Endpoint,
) -> Notice {
    let tasks = match scope {
        Scope::Page => tr!(locale, "this page"),
        Scope::All => tr!(locale, "all tasks"),
    };
    let (place, failure) = match stop {
        Stop::TooMany => {
            let most = grouped(MOST_TASKS);
            let words = tr!(
                locale,
                "The export of {tasks} stopped, and no file was saved: more than {most} match. Narrow the filters.",
                tasks = tasks,
                most = most
            );
            return Notice { is_good: false, words, text: String::new() };
        }
        Stop::Failed(Call::Page(page), failure) => {
            (tr!(locale, "page {page}", page = grouped((*page).into())), failure)
        }
        Stop::Failed(Call::Batch(_), failure) => {
            (tr!(locale, "batch {id}", id = batch_id), failure)
        }
    };
    let reason = failure_words(locale, failure, endpoint);
    let words = tr!(
        locale,
        "The export of {tasks} stopped at {place}, and no file was saved. {title}: {advice}",
        tasks = tasks,
        place = place,
        title = reason.title,
        advice = reason.advice
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
