//! The filters that nothing matches, each a link to the list without it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::locale::Locale;
use model::location::Location;
use model::query::Created;
use model::tr;
use model::view::created::created_label;

use crate::i18n::use_locale;
use crate::ui::icon::Icon;
use model::view::status_look::status_word;
use model::view::task_type::type_words;

/// A filter by its label, and the link to the list without it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Token {
    label: String,
    href: String,
}

/// The filters of a view, as links that take each away.
#[component]
pub fn FilterTokens(
    /// The view that nothing matches, if there is nothing.
    location: Memo<Option<Location>>,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
) -> impl IntoView {
    let locale = use_locale();
    let tokens = Memo::new(move |_| {
        let locale = locale.get();
        location.with(|location| {
            location.as_ref().map(|it| tokens(it, now.get_untracked(), &locale)).unwrap_or_default()
        })
    });
    let link = move |Token { label, href }: Token| {
        let text = label.clone();
        let name = move || tr!(locale.read(), "Remove filter: {filter}", filter = text);
        view! {
            <a class="token" href=href aria-label=name>
                <span>{label}</span>
                <Icon name="i-close" />
            </a>
        }
    };
    view! { <For each=move || tokens.get() key=Token::clone children=link /> }
}

fn tokens(location: &Location, now: DateTime<Utc>, locale: &Locale) -> Vec<Token> {
    let query = &location.query;
    let without = |label: String, query| Token { label, href: location.with_query(query).href() };
    let mut tokens: Vec<_> = query
        .statuses
        .iter()
        .map(|status| {
            let label = status_word(locale, status).to_owned();
            without(label, query.with_status_toggled(status))
        })
        .collect();
    if let Some(raw) = &query.task_type {
        tokens.push(without(type_words(locale, raw).to_owned(), query.with_task_type(None)));
    }
    if query.created != Created::Any {
        let label = created_label(query.created, now, locale);
        tokens.push(without(label, query.with_created(Created::Any)));
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
        let token = |label: &str, href: &str| Token { label: label.into(), href: href.into() };
        assert_eq!(
            tokens(&location, DateTime::default(), &Locale::default()),
            [
                token("Running", "?type=polarclaw_uninstall_skills&status=FAILED&last=1h"),
                token("Failed", "?type=polarclaw_uninstall_skills&status=RUNNING&last=1h"),
                token("Uninstall skills", "?status=RUNNING,FAILED&last=1h"),
                token("Last 1 h", "?type=polarclaw_uninstall_skills&status=RUNNING,FAILED"),
            ]
        );
        let page = Location::from_search("?page=3");
        assert_eq!(tokens(&page, DateTime::default(), &Locale::default()), []);
    }
}
