//! What one batch task shows in its row of the timeline.

use chrono::{DateTime, Utc};
use model::arrangement::PlacedTask;
use model::forecast::{Forecast, wording as forecast_words};
use model::format::NOTHING;
use model::locale::Locale;
use model::location::Location;
use model::task::{BatchTask, Standing};
use model::timeline::{Placed, Span, Window, wording};
use model::tr;

use super::fill::{Fill, Part, present};
use super::status_look::look;
use super::task_row::open;

/// The markup of a row, whose places [`fills`] names.
pub const MARKUP: &str = include_str!("timeline_row.html");

/// What is known of a task's end at an instant.
pub type ForecastOf = dyn Fn(&BatchTask, DateTime<Utc>) -> Forecast;

/// What a row's values depend on besides its task.
pub struct LaneContext<'a> {
    /// For texts and times.
    pub locale: &'a Locale,
    /// The list that the row is on: its link opens the batch beside it.
    pub list: &'a Location,
    /// The id of the batch that is open.
    pub open: Option<&'a str>,
    /// Up to when running tasks are known to run.
    pub now: DateTime<Utc>,
    /// Where the now line is: at the same instant, unless the rows are not fresh.
    pub line: DateTime<Utc>,
    /// The part of time that the lane shows.
    pub window: Window,
    /// How wide the lane is, in CSS pixels.
    pub width: f64,
    /// When a task that runs is expected to end.
    pub forecast: &'a ForecastOf,
}

/// Where a bar is, as the style sheet takes it, and what stands beside it.
struct Lane {
    place: &'static str,
    side: &'static str,
    has_ran: bool,
    from: u16,
    to: u16,
    until: u16,
    words: String,
}

/// When a task ran, seen with what is foretold of it.
pub fn span(
    locale: &Locale,
    task: &BatchTask,
    forecast: &ForecastOf,
    now: DateTime<Utc>,
) -> Option<Span> {
    Span::of(locale, task, forecast(task, now).end(), now)
}

/// The values of a row.
pub fn fills(placed: &PlacedTask, context: &LaneContext) -> Vec<Fill> {
    let locale = context.locale;
    let task = &*placed.task;
    let forecast = (context.forecast)(task, context.now);
    let lane = lane(task, forecast, context);
    let (tone, icon) = look(task.standing());
    let href = open(task, context.list);
    let name = if task.task_name.is_empty() { NOTHING } else { &task.task_name };
    let has_reason = lane.place == "within" && has_reason(task);
    let is_open = context.open.is_some_and(|id| id == task.batch_id);
    let is_stalled = matches!(forecast, Forecast::Stalled { .. });
    let sentence = wording::sentence(locale, task, forecast, context.now);
    vec![
        ("", Part::Attribute("data-gone"), present(placed.is_gone)),
        ("", Part::Attribute("aria-current"), present(is_open)),
        (".badge", Part::Attribute("data-tone"), tone.to_owned()),
        (".badge use", Part::Attribute("href"), format!("#{icon}")),
        (".name", Part::Attribute("href"), href.clone()),
        (".name-text", Part::Text, name.to_owned()),
        (".name-text", Part::Attribute("title"), name.to_owned()),
        (".sentence", Part::Text, sentence),
        (".lane", Part::Attribute("data-place"), lane.place.to_owned()),
        (".lane", Part::Attribute("data-side"), lane.side.to_owned()),
        (".lane", Part::Attribute("data-tone"), tone.to_owned()),
        (".lane", Part::Style("--from"), percent(lane.from)),
        (".lane", Part::Style("--to"), percent(lane.to)),
        (".lane", Part::Style("--until"), percent(lane.until)),
        (".bars", Part::Attribute("href"), href.clone()),
        (".ran", Part::Attribute("hidden"), present(!lane.has_ran)),
        (".ahead", Part::Attribute("hidden"), present(lane.until == lane.to)),
        (".label", Part::Attribute("data-stalled"), present(is_stalled)),
        (".words", Part::Text, lane.words),
        (".why", Part::Attribute("href"), if has_reason { href } else { String::new() }),
        // Not in the markup, which would not follow the language.
        (".why", Part::Text, tr!(locale, "Why?").to_owned()),
    ]
}

fn lane(task: &BatchTask, forecast: Forecast, context: &LaneContext) -> Lane {
    let LaneContext { locale, now, line, window, width, .. } = *context;
    let outside =
        |place, words| Lane { place, side: "", has_ran: false, from: 0, to: 0, until: 0, words };
    let Some(span) = Span::of(locale, task, forecast.end(), now) else {
        return outside(
            "unknown",
            tr!(locale, "Begin not known · {counts}", counts = task.progress.label()),
        );
    };
    let beyond = || wording::beyond_edge(locale, task, span, now);
    match span.placed(window) {
        Placed::Unknown | Placed::Before => outside("before", format!("‹ {}", beyond())),
        Placed::After => outside("after", format!("{} ›", beyond())),
        Placed::Within { from_permyriad: from, to_permyriad: to, forecast_to_permyriad } => {
            let words = words(locale, task, forecast, now);
            let until = forecast_to_permyriad.unwrap_or(to);
            let label = label_width(locale, task, &words, forecast);
            let side = side(from, until, window.position(line), width, label);
            Lane {
                place: "within",
                side,
                has_ran: span.to >= window.from(),
                from,
                to,
                until,
                words,
            }
        }
    }
}

/// What stands beside a bar.
fn words(locale: &Locale, task: &BatchTask, forecast: Forecast, now: DateTime<Utc>) -> String {
    let counts = task.progress.label();
    let end = match forecast {
        _ if task.standing() == Standing::Dispatching => {
            return tr!(locale, "Dispatching").to_owned();
        }
        Forecast::Unknown => return counts,
        Forecast::Ends { at, .. } => Some(forecast_words::clock(at, &locale.zone, now)),
        Forecast::Estimating | Forecast::Stalled { .. } => {
            forecast_words::in_list(locale, forecast, now)
        }
    };
    format!("{counts} · {}", end.unwrap_or_default())
}

fn has_reason(task: &BatchTask) -> bool {
    matches!(task.standing(), Standing::Failed | Standing::CompletedWithRest { .. })
}

/// Rather too wide than too narrow: the browser alone knows, and would have to lay all rows out to tell.
fn label_width(locale: &Locale, task: &BatchTask, words: &str, forecast: Forecast) -> f64 {
    const GAPS: f64 = 20.0;
    const ICON: f64 = 20.0;
    let why =
        if has_reason(task) { text_width(" · ") + text_width(tr!(locale, "Why?")) } else { 0.0 };
    let icon = if matches!(forecast, Forecast::Stalled { .. }) { ICON } else { 0.0 };
    text_width(words) + why + GAPS + icon
}

/// Chinese characters are nearly twice as wide as Latin ones.
fn text_width(text: &str) -> f64 {
    const CHARACTER: f64 = 7.0;
    const WIDER: f64 = 6.0;
    let wide = text.chars().filter(|character| *character >= '\u{2e80}').count();
    text.chars().count() as f64 * CHARACTER + wide as f64 * WIDER
}

/// Right of the bar; left of it where that is too narrow or the now line would cross it; over it where both are too
/// narrow.
fn side(from: u16, until: u16, line: Option<u16>, width: f64, label: f64) -> &'static str {
    let pixels = |permyriad: u16| f64::from(permyriad) * width / f64::from(Window::WIDTH);
    let end = pixels(until) + label;
    let is_crossed = line.is_some_and(|line| line > until && pixels(line) < end);
    match (end <= width, pixels(from) >= label) {
        (true, false) => "right",
        (true, true) if !is_crossed => "right",
        (_, true) => "left",
        (false, false) => "over",
    }
}

/// `12.34%`.
pub fn percent(permyriad: u16) -> String {
    format!("{}.{:02}%", permyriad / 100, permyriad % 100)
}

#[cfg(test)]
mod tests;
