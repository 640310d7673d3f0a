//! The API's time formats: read leniently, written strictly.
//!
//! Lists write `2026-04-06 20:51:44` without a zone, details `2026/05/28T16:38:20Z`, parameters are
//! `2026-04-06T20:51:40Z`. A time without a zone stays undecided: which instant it is depends on the
//! [assumed zone](Locale::assumed_zone), and is asked for when it is shown, compared or saved.

mod iso;

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc};
pub(crate) use iso::digits;
use iso::{read_iso, read_local};

use crate::locale::Locale;
use crate::tr;
use crate::zone::Zone;

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
        let received = received.to_owned();
        // What stands for no time at all: the year 0 or 1, and the first day of 1970.
        let is_meant = |local: &NaiveDateTime| {
            !matches!((local.year(), local.ordinal()), (..=1, _) | (1970, 1))
        };
        match read_iso(text).filter(|(local, _)| is_meant(local)) {
            Some((local, Some(ahead))) => {
                Self::Zoned { instant: local.and_utc() - ahead, received }
            }
            Some((local, None)) => Self::Zoneless { local, received },
            None => Self::Unreadable(received),
        }
    }

    /// The instant in the words of `shown`. Where none is known, what came; empty where nothing came.
    pub fn or_received(
        &self,
        locale: &Locale,
        shown: impl FnOnce(DateTime<Utc>) -> String,
    ) -> String {
        match (self, self.instant(locale)) {
            (_, Some(instant)) => shown(instant),
            (Self::Unreadable(received), None) => received.clone(),
            (_, None) => String::new(),
        }
    }

    /// `2026-11-24 13:58:46 (UTC+8); received: 2026/11/24T05:58:46Z`; `None` where no instant is known.
    pub fn in_full(&self, locale: &Locale) -> Option<String> {
        let time = locale.zone.full(self.instant(locale)?);
        Some(tr!(locale, "{time}; {received}", time = time, received = self.as_received(locale)))
    }

    /// What came, and in which zone it is assumed to be where it names none; empty where no instant is known.
    fn as_received(&self, locale: &Locale) -> String {
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

/// A time as people write it in links: also without seconds, or a whole day, of which `is_end` takes the last second. Without a
/// zone it is of UTC, as all times in links are.
pub fn from_link(text: &str, is_end: bool) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let time = if is_end { "23:59:59" } else { "00:00:00" };
    // A `+` that was not encoded has become a space.
    let zoned = || {
        let (text, zone) = text.rsplit_once(' ')?;
        read_iso(&[text, "+", zone].concat()).filter(|_| text.len() > "2026-11-28".len())
    };
    let whole_day = || read_iso(&[text, " ", time].concat());
    let (local, ahead) = read_iso(text).or_else(zoned).or_else(whole_day)?;
    Some(local.and_utc() - ahead.unwrap_or_default())
}

/// A time as people type it in a zone: `2026-11-27 18:00`, also with seconds, with a `T` or as on a full-width keyboard, or a whole
/// day, of which `is_end` takes the last second. A time that names its zone is of that one. What is no date, or of a year that
/// nobody means, is no time.
pub fn from_typed(text: &str, zone: &Zone, is_end: bool) -> Option<DateTime<Utc>> {
    let text: String = text.chars().map(half_width).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let time = if is_end { " 23:59:59" } else { " 00:00:00" };
    let (local, ahead) = read_iso(&text).or_else(|| read_iso(&[&text, time].concat()))?;
    let instant = match ahead {
        Some(ahead) => local.and_utc() - ahead,
        None => zone.instant_of(local.and_utc()),
    };
    (1970..=9999).contains(&local.year()).then_some(instant)
}

/// The plain form of a letter, digit or sign that input methods for Chinese write as wide as their own.
fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests;
