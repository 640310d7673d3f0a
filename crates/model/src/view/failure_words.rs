//! Failures in words: what happened, and who does what about it.

use std::fmt::Display;

use crate::config::Endpoint;
use crate::failure::{Failure, FailureKind, Message};
use crate::locale::Locale;
use crate::word;
use crate::words::{filled, sentences};

/// A failure for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureWords {
    /// What happened.
    pub title: &'static str,
    /// What to do about it.
    pub advice: String,
    /// The tone and the icon.
    pub look: (&'static str, &'static str),
}

/// The words for a failure of this endpoint.
pub fn failure_words(locale: &Locale, failure: &Failure, endpoint: &Endpoint) -> FailureWords {
    let (title, advice, look) = told(failure.kind);
    let advice = match failure.kind {
        // Without a token nothing was asked, and so nothing answered.
        FailureKind::SignInRequired if endpoint.wants_token => match failure.status {
            None => word!("{endpoint} asks for an access token."),
            Some(_) => {
                word!(
                    "{endpoint} does not accept the token: it is wrong, was removed or has expired."
                )
            }
        },
        // Whom to ask for what is known only with the action.
        FailureKind::NotPermitted if failure.ram_action.is_none() => {
            word!("The service forbids this call.")
        }
        // The browser does not say why. A page may ask other origins by https only, unless it is one of them itself.
        FailureKind::Unreachable if endpoint.url.starts_with("http:") => {
            word!(
                "{endpoint} did not answer. Another origin needs https: the page's policy allows no other."
            )
        }
        _ => advice,
    };
    let status = failure.status.map(|status| status.to_string()).unwrap_or_default();
    let values: [(_, &dyn Display); 2] = [("endpoint", &endpoint.label), ("status", &status)];
    let advice = filled(locale.text(advice), &values);
    let advice = match &failure.message {
        // Only this says how it differs.
        Some(message @ Message::Misfit(_)) => sentences(locale, &[&advice, &message.text(locale)]),
        _ => advice,
    };
    FailureWords { title: locale.text(title), advice, look }
}

/// What happened, in a few words.
pub fn failure_title(locale: &Locale, kind: FailureKind) -> &'static str {
    locale.text(english_title(kind))
}

/// The same in English, to be translated.
pub fn english_title(kind: FailureKind) -> &'static str {
    told(kind).0
}

const COULD_NOT: &str = word!("Could not load batch tasks");
const BAD: (&str, &str) = ("bad", "i-failed");
const OFFLINE: (&str, &str) = ("warn", "i-offline");

/// A title, an advice about `{endpoint}`, both to be said in the language of the page, and a look.
#[rustfmt::skip]
fn told(kind: FailureKind) -> (&'static str, &'static str, (&'static str, &'static str)) {
    match kind {
        FailureKind::Unreachable =>
            (word!("Connection lost"), word!("{endpoint} did not answer."), OFFLINE),
        FailureKind::TimedOut =>
            (COULD_NOT, word!("{endpoint} did not answer within 15 s."), OFFLINE),
        FailureKind::SignInRequired => (
            word!("Sign in to continue"),
            word!("Your session at {endpoint} has ended. You come back to this view."),
            ("run", "i-lock"),
        ),
        FailureKind::NotTheApi =>
            (COULD_NOT, word!("{endpoint} did not answer as the PolarDB API."), BAD),
        FailureKind::Undecodable =>
            (COULD_NOT, word!("The answer of {endpoint} could not be read."), BAD),
        FailureKind::Misfit =>
            (COULD_NOT, word!("The answer of {endpoint} does not fit the question."), BAD),
        FailureKind::Throttled => (
            word!("Rate limited"),
            word!("The account's API quota is used up for the moment."),
            ("warn", "i-warn"),
        ),
        FailureKind::Unavailable =>
            (COULD_NOT, word!("The service answered with an error."), BAD),
        FailureKind::ProxyCredentials => (
            word!("The proxy's credentials are refused"),
            word!("Ask the operator of the proxy to check its access key, secret and token."),
            BAD,
        ),
        FailureKind::ProxyClock => (
            word!("The proxy's clock is wrong"),
            word!("Ask the operator of the proxy to set its clock: it is off by more than 15 minutes."),
            BAD,
        ),
        FailureKind::ProxyNotConfigured => (
            word!("The proxy has no credentials"),
            word!("Ask the operator of the proxy to add an access key or a role to it."),
            BAD,
        ),
        FailureKind::ProxyRefused => (
            word!("The proxy refused this page"),
            word!("Ask the operator of the proxy to allow this page's address."),
            BAD,
        ),
        FailureKind::NotPermitted => (
            word!("You may not list batch tasks"),
            word!("Ask an administrator for this RAM action."),
            ("warn", "i-key"),
        ),
        FailureKind::InvalidInput =>
            (COULD_NOT, word!("The service does not accept a value that it was sent."), BAD),
        FailureKind::WrongEndpoint => (
            COULD_NOT,
            word!("{endpoint} does not know batch tasks: its region or address may be wrong."),
            BAD,
        ),
        FailureKind::NotFound =>
            (COULD_NOT, word!("The service found nothing at this address."), BAD),
        FailureKind::Refused =>
            (COULD_NOT, word!("The service refused the request (HTTP {status})."), BAD),
        FailureKind::Unexpected => (COULD_NOT, word!("The answer was not expected."), BAD),
    }
}
