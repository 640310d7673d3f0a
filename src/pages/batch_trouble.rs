//! What the panel of a batch says when the batch could not be loaded.

use chrono::{DateTime, Utc};
use model::failure::{Failure, FailureKind};
use model::locale::Locale;
use model::tr;
use model::words::sentences;

use super::list_state;
use crate::ask::BatchKey;
use crate::components::failure_words::failure_words;
use crate::components::fill::{Fill, Part, present};
use crate::live::{Known, Refreshing};

/// A failure in words, and what can be done about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trouble {
    look: (&'static str, &'static str),
    title: String,
    text: String,
    can_retry: bool,
    can_close: bool,
    /// Whether to sign in, and where if that is known.
    sign_in: Option<Option<String>>,
}

/// The trouble with a batch that is asked for at the instant `now`, if there is any to tell of.
pub(super) fn trouble(
    locale: &Locale,
    known: &Known<BatchKey>,
    key: &BatchKey,
    refreshing: &Refreshing,
    now: DateTime<Utc>,
) -> Option<Trouble> {
    let answer = known.answer().filter(|answer| answer.key == *key);
    let failure = known.failure()?;
    // Trouble that may pass by itself is no news beside something to read.
    if answer.is_some() && list_state::told_failure(known, refreshing).is_none() {
        return None;
    }
    let data_from = answer.map(|answer| {
        tr!(locale, "Data from {time}.", time = locale.zone.moment(answer.received_at, now))
    });
    let words = failure_words(locale, failure, &key.endpoint);
    let (title, advice) = match failure.kind {
        FailureKind::NotFound => {
            let (at, id) = (&key.endpoint.label, &key.batch_id);
            (
                tr!(locale, "Batch not found"),
                tr!(locale, "{endpoint} knows no batch {id}.", endpoint = at, id = id),
            )
        }
        FailureKind::NotPermitted => (tr!(locale, "You may not see this batch"), words.advice),
        FailureKind::InvalidInput => {
            let advice = tr!(locale, "The service does not accept this batch ID.").to_owned();
            (tr!(locale, "Could not load the batch"), advice)
        }
        _ if words.title == tr!(locale, "Could not load batch tasks") => {
            (tr!(locale, "Could not load the batch"), words.advice)
        }
        _ => (words.title, words.advice),
    };
    // What is empty is left out.
    let text = [
        advice,
        data_from.unwrap_or_default(),
        list_state::retrying(locale, refreshing, now),
        evidence(failure).unwrap_or_default(),
    ];
    Some(Trouble {
        look: words.look,
        title: tr!(locale, "{sentence}.", sentence = title),
        text: sentences(locale, &text.each_ref().map(String::as_str)),
        can_retry: !refreshing.is_blocked(now),
        can_close: failure.kind == FailureKind::NotFound,
        sign_in: (failure.kind == FailureKind::SignInRequired)
            .then(|| key.endpoint.sign_in_url.clone()),
    })
}

/// What support asks for. Texts from outside, which the ticket has as they came.
fn evidence(failure: &Failure) -> Option<String> {
    let short = |text: &String| text.chars().take(100).collect::<String>();
    let evidence = [&failure.ram_action, &failure.code, &failure.request_id];
    let evidence: Vec<_> = evidence.into_iter().flatten().map(short).collect();
    (!evidence.is_empty()).then(|| evidence.join(" · "))
}

/// The values of the panel's banner.
pub(super) fn fills(locale: &Locale, trouble: Option<Trouble>) -> Vec<Fill> {
    let Trouble { look, title, text, can_retry, can_close, sign_in } = trouble.unwrap_or_default();
    let needs_sign_in = sign_in.is_some();
    let address = sign_in.flatten();
    let retry = if needs_sign_in { tr!(locale, "Sign in") } else { tr!(locale, "Try again") };
    vec![
        (".panel-trouble", Part::Attribute("data-tone"), look.0.to_owned()),
        (".panel-trouble use", Part::Attribute("href"), format!("#{}", look.1)),
        (".panel-trouble strong", Part::Text, title.clone()),
        (".panel-trouble p span", Part::Text, text),
        // Where there is no address to sign in at, loading the page again leads there.
        (
            ".panel-trouble .retry",
            Part::Attribute("hidden"),
            present(!can_retry || address.is_some()),
        ),
        (".panel-trouble .retry", Part::Text, retry.to_owned()),
        (".panel-trouble .ticket", Part::Attribute("hidden"), present(needs_sign_in)),
        (".sign-in", Part::Attribute("hidden"), present(address.is_none())),
        (".sign-in", Part::Attribute("href"), address.unwrap_or_default()),
        (".close-panel", Part::Attribute("hidden"), present(!can_close)),
        (".panel-trouble", Part::Attribute("hidden"), present(title.is_empty())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::sample_batch::batch;
    use crate::pages::sample::{at, shanghai};
    use model::config::Config;

    fn key() -> BatchKey {
        let endpoint = Config::beside_the_page().endpoints.remove(0);
        BatchKey { endpoint, batch_id: "pcb-1".into() }
    }

    fn told(has_answer: bool, kinds: &[FailureKind]) -> Option<(String, String)> {
        let mut known = Known::<BatchKey>::new();
        if has_answer {
            let generation = known.started(key());
            known.answered(generation, batch("RUNNING", &[]), at(0));
        }
        for kind in kinds {
            let generation = known.started(key());
            let failure = Failure { code: Some("Some.Code".into()), ..Failure::new(*kind) };
            known.failed(generation, failure, at(1));
        }
        let trouble = trouble(&shanghai(), &known, &key(), &Refreshing::default(), at(2))?;
        Some((trouble.title, trouble.text))
    }

    #[test]
    fn a_failure_is_told_in_words_that_are_about_the_batch() {
        use FailureKind::{NotFound, NotPermitted, Throttled, Unavailable};
        for (has_answer, kinds, expected) in [
            (
                false,
                &[NotFound][..],
                Some(("Batch not found.", "./rpc knows no batch pcb-1. Some.Code")),
            ),
            (
                false,
                &[NotPermitted],
                Some((
                    "You may not see this batch.",
                    "Ask an administrator for this RAM action. Some.Code",
                )),
            ),
            (
                false,
                &[Unavailable],
                Some((
                    "Could not load the batch.",
                    "The service answered with an error. Some.Code",
                )),
            ),
            (true, &[Unavailable], None),
            (true, &[Throttled; 4], None),
            (
                true,
                &[Unavailable; 3],
                Some((
                    "Could not load the batch.",
                    "The service answered with an error. Data from 14:52:08. Some.Code",
                )),
            ),
            (true, &[], None),
        ] {
            let expected = expected.map(|(title, text)| (title.to_owned(), text.to_owned()));
            assert_eq!(told(has_answer, kinds), expected, "{kinds:?}");
        }
    }
}
