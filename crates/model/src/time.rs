//! The API's time formats: read leniently, written strictly.
//!
//! Lists write `2026-04-06 20:51:44` without a zone, details `2026/05/28T16:38:20Z`, parameters are
//! `2026-04-06T20:51:40Z`. A time without a zone stays undecided: which instant it is depends on the
//! [assumed zone](Locale::assumed_zone), and is asked for when it is shown, compared or saved.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};

use crate::locale::Locale;
use crate::tr;

/// A time as a reply has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Timestamp {
    /// The field was missing, null or empty.
    #[default]
    Absent,
    /// One of the API's formats, with a zone.
    Zoned {
        /// The instant.
        instant: DateTime<Utc>,
        /// The text as it came.
        received: String,
    },
    /// One of the API's formats, without a zone.
    Zoneless {
        /// What clocks of the zone show that is not named.
        local: NaiveDateTime,
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
        let (text, has_zone) = match text.strip_suffix('Z') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let received = received.to_owned();
        match read_local(text) {
            Some(local) if has_zone => Self::Zoned { instant: local.and_utc(), received },
            Some(local) => Self::Zoneless { local, received },
            None => Self::Unreadable(received),
        }
    }

    /// What came, and in which zone it is assumed to be where it names none; empty where no instant is known.
    pub fn as_received(&self, locale: &Locale) -> String {
        match self {
            Self::Zoned { received, .. } => {
                tr!(locale, "received: {received}", received = received)
            }
            Self::Zoneless { local, received } => {
                let zone = &locale.assumed_zone;
                tr!(
                    locale,
                    "received: {received}, assumed {zone}",
                    received = received,
                    zone = zone.name_at(zone.instant_of(local.and_utc())),
                )
            }
            Self::Absent | Self::Unreadable(_) => String::new(),
        }
    }

    /// The instant, where the text could be read. A time without a zone is of the assumed one.
    pub fn instant(&self, locale: &Locale) -> Option<DateTime<Utc>> {
        match self {
            Self::Zoned { instant, .. } => Some(*instant),
            Self::Zoneless { local, .. } => Some(locale.assumed_zone.instant_of(local.and_utc())),
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
    let instant = read_local(text.strip_suffix('Z')?)?.and_utc();
    (to_api(instant) == text).then_some(instant)
}

/// `yyyy-MM-dd?HH:mm:ss`, with `-` or `/` in the date and `T` or a space in the middle.
fn read_local(text: &str) -> Option<NaiveDateTime> {
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
    date.and_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::zone::Zone;

    #[test]
    fn reads_the_three_formats_and_says_whether_the_zone_was_stated() {
        for (received, api, stated) in [
            ("2026-04-06 20:51:44", "2026-04-06T20:51:44Z", false),
            ("2026/05/28T16:38:20Z", "2026-05-28T16:38:20Z", true),
            ("2026-04-06T20:51:40Z", "2026-04-06T20:51:40Z", true),
            (" 2026/04/06 20:51:44 ", "2026-04-06T20:51:44Z", false),
        ] {
            let (instant, zone_stated, kept) = match Timestamp::read(received) {
                Timestamp::Zoned { instant, received } => (instant, true, received),
                Timestamp::Zoneless { local, received } => (local.and_utc(), false, received),
                other => panic!("{received} was read as {other:?}"),
            };
            assert_eq!((to_api(instant).as_str(), zone_stated), (api, stated));
            assert_eq!(kept, received);
        }
    }

    #[test]
    fn a_time_without_a_zone_is_of_the_zone_that_is_assumed() {
        let assumed_zone = Zone::fixed(TimeDelta::hours(8));
        let shanghai = Locale { assumed_zone, ..Locale::default() };
        for (received, utc, api) in [
            ("2026-04-06 20:51:44", "2026-04-06T20:51:44Z", "2026-04-06T12:51:44Z"),
            ("2026/05/28T16:38:20Z", "2026-05-28T16:38:20Z", "2026-05-28T16:38:20Z"),
        ] {
            let time = Timestamp::read(received);
            let api_of = |locale: &Locale| time.instant(locale).map(to_api);
            assert_eq!(api_of(&Locale::default()).as_deref(), Some(utc));
            assert_eq!(api_of(&shanghai).as_deref(), Some(api));
        }
    }

    #[test]
    fn the_zone_that_is_assumed_is_named_at_the_time_that_is_meant() {
        // New York, 2026-11-01: from 06:00 UTC on the offset is -5 h instead of -4 h.
        let assumed_zone = Zone::named("America/New_York", |instant| {
            let winter = instant >= from_api("2026-11-01T06:00:00Z").unwrap();
            TimeDelta::hours(if winter { -5 } else { -4 })
        });
        let locale = Locale { assumed_zone, ..Locale::default() };
        for (received, text) in [
            ("2026-11-01 00:30:00", "received: 2026-11-01 00:30:00, assumed UTC\u{2212}4"),
            ("2026-11-01 03:30:00", "received: 2026-11-01 03:30:00, assumed UTC\u{2212}5"),
            ("2026/11/01T03:30:00Z", "received: 2026/11/01T03:30:00Z"),
            ("soon", ""),
            ("", ""),
        ] {
            assert_eq!(Timestamp::read(received).as_received(&locale), text);
        }
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
