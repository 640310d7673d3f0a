//! What came of an export. Each sentence says of which tasks it is.

use model::collected::Collected;
use model::collecting::{Call, MOST_TASKS, Stop};
use model::config::Endpoint;
use model::failure::Failure;
use model::format::grouped;
use model::locale::Locale;
use model::tr;
use model::view::failure_words::failure_words;
use model::view::share::export_menu::{Export, Format, Scope};
use model::view::share::export_progress::tasks;

use crate::ui::toast::Notice;

/// What the file holds, and what was `searched` for it, where that is not the endpoint.
pub fn saved(
    locale: &Locale,
    export: Export,
    searched: Option<&str>,
    collected: &Collected,
) -> Notice {
    let (count, promised) = (collected.rows.len() as u64, collected.promised);
    let format = match export.format {
        Format::Csv => "CSV",
        Format::Excel => "CSV (Excel)",
        Format::Json => "JSON",
    };
    let mut words = match (export.scope, searched) {
        (Scope::All, Some(scope)) => tr!(
            locale,
            "Exported {tasks} as {format} · {scope}",
            tasks = tasks(locale, count),
            format = format,
            scope = scope
        ),
        (Scope::Page, _) => {
            tr!(
                locale,
                "Exported {tasks} of this page as {format}",
                tasks = tasks(locale, count),
                format = format
            )
        }
        (Scope::All, None) if count == promised => {
            tr!(
                locale,
                "Exported all {tasks} as {format}",
                tasks = tasks(locale, count),
                format = format
            )
        }
        (Scope::All, None) if count < promised => tr!(
            locale,
            "Exported {count} of {tasks} as {format}: the list changed",
            count = grouped(count),
            tasks = tasks(locale, promised),
            format = format
        ),
        (Scope::All, None) => tr!(
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
