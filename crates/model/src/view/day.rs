//! The day above the rows of the tasks that began on it.

use chrono::{DateTime, Datelike, Utc, Weekday};

use crate::locale::Locale;
use crate::{tr, word};

/// What the divider between days shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayView {
    /// `Today`, `Yesterday`, `Friday`.
    pub name: &'static str,
    /// `11-29`, with the year if it is not this one; empty where the day is not known.
    pub date: String,
}

/// The day of an instant, seen from `now`.
pub fn day_view(locale: &Locale, instant: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DayView {
    let Some(instant) = instant else {
        return DayView { name: tr!(locale, "Begin not known"), date: String::new() };
    };
    let zone = &locale.zone;
    let name = match zone.day(now) - zone.day(instant) {
        0 => tr!(locale, "Today"),
        1 => tr!(locale, "Yesterday"),
        _ => weekday_of(locale, instant),
    };
    DayView { name, date: zone.clock_time(instant, now).day }
}

/// `Friday`, by the calendars of the zone.
pub(super) fn weekday_of(locale: &Locale, instant: DateTime<Utc>) -> &'static str {
    locale.text(match (instant + locale.zone.offset_at(instant)).weekday() {
        Weekday::Mon => word!("Monday"),
        Weekday::Tue => word!("Tuesday"),
        Weekday::Wed => word!("Wednesday"),
        Weekday::Thu => word!("Thursday"),
        Weekday::Fri => word!("Friday"),
        Weekday::Sat => word!("Saturday"),
        Weekday::Sun => word!("Sunday"),
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::time::from_api;
    use crate::zone::Zone;

    #[test]
    fn days_are_named_as_people_call_them() {
        let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
        let now = from_api("2026-01-02T06:53:20Z").unwrap();
        // Midnight in Shanghai is 16:00 of the day before in UTC.
        for (at, name, date) in [
            ("2026-01-02T15:59:59Z", "Today", "01-02"),
            ("2026-01-01T16:00:00Z", "Today", "01-02"),
            ("2026-01-01T15:59:59Z", "Yesterday", "01-01"),
            ("2025-12-31T15:59:59Z", "Wednesday", "2025-12-31"),
            ("2026-01-02T16:00:00Z", "Saturday", "01-03"),
        ] {
            let day = day_view(&locale, from_api(at), now);
            assert_eq!((day.name, &*day.date), (name, date), "{at}");
        }
        assert_eq!(day_view(&locale, None, now).name, "Begin not known");
    }
}
