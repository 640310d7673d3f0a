//! The times in the headers of a reply: when it was given, and when to come back.

use chrono::{DateTime, Utc};
use reqwest::header::HeaderMap;

use crate::outbound::ambient::instant;

/// The most seconds to wait that are passed on: an hour, as in the console. More is a mistake.
const LONGEST_WAIT: u64 = 3600;

/// The headers that say when to try again: PolarDB's own, and everybody's.
pub(super) const WAITS: [&str; 2] = ["x-acs-retry-after", "retry-after"];

/// `Date`, unless it is no date.
pub(super) fn date(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    values(headers, "date").find_map(read_date)
}

/// The whole seconds to wait, from 1 to [`LONGEST_WAIT`], of a reply that was given at `now`. None where no
/// header says it in a form that can be read.
pub(super) fn wait(headers: &HeaderMap, now: DateTime<Utc>) -> Option<u64> {
    let [of_cloud, of_all] = WAITS;
    let until = |date: DateTime<Utc>| u64::try_from((date - now).num_seconds()).unwrap_or(0);
    let seconds = |text: &str| whole(text).or_else(|| read_date(text).map(until));
    let milliseconds = values(headers, of_cloud).find_map(whole);
    let wait = milliseconds.map(|milliseconds| milliseconds.div_ceil(1000));
    let wait = wait.or_else(|| values(headers, of_all).find_map(seconds));
    wait.map(|seconds| seconds.clamp(1, LONGEST_WAIT))
}

fn values<'h>(headers: &'h HeaderMap, name: &str) -> impl Iterator<Item = &'h str> {
    headers.get_all(name).into_iter().filter_map(|value| Some(value.to_str().ok()?.trim()))
}

/// A whole number, however large.
fn whole(text: &str) -> Option<u64> {
    let is_whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| text.parse().unwrap_or(u64::MAX))
}

fn read_date(text: &str) -> Option<DateTime<Utc>> {
    httpdate::parse_http_date(text).ok().map(instant)
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;
    use crate::outbound::ambient::http_date;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn a_wait_is_read_from_either_header_and_bounded() {
        let now = "2026-04-07T00:00:00Z".parse().unwrap();
        for (lines, expected) in [
            (&[("retry-after", "30")][..], Some(30)),
            (&[("retry-after", " 30 ")], Some(30)),
            (&[("retry-after", "0")], Some(1)),
            (&[("retry-after", "86400")], Some(3600)),
            (&[("retry-after", "99999999999999999999999")], Some(3600)),
            (&[("retry-after", "Tue, 07 Apr 2026 00:00:30 GMT")], Some(30)),
            (&[("retry-after", "Tuesday, 07-Apr-26 00:00:30 GMT")], Some(30)),
            (&[("retry-after", "Tue Apr  7 00:00:30 2026")], Some(30)),
            (&[("retry-after", "Mon, 06 Apr 2026 00:00:00 GMT")], Some(1)),
            (&[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")], Some(3600)),
            (&[("retry-after", "soon"), ("retry-after", "7")], Some(7)),
            (&[("x-acs-retry-after", "18446744073709551615")], Some(3600)),
            (&[("x-acs-retry-after", "1500"), ("retry-after", "30")], Some(2)),
            (&[("x-acs-retry-after", "soon"), ("retry-after", "30")], Some(30)),
            (&[("retry-after", "-5")], None),
            (&[("retry-after", "")], None),
            (&[("retry-after", "1.5")], None),
            (&[], None),
        ] {
            assert_eq!(wait(&headers(lines), now), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_date_is_written_as_http_writes_it_now() {
        for date_line in [
            "Tue, 07 Apr 2026 00:00:30 GMT",
            "Tuesday, 07-Apr-26 00:00:30 GMT",
            "Tue Apr  7 00:00:30 2026",
        ] {
            let read = date(&headers(&[("date", date_line)])).map(http_date);
            assert_eq!(read.as_deref(), Some("Tue, 07 Apr 2026 00:00:30 GMT"), "{date_line}");
        }
        assert_eq!(date(&headers(&[("date", "now")])), None);
    }
}
