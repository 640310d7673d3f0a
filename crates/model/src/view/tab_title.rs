//! The title of the tab, by which people find a view again among many.

use chrono::{DateTime, Utc};

use super::created::created_label;
use super::status_look::status_word;
use super::task_type::type_words;
use crate::find::{Find, Rest};
use crate::format::NOTHING;
use crate::locale::Locale;
use crate::location::{Location, View};
use crate::query::{Created, ListQuery};
use crate::status::BatchStatus;
use crate::tr;
use crate::words::joined;

/// What the title needs besides the location.
#[derive(Clone, Copy, Debug)]
pub struct TitleContext<'a> {
    /// The name of the batch whose panel is open; empty while it is not known.
    pub batch_name: &'a str,
    /// What the chosen endpoint is called; empty where it is the usual one.
    pub endpoint: &'a str,
    /// For the year of a range, which is left out if it is this one.
    pub now: DateTime<Utc>,
    /// For texts and times.
    pub locale: &'a Locale,
}

/// `roll out sql-review 1.4.2 · wave 3 · PolarDB Batch Tasks` while a batch is open, else what is searched for and filtered by;
/// `Batch tasks · PolarDB` for all.
pub fn tab_title(location: &Location, context: TitleContext<'_>) -> String {
    let locale = context.locale;
    let mut parts = match &location.batch {
        Some(id) => vec![batch_part(id, context.batch_name)],
        None => list_parts(location, context),
    };
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        return tr!(locale, "Batch tasks · PolarDB").to_owned();
    }
    parts.push(tr!(locale, "PolarDB Batch Tasks").to_owned());
    parts.join(" · ")
}

/// The name, and the id of a batch without one.
fn batch_part(id: &str, name: &str) -> String {
    let is_nameless = name.trim().is_empty() || name == NOTHING;
    plain(if is_nameless { id } else { name })
}

fn list_parts(location: &Location, context: TitleContext<'_>) -> Vec<String> {
    let TitleContext { endpoint, now, locale, .. } = context;
    let query = &location.query;
    let find = Find::read(&query.find);
    let search = if find.search.is_empty() {
        String::new()
    } else {
        format!("“{}”", plain(&find.search))
    };
    let slow = if find.is_slow { tr!(locale, "Unusually slow") } else { "" };
    let created = match query.created {
        Created::Any => String::new(),
        created => created_label(created, now, locale),
    };
    let task_type = query.task_type.as_deref().map(|raw| plain(type_words(locale, raw)));
    let view = if location.view == View::Timeline { tr!(locale, "Timeline") } else { "" };
    vec![
        search,
        statuses(query, &find, locale),
        slow.to_owned(),
        task_type.unwrap_or_default(),
        created,
        view.to_owned(),
        plain(endpoint),
    ]
}

/// `Running, Partly done`.
fn statuses(query: &ListQuery, find: &Find, locale: &Locale) -> String {
    // A rest without a status is one of the completed batches.
    let of_rest = find.rest != Rest::Any && query.statuses.is_empty();
    let is_meant = |status: &BatchStatus| {
        query.statuses.contains(*status) || of_rest && *status == BatchStatus::Completed
    };
    let word = |status| match (status, find.rest) {
        (BatchStatus::Completed, Rest::Only) => tr!(locale, "Partly done"),
        _ => status_word(locale, status),
    };
    let other = find.is_other.then(|| tr!(locale, "Other"));
    let words: Vec<_> =
        BatchStatus::ALL.into_iter().filter(is_meant).map(word).chain(other).collect();
    joined(tr!(locale, "{text}, {next}"), &words)
}

/// A text from outside in one line, without what would turn the direction of what stands behind it.
fn plain(text: &str) -> String {
    let turns = |character: char| matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = |character: char| if character.is_control() { ' ' } else { character };
    text.trim().chars().filter(|character| !turns(*character)).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::chinese;
    use crate::time::from_api;

    fn title(search: &str, batch_name: &str, endpoint: &str, locale: &Locale) -> String {
        let now = from_api("2026-11-29T00:52:00Z").unwrap();
        let context = TitleContext { batch_name, endpoint, now, locale };
        tab_title(&Location::from_search(search), context)
    }

    #[test]
    fn a_tab_is_called_after_its_batch() {
        for (search, name, expected) in [
            (
                "?status=FAILED&batch=pcb-1",
                "roll out sql-review 1.4.2 · wave 3",
                "roll out sql-review 1.4.2 · wave 3 · PolarDB Batch Tasks",
            ),
            ("?batch=pcb-1", "", "pcb-1 · PolarDB Batch Tasks"),
            ("?batch=pcb-1", "--", "pcb-1 · PolarDB Batch Tasks"),
            ("?batch=pcb-1", " \u{202e}a\nb\u{2069} ", "a b · PolarDB Batch Tasks"),
        ] {
            assert_eq!(title(search, name, "prod", &Locale::default()), expected);
        }
    }

    #[test]
    fn a_list_is_called_after_what_it_is_asked_for() {
        for (search, expected) in [
            ("", "Batch tasks · PolarDB"),
            ("?page=2&size=10&sort=-duration", "Batch tasks · PolarDB"),
            ("?q=sql-review%20wave", "“sql-review wave” · PolarDB Batch Tasks"),
            (
                "?status=FAILED,RUNNING&last=24h&q=a",
                "“a” · Running, Failed · Last 24 h · PolarDB Batch Tasks",
            ),
            ("?rest=only", "Partly done · PolarDB Batch Tasks"),
            ("?status=COMPLETED,FAILED&rest=only", "Partly done, Failed · PolarDB Batch Tasks"),
            ("?status=FAILED&rest=only", "Failed · PolarDB Batch Tasks"),
            ("?rest=none&other=only", "Completed, Other · PolarDB Batch Tasks"),
            ("?slow=only", "Unusually slow · PolarDB Batch Tasks"),
            (
                "?type=polarclaw_install_skills&from=2026-11-28T00:00:00Z&to=2026-11-28T23:59:59Z",
                "Install skills · 11-28 · PolarDB Batch Tasks",
            ),
            ("?type=a%0Ab&view=timeline", "a b · Timeline · PolarDB Batch Tasks"),
        ] {
            assert_eq!(
                title(search, "of another batch", "", &Locale::default()),
                expected,
                "{search}"
            );
        }
        let prod = title("", "", "prod", &Locale::default());
        assert_eq!(prod, "prod · PolarDB Batch Tasks");
    }

    #[test]
    fn a_title_is_in_the_language_of_the_page() {
        assert_eq!(title("", "", "", &chinese()), "批量任务 · PolarDB");
        let search = "?status=FAILED&rest=only&slow=only&last=today";
        assert_eq!(title(search, "", "", &chinese()), "失败 · 异常缓慢 · 今天 · PolarDB 批量任务");
    }
}
