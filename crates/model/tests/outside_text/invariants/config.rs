//! What holds for any `config.json`.

use std::collections::BTreeSet;
use std::time::Duration;

use model::config::{Config, ConfigError, Endpoint};
use model::json::Json;

/// The longest pause that may be configured, which is within what a browser's timer can wait.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a file as the console does.
pub(crate) fn hold(file: &[u8]) {
    let Ok(json) = serde_json::from_slice::<Json>(file) else { return };
    let Json::List(entries) = json.get("endpoints") else {
        assert!(Config::read(&json).is_err());
        return;
    };
    match Config::read(&json) {
        Ok(config) => config_holds(&config, entries.len()),
        Err(error) => error_holds(&error, entries.len()),
    }
}

/// Every endpoint can be chosen, by its own id, and no request can go astray.
fn config_holds(config: &Config, entries: usize) {
    assert_eq!(config.endpoints.len(), entries);
    let mut ids = BTreeSet::new();
    for endpoint in &config.endpoints {
        assert!(
            !endpoint.id.is_empty() && ids.insert(&endpoint.id),
            "{} is there twice",
            endpoint.id
        );
        assert_eq!(config.endpoint(Some(&endpoint.id)), Some(endpoint));
        endpoint_holds(endpoint);
    }
    assert!(ids.contains(&config.default));
    let nobody: String = ids.iter().map(|id| id.as_str()).chain(["?"]).collect();
    assert_eq!(config.endpoint(Some(&nobody)), config.endpoint(None));
    assert!(config.endpoint(None).is_some_and(|endpoint| endpoint.id == config.default));
    assert!(Duration::from_secs(1) <= config.poll.base);
    assert!(config.poll.base <= config.poll.max && config.poll.max <= LONGEST);
}

fn endpoint_holds(endpoint: &Endpoint) {
    let Endpoint { label, url, sign_in_url, .. } = endpoint;
    assert!(!label.trim().is_empty());
    assert!(scheme(url).is_none_or(|scheme| scheme == "https" || scheme == "http"), "{url}");
    // `?` and the request's parameters are appended.
    assert!(!url.contains(['?', '#']), "{url}");
    let sign_in = sign_in_url.as_deref().and_then(scheme);
    assert!(sign_in.is_none_or(|scheme| scheme == "https" || scheme == "http"), "{sign_in_url:?}");
}

/// The scheme as a browser finds it: leading controls and spaces, and all tabs and line ends, are
/// not there for it.
fn scheme(url: &str) -> Option<String> {
    let seen: String = url
        .trim_start_matches(|c| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let (scheme, _) = seen.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// A path that is in the contract, of an entry that is there, and what belongs at it.
fn error_holds(error: &ConfigError, entries: usize) {
    assert!(!error.expected.is_empty());
    match error.field.strip_prefix("endpoints[").and_then(|rest| rest.split_once("].")) {
        Some((index, field)) => {
            assert!(index.parse::<usize>().is_ok_and(|index| index < entries), "{error:?}");
            assert!(
                ["id", "url", "signInUrl", "credentials", "auth"].contains(&field),
                "{error:?}"
            );
        }
        None => {
            let fields = ["version", "endpoints", "default", "poll.baseMs", "poll.maxMs"];
            assert!(fields.contains(&error.field.as_str()), "{error:?}");
        }
    }
}
