//! The form for a range of creation times with two fixed ends.

use chrono::{DateTime, Utc};

use crate::locale::Locale;
use crate::query::Created;
use crate::time::{from_typed, to_api};
use crate::tr;
use crate::zone::Zone;

/// What the two fields of the form hold, in the zone of the page; empty for an open side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedRange {
    /// `2026-04-06 20:51`.
    pub from: String,
    /// `2026-04-06 20:52:40`, or `now` for an open end.
    pub to: String,
}

/// What the form says about the typed range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RangeView {
    /// The zone that times are typed in: `UTC+8`.
    pub zone: String,
    /// What is wrong with `From` and with `To`; empty where nothing is, or where somebody is still typing.
    pub errors: [&'static str; 2],
    /// Whether the range can be applied.
    pub is_sound: bool,
    /// What PolarDB is asked for; empty while that is not known.
    pub sent: String,
}

type Instant = Option<DateTime<Utc>>;

impl TypedRange {
    /// The fields for a range as it is at `now`. `evening` is the hour at which a working day ends.
    pub fn of(created: Created, now: DateTime<Utc>, evening: u8, zone: &Zone) -> Self {
        let (from, to) = created.resolved(now, zone, evening).sides(now);
        let shown = |side: Instant| side.map(|at| typed(at, zone)).unwrap_or_default();
        Self { from: shown(from), to: shown(to) }
    }

    /// The range to apply: `created` itself as long as the fields are those of it, so that one that moves with the clock goes on to
    /// do so. `None` where a field holds no time, or the range ends before it begins.
    pub fn applied(&self, shown: &Self, created: Created, locale: &Locale) -> Option<Created> {
        let range = if self == shown { created } else { self.range(locale)? };
        (!range.is_reversed()).then_some(range)
    }

    /// The range, if both fields hold a time or nothing.
    fn range(&self, locale: &Locale) -> Option<Created> {
        match self.sides(locale) {
            [Some(None), Some(None)] => Some(Created::Any),
            [Some(from), Some(to)] => Some(Created::Between { from, to }),
            _ => None,
        }
    }

    /// Each side, where it can be read; an open one is nothing.
    fn sides(&self, locale: &Locale) -> [Option<Instant>; 2] {
        let side = |text: &str, is_end| match text.trim() {
            "" => Some(None),
            text if is_end && is_now(text, locale) => Some(None),
            text => from_typed(text, &locale.zone, is_end).map(Some),
        };
        [side(&self.from, false), side(&self.to, true)]
    }
}

/// The form for what is typed. `is_left` tells for each field whether somebody has typed all of it. `now` decides the offset in the
/// zone's name.
pub fn range_view(
    typed: &TypedRange,
    is_left: [bool; 2],
    now: DateTime<Utc>,
    locale: &Locale,
) -> RangeView {
    let sides = typed.sides(locale);
    let mut errors = [""; 2];
    for (at, side) in sides.iter().enumerate() {
        if side.is_none() && is_left[at] {
            errors[at] = tr!(locale, "Enter a time as 2026-11-27 18:00.");
        }
    }
    let range = typed.range(locale);
    let is_reversed = range.is_some_and(Created::is_reversed);
    if is_reversed {
        errors[0] = tr!(locale, "From must be before To.");
    }
    RangeView {
        zone: locale.zone.name_at(now),
        errors,
        is_sound: range.is_some() && !is_reversed,
        sent: range.map(|range| sent(range, locale)).unwrap_or_default(),
    }
}

/// `2026-04-06 20:51`; seconds only where there are some.
fn typed(instant: DateTime<Utc>, zone: &Zone) -> String {
    let text = zone.field_value(instant).replace('T', " ");
    text.strip_suffix(":00").map(str::to_owned).unwrap_or(text)
}

fn is_now(text: &str, locale: &Locale) -> bool {
    text.eq_ignore_ascii_case("now") || text == tr!(locale, "now")
}

fn sent(range: Created, locale: &Locale) -> String {
    let Created::Between { from, to } = range else { return tr!(locale, "Any time").to_owned() };
    let side = |side: Instant, open: &'static str| side.map_or_else(|| open.to_owned(), to_api);
    tr!(
        locale,
        "Sent as {from} – {to}",
        from = side(from, tr!(locale, "open")),
        to = side(to, tr!(locale, "open end"))
    )
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::location::Location;
    use crate::query::{Calendar, Span};
    use crate::time::from_api;

    const ERROR: &str = "Enter a time as 2026-11-27 18:00.";

    fn shanghai() -> Locale {
        Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() }
    }

    fn now() -> DateTime<Utc> {
        from_api("2026-11-28T16:52:10Z").unwrap()
    }

    fn fields(from: &str, to: &str) -> TypedRange {
        TypedRange { from: from.to_owned(), to: to.to_owned() }
    }

    /// As a URL has it.
    fn applied(typed: &TypedRange) -> Option<String> {
        let created = typed.applied(&fields("-", "-"), Created::Any, &shanghai())?;
        let location = Location::default();
        Some(location.with_query(location.query.with_created(created)).to_search())
    }

    #[test]
    fn a_range_is_typed_in_the_zone_of_the_page_and_sent_in_utc() {
        for (from, to, search, sent) in [
            ("", "", "", "Any time"),
            ("", " now ", "", "Any time"),
            (
                "2026-11-27 18:00",
                "",
                "?from=2026-11-27T10:00:00Z",
                "Sent as 2026-11-27T10:00:00Z – open end",
            ),
            (
                "2026-11-27 18:00",
                "NOW",
                "?from=2026-11-27T10:00:00Z",
                "Sent as 2026-11-27T10:00:00Z – open end",
            ),
            (
                "",
                "2026-11-27T18:00:01",
                "?to=2026-11-27T10:00:01Z",
                "Sent as open – 2026-11-27T10:00:01Z",
            ),
            (
                "2026-11-27",
                "2026-11-27",
                "?from=2026-11-26T16:00:00Z&to=2026-11-27T15:59:59Z",
                "Sent as 2026-11-26T16:00:00Z – 2026-11-27T15:59:59Z",
            ),
        ] {
            let typed = fields(from, to);
            assert_eq!(applied(&typed).as_deref(), Some(search), "{typed:?}");
            let view = range_view(&typed, [true; 2], now(), &shanghai());
            let sound = RangeView {
                zone: "UTC+8".into(),
                is_sound: true,
                sent: sent.into(),
                errors: [""; 2],
            };
            assert_eq!(view, sound, "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_time_is_an_error_of_its_field_and_no_open_side() {
        for text in
            ["20266-11-27 18:00", "2026-02-30", "2026-11-27 25:00", "soon", "?", "0001-01-01"]
        {
            for (typed, errors) in [
                (fields(text, ""), [ERROR, ""]),
                (fields("2026-11-27 18:00", text), ["", ERROR]),
                (fields(text, text), [ERROR, ERROR]),
            ] {
                assert_eq!(applied(&typed), None, "{typed:?}");
                let view = range_view(&typed, [true; 2], now(), &shanghai());
                assert_eq!((view.errors, view.is_sound, &*view.sent), (errors, false, ""));
                // Nobody is interrupted, but neither can it be applied.
                let view = range_view(&typed, [false; 2], now(), &shanghai());
                assert_eq!((view.errors, view.is_sound), ([""; 2], false));
            }
        }
        // A range begins at a time.
        let view = range_view(&fields("now", ""), [true; 2], now(), &shanghai());
        assert_eq!(view.errors, [ERROR, ""]);
    }

    #[test]
    fn a_reversed_range_is_not_applied() {
        let reversed = fields("2026-11-27 18:00", "2026-11-27 17:59");
        assert_eq!(applied(&reversed), None);
        let view = range_view(&reversed, [false; 2], now(), &shanghai());
        assert_eq!((view.errors, view.is_sound), (["From must be before To.", ""], false));
    }

    #[test]
    fn fields_show_the_range_and_leave_it_as_it_is() {
        let fixed = Created::Between { from: from_api("2026-11-27T10:00:00Z"), to: None };
        for (created, from, to) in [
            (Created::Any, "", ""),
            (fixed, "2026-11-27 18:00", ""),
            (Created::Calendar(Calendar::Friday), "2026-11-27 17:00", ""),
            (Created::Calendar(Calendar::Yesterday), "2026-11-28 00:00", "2026-11-28 23:59:59"),
            (Created::Last(Span::Day), "2026-11-28 00:52:10", ""),
        ] {
            let locale = shanghai();
            let shown = TypedRange::of(created, now(), 17, &locale.zone);
            assert_eq!(shown, fields(from, to));
            assert_eq!(shown.applied(&shown, created, &locale), Some(created));
            let pinned = Created::Between { from: None, to: from_api("2026-11-27T10:00:00Z") };
            let typed = fields("", "2026-11-27 18:00");
            assert_eq!(typed.applied(&shown, created, &locale), Some(pinned));
        }
    }
}
