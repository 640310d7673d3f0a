//! The hours above the lanes, and the lines behind the bars.

use model::timeline::{Tick, Window, ticks};
use model::zone::Zone;
use web_sys::Element;

use super::fill::{Fill, Filled, Part, present};
use super::stencil::Stencil;
use super::timeline_row::percent;

/// The hours and the lines, once for all rows.
pub struct Axis {
    hours: Marks,
    lines: Marks,
}

/// Elements of a kind, as many as there is something to mark.
struct Marks {
    place: Element,
    stencil: Stencil,
    shown: Vec<Filled>,
}

impl Axis {
    /// Nothing yet. `None` in a browser without templates.
    pub fn new(hours: Element, lines: Element) -> Option<Self> {
        let marks =
            |place, html| Some(Marks { place, stencil: Stencil::new(html)?, shown: Vec::new() });
        Some(Self {
            hours: marks(hours, "<span class=\"hour\"></span>")?,
            lines: marks(lines, "<i></i>")?,
        })
    }

    /// Shows the hours of `window`. `now` is where the now pill is, and `width` the lane's in CSS pixels.
    pub fn show(&mut self, window: Window, zone: &Zone, now: Option<u16>, width: f64) {
        let ticks = ticks(window, zone);
        self.hours.show(hours(&ticks, now, width));
        self.lines.show(ticks.iter().map(line).collect());
    }
}

impl Marks {
    fn show(&mut self, values: Vec<Vec<Fill>>) {
        for gone in self.shown.drain(values.len().min(self.shown.len())..) {
            gone.element.remove();
        }
        while self.shown.len() < values.len()
            && let Some(element) = self.stencil.append_to(&self.place)
        {
            self.shown.push(Filled::new(element));
        }
        for (mark, fills) in self.shown.iter_mut().zip(values) {
            mark.show(fills);
        }
    }
}

fn line(tick: &Tick) -> Vec<Fill> {
    vec![
        ("", Part::Style("--at"), percent(tick.at_permyriad)),
        ("", Part::Attribute("data-major"), present(tick.is_major)),
    ]
}

/// Labels that would touch the one before them or the pill are left out.
fn hours(ticks: &[Tick], now: Option<u16>, width: f64) -> Vec<Vec<Fill>> {
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
            hours.push(vec![
                ("", Part::Style("--at"), percent(tick.at_permyriad)),
                ("", Part::Text, label.clone()),
            ]);
        }
    }
    hours
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use model::time::from_api;

    use super::*;

    const SHANGHAI: Zone = Zone::fixed(TimeDelta::hours(8));

    fn labels(now: Option<u16>, width: f64) -> String {
        let at = |time: &str| from_api(&format!("2026-11-24T{time}Z")).unwrap();
        let window = Window::between(at("03:00:00"), at("08:00:00"));
        let hours = hours(&ticks(window, &SHANGHAI), now, width);
        let words: Vec<_> =
            hours.iter().map(|fills| format!("{}@{}", fills[1].2, fills[0].2)).collect();
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
}
