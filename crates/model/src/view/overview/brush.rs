//! The brush: where it is, and what its handles say.

use chrono::{DateTime, Utc};

use super::{long_moment, percent};
use crate::locale::Locale;
use crate::overview::{Brush, Frame};
use crate::tr;

/// The brush.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrushView {
    /// Whether something less than the whole is brushed.
    pub is_set: bool,
    /// The handle at the begin.
    pub from: HandleView,
    /// The handle at the end.
    pub to: HandleView,
    /// The number of slots, the largest value of a handle.
    pub slots: usize,
}

/// An end of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandleView {
    /// Where it is, as CSS has it.
    pub at: String,
    /// The slots before it.
    pub value: usize,
    /// `from Friday 11-27 18:00`.
    pub text: String,
}

/// What is brushed of a frame; all of it where nothing is.
pub fn brush_view(
    locale: &Locale,
    brush: Option<Brush>,
    frame: &Frame,
    now: DateTime<Utc>,
) -> BrushView {
    let shown = brush.unwrap_or(Brush::whole(frame));
    let slots = shown.slots(frame);
    let handle =
        |instant, value, text| HandleView { at: percent(frame.position(instant)), value, text };
    let (from, until) = ends(locale, shown, frame, now);
    BrushView {
        is_set: brush.is_some(),
        from: handle(shown.from, slots.start, tr!(locale, "from {from}", from = from)),
        to: handle(shown.to, slots.end, until),
        slots: frame.slots(),
    }
}

/// What is said when it was brushed: `Created set to Friday 11-27 18:00 until now`.
pub fn brushed_words(locale: &Locale, brush: Brush, frame: &Frame, now: DateTime<Utc>) -> String {
    let (from, until) = ends(locale, brush, frame, now);
    tr!(locale, "Created set to {from} {until}", from = from, until = until)
}

/// `Friday 11-27 18:00` and `until now`.
fn ends(locale: &Locale, brush: Brush, frame: &Frame, now: DateTime<Utc>) -> (String, String) {
    let goes_on = frame.to().is_none() && brush.to >= frame.edge(frame.slots());
    let until = if goes_on {
        tr!(locale, "until now").to_owned()
    } else {
        tr!(locale, "until {time}", time = long_moment(locale, brush.to, now))
    };
    (long_moment(locale, brush.from, now), until)
}
