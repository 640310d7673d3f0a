//! The timeline of a page: its rows as bars over time, in the place of the table.
//!
//! A refresh touches what has changed, and the clock only the rows that run.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use model::arrangement::PlacedTask;
use model::locale::Locale;
use model::location::Location;
use model::task::Duration;
use model::timeline::{Span, Window};
use model::tr;
use web_sys::Element;

use super::fill::{Filled, Part, present, within};
use super::markup::Markup;
use super::row_places::{Row, put_in_order, rows_of};
use super::stencil::Stencil;
use super::timeline_axis::Axis;
use super::timeline_gestures::bind_gestures;
use super::timeline_row::{self, ForecastOf, LaneContext, percent, span};
use super::timeline_window::{ChosenWindow, WindowChange};
use crate::effect::follow;
use crate::{browser, i18n};

/// What the timeline shows.
pub struct TimelineState {
    /// The rows from top to bottom.
    pub rows: Vec<PlacedTask>,
    /// The list that the rows belong to.
    pub list: Location,
    /// The id of the batch that is open beside it.
    pub open: Option<String>,
    /// What time it is.
    pub moment: Moment,
}

/// An instant, as the rows see it.
#[derive(Clone, Copy)]
pub struct Moment {
    /// Now.
    pub now: DateTime<Utc>,
    /// Up to when running tasks are known to run: now, unless the rows are not fresh.
    pub known_until: DateTime<Utc>,
}

/// The timeline in the document.
pub struct Timeline {
    rows: Vec<Row>,
    place: Element,
    stencil: Stencil,
    axis: Axis,
    frame: Filled,
    bar: Filled,
    locale: Locale,
    forecast: Box<ForecastOf>,
    state: Option<TimelineState>,
    chosen: Option<ChosenWindow>,
    /// How wide a lane is, in CSS pixels.
    width: f64,
}

/// Binds the timeline, which is shown as long as `state` has something for it; `moment` is the clock.
pub fn bind_timeline(
    state: impl Fn() -> Option<TimelineState> + 'static,
    moment: impl Fn() -> Moment + 'static,
    forecast: Box<ForecastOf>,
) {
    let card = Markup::of_page(".card").0;
    let Some(timeline) = Timeline::append_to(&card, forecast) else { return };
    let timeline = Rc::new(RefCell::new(timeline));
    bind_gestures(&timeline);
    let hours = within(&card, ".hours");
    let resized = Rc::clone(&timeline);
    browser::on_resize(&hours, move || {
        if resized.borrow_mut().measure() {
            resized.borrow_mut().draw(|_| true);
        }
    });
    follow({
        let timeline = Rc::clone(&timeline);
        move || {
            let locale = i18n::current();
            timeline.borrow_mut().show(locale, state());
        }
    });
    follow(move || {
        let moment = moment();
        timeline.borrow_mut().tick(moment);
    });
}

impl Timeline {
    /// A wide screen's, until it is measured.
    const WIDTH: f64 = 1000.0;

    fn append_to(card: &Element, forecast: Box<ForecastOf>) -> Option<Self> {
        let frame = Stencil::new(include_str!("timeline.html"))?.place_in(card)?;
        let bar = Stencil::new(include_str!("timeline_bar.html"))?.place_in(card)?;
        // Above the card, where the table has nothing.
        card.insert_adjacent_element("beforebegin", &bar).ok()?;
        Some(Self {
            rows: Vec::new(),
            place: within(&frame, ".span-rows"),
            stencil: Stencil::new(timeline_row::MARKUP)?,
            axis: Axis::new(within(&frame, ".hours"), within(&frame, ".grid"))?,
            frame: Filled::new(frame),
            bar: Filled::new(bar),
            locale: Locale::default(),
            forecast,
            state: None,
            chosen: None,
            width: Self::WIDTH,
        })
    }

    /// The elements that gestures and buttons are made at: the lanes, and the bar above them.
    pub fn places(&self) -> [Element; 2] {
        [self.frame.element.clone(), self.bar.element.clone()]
    }

    /// How wide a lane is, in CSS pixels.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// The part of time that is shown, if anything is.
    pub fn window(&self) -> Option<Window> {
        self.chosen.map(|chosen| chosen.window)
    }

    /// Shows another part of time.
    pub fn change(&mut self, change: WindowChange) {
        if let (Some(chosen), Some(state)) = (self.chosen, &self.state) {
            let now = state.moment.now;
            self.chosen = Some(chosen.changed(change, &self.spans(), now));
            self.draw(|_| true);
        }
    }

    /// Shows these rows, or that there are none for it.
    fn show(&mut self, locale: Locale, state: Option<TimelineState>) {
        let before = self.state.take();
        self.locale = locale;
        Part::Attribute("hidden").set(&self.bar.element, &present(state.is_none()));
        self.state = state;
        let Some(state) = &self.state else { return };
        let matched = rows_of(&state.rows, std::mem::take(&mut self.rows));
        for (placed, row) in state.rows.iter().zip(matched) {
            let shown = row.map(|row| row.shown).or_else(|| self.printed());
            let placed = placed.clone();
            self.rows.extend(shown.map(|shown| Row { placed, shown }));
        }
        put_in_order(&self.place, &self.rows);
        let is_same_list = before.is_some_and(|before| before.list == state.list);
        if !is_same_list || self.chosen.is_none() {
            self.chosen = Some(ChosenWindow::fitted(&self.spans(), state.moment.now));
            self.measure();
        }
        self.draw(|_| true);
    }

    fn tick(&mut self, moment: Moment) {
        let (Some(chosen), Some(state)) = (self.chosen, &mut self.state) else { return };
        state.moment = moment;
        let moved = chosen.at(moment.now);
        self.chosen = Some(moved);
        let locale = self.locale;
        let runs = |row: &Row| matches!(row.placed.task.duration(&locale), Duration::Since(_));
        self.draw(|row| moved != chosen || runs(row) && !row.placed.is_gone);
    }

    /// Whether the lanes have another width than before.
    fn measure(&mut self) -> bool {
        let width = f64::from(within(&self.frame.element, ".hours").client_width());
        // Nothing has a width while the table is shown.
        let has_changed = width > 0.0 && width != self.width;
        if has_changed {
            self.width = width;
        }
        has_changed
    }

    fn printed(&self) -> Option<Filled> {
        self.stencil.append_to(&self.place).map(Filled::new)
    }

    /// When the batches of the page ran.
    fn spans(&self) -> Vec<Span> {
        let Some(state) = &self.state else { return Vec::new() };
        let until = state.moment.known_until;
        state
            .rows
            .iter()
            .filter_map(|row| span(&self.locale, &row.task, &*self.forecast, until))
            .collect()
    }

    /// Shows what is around the rows, and in those that are meant.
    fn draw(&mut self, is_meant: impl Fn(&Row) -> bool) {
        let (Some(state), Some(chosen)) = (&self.state, self.chosen) else { return };
        let (window, moment) = (chosen.window, state.moment);
        let context = LaneContext {
            list: &state.list,
            open: state.open.as_deref(),
            locale: &self.locale,
            now: moment.known_until,
            line: moment.now,
            window,
            width: self.width,
            forecast: &*self.forecast,
        };
        for row in self.rows.iter_mut().filter(|row| is_meant(row)) {
            row.shown.show(timeline_row::fills(&row.placed, &context));
        }
        self.draw_frame(window, moment.now);
    }

    /// Shows the hours, the now line, and which part of time that is.
    fn draw_frame(&mut self, window: Window, instant: DateTime<Utc>) {
        let locale = &self.locale;
        let at = window.position(instant);
        self.axis.show(window, &locale.zone, at, self.width);
        let minute = |instant| locale.zone.minute(instant, instant);
        let times = format!("{} – {}", minute(window.from()), minute(window.to()));
        let zone = locale.zone.name_at(instant);
        let now = at.map(percent).unwrap_or_default();
        let label = tr!(
            locale,
            "Timeline, {times} {zone}. Left and right move it, plus and minus zoom.",
            times = times,
            zone = zone
        );
        self.frame.show(vec![
            ("", Part::Attribute("aria-label"), label),
            (".zone", Part::Text, zone.clone()),
            (".now-pill", Part::Text, tr!(locale, "Now {time}", time = minute(instant))),
            (".now-pill", Part::Attribute("hidden"), present(at.is_none())),
            (".now-pill", Part::Style("--at"), now.clone()),
            (".now", Part::Attribute("hidden"), present(at.is_none())),
            (".now", Part::Style("--at"), now),
        ]);
        self.bar.show(vec![
            (".times", Part::Text, times),
            (".times-zone", Part::Text, format!(" {zone}")),
        ]);
    }
}
