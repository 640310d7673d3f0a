//! Values of the configuration file. No fault repeats a text that may be a secret put in the wrong
//! place.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use toml::de::DeValue;

/// A text.
pub(super) fn text(value: &DeValue<'_>) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| "must be a text in quotes".to_owned())
}

/// A text that means something, with what it must be.
pub(super) fn parsed<T: std::str::FromStr>(
    must_be: &'static str,
) -> impl Fn(&DeValue<'_>) -> Result<T, String> {
    move |value| text(value)?.parse().map_err(|_| format!("must be {must_be}"))
}

/// Several texts, each checked.
pub(super) fn texts(
    check: impl Fn(&str) -> Result<String, String>,
) -> impl FnOnce(&DeValue<'_>) -> Result<Vec<String>, String> {
    move |value| {
        let fault = || "must be a list of texts, as in [\"a\", \"b\"]".to_owned();
        let list = value.as_array().ok_or_else(fault)?;
        list.iter().map(|one| check(one.get_ref().as_str().ok_or_else(fault)?)).collect()
    }
}

/// `true` or `false`.
pub(super) fn switch(value: &DeValue<'_>) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| "must be true or false".to_owned())
}

/// A whole number within a range.
pub(super) fn number(range: RangeInclusive<u32>) -> impl Fn(&DeValue<'_>) -> Result<u32, String> {
    move |value| {
        let number = value.as_integer().filter(|number| number.radix() == 10);
        let number = number.and_then(|number| number.as_str().parse().ok());
        let (least, most) = (range.start(), range.end());
        number
            .filter(|number| range.contains(number))
            .ok_or_else(|| format!("must be a whole number from {least} to {most}"))
    }
}

/// An instant: a day, which begins at midnight UTC, or a time with its offset.
pub(super) fn instant(value: &DeValue<'_>) -> Result<DateTime<Utc>, String> {
    let text = match value {
        DeValue::Datetime(datetime) => datetime.to_string(),
        DeValue::String(text) => text.as_ref().to_owned(),
        _ => String::new(),
    };
    instant_of(&text).ok_or_else(|| "must be a time such as 2027-01-31T12:00:00Z".to_owned())
}

/// As [`instant`], from a text.
pub(crate) fn instant_of(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(day.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    match DateTime::parse_from_rfc3339(text) {
        Ok(instant) => Some(instant.to_utc()),
        Err(_) => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ")
            .ok()
            .map(|time| time.and_utc()),
    }
}
