//! What a browser keeps of indexes across visits: under which name, for how long, and how much.

use chrono::{DateTime, TimeDelta, Utc};

use crate::config::{Endpoint, MOST_INDEXED};
use crate::percent;

/// How many bytes of rows are kept at most, of all indexes together.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// How old an index may be to be used.
const OLDEST: TimeDelta = TimeDelta::days(30);
/// A clock that was set back by less than this makes nothing useless.
const AHEAD: TimeDelta = TimeDelta::days(1);
/// The longest name of a source, as the contract has it.
const LONGEST_SOURCE: usize = 64;

/// The name of what is kept of an endpoint's rows: its id, its address and the source that its replies name, each encoded and followed by
/// a space. No name is the beginning of another one. `None` without a source, or with one that is none: then nothing is kept, for
/// the rows could be those of another account.
pub fn scope(endpoint: &Endpoint, source: Option<&str>) -> Option<String> {
    let source = source?;
    let is_source = (1..=LONGEST_SOURCE).contains(&source.len())
        && source.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_source.then(|| [&place(endpoint), source, " "].concat())
}

/// The beginning of all names of an endpoint.
fn place(Endpoint { id, url, .. }: &Endpoint) -> String {
    [&percent::encode(id), " ", &percent::encode(url), " "].concat()
}

/// What is said of an index that is kept, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Counts how often it was written, by whichever tab.
    pub generation: u64,
    /// When it was written last, by the browser's clock.
    pub saved_at: DateTime<Utc>,
    /// How many batches are in it.
    pub rows: u64,
    /// How long all its chunks are together.
    pub bytes: u64,
}

impl Header {
    /// Reads what [`to_text`](Self::to_text) has written.
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split(' ').map(|number| number.parse::<u64>().ok());
        let mut next = || numbers.next().flatten();
        let (generation, saved_at, rows, bytes) = (next()?, next()?, next()?, next()?);
        let saved_at = DateTime::from_timestamp_millis(i64::try_from(saved_at).ok()?)?;
        numbers.next().is_none().then_some(Self { generation, saved_at, rows, bytes })
    }

    /// A short text.
    pub fn to_text(&self) -> String {
        let Self { generation, saved_at, rows, bytes } = self;
        format!("{generation} {} {rows} {bytes}", saved_at.timestamp_millis().max(0))
    }

    /// Whether it may still be used at the instant `now`, by the browser's clock.
    pub fn is_usable(&self, now: DateTime<Utc>) -> bool {
        self.fits() && (-AHEAD..OLDEST).contains(&(now - self.saved_at))
    }

    /// Whether it is small enough to be kept at all.
    pub fn fits(&self) -> bool {
        self.bytes <= MOST_BYTES && self.rows <= u64::from(MOST_INDEXED)
    }
}

/// What of all that is kept has to go, beside the index of the scope `shown`: what is too old or cannot be read, what is of another
/// source at the same place, and the oldest of what is too much together.
pub fn superfluous(
    kept: &[(String, Option<Header>)],
    endpoint: &Endpoint,
    shown: &str,
    now: DateTime<Utc>,
) -> Vec<String> {
    let place = place(endpoint);
    let (mut rows, mut bytes) = (0u64, 0u64);
    let mut newest_first: Vec<_> = kept.iter().collect();
    newest_first.sort_by_key(|(scope, header)| {
        let saved_at = header.map(|header| header.saved_at);
        (scope == shown, saved_at)
    });
    let mut is_superfluous = |scope: &str, header: Option<Header>| {
        let Some(header) = header.filter(|header| header.is_usable(now)) else {
            return scope != shown;
        };
        let (all_rows, all_bytes) =
            (rows.saturating_add(header.rows), bytes.saturating_add(header.bytes));
        let is_too_much = all_bytes > MOST_BYTES || all_rows > u64::from(MOST_INDEXED);
        let is_of_another = scope.starts_with(&place);
        if scope != shown && (is_too_much || is_of_another) {
            return true;
        }
        (rows, bytes) = (all_rows, all_bytes);
        false
    };
    let newest_first = newest_first.into_iter().rev();
    newest_first
        .filter(|(scope, header)| is_superfluous(scope, *header))
        .map(|(scope, _)| scope.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn endpoint(id: &str, url: &str) -> Endpoint {
        let (id, url) = (id.to_owned(), url.to_owned());
        Endpoint { id, url, ..Config::beside_the_page().endpoints.remove(0) }
    }

    fn day(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + days)
    }

    #[test]
    fn rows_are_kept_under_their_endpoint_and_source_only() {
        let prod = endpoint("prod 1", "./rpc");
        for (source, expected) in [
            (Some("0a1B"), Some("prod%201 .%2Frpc 0a1B ")),
            (Some(&*"a".repeat(65)), None),
            (Some("a b"), None),
            (Some("ä"), None),
            (Some(""), None),
            (None, None),
        ] {
            assert_eq!(scope(&prod, source).as_deref(), expected, "{source:?}");
        }
        // Neither an id nor an address can make it another's.
        let scopes = [endpoint("a", "b c"), endpoint("a b", "c"), endpoint("a", "b")];
        let scopes = scopes.map(|endpoint| scope(&endpoint, Some("c")).unwrap());
        assert!(scopes[0] != scopes[1] && !scopes[0].starts_with(&scopes[2]));
    }

    #[test]
    fn a_header_is_read_as_it_was_written_and_nothing_else_is() {
        let header = Header { generation: 7, saved_at: day(0), rows: 2_018, bytes: 210_432 };
        assert_eq!(header.to_text(), "7 1728000000000 2018 210432");
        assert_eq!(Header::read(&header.to_text()), Some(header));
        for text in ["", "7 1728000000000 2018", "7 1728000000000 2018 1 1", "7 -1 1 1", "a 1 1 1"]
        {
            assert_eq!(Header::read(text), None, "{text}");
        }
    }

    #[test]
    fn an_index_is_used_for_30_days() {
        let header = Header { generation: 1, saved_at: day(0), rows: 1, bytes: 1 };
        for (days, is_usable) in
            [(0, true), (29, true), (30, false), (-1, true), (-2, false), (4_000, false)]
        {
            assert_eq!(header.is_usable(day(days)), is_usable, "after {days} days");
        }
        let large = Header { bytes: MOST_BYTES + 1, ..header };
        let many = Header { rows: 100_001, ..header };
        assert_eq!([large, many].map(|header| header.is_usable(day(0))), [false, false]);
    }

    #[test]
    fn what_is_old_another_accounts_or_too_much_goes() {
        let prod = endpoint("prod", "rpc");
        let kept = |scope: &str, days: i64, rows: u64, megabytes: u64| {
            let bytes = megabytes << 20;
            let header = Header { generation: 1, saved_at: day(-days), rows, bytes };
            (scope.to_owned(), Some(header))
        };
        let shown = kept("prod rpc a ", 3, 50_000, 30);
        for (what, others, expected) in [
            ("nothing else", vec![], vec![]),
            ("another endpoint", vec![kept("test rpc a ", 1, 50_000, 34)], vec![]),
            ("too many rows", vec![kept("test rpc a ", 1, 50_001, 1)], vec!["test rpc a "]),
            (
                "too many bytes, the oldest of them",
                vec![kept("x y a ", 2, 1, 20), kept("x z a ", 1, 1, 20), kept("x u a ", 4, 1, 1)],
                vec!["x y a "],
            ),
            ("too old", vec![kept("test rpc a ", 30, 1, 1)], vec!["test rpc a "]),
            ("another account", vec![kept("prod rpc b ", 1, 1, 1)], vec!["prod rpc b "]),
            ("unreadable", vec![("x ".to_owned(), None)], vec!["x "]),
        ] {
            let all: Vec<_> = others.into_iter().chain([shown.clone()]).collect();
            assert_eq!(superfluous(&all, &prod, "prod rpc a ", day(0)), expected, "{what}");
        }
    }
}
