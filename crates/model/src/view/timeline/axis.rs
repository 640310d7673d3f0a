//! The hours above the lanes, and the lines behind the bars.

use super::percent;
use crate::timeline::{Tick, Window, ticks};
use crate::zone::Zone;

/// The hours and the lines, once for all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AxisView {
    /// The labels, as far as there is room for them.
    pub hours: Vec<HourView>,
    /// The lines.
    pub lines: Vec<LineView>,
}

/// A label above the lanes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HourView {
    /// Where, as CSS has it: `20.00%`.
    pub at: String,
    /// `11:00`.
    pub label: String,
}

/// A line behind the bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineView {
    /// Where, as CSS has it: `20.00%`.
    pub at: String,
    /// Whether it is one of the stronger lines.
    pub is_major: bool,
}

/// The hours of `window`. `now` is where the now pill is, and `width` the lane's in CSS pixels.
pub fn axis_view(window: Window, zone: &Zone, now: Option<u16>, width: f64) -> AxisView {
    let ticks = ticks(window, zone);
    AxisView { hours: hours(&ticks, now, width), lines: lines(&ticks, width) }
}

/// The stronger lines, and the others where there is room between all of them.
fn lines(ticks: &[Tick], width: f64) -> Vec<LineView> {
    const NEAREST: f64 = 40.0;
    let pixels = |permyriad: u16| f64::from(permyriad) * width / f64::from(Window::WIDTH);
    let is_apart = |pair: &[Tick]| {
        let [before, after] = [&pair[0], &pair[1]].map(|tick| pixels(tick.at_permyriad));
        after - before >= NEAREST
    };
    let have_room = ticks.windows(2).all(is_apart);
    let line = |tick: &Tick| LineView { at: percent(tick.at_permyriad), is_major: tick.is_major };
    ticks.iter().filter(|tick| tick.is_major || have_room).map(line).collect()
}

/// Labels that would touch the one before them or the pill are left out.
fn hours(ticks: &[Tick], now: Option<u16>, width: f64) -> Vec<HourView> {
    const GAP: f64 = 12.0;
    const FROM_PILL: f64 = 24.0;
    const PILL: f64 = 76.0;
    let pixels = |permyriad: u16| f64::from(permyriad) * width / f64::from(Window::WIDTH);
    // As the style sheet keeps both within the lane.
    let within = |at: f64, size: f64| at.min(width - size / 2.0).max(size / 2.0);
    let mut taken_to = f64::MIN;
    let mut hours = Vec::new();
    for tick in ticks {
        let Some(label) = &tick.label else { continue };
        let size = label.len() as f64 * 7.0;
        let at = within(pixels(tick.at_permyriad), size);
        let is_free = at - size / 2.0 >= taken_to + GAP;
        let is_clear = now.is_none_or(|now| {
            (at - within(pixels(now), PILL)).abs() >= (PILL + size) / 2.0 + FROM_PILL
        });
        if is_free && is_clear {
            taken_to = at + size / 2.0;
            hours.push(HourView { at: percent(tick.at_permyriad), label: label.clone() });
        }
    }
    hours
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::time::from_api;

    const SHANGHAI: Zone = Zone::fixed(TimeDelta::hours(8));

    fn labels(now: Option<u16>, width: f64) -> String {
        let at = |time: &str| from_api(&format!("2026-11-24T{time}Z")).unwrap();
        let window = Window::between(at("03:00:00"), at("08:00:00"));
        let axis = axis_view(window, &SHANGHAI, now, width);
        let words: Vec<_> =
            axis.hours.iter().map(|hour| format!("{}@{}", hour.label, hour.at)).collect();
        words.join(" ")
    }

    #[test]
    fn hours_are_named_where_neither_the_pill_nor_another_name_is() {
        let wide = "11:00@0.00% 12:00@20.00% 13:00@40.00% 14:00@60.00% 15:00@80.00% 16:00@100.00%";
        assert_eq!(labels(None, 1055.0), wide);
        let beside = "11:00@0.00% 12:00@20.00% 13:00@40.00% 14:00@60.00% 16:00@100.00%";
        assert_eq!(labels(Some(7766), 1055.0), beside);
        assert_eq!(labels(Some(7766), 330.0), "11:00@0.00% 12:00@20.00% 13:00@40.00%");
        assert_eq!(labels(None, 150.0), "11:00@0.00% 14:00@60.00%");
    }

    #[test]
    fn weaker_lines_are_left_out_where_they_would_be_too_near() {
        let at = |time: &str| from_api(&format!("2026-11-24T{time}Z")).unwrap();
        let window = Window::between(at("03:00:00"), at("08:00:00"));
        let lines = |width| {
            let lines = axis_view(window, &SHANGHAI, None, width).lines;
            (lines.len(), lines.iter().filter(|line| line.is_major).count())
        };
        assert_eq!(lines(1055.0), (11, 6));
        assert_eq!(lines(400.0), (11, 6));
        assert_eq!(lines(390.0), (6, 6));
    }
}
