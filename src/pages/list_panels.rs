//! The words and offers of every state in which there are no rows to show.

use model::config::{ConfigError, Endpoint};
use model::failure::{Failure, FailureKind};
use model::locale::Locale;
use model::location::Location;
use model::query::Created;
use model::tr;

use crate::components::failure_words::failure_words;
use crate::components::state_panel::Panel;

/// The endpoint has no batch task at all.
pub(super) fn empty(locale: &Locale, endpoint: &Endpoint) -> Panel {
    Panel {
        look: ("mute", "i-inbox"),
        title: tr!(locale, "No batch tasks yet").into(),
        text: tr!(
            locale,
            "Tasks appear here as soon as CreateBatchTask runs on {endpoint}.",
            endpoint = endpoint.label
        ),
        copy: Some((tr!(locale, "Copy example command"), String::new())),
        ..Panel::default()
    }
}

/// Nothing matches the filters.
pub(super) fn no_match(locale: &Locale, location: &Location) -> Panel {
    let query = &location.query;
    let mut links =
        vec![link(tr!(locale, "Reset filters"), &location.with_query(query.without_filters()))];
    if query.created != Created::Any {
        links.push(any_time(locale, location));
    }
    Panel {
        look: ("mute", "i-filter"),
        title: tr!(locale, "No tasks match these filters").into(),
        has_tokens: true,
        links,
        ..Panel::default()
    }
}

/// The range of creation times ends before it begins.
pub(super) fn reversed(locale: &Locale, location: &Location) -> Panel {
    let swapped = match location.query.created {
        Created::Between { from, to } => Created::Between { from: to, to: from },
        other => other,
    };
    let swap = location.with_query(location.query.with_created(swapped));
    Panel {
        look: ("warn", "i-calendar"),
        title: tr!(locale, "From must be before To").into(),
        text: tr!(
            locale,
            "The range of creation times ends before it begins, so nothing was asked."
        )
        .into(),
        links: vec![link(tr!(locale, "Swap them"), &swap), any_time(locale, location)],
        ..Panel::default()
    }
}

/// The page lies beyond the last one.
pub(super) fn gone(locale: &Locale, location: &Location, last: u32) -> Panel {
    Panel {
        look: ("mute", "i-unknown"),
        title: tr!(locale, "Page {page} no longer exists", page = location.query.page.get()),
        text: tr!(locale, "The list now ends at page {page}.", page = last),
        links: vec![link(
            &tr!(locale, "Go to page {page}", page = last),
            &location.with_page(last),
        )],
        ..Panel::default()
    }
}

/// The request failed. `ticket` is what support needs.
pub(super) fn failed(
    locale: &Locale,
    failure: &Failure,
    endpoint: &Endpoint,
    is_configured: bool,
    ticket: String,
) -> Panel {
    let nothing_there = matches!(failure.kind, FailureKind::NotTheApi | FailureKind::Unreachable);
    if nothing_there && !is_configured {
        return not_set_up(locale);
    }
    let words = failure_words(locale, failure, endpoint);
    let (retry, links) = match (failure.kind, &endpoint.sign_in_url) {
        (FailureKind::SignInRequired, Some(url)) => {
            (None, vec![(tr!(locale, "Sign in").into(), url.clone())])
        }
        (FailureKind::SignInRequired, None) => (Some(tr!(locale, "Sign in")), Vec::new()),
        (FailureKind::NotPermitted, _) => (Some(tr!(locale, "Check again")), Vec::new()),
        _ => (Some(tr!(locale, "Try again")), Vec::new()),
    };
    let needs_sign_in = failure.kind == FailureKind::SignInRequired;
    Panel {
        look: words.look,
        title: words.title.into(),
        text: words.advice,
        evidence: [
            failure.ram_action.clone(),
            failure.code.clone(),
            failure.message.as_ref().map(|message| message.text(locale)),
            failure.request_id.clone(),
        ],
        retry,
        copy: (!needs_sign_in).then_some((tr!(locale, "Copy for ticket"), ticket)),
        links,
        troubleshoot: failure.recommend.clone(),
        ..Panel::default()
    }
}

/// Without a `config.json`, and with nothing like a proxy beside the page, nobody has set this up.
fn not_set_up(locale: &Locale) -> Panel {
    const SAMPLE: &str =
        r#"{"version":1,"endpoints":[{"id":"default","label":"cn-hangzhou","url":"./rpc"}]}"#;
    Panel {
        look: ("run", "i-gear"),
        title: tr!(locale, "This console is not set up yet").into(),
        text: tr!(locale, "No config.json was found, and ./rpc did not answer.").into(),
        steps: [
            tr!(locale, "Start a signing proxy."),
            tr!(locale, "Put config.json beside this page."),
            tr!(locale, "Reload this page."),
        ],
        retry: Some(tr!(locale, "Check again")),
        copy: Some((tr!(locale, "Copy sample config.json"), SAMPLE.to_owned())),
        ..Panel::default()
    }
}

/// There is a `config.json` that cannot be used.
pub(crate) fn invalid_config(locale: &Locale, error: &ConfigError) -> Panel {
    Panel {
        look: ("bad", "i-failed"),
        title: tr!(locale, "config.json cannot be used").into(),
        text: tr!(
            locale,
            "{field} must be {expected}.",
            field = error.field,
            expected = locale.text(error.expected)
        ),
        retry: Some(tr!(locale, "Reload")),
        ..Panel::default()
    }
}

fn any_time(locale: &Locale, location: &Location) -> (String, String) {
    link(tr!(locale, "Any time"), &location.with_query(location.query.with_created(Created::Any)))
}

fn link(label: &str, target: &Location) -> (String, String) {
    (label.to_owned(), target.href())
}
