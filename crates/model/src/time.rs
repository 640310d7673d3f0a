//! The API's time formats, read leniently and written strictly.

use chrono::{DateTime, Datelike, Timelike, Utc};

/// `2026-04-06T20:51:40Z`: how request parameters are written. Fractions of a second are dropped.
pub fn to_api(instant: DateTime<Utc>) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        instant.year(),
        instant.month(),
        instant.day(),
        instant.hour(),
        instant.minute(),
        instant.second()
    )
}
