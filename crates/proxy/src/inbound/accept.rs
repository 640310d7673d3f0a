//! What a caller says about the answer that it wants: how urgent it is, and whether it may be compressed.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING};

use crate::outbound::asker::Purpose;

/// `Accept: application/json;purpose=background` marks a request for which nobody waits. As a parameter of `Accept` it
/// makes no page of another origin ask beforehand, and means nothing to other proxies.
pub(super) fn purpose(headers: &HeaderMap) -> Purpose {
    let mut ranges = lists(headers, &ACCEPT);
    if ranges.any(is_background) { Purpose::Background } else { Purpose::Foreground }
}

/// Whether gzip is accepted, and as welcome as the plain text.
pub(super) fn accepts_gzip(headers: &HeaderMap) -> bool {
    let (mut gzip, mut any, mut identity) = (None, None, None);
    for coding in lists(headers, &ACCEPT_ENCODING) {
        let (name, quality) = with_quality(coding);
        match name.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => gzip = Some(quality),
            "identity" => identity = Some(quality),
            "*" => any = Some(quality),
            _ => {}
        }
    }
    let gzip = gzip.or(any).unwrap_or(0.0);
    gzip > 0.0 && gzip >= identity.unwrap_or(0.0)
}

/// The members of all headers of that name.
fn lists<'a>(
    headers: &'a HeaderMap,
    name: &'a axum::http::HeaderName,
) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

fn is_background(range: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    is_json
        && parts.any(|parameter| {
            parameter.split_once('=').is_some_and(|(name, value)| {
                name.eq_ignore_ascii_case("purpose")
                    && value.trim_matches('"').eq_ignore_ascii_case("background")
            })
        })
}

/// A coding and its weight, which is 1 unless it says otherwise.
fn with_quality(coding: &str) -> (&str, f32) {
    let mut parts = coding.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    (name, quality.map_or(1.0, |quality| quality.trim().parse().unwrap_or(0.0)))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(name: &axum::http::HeaderName, values: &[&'static str]) -> HeaderMap {
        let values = values.iter().map(|value| (name.clone(), HeaderValue::from_static(value)));
        values.collect()
    }

    #[test]
    fn a_parameter_of_accept_marks_what_nobody_waits_for() {
        for (values, is_background) in [
            (&["application/json;purpose=background"][..], true),
            (&["application/json; purpose=background"], true),
            (&["Application/JSON;Purpose=Background"], true),
            (&["application/json;purpose=\"background\";q=0.9"], true),
            (&["text/html, application/json;q=0.8;purpose=background"], true),
            (&["text/html", "application/json;purpose=background"], true),
            (&[], false),
            (&["application/json"], false),
            (&["application/json;purpose=foreground"], false),
            (&["application/json;purpose=backgrounds"], false),
            (&["application/json;purpose"], false),
            (&["text/html;purpose=background"], false),
            (&["purpose=background"], false),
            (&["application/json, purpose=background"], false),
        ] {
            let expected = if is_background { Purpose::Background } else { Purpose::Foreground };
            assert_eq!(purpose(&headers(&ACCEPT, values)), expected, "{values:?}");
        }
    }

    #[test]
    fn gzip_is_sent_to_whoever_takes_it() {
        for (values, expected) in [
            (&["gzip, deflate, br, zstd"][..], true),
            (&["GZIP"], true),
            (&["x-gzip"], true),
            (&["br", "gzip;q=0.5"], true),
            (&["*"], true),
            (&["identity;q=0.5, *;q=0.7"], true),
            (&[], false),
            (&[""], false),
            (&["br"], false),
            (&["gzip;q=0"], false),
            (&["gzip; q=0.000, *"], false),
            (&["gzip;q=many"], false),
            (&["*;q=0"], false),
            (&["identity"], false),
            (&["identity, gzip;q=0.5"], false),
        ] {
            assert_eq!(accepts_gzip(&headers(&ACCEPT_ENCODING, values)), expected, "{values:?}");
        }
    }
}
