//! What one batch task shows in its row of the timeline.

use chrono::{DateTime, Utc};

use super::super::row::open;
use super::super::status_look::look;
use super::percent;
use crate::arrangement::PlacedTask;
use crate::forecast::{Forecast, wording as forecast_words};
use crate::format::NOTHING;
use crate::locale::Locale;
use crate::location::Location;
use crate::task::{BatchTask, Standing};
use crate::timeline::{Placed, Span, Window, wording};
use crate::tr;

/// A row with its bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneRowView {
    /// Whether the task is no longer on this page.
    pub is_gone: bool,
    /// Whether the batch is open beside the timeline.
    pub is_open: bool,
    /// The tone of its badge and its bar.
    pub tone: &'static str,
    /// The icon of its badge.
    pub icon: &'static str,
    /// The view with the batch beside the timeline; none without an id.
    pub href: Option<String>,
    /// The name, or `--`.
    pub name: String,
    /// The whole row for screen readers.
    pub sentence: String,
    /// The bar.
    pub lane: LaneView,
    /// Whether no progress was seen for long.
    pub is_stalled: bool,
    /// Where the link `Why?` leads; none without a reason to ask for.
    pub why: Option<String>,
}

/// Where a bar is, and what stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneView {
    /// `within` the window, `before` or `after` it, or `unknown`.
    pub place: &'static str,
    /// Where the label is: `right` of the bar, or at the `edge` of the lane; none outside of the window.
    pub side: Option<&'static str>,
    /// Whether the part of the bar up to now is shown.
    pub has_ran: bool,
    /// Whether the part of the bar from now on is shown.
    pub is_ahead: bool,
    /// The begin, as CSS has it: `12.34%`.
    pub from: String,
    /// The end, or now.
    pub to: String,
    /// The expected end.
    pub until: String,
    /// How much of a running bar is filled, by its progress: `50.0%`.
    pub filled: String,
    /// What stands beside the bar.
    pub words: String,
}

/// What a row depends on besides its task.
pub struct LaneContext<'a> {
    /// For texts and times.
    pub locale: &'a Locale,
    /// The list that the row is on: its link opens the batch beside it.
    pub list: &'a Location,
    /// The id of the batch that is open.
    pub open: Option<&'a str>,
    /// Up to when running tasks are known to run.
    pub now: DateTime<Utc>,
    /// The part of time that the lane shows.
    pub window: Window,
    /// How wide the lane is, in CSS pixels.
    pub width: f64,
}

/// What a row shows.
pub fn lane_row_view(
    placed: &PlacedTask,
    forecast: Forecast,
    context: &LaneContext,
) -> LaneRowView {
    let locale = context.locale;
    let task = &*placed.task;
    let lane = lane(task, forecast, context);
    let (tone, icon) = look(task.standing());
    let href = open(task, context.list);
    let name = if task.task_name.trim().is_empty() { NOTHING } else { &task.task_name };
    let has_reason = lane.place == "within" && has_reason(task);
    LaneRowView {
        is_gone: placed.is_gone,
        is_open: context.open.is_some_and(|id| id == task.batch_id),
        tone,
        icon,
        why: href.clone().filter(|_| has_reason),
        href,
        name: name.to_owned(),
        sentence: wording::sentence(locale, task, forecast, context.now),
        lane,
        is_stalled: matches!(forecast, Forecast::Stalled { .. }),
    }
}

fn lane(task: &BatchTask, forecast: Forecast, context: &LaneContext) -> LaneView {
    let LaneContext { locale, now, window, width, .. } = *context;
    let outside = |place, words| {
        let [from, to, until] = [percent(0), percent(0), percent(0)];
        LaneView { place, words, from, to, until, ..LaneView::default() }
    };
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
            let side = side(until, width, label);
            LaneView {
                place: "within",
                side: Some(side),
                has_ran: span.to >= window.from(),
                is_ahead: until != to,
                from: percent(from),
                to: percent(to),
                until: percent(until),
                filled: filled(task),
                words,
            }
        }
    }
}

/// What runs is filled as far as it is; what ended is filled by its tone.
fn filled(task: &BatchTask) -> String {
    let permille = match task.standing() {
        Standing::Running => task.progress.extent().filled_permille(),
        _ => 1000,
    };
    format!("{}.{}%", permille / 10, permille % 10)
}

/// What stands beside a bar.
fn words(locale: &Locale, task: &BatchTask, forecast: Forecast, now: DateTime<Utc>) -> String {
    let counts = task.progress.label();
    let end = match forecast {
        _ if task.standing() == Standing::Dispatching => {
            return tr!(locale, "Dispatching").to_owned();
        }
        Forecast::Unknown | Forecast::Estimating => return counts,
        Forecast::Ends { at, .. } => Some(forecast_words::clock(at, &locale.zone, now)),
        Forecast::Stalled { .. } => forecast_words::in_list(locale, forecast, now),
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

/// Right of the bar, or at the right edge of the lane where that is too narrow.
fn side(until: u16, width: f64, label: f64) -> &'static str {
    let end = f64::from(until) * width / f64::from(Window::WIDTH) + label;
    if end <= width { "right" } else { "edge" }
}

#[cfg(test)]
mod tests;
