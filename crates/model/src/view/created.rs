//! The filter for creation times: its label, and the ranges on offer. The form for other ranges is in [`typed_range`](super::typed_range).

use chrono::{DateTime, TimeDelta, Utc};

use super::day::weekday_of;
use crate::locale::Locale;
use crate::query::{Calendar, Created, Span};
use crate::words::filled;
use crate::zone::{ClockTime, Zone};
use crate::{tr, word};

/// The label of a range, seen from `now`: `Last 24 h`, `11-28` for a whole day, `11-28 00:00 – 14:53`, `from 11-28 18:00`. The
/// year is there only if it is not this one.
pub fn created_label(created: Created, now: DateTime<Utc>, locale: &Locale) -> String {
    let minute = |instant| {
        let ClockTime { day, time } = locale.zone.clock_minute(instant, now);
        format!("{day} {time}")
    };
    let (pattern, from, to) = match created {
        Created::Last(Span::Hour) => (word!("Last 1 h"), None, None),
        Created::Last(Span::Day) => (word!("Last 24 h"), None, None),
        Created::Last(Span::Week) => (word!("Last 7 d"), None, None),
        Created::Last(Span::Month) => (word!("Last 30 d"), None, None),
        Created::Calendar(Calendar::Today) => (word!("Today"), None, None),
        Created::Calendar(Calendar::Yesterday) => (word!("Yesterday"), None, None),
        Created::Calendar(Calendar::Week) => (word!("This week"), None, None),
        Created::Calendar(Calendar::Friday) => {
            let begin = created.resolved(now, &locale.zone, 0).sides(now).0.unwrap_or(now);
            let day = weekday_of(locale, begin);
            return tr!(locale, "Since {day}", day = day);
        }
        Created::Any | Created::Between { from: None, to: None } => (word!("Any time"), None, None),
        Created::Between { from, to: None } => (word!("from {from}"), from, None),
        Created::Between { from: None, to } => (word!("to {to}"), None, to),
        Created::Between { from: Some(from), to: Some(to) } => {
            return between(from, to, now, &locale.zone);
        }
    };
    let [from, to] = [from, to].map(|side| side.map(minute).unwrap_or_default());
    filled(locale.text(pattern), &[("from", &from), ("to", &to)])
}

fn between(from: DateTime<Utc>, to: DateTime<Utc>, now: DateTime<Utc>, zone: &Zone) -> String {
    // A day ends with its last second or its last minute, or where the next one begins.
    let last = to - TimeDelta::seconds(1);
    let is_whole = zone.field_value(from).ends_with("T00:00:00")
        && from < to
        && ["T23:59:59", "T23:59:00", "T00:00:00"]
            .iter()
            .any(|end| zone.field_value(to).ends_with(end));
    let [begin, end] = [from, if is_whole { last } else { to }];
    let [begin, end] = [begin, end].map(|instant| zone.clock_minute(instant, now));
    match (is_whole, begin.day == end.day) {
        (true, true) => begin.day,
        (true, false) => format!("{} – {}", begin.day, end.day),
        (false, true) => format!("{} {} – {}", begin.day, begin.time, end.time),
        (false, false) => format!("{} {} – {} {}", begin.day, begin.time, end.day, end.time),
    }
}

/// A range on offer that begins with a day or a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresetView {
    /// What style sheets and tests call it.
    pub name: &'static str,
    /// `Since Friday`.
    pub label: String,
    /// The day or the time that it means now: `11-27 18:00`.
    pub when: String,
    /// The range.
    pub created: Created,
}

/// The ranges on offer that begin with a day, and the one since the last visit, if there was one. `evening` is the hour at which a
/// working day ends.
pub fn presets(
    last_visit: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    evening: u8,
    locale: &Locale,
) -> Vec<PresetView> {
    let zone = &locale.zone;
    let mut presets: Vec<_> = Calendar::ALL
        .map(|calendar| {
            let created = Created::Calendar(calendar);
            let begin = created.resolved(now, zone, evening).sides(now).0.unwrap_or(now);
            let ClockTime { day, time } = zone.clock_minute(begin, now);
            let when = match calendar {
                Calendar::Today | Calendar::Yesterday => day,
                Calendar::Friday => format!("{day} {time}"),
                Calendar::Week => tr!(locale, "from {from}", from = day),
            };
            let label = created_label(created, now, locale);
            PresetView { name: calendar.name(), label, when, created }
        })
        .into();
    if let Some(last) = last_visit {
        let ClockTime { day, time } = zone.clock_minute(last, now);
        presets.push(PresetView {
            name: "visit",
            label: tr!(locale, "Since your last visit").to_owned(),
            when: format!("{day} {time}"),
            created: Created::Between { from: Some(last), to: None },
        });
    }
    presets
}

/// A length in the group that is called "Last".
pub fn span_label(span: Span, locale: &Locale) -> &'static str {
    locale.text(match span {
        Span::Hour => word!("1 h"),
        Span::Day => word!("24 h"),
        Span::Week => word!("7 d"),
        Span::Month => word!("30 d"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{from_api, from_typed};

    fn shanghai() -> Locale {
        Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() }
    }

    fn between(from: &str, to: &str) -> Created {
        let at = |text| from_typed(text, &shanghai().zone, false);
        Created::Between { from: at(from), to: at(to) }
    }

    #[test]
    fn a_range_is_as_short_as_it_can_be() {
        let now = from_api("2026-11-29T00:52:00Z").unwrap();
        for (from, to, label) in [
            ("", "", "Any time"),
            ("2026-11-28 20:51:40", "", "from 11-28 20:51"),
            ("", "2026-11-28 20:51:40", "to 11-28 20:51"),
            ("2026-11-28 00:00:00", "2026-11-29 00:00:00", "11-28"),
            ("2026-11-28 00:00:00", "2026-11-28 23:59:59", "11-28"),
            ("2026-11-28 00:00:00", "2026-11-28 23:59:00", "11-28"),
            ("2026-11-27 00:00:00", "2026-11-29 00:00:00", "11-27 – 11-28"),
            ("2026-11-28 00:00:00", "2026-11-28 14:53:07", "11-28 00:00 – 14:53"),
            ("2026-11-27 18:00:00", "2026-11-28 14:53:00", "11-27 18:00 – 11-28 14:53"),
            ("2025-12-31 00:00:00", "2026-01-01 00:00:00", "2025-12-31"),
            ("2026-11-28 00:00:00", "2026-11-28 00:00:00", "11-28 00:00 – 00:00"),
        ] {
            assert_eq!(created_label(between(from, to), now, &shanghai()), label, "{from} {to}");
        }
    }

    fn shown(presets: &[PresetView]) -> Vec<(&str, &str)> {
        presets.iter().map(|preset| (&*preset.label, &*preset.when)).collect()
    }

    #[test]
    fn presets_say_which_day_they_mean() {
        for (now, evening, expected) in [
            // A Sunday, early in the morning.
            (
                "2026-11-28T16:52:00Z",
                18,
                [
                    ("Today", "11-29"),
                    ("Yesterday", "11-28"),
                    ("Since Friday", "11-27 18:00"),
                    ("This week", "from 11-23"),
                ],
            ),
            // A Tuesday: the last working day was a Monday.
            (
                "2026-12-01T02:00:00Z",
                9,
                [
                    ("Today", "12-01"),
                    ("Yesterday", "11-30"),
                    ("Since Monday", "11-30 09:00"),
                    ("This week", "from 11-30"),
                ],
            ),
            // The first Friday of a year.
            (
                "2026-01-02T02:00:00Z",
                18,
                [
                    ("Today", "01-02"),
                    ("Yesterday", "01-01"),
                    ("Since Thursday", "01-01 18:00"),
                    ("This week", "from 2025-12-29"),
                ],
            ),
        ] {
            let presets = presets(None, from_api(now).unwrap(), evening, &shanghai());
            assert_eq!(shown(&presets), expected, "{now}");
        }
    }

    #[test]
    fn the_last_visit_is_offered_where_there_was_one() {
        let now = from_api("2026-11-28T16:52:00Z").unwrap();
        let last = from_api("2026-11-27T09:30:12Z").unwrap();
        let presets = presets(Some(last), now, 18, &shanghai());
        assert_eq!(shown(&presets)[4..], [("Since your last visit", "11-27 17:30")]);
        assert_eq!(presets[4].created, Created::Between { from: Some(last), to: None });
    }
}
