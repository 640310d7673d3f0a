//! The filter for creation times: its label, and the form for a range with two fixed ends.

use chrono::{DateTime, Utc};

use crate::locale::Locale;
use crate::query::{Created, Span};
use crate::time::to_api;
use crate::words::filled;
use crate::zone::Zone;
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

    /// The range, each side open where its field holds no time.
    pub fn range(&self, zone: &Zone) -> Created {
        Created::Between { from: zone.read_field(&self.from), to: zone.read_field(&self.to) }
    }

    /// The range to apply; `None` where it ends before it begins.
    pub fn applied(&self, zone: &Zone) -> Option<Created> {
        let range = self.range(zone);
        let is_open = sides(range) == (None, None);
        (!range.is_reversed()).then_some(if is_open { Created::Any } else { range })
    }
}

/// The form for what is typed. `now` decides the offset in the zone's name.
pub fn range_view(typed: &TypedRange, now: DateTime<Utc>, locale: &Locale) -> RangeView {
    let range = typed.range(&locale.zone);
    RangeView {
        zone: locale.zone.name_at(now),
        error: if range.is_reversed() { tr!(locale, "From must be before To.") } else { "" },
        sent: sent(range, locale),
    }
}

/// The label of a range: `Last 24 h`.
pub fn created_label(created: Created, locale: &Locale) -> String {
    let minute = |instant| {
        locale.zone.field_value(instant).replace('T', " ").chars().take(16).collect::<String>()
    };
    let (pattern, from, to) = match created {
        Created::Last(Span::Hour) => (word!("Last 1 h"), None, None),
        Created::Last(Span::Day) => (word!("Last 24 h"), None, None),
        Created::Last(Span::Week) => (word!("Last 7 d"), None, None),
        Created::Last(Span::Month) => (word!("Last 30 d"), None, None),
        Created::Any | Created::Between { from: None, to: None } => (word!("Any time"), None, None),
        Created::Between { from, to: None } => (word!("from {from}"), from, None),
        Created::Between { from: None, to } => (word!("to {to}"), None, to),
        Created::Between { from, to } => ("{from} – {to}", from, to),
    };
    let [from, to] = [from, to].map(|side| side.map(minute).unwrap_or_default());
    filled(locale.text(pattern), &[("from", &from), ("to", &to)])
}

type Instant = Option<DateTime<Utc>>;

fn sides(created: Created) -> (Instant, Instant) {
    match created {
        Created::Between { from, to } => (from, to),
        Created::Any | Created::Last(_) => (None, None),
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
            (typed(early, ""), "from 2026-04-06 20:51", "Sent as 2026-04-06T20:51:40Z – open"),
            (typed("", late), "to 2026-04-06 20:52", "Sent as open – 2026-04-06T20:52:40Z"),
            (
                typed(early, late),
                "2026-04-06 20:51 – 2026-04-06 20:52",
                "Sent as 2026-04-06T20:51:40Z – 2026-04-06T20:52:40Z",
            ),
        ] {
            let locale = Locale::default();
            let now = from_api("2026-04-07T00:00:00Z").unwrap();
            let range = typed.range(&locale.zone);
            assert_eq!(created_label(range, &locale), label);
            let view = range_view(&typed, now, &locale);
            assert_eq!((&*view.sent, view.error, &*view.zone), (sent, "", "UTC"));
            assert_eq!(TypedRange::of(range, &locale.zone), typed);
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
}
