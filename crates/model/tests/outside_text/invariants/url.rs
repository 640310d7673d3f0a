//! What holds for any text after the page's `?`, and for the request that it leads to.

use std::collections::BTreeSet;

use chrono::DateTime;
use model::location::Location;
use model::percent;

/// The keys that are read. None names a place for requests.
const KEYS: [&str; 19] = [
    "type", "status", "last", "from", "to", "page", "size", "view", "batch", "env", "window", "q",
    "sort", "group", "rest", "other", "slow", "subtasks", "reason",
];

/// The parameters of `DescribeBatchTasks`, with those that name the operation.
const PARAMETERS: [&str; 8] =
    ["Action", "Version", "EndTime", "PageNumber", "PageSize", "StartTime", "Status", "TaskType"];

/// Reads a search as the console does and follows it to its request.
pub(crate) fn hold(search: &[u8]) {
    let search = String::from_utf8_lossy(search);
    let search = search.trim_start_matches('?');
    let location = Location::from_search(search);
    assert_eq!(Location::from_search(&format!("?{search}")), location);
    assert_eq!(percent::decode(&percent::encode(search)), search);
    ranges_hold(&location);
    written_holds(&location);
    only_known_keys_count(search, &location);
    order_does_not_count(search, &location);
    request_holds(&location);
}

fn ranges_hold(location: &Location) {
    let query = &location.query;
    assert!((1..=1_000_000).contains(&query.page.get()));
    assert!((1..=1000).contains(&query.size.get()));
    let type_is_filled = |name: &String| !name.is_empty() && name.trim() == name;
    assert!(query.task_type.as_ref().is_none_or(type_is_filled));
    assert!(location.env.as_ref().is_none_or(|id| !id.is_empty()));
    let is_id = |id: &String| !id.is_empty() && id.trim() == id && id.chars().count() <= 256;
    assert!(location.batch.as_ref().is_none_or(is_id));
}

/// The link that the console writes names known keys, each once but for what is not understood, and leads back here.
fn written_holds(location: &Location) {
    let written = location.to_search();
    assert_eq!(Location::from_search(&written), *location);
    assert!(!location.href().is_empty());
    let Some(pairs) = written.strip_prefix('?') else {
        assert_eq!(written, "");
        return;
    };
    let mut seen = BTreeSet::new();
    let read = pairs.strip_suffix(&*location.unread).unwrap_or_default();
    for (at, pair) in pairs.split('&').enumerate() {
        let (key, value) = pair.split_once('=').unwrap_or_default();
        let is_read = at < read.split('&').filter(|piece| !piece.is_empty()).count();
        assert!(KEYS.contains(&key) && (seen.insert(key) || !is_read), "{written}");
        assert!(is_encoded(value, ":,"), "{written}");
    }
}

/// A key in any case, and as mail programs write it.
fn meant(key: &str) -> String {
    key.strip_prefix("amp;").unwrap_or(key).to_ascii_lowercase()
}

/// `proxy`, `token`, `endpoint`, `config` and all others might as well not be there.
fn only_known_keys_count(search: &str, location: &Location) {
    let is_known = |piece: &&str| {
        let key = piece.split('=').next().unwrap_or_default();
        KEYS.contains(&&*meant(&percent::decode(key)))
    };
    let known: Vec<_> = search.split('&').filter(is_known).collect();
    assert_eq!(Location::from_search(&known.join("&")), *location);
}

/// Where no key comes twice.
fn order_does_not_count(search: &str, location: &Location) {
    let mut seen = BTreeSet::new();
    if percent::pairs(search).all(|(key, _)| seen.insert(meant(&key))) {
        let reversed: Vec<_> = search.split('&').rev().collect();
        // A first `?` would be the search's own.
        let reversed = format!("?{}", reversed.join("&"));
        assert_eq!(Location::from_search(&reversed), *location);
    }
}

/// The request has documented parameters only, each once, encoded as RFC 3986 has it.
fn request_holds(location: &Location) {
    let request = location.query.request(DateTime::UNIX_EPOCH);
    let sent = request.proxy_query();
    assert!(sent.starts_with("Action=DescribeBatchTasks&Version=2017-08-01&"), "{sent}");
    let mut seen = BTreeSet::new();
    for pair in sent.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or_default();
        assert!(PARAMETERS.contains(&name) && seen.insert(name), "{sent}");
        assert!(!value.is_empty() && is_encoded(value, ""), "{sent}");
    }
    let decoded: Vec<_> = percent::pairs(&sent).skip(2).collect();
    let meant = request.parameters().into_iter().map(|(name, value)| (name.to_owned(), value));
    assert_eq!(decoded, meant.collect::<Vec<_>>());
}

/// Whether the text is unreserved characters, `%XX` and these.
fn is_encoded(text: &str, readable: &str) -> bool {
    let mut pieces = text.split('%');
    let plain = |piece: &str| {
        piece
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c) || readable.contains(c))
    };
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
    pieces.next().is_some_and(plain)
        && pieces.all(|piece| {
            plain(piece) && piece.len() >= 2 && piece.as_bytes()[..2].iter().all(is_digit)
        })
}
