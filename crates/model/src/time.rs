//! The API's time formats: read leniently, written strictly.
//!
//! Lists write `2026-04-06 20:51:44` without a zone, details `2026/05/28T16:38:20Z`, parameters are
//! `2026-04-06T20:51:40Z`. A time without a zone is taken for UTC, or what the user says it is, and says so.

use std::cell::Cell;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use crate::tr;
use crate::zone::Zone;

thread_local! {
    static ZONELESS: Cell<Zone> = const { Cell::new(Zone::UTC) };
}

/// Takes times without a zone for those of `zone` from now on. The API does not say; what it sends fits UTC.
pub fn assume(zone: Zone) {
    ZONELESS.set(zone);
}

/// A time as a reply bears it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Timestamp {
    /// The field was missing, null or empty.
    #[default]
    Absent,
    /// One of the API's formats.
    Read {
        /// The instant meant.
        instant: DateTime<Utc>,
        /// Whether the text named its zone; otherwise UTC is an assumption.
        zone_stated: bool,
        /// The text as it came.
        received: String,
    },
    /// Anything else, as it came.
    Unreadable(String),
}

impl Timestamp {
    /// Reads the text of a time field.
    pub fn read(received: &str) -> Self {
        let text = received.trim();
        if text.is_empty() {
            return Self::Absent;
        }
        let (digits, zone_stated) = match text.strip_suffix('Z') {
            Some(digits) => (digits, true),
            None => (text, false),
        };
        match read_instant(digits) {
            Some(shown) => {
                let instant = if zone_stated { shown } else { ZONELESS.get().instant_of(shown) };
                Self::Read { instant, zone_stated, received: received.to_owned() }
            }
            None => Self::Unreadable(received.to_owned()),
        }
    }

    /// What came, and which zone it is taken to be of where it does not say; empty where no instant is known.
    pub fn as_received(&self) -> String {
        match self {
            Self::Read { zone_stated: true, received, .. } => {
                tr!("received: {received}", received = received)
            }
            Self::Read { instant, received, .. } => tr!(
                "received: {received}, assumed {zone}",
                received = received,
                zone = ZONELESS.get().name_at(*instant),
            ),
            Self::Absent | Self::Unreadable(_) => String::new(),
        }
    }

    /// The instant, where the text could be read.
    pub fn instant(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Read { instant, .. } => Some(*instant),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }
}

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

/// Reads exactly what [`to_api`] writes.
pub fn from_api(text: &str) -> Option<DateTime<Utc>> {
    let instant = read_instant(text.strip_suffix('Z')?)?;
    (to_api(instant) == text).then_some(instant)
}

/// `yyyy-MM-dd?HH:mm:ss`, with `-` or `/` in the date and `T` or a space in the middle.
fn read_instant(text: &str) -> Option<DateTime<Utc>> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let date_separator = bytes[4];
    let well_formed = matches!(date_separator, b'-' | b'/')
        && bytes[7] == date_separator
        && matches!(bytes[10], b'T' | b' ')
        && bytes[13] == b':'
        && bytes[16] == b':';
    if !well_formed {
        return None;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0u32, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    let year = i32::try_from(number(0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
    Some(date.and_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_formats_and_says_whether_the_zone_was_stated() {
        for (received, api, stated) in [
            ("2026-04-06 20:51:44", "2026-04-06T20:51:44Z", false),
            ("2026/05/28T16:38:20Z", "2026-05-28T16:38:20Z", true),
            ("2026-04-06T20:51:40Z", "2026-04-06T20:51:40Z", true),
            (" 2026/04/06 20:51:44 ", "2026-04-06T20:51:44Z", false),
        ] {
            let Timestamp::Read { instant, zone_stated, received: kept } =
                Timestamp::read(received)
            else {
                panic!("{received} was not read");
            };
            assert_eq!((to_api(instant).as_str(), zone_stated), (api, stated));
            assert_eq!(kept, received);
        }
    }

    #[test]
    fn a_time_without_a_zone_is_taken_for_one_of_the_zone_that_is_assumed() {
        assume(Zone(|_| chrono::TimeDelta::hours(8)));
        for (received, api) in [
            ("2026-04-06 20:51:44", "2026-04-06T12:51:44Z"),
            ("2026/05/28T16:38:20Z", "2026-05-28T16:38:20Z"),
        ] {
            assert_eq!(Timestamp::read(received).instant().map(to_api).as_deref(), Some(api));
        }
        assume(Zone::UTC);
    }

    #[test]
    fn keeps_what_it_cannot_read() {
        for text in [
            "yesterday",
            "2026-13-06 20:51:44",
            "2026-02-30 00:00:00",
            "2026-04/06 20:51:44",
            "2026-04-06 25:00:00",
            "2026-04-06T20:51:44+08:00",
            "1775508704",
            "二〇二六年四月六日",
        ] {
            assert_eq!(Timestamp::read(text), Timestamp::Unreadable(text.to_owned()));
        }
        assert_eq!(Timestamp::read("  "), Timestamp::Absent);
    }

    #[test]
    fn parameters_are_read_only_as_they_are_written() {
        assert!(from_api("2026-04-06T20:51:40Z").is_some());
        for text in ["2026-04-06 20:51:40Z", "2026/04/06T20:51:40Z", "2026-04-06T20:51:40", ""] {
            assert_eq!(from_api(text), None, "{text}");
        }
    }
}
