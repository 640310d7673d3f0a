//! The card beside a bar, or beside what is being brushed.

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::{percent, slots_words};
use crate::format::grouped;
use crate::locale::Locale;
use crate::overview::Histogram;
use crate::tr;

/// The card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardView {
    /// Where its middle is, as CSS has it.
    pub at: String,
    /// `Sat 11-28, 02:00 – 03:00`.
    pub title: String,
    /// Tone, icon and text of each count that is not 0.
    pub counts: Vec<(&'static str, &'static str, String)>,
    /// What else there is to say; empty for nothing.
    pub note: String,
}

/// The card of some slots.
pub fn card_view(
    locale: &Locale,
    histogram: &Histogram,
    slots: &Range<usize>,
    now: DateTime<Utc>,
) -> CardView {
    let frame = &histogram.frame;
    let sum = histogram.sum(slots.clone());
    let counts = [
        ("ok", "i-done", sum.done, tr!(locale, "{count} completed", count = grouped(sum.done))),
        (
            "warn",
            "i-warn",
            sum.partly,
            tr!(locale, "{count} partly done", count = grouped(sum.partly)),
        ),
        ("bad", "i-failed", sum.failed, tr!(locale, "{count} failed", count = grouped(sum.failed))),
    ];
    let note = match (sum.is_unread, histogram.is_page, sum.total()) {
        (_, true, _) => tr!(locale, "on this page"),
        (true, false, _) => tr!(locale, "Not all of it is read"),
        (false, false, 0) => tr!(locale, "No ended tasks"),
        (false, false, _) => "",
    };
    let ends = [slots.start, slots.end].map(|edge| frame.position(frame.edge(edge)));
    CardView {
        at: percent(ends[0].midpoint(ends[1])),
        title: slots_words(locale, frame, slots, now),
        counts: counts
            .into_iter()
            .filter(|(.., number, _)| *number > 0)
            .map(|(tone, icon, _, text)| (tone, icon, text))
            .collect(),
        note: note.to_owned(),
    }
}
