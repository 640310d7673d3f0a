//! The bars, the labels below them, and both for screen readers.

use std::fmt::Write;

use chrono::{DateTime, Utc};

use super::{day_of_month, long_moment, percent, slots_words};
use crate::format::grouped;
use crate::locale::Locale;
use crate::overview::{Bar, Frame, Histogram, Unit};
use crate::query::Created;
use crate::tr;
use crate::view::created::created_label;
use crate::view::day::weekday_of;

/// The histogram. Lengths are those of [`HistogramView::view_box`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistogramView {
    /// What a bar is: `Tasks per hour`.
    pub title: String,
    /// What it shows, in a sentence.
    pub sentence: String,
    /// The size of the drawing, which is as wide as its place.
    pub view_box: String,
    /// The drawing of what is done.
    pub done: String,
    /// The drawing of what is partly done.
    pub partly: String,
    /// The drawing of what failed.
    pub failed: String,
    /// What is not read, from one place to another one, as CSS has them.
    pub unread: Vec<(String, String)>,
    /// The labels below.
    pub labels: Vec<LabelView>,
    /// The bars that are not empty, as a table.
    pub table: Vec<TableRow>,
}

/// A label below the bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelView {
    /// Where it is, as CSS has it.
    pub at: String,
    /// `Sat 28`.
    pub text: String,
    /// `start` where it begins there, `end` where it ends there; its middle otherwise.
    pub side: Option<&'static str>,
}

/// A bar in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// `Sat 11-28, 02:00 – 03:00`.
    pub time: String,
    /// How many are done, partly done, and failed.
    pub counts: [String; 3],
}

/// How high the highest bar is, in CSS pixels.
const HEIGHT: u64 = 34;
/// How wide a slot is, and a bar in it where there are enough.
const SLOT: usize = 120;
const BAR: usize = 70;
/// Labels are further apart, in ten-thousandths of the width.
const GAP: u16 = 1_200;

/// The histogram, seen at an instant.
pub fn histogram_view(locale: &Locale, histogram: &Histogram, now: DateTime<Utc>) -> HistogramView {
    let Histogram { frame, bars, .. } = histogram;
    let [failed, partly, done] = drawings(bars);
    let row = |(slot, bar): (usize, &Bar)| TableRow {
        time: slots_words(locale, frame, &(slot..slot + 1), now),
        counts: [bar.done, bar.partly, bar.failed].map(grouped),
    };
    HistogramView {
        sentence: sentence(locale, histogram, now),
        title: title(locale, frame.unit()),
        view_box: format!("0 0 {} {HEIGHT}", SLOT * bars.len()),
        done,
        partly,
        failed,
        unread: unread(bars, frame),
        labels: labels(locale, frame, now),
        table: bars.iter().enumerate().filter(|(_, bar)| bar.total() > 0).map(row).collect(),
    }
}

/// What failed, is partly done, and done: a path for each.
fn drawings(bars: &[Bar]) -> [String; 3] {
    let highest = bars.iter().map(Bar::total).max().unwrap_or_default().max(1);
    // A few bars are no walls.
    let width = BAR.min(6 * bars.len()).max(12);
    let mut paths = [const { String::new() }; 3];
    for (slot, bar) in bars.iter().enumerate() {
        let x = slot * SLOT + (SLOT - width) / 2;
        let mut base = HEIGHT;
        for (path, height) in paths.iter_mut().zip(heights(bar, highest)) {
            if height > 0 {
                // A text takes all that is written to it.
                let _ = write!(path, "M{x} {base}v-{height}h{width}v{height}z");
                base = base.saturating_sub(height + 1);
            }
        }
    }
    paths
}

/// The heights of what failed, is partly done, and done: linear, but each that is not 0 is seen. The largest makes room for the
/// others and the gaps.
fn heights(bar: &Bar, highest: u64) -> [u64; 3] {
    let scaled = |count: u64| (count.saturating_mul(HEIGHT) + highest / 2) / highest;
    let counts = [bar.failed, bar.partly, bar.done];
    let mut heights = counts.map(|count| if count == 0 { 0 } else { scaled(count).max(2) });
    let gaps = counts.iter().filter(|count| **count > 0).count().saturating_sub(1) as u64;
    let excess = (heights.iter().sum::<u64>() + gaps).saturating_sub(scaled(bar.total()));
    if let Some(largest) = heights.iter_mut().max().filter(|largest| **largest > 0) {
        *largest = largest.saturating_sub(excess).max(2);
    }
    heights
}

/// Slots in a row that are not read are one.
fn unread(bars: &[Bar], frame: &Frame) -> Vec<(String, String)> {
    let place = |edge| percent(frame.position(frame.edge(edge)));
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (slot, _) in bars.iter().enumerate().filter(|(_, bar)| bar.is_unread) {
        match ranges.last_mut() {
            Some((_, end)) if *end == slot => *end += 1,
            _ => ranges.push((slot, slot + 1)),
        }
    }
    ranges.into_iter().map(|(from, to)| (place(from), place(to))).collect()
}

/// The days, as far as there is room, where it begins, and where it ends.
fn labels(locale: &Locale, frame: &Frame, now: DateTime<Utc>) -> Vec<LabelView> {
    const END: u16 = 10_000;
    let label = |at, text, side| LabelView { at: percent(at), text, side };
    let clock = |edge| locale.zone.clock_minute(frame.edge(edge), now);
    let is_short = frame.unit() == Unit::Hour && frame.slots() <= 24;
    let day = |edge| match frame.unit() {
        Unit::Days(_) => clock(edge).day,
        _ => day_of_month(locale, frame.edge(edge)),
    };
    let first = if is_short { [&*day(0), &clock(0).time].join(" ") } else { day(0) };
    let mut labels = vec![label(0, first, Some("start"))];
    let mut taken = if is_short { 2 * GAP } else { GAP };
    for edge in (1..frame.slots()).filter(|edge| frame.is_midnight(*edge, &locale.zone)) {
        let at = frame.position(frame.edge(edge));
        if at < taken {
            continue;
        }
        let is_last = at > END - GAP;
        let (at, side) = if is_last { (END, Some("end")) } else { (at, None) };
        labels.push(label(at, day(edge), side));
        taken = at + GAP;
    }
    if taken <= END {
        let slots = frame.slots();
        let end = match (frame.to(), frame.unit()) {
            (None, _) => Some(tr!(locale, "Now").to_owned()),
            (Some(_), Unit::Hour) => Some(clock(slots).time),
            (Some(_), _) => None,
        };
        labels.extend(end.map(|text| label(END, text, Some("end"))));
    }
    labels
}

fn title(locale: &Locale, unit: Unit) -> String {
    match unit {
        Unit::Hour => tr!(locale, "Tasks per hour").to_owned(),
        Unit::Quarter => tr!(locale, "Tasks per 6 h").to_owned(),
        Unit::Days(1) => tr!(locale, "Tasks per day").to_owned(),
        Unit::Days(days) => tr!(locale, "Tasks per {count} d", count = days),
    }
}

fn sentence(locale: &Locale, histogram: &Histogram, now: DateTime<Utc>) -> String {
    let Histogram { frame, bars, is_page } = histogram;
    let range = match frame.base() {
        Created::Any => tr!(locale, "last 48 h").to_owned(),
        base => created_label(base, now, locale),
    };
    let sum = histogram.sum(0..bars.len());
    let mut text = tr!(
        locale,
        "{unit}, {range}: {done} done, {partly} partly done, {failed} failed",
        unit = title(locale, frame.unit()),
        range = range,
        done = grouped(sum.done),
        partly = grouped(sum.partly),
        failed = grouped(sum.failed),
    );
    if let Some(worst) = worst(bars) {
        let edge = frame.edge(worst);
        let time = match frame.unit() {
            Unit::Hour => {
                let time = locale.zone.clock_minute(edge, now).time;
                [weekday_of(locale, edge), &time].join(" ")
            }
            Unit::Quarter => long_moment(locale, edge, now),
            Unit::Days(_) => slots_words(locale, frame, &(worst..worst + 1), now),
        };
        text = tr!(locale, "{text}; most failures {time}", text = text, time = time);
    }
    match (is_page, sum.is_unread) {
        (true, _) => tr!(locale, "{text}; of this page only", text = text),
        (false, true) => tr!(locale, "{text}; not all of it is read", text = text),
        (false, false) => text,
    }
}

/// The slot with the most failures, the earliest of several.
fn worst(bars: &[Bar]) -> Option<usize> {
    let slot = (0..bars.len()).rev().max_by_key(|slot| bars[*slot].failed)?;
    (bars[slot].failed > 0).then_some(slot)
}
