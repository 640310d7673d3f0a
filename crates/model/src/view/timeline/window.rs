//! Which part of time somebody looks at.
//!
//! At first it is fitted to the rows, and stays from then on, so that no bar moves by itself: forecasts that come or
//! rows that change do not fit it anew. While it shows now and nobody has moved it away, it follows once now runs out
//! of it, which is after a sixth of its length at the earliest.

use chrono::{DateTime, TimeDelta, Utc};

use crate::timeline::{Span, Window};

pub use text::pinned;

mod text;

/// The window, and how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenWindow {
    /// The window.
    pub window: Window,
    follows_now: bool,
}

/// What people do with the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowChange {
    /// A shorter one.
    ZoomIn,
    /// A longer one.
    ZoomOut,
    /// All rows of the page.
    FitPage,
    /// As long as it is, with now in it.
    ShowNow,
    /// Later by so many thousandths of its length.
    PanBy(i32),
    /// Later by so many thousandths than the window in which somebody began to drag.
    Drag(Window, i32),
}

impl ChosenWindow {
    /// What is right of now has the labels of the tasks that run.
    const LONGEST_AHEAD: TimeDelta = TimeDelta::hours(1);

    /// The window of rows that nobody has looked at yet.
    pub fn fitted(spans: &[Span], now: DateTime<Utc>) -> Self {
        let window = Window::fit(spans, now);
        let ahead = (window.length() / 4).min(Self::LONGEST_AHEAD);
        let lacks_room = window.shows(now) && window.to() - now < ahead;
        let window = if lacks_room { Window::between(window.from(), now + ahead) } else { window };
        Self { window, follows_now: window.shows(now) }
    }

    /// What somebody makes of it.
    #[must_use]
    pub fn changed(self, change: WindowChange, spans: &[Span], now: DateTime<Utc>) -> Self {
        let Self { window, follows_now } = self;
        let (window, follows_now) = match change {
            WindowChange::ZoomIn => (window.zoomed_in(now), follows_now),
            WindowChange::ZoomOut => (window.zoomed_out(now), follows_now),
            WindowChange::FitPage => (Window::fit_page(spans, now), true),
            WindowChange::ShowNow => (window.showing_now(now), true),
            WindowChange::PanBy(permille) => (window.panned(permille), false),
            WindowChange::Drag(from, permille) => (from.panned(permille), false),
        };
        Self { window, follows_now: follows_now && window.shows(now) }
    }

    /// The same at a later instant.
    #[must_use]
    pub fn at(self, now: DateTime<Utc>) -> Self {
        if self.follows_now && now > self.window.to() {
            return Self { window: self.window.showing_now(now), ..self };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{from_api, to_api};

    fn at(time: &str) -> DateTime<Utc> {
        from_api(&format!("2026-11-24T{time}Z")).unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span { from: at(from), to: at(to), forecast_to: None }
    }

    fn words(chosen: ChosenWindow) -> String {
        let time = |instant| to_api(instant)[11..16].to_owned();
        format!("{} {}", time(chosen.window.from()), time(chosen.window.to()))
    }

    #[test]
    fn a_fitted_window_has_room_for_labels_right_of_now() {
        let now = at("12:00:00");
        for (from, to, expected) in [
            ("10:00:00", "12:00:00", "09:54 12:33"),
            ("11:59:00", "12:00:00", "11:56 12:01"),
            ("06:10:00", "12:00:00", "07:00 13:00"),
        ] {
            assert_eq!(words(ChosenWindow::fitted(&[span(from, to)], now)), expected, "{from}");
        }
    }

    #[test]
    fn it_stays_where_somebody_put_it_and_follows_now_until_then() {
        let spans = [span("10:00:00", "12:00:00")];
        let fitted = ChosenWindow::fitted(&spans, at("12:00:00"));
        assert_eq!(fitted.at(at("12:30:00")), fitted);
        assert_eq!(words(fitted.at(at("12:40:00"))), "10:27 13:06");

        let panned = fitted.changed(WindowChange::PanBy(-100), &spans, at("12:00:00"));
        assert_eq!(words(panned), "09:38 12:17");
        assert_eq!(panned.at(at("12:40:00")), panned);
        let back = panned.changed(WindowChange::ShowNow, &spans, at("12:40:00"));
        assert_eq!(words(back), "10:27 13:06");
        assert_eq!(words(back.at(at("13:10:00"))), "10:57 13:36");
    }

    #[test]
    fn a_drag_is_measured_from_where_it_began() {
        let spans = [span("10:00:00", "12:00:00")];
        let now = at("12:00:00");
        let begun = ChosenWindow::fitted(&spans, now);
        let dragged = begun.changed(WindowChange::Drag(begun.window, 300), &spans, now);
        let dragged = dragged.changed(WindowChange::Drag(begun.window, 0), &spans, now);
        assert_eq!(dragged.window, begun.window);
    }
}
