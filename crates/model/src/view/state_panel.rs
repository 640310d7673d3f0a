//! The panel in the place of the table when there are no rows: an icon, a title, a sentence, the evidence, and at most three
//! things to do.

use super::failure_words::failure_words;
use crate::config::{ConfigError, ConfigTrouble, Endpoint};
use crate::failure::{Failure, FailureKind};
use crate::locale::Locale;
use crate::location::Location;
use crate::percent;
use crate::query::Created;
use crate::words::sentences;
use crate::{tr, word};

/// What the panel says and offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The tone and the icon.
    pub look: (&'static str, &'static str),
    /// What is the case, in a few words.
    pub title: String,
    /// What follows from it, in one sentence.
    pub text: String,
    /// What to do, one step after the other.
    pub steps: [&'static str; 3],
    /// What support asks for, in the order of [`EVIDENCE`]. Texts from outside
    pub evidence: [Option<String>; 4],
    /// Whether the evidence is of an ordinary event and rarely asked for.
    pub is_folded: bool,
    /// When it is tried again by itself.
    pub wait: String,
    /// The label of a button that asks again.
    pub retry: Option<&'static str>,
    /// Whether there is a place for the filters that nothing matches.
    pub has_tokens: bool,
    /// The label of a button that copies a text, and the text. An empty one is copied by the features.
    pub copy: Option<(&'static str, String)>,
    /// Labels and targets of links.
    pub links: Vec<(String, String)>,
    /// The cloud's own page about the error.
    pub troubleshoot: Option<String>,
}

/// More links than these are no help.
const MOST_ENDPOINTS: usize = 4;

/// What the evidence is called, in the API's own terms in every language, and what a button says that copies it.
pub const EVIDENCE: [(&str, &str); 4] = [
    ("Action", word!("Copy Action")),
    ("Code", word!("Copy Code")),
    ("Message", word!("Copy Message")),
    ("RequestId", word!("Copy RequestId")),
];

/// A text that support asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is called.
    pub name: &'static str,
    /// What a button says that copies it.
    pub label: &'static str,
    /// What there is to read; it is cut where no person reads on.
    pub shown: String,
    /// All of it.
    pub text: String,
}

/// The endpoint has no batch task at all.
pub fn empty(locale: &Locale, endpoint: &Endpoint) -> Panel {
    Panel {
        look: ("mute", "i-list"),
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
pub fn no_match(locale: &Locale, location: &Location) -> Panel {
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

/// The link says something that is not understood.
pub fn unclear(locale: &Locale, location: &Location, endpoints: &[Endpoint]) -> Panel {
    let title = tr!(locale, "This link is not understood").to_owned();
    if location.is_env_unknown {
        let to = |endpoint: &Endpoint| {
            link(&endpoint.label, &location.with_env(Some(endpoint.id.clone())))
        };
        let id = location.env.as_deref().unwrap_or_default();
        return Panel {
            look: ("warn", "i-server"),
            title,
            text: tr!(locale, "No endpoint {id} is set up here. Nothing was asked.", id = id),
            links: endpoints.iter().take(MOST_ENDPOINTS).map(to).collect(),
            ..Panel::default()
        };
    }
    let filters = percent::decode(&location.unread).replace('&', ", ");
    let query = &location.query;
    Panel {
        look: ("warn", "i-filter"),
        title,
        text: tr!(locale, "{filters} is no filter. Nothing was asked.", filters = filters),
        links: vec![
            link(tr!(locale, "Leave it out"), &location.with_query(query.clone())),
            link(tr!(locale, "Reset filters"), &location.with_query(query.without_filters())),
        ],
        ..Panel::default()
    }
}

/// The range of creation times ends before it begins.
pub fn reversed(locale: &Locale, location: &Location) -> Panel {
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
pub fn gone(locale: &Locale, location: &Location, last: u32) -> Panel {
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
pub fn failed(
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
        is_folded: needs_sign_in,
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
        look: ("run", "i-sliders"),
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

/// Nothing can be asked because of `config.json`.
pub fn config_trouble(locale: &Locale, trouble: &ConfigTrouble) -> Panel {
    match trouble {
        ConfigTrouble::Invalid(error) => invalid_config(locale, error),
        ConfigTrouble::Unavailable(status) => unavailable_config(locale, *status),
    }
}

fn unavailable_config(locale: &Locale, status: Option<u16>) -> Panel {
    let answer = match status {
        Some(status) => tr!(locale, "The site answered with HTTP {status}.", status = status),
        None => tr!(locale, "The site did not answer.").to_owned(),
    };
    let next = tr!(locale, "It is tried again every 5 s, and nothing is asked until then.");
    Panel {
        look: ("bad", "i-failed"),
        title: tr!(locale, "config.json could not be loaded").into(),
        text: sentences(locale, &[&answer, next]),
        retry: Some(tr!(locale, "Reload")),
        ..Panel::default()
    }
}

/// There is a `config.json` that cannot be used.
fn invalid_config(locale: &Locale, error: &ConfigError) -> Panel {
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

impl Panel {
    /// The evidence that there is.
    pub fn shown_evidence(&self, locale: &Locale) -> Vec<Evidence> {
        let named = EVIDENCE.into_iter().zip(&self.evidence);
        let shown = |((name, label), text): ((&'static str, &'static str), &Option<String>)| {
            let text = text.clone()?;
            let shown = text.chars().take(2000).collect();
            Some(Evidence { name, label: locale.text(label), shown, text })
        };
        named.filter_map(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_evidence_is_what_support_asks_for() {
        let mut failure = Failure::new(FailureKind::NotPermitted);
        failure.ram_action = Some("polardb:DescribeBatchTasks".into());
        failure.request_id = Some("R-1".into());
        let endpoint = crate::config::Config::beside_the_page().endpoints.remove(0);
        let panel = failed(&Locale::default(), &failure, &endpoint, true, String::new());
        assert_eq!(
            (panel.look, &*panel.title),
            (("warn", "i-key"), "You may not list batch tasks")
        );
        assert_eq!(panel.retry, Some("Check again"));
        let shown = panel.shown_evidence(&Locale::default());
        let shown: Vec<_> = shown.iter().map(|it| (it.name, it.label, &*it.shown)).collect();
        let expected = [
            ("Action", "Copy Action", "polardb:DescribeBatchTasks"),
            ("RequestId", "Copy RequestId", "R-1"),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_long_text_from_outside_is_cut_to_read_and_whole_to_copy() {
        let evidence = [None, None, Some("x".repeat(1_000_000)), None];
        let panel = Panel { evidence, ..Panel::default() };
        let shown = panel.shown_evidence(&Locale::default());
        let Evidence { name, shown, text, .. } = &shown[0];
        assert_eq!((*name, shown.len(), text.len()), ("Message", 2000, 1_000_000));
    }
}
