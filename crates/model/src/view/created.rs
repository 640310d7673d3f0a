//! The filter for creation times: its label, and the form for a range with two fixed ends.

use chrono::{DateTime, TimeDelta, Utc};

use super::day::weekday_of;
use crate::locale::Locale;
use crate::query::{Calendar, Created, Span};
use crate::time::to_api;
use crate::words::filled;
use crate::zone::{ClockTime, Zone};
use crate::{tr, word};

/// What the two fields of the form hold, in the zone of the page; empty for an open side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedRange {
    /// `2026-04-06T20:51:40`.
    pub from: String,
    /// `2026-04-06T20:52:40`.
    pub to: String,
}

/// What the form says about the typed range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeView {
    /// The zone that times are typed in: `UTC+8`.
    pub zone: String,
    /// Why the range cannot be applied; empty where it can.
    pub error: &'static str,
    /// What PolarDB is asked for.
    pub sent: String,
}

impl TypedRange {
    /// The fields for a range.
    pub fn of(created: Created, zone: &Zone) -> Self {
        let (from, to) = sides(created);
        let shown = |side: Instant| side.map(|at| zone.field_value(at)).unwrap_or_default();
        Self { from: shown(from), to: shown(to) }
    }

    /// Whether both fields hold a time or nothing.
    pub fn is_readable(&self, zone: &Zone) -> bool {
        [&self.from, &self.to].iter().all(|text| text.is_empty() || zone.read_field(text).is_some())
    }

    /// The range, each side open where its field holds no time.
    pub fn range(&self, zone: &Zone) -> Created {
        Created::Between { from: zone.read_field(&self.from), to: zone.read_field(&self.to) }
    }

    /// The range to apply; `None` where it ends before it begins, or a field holds something else than a time.
    pub fn applied(&self, zone: &Zone) -> Option<Created> {
        let range = self.range(zone);
        let is_open = sides(range) == (None, None);
        let is_sound = self.is_readable(zone) && !range.is_reversed();
        is_sound.then_some(if is_open { Created::Any } else { range })
    }
}

/// The form for what is typed. `now` decides the offset in the zone's name.
pub fn range_view(typed: &TypedRange, now: DateTime<Utc>, locale: &Locale) -> RangeView {
    let range = typed.range(&locale.zone);
    RangeView {
        zone: locale.zone.name_at(now),
        error: match (typed.is_readable(&locale.zone), range.is_reversed()) {
            (false, _) => tr!(locale, "Type a date and a time, with a year of four digits."),
            (true, true) => tr!(locale, "From must be before To."),
            (true, false) => "",
        },
        sent: sent(range, locale),
    }
}

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

type Instant = Option<DateTime<Utc>>;

fn sides(created: Created) -> (Instant, Instant) {
    match created {
        Created::Between { from, to } => (from, to),
        Created::Any | Created::Last(_) | Created::Calendar(_) => (None, None),
    }
}

fn sent(range: Created, locale: &Locale) -> String {
    let side = |side: Instant| side.map_or_else(|| tr!(locale, "open").to_owned(), to_api);
    match sides(range) {
        (None, None) => tr!(locale, "Any time").to_owned(),
        (from, to) => tr!(locale, "Sent as {from} – {to}", from = side(from), to = side(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::from_api;

    fn typed(from: &str, to: &str) -> TypedRange {
        TypedRange { from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn a_range_is_named_and_sent_with_its_open_sides() {
        let (early, late) = ("2026-04-06T20:51:40", "2026-04-06T20:52:40");
        for (typed, label, sent) in [
            (typed("", ""), "Any time", "Any time"),
            (typed(early, ""), "from 04-06 20:51", "Sent as 2026-04-06T20:51:40Z – open"),
            (typed("", late), "to 04-06 20:52", "Sent as open – 2026-04-06T20:52:40Z"),
            (
                typed(early, late),
                "04-06 20:51 – 20:52",
                "Sent as 2026-04-06T20:51:40Z – 2026-04-06T20:52:40Z",
            ),
        ] {
            let locale = Locale::default();
            let now = from_api("2026-04-07T00:00:00Z").unwrap();
            let range = typed.range(&locale.zone);
            assert_eq!(created_label(range, now, &locale), label);
            let view = range_view(&typed, now, &locale);
            assert_eq!((&*view.sent, view.error, &*view.zone), (sent, "", "UTC"));
            assert_eq!(TypedRange::of(range, &locale.zone), typed);
        }
    }

    #[test]
    fn a_range_is_as_short_as_it_can_be() {
        let now = from_api("2026-11-29T00:52:00Z").unwrap();
        for (from, to, label) in [
            ("2026-11-28T00:00:00", "2026-11-29T00:00:00", "11-28"),
            ("2026-11-28T00:00:00", "2026-11-28T23:59:59", "11-28"),
            ("2026-11-28T00:00:00", "2026-11-28T23:59:00", "11-28"),
            ("2026-11-27T00:00:00", "2026-11-29T00:00:00", "11-27 – 11-28"),
            ("2026-11-28T00:00:00", "2026-11-28T14:53:07", "11-28 00:00 – 14:53"),
            ("2026-11-27T18:00:00", "2026-11-28T14:53:00", "11-27 18:00 – 11-28 14:53"),
            ("2025-12-31T00:00:00", "2026-01-01T00:00:00", "2025-12-31"),
            ("2026-11-28T00:00:00", "2026-11-28T00:00:00", "11-28 00:00 – 00:00"),
        ] {
            let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
            let range = typed(from, to).range(&locale.zone);
            assert_eq!(created_label(range, now, &locale), label, "{from} {to}");
        }
    }

    #[test]
    fn a_reversed_range_is_not_applied_and_an_open_one_is_none() {
        let locale = Locale::default();
        let reversed = typed("2026-04-06T20:52:40", "2026-04-06T20:51:40");
        assert_eq!(reversed.applied(&locale.zone), None);
        let now = from_api("2026-04-07T00:00:00Z").unwrap();
        assert_eq!(range_view(&reversed, now, &locale).error, "From must be before To.");
        assert_eq!(typed("", "").applied(&locale.zone), Some(Created::Any));
    }

    #[test]
    fn what_is_no_time_is_no_open_side() {
        let locale = Locale::default();
        let now = from_api("2026-04-07T00:00:00Z").unwrap();
        for text in ["20266-04-06T20:51:40", "020266-04-06T20:51", "2026-04-06", "?"] {
            for typed in [typed(text, ""), typed("2026-04-06T20:51:40", text)] {
                assert_eq!(typed.applied(&locale.zone), None, "{text}");
                let error = "Type a date and a time, with a year of four digits.";
                assert_eq!(range_view(&typed, now, &locale).error, error, "{text}");
            }
        }
    }
}
