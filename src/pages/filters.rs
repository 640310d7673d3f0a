//! What filters need beyond the first rows: types to choose from, the sheet of a phone, and what a list without matches and
//! one without tasks offer.

use leptos::prelude::*;
use model::locale::Locale;
use model::location::Location;
use model::query::Created;
use model::retry::{Retry, retry_command};

use super::list_state::Outcome;
use super::page::Page;
use crate::components::copy_menu::CopyAs;
use crate::components::created_menu::created_words;
use crate::components::filter_sheet::bind_filter_sheet;
use crate::components::filter_tokens::{Token, bind_filter_tokens};
use crate::components::markup::Markup;
use crate::components::status_look::status_word;
use crate::components::task_type::type_words;
use crate::components::type_list::bind_type_list;
use crate::i18n;

/// Binds all of it.
pub(crate) fn bind_filters(page: Page) {
    let current = move || page.location.get_untracked().query.task_type.unwrap_or_default();
    bind_type_list(current, move |raw| {
        let location = page.location.get_untracked();
        page.go_to(&location.with_query(location.query.with_task_type(Some(raw))));
    });
    bind_filter_sheet();
    bind_filter_tokens(move |locale| match page.outcome() {
        Outcome::NoMatch => page.location.with(|location| tokens(locale, location)),
        _ => Vec::new(),
    });
    Markup::of_page(".state").on("click", ".copy-text", move |_| {
        if untrack(|| page.outcome()) == Outcome::Empty {
            let region = page.key.with_untracked(|key| key.endpoint.region.clone());
            let example = Retry { region: region.as_deref(), ..Retry::default() };
            let example = retry_command(&example).to_text();
            page.copying.copy(example, CopyAs::Aliyun.words(&i18n::untracked(), None));
        }
    });
}

/// The filters of a view, each with the view without it.
fn tokens(locale: &Locale, location: &Location) -> Vec<Token> {
    let query = &location.query;
    let without = |query| location.with_query(query).href();
    let mut tokens: Vec<_> = query
        .statuses
        .iter()
        .map(|status| {
            (status_word(locale, status).to_owned(), without(query.with_status_toggled(status)))
        })
        .collect();
    if let Some(raw) = &query.task_type {
        tokens.push((type_words(locale, raw).to_owned(), without(query.with_task_type(None))));
    }
    if query.created != Created::Any {
        let words = created_words(locale, query.created);
        tokens.push((words, without(query.with_created(Created::Any))));
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_leads_to_the_list_without_its_filter() {
        let location =
            Location::from_search("?type=polarclaw_uninstall_skills&status=RUNNING,FAILED&last=1h");
        let token = |words: &str, href: &str| (words.to_owned(), href.to_owned());
        assert_eq!(
            tokens(&Locale::default(), &location),
            [
                token("Running", "?type=polarclaw_uninstall_skills&status=FAILED&last=1h"),
                token("Failed", "?type=polarclaw_uninstall_skills&status=RUNNING&last=1h"),
                token("Uninstall skills", "?status=RUNNING,FAILED&last=1h"),
                token("Last 1 h", "?type=polarclaw_uninstall_skills&status=RUNNING,FAILED"),
            ]
        );
        assert_eq!(tokens(&Locale::default(), &Location::from_search("?page=3")), []);
    }
}
