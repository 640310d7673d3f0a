//! The filters that nothing matches, each a link to the list without it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::chips::{CHIPS, chosen, toggled};
use model::find::Find;
use model::locale::Locale;
use model::location::Location;
use model::query::Created;
use model::tr;
use model::view::chips::chip_word;
use model::view::created::created_label;
use model::view::task_type::type_words;

use crate::i18n::use_locale;
use crate::ui::icon::Icon;

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
    let find = Find::read(&query.find);
    let mut tokens = Vec::new();
    if !find.search.is_empty() {
        let label = tr!(locale, "“{text}”", text = find.search);
        tokens.push(without(label, query.with_search("")));
    }
    let on = CHIPS.into_iter().zip(chosen(query)).filter(|(_, is_on)| *is_on);
    tokens.extend(
        on.map(|(chip, _)| without(chip_word(chip, locale).to_owned(), toggled(query, chip))),
    );
    if find.is_slow {
        let others = Find { is_slow: false, ..find }.to_text();
        tokens.push(without(tr!(locale, "Unusually slow").to_owned(), query.with_find(others)));
    }
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
        let location =
            Location::from_search("?q=sql%20a&status=COMPLETED&other=only&slow=only&sort=name");
        assert_eq!(
            tokens(&location, DateTime::default(), &Locale::default()),
            [
                token("“sql a”", "?status=COMPLETED&sort=name&other=only&slow=only"),
                token(
                    "Completed",
                    "?status=COMPLETED&q=sql%20a&sort=name&rest=only&other=only&slow=only",
                ),
                token(
                    "Partly done",
                    "?status=COMPLETED&q=sql%20a&sort=name&rest=none&other=only&slow=only",
                ),
                token("Other", "?status=COMPLETED&q=sql%20a&sort=name&slow=only"),
                token("Unusually slow", "?status=COMPLETED&q=sql%20a&sort=name&other=only",),
            ]
        );
        let page = Location::from_search("?page=3");
        assert_eq!(tokens(&page, DateTime::default(), &Locale::default()), []);
    }
}
