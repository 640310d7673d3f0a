//! Whether a batch takes as long as those of its rollout usually do: a box with its duration, its rates, and the last
//! durations as bars.

use chrono::{DateTime, TimeDelta, Utc};

use crate::find::usual::{LastRun, Pace, factor, is_slow, rough, tenths};
use crate::forecast::wording::pace;
use crate::format::duration;
use crate::locale::Locale;
use crate::task::{BatchTask, Duration};
use crate::tr;
use crate::view::emphasis::Emphasis;
use crate::words::joined;

/// The box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaceView {
    /// `6 min 18 s so far`, or `took 6 min 18 s`.
    pub length: Emphasis,
    /// `usually 3 min for this rollout`.
    pub usual: String,
    /// `now 2.1× slower`; empty where it is about as fast as usual, or faster.
    pub factor: String,
    /// The same for screen readers: `2.1 times slower than usual`.
    pub factor_spoken: String,
    /// Whether that is unusually slow.
    pub is_slow: bool,
    /// `11 per min over the last 2 min · 39 per min last time`.
    pub rates: String,
    /// The last durations and, as the last bar, this one. None where no other is known.
    pub bars: Vec<BarView>,
    /// Where the line of the usual duration is: `50%` of the height.
    pub usual_at: String,
    /// What the bars say, in words.
    pub label: String,
}

/// A duration as a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarView {
    /// `50%` of the height.
    pub height: String,
    /// Its tone.
    pub tone: &'static str,
}

impl PaceView {
    /// Whether there is something to compare.
    pub fn is_shown(&self) -> bool {
        !self.usual.is_empty()
    }
}

/// What is needed besides the batch and its rollout.
#[derive(Clone, Copy, Debug)]
pub struct PaceContext<'a> {
    /// Up to when a batch that runs is known to run.
    pub now: DateTime<Utc>,
    /// How fast it is, in words; empty where that is not known.
    pub rate: &'a str,
    /// For texts.
    pub locale: &'a Locale,
}

/// As many of the last durations are shown.
const BARS: usize = 7;
/// From here on, in tenths of the usual duration, a batch is said to be slower.
const NOTED: u64 = 11;

/// The box of a batch that runs, and of one that has ended if it was slow.
pub fn pace_view(task: &BatchTask, rollout: &Pace, context: PaceContext<'_>) -> Option<PaceView> {
    let PaceContext { now, rate, locale } = context;
    let (length, is_running) = match task.duration(locale) {
        Duration::Since(begin) => ((now - begin).max(TimeDelta::zero()), true),
        Duration::Took(length) => (length, false),
        Duration::Negative | Duration::Unknown => return None,
    };
    let is_slow = is_slow(length, rollout.usual);
    let is_shown = rollout.usual > TimeDelta::zero() && (is_running || is_slow);
    let tenths = tenths(length, rollout.usual).filter(|_| is_shown)?;
    let factor = (tenths >= NOTED).then(|| factor(tenths));
    let pattern =
        if is_running { tr!(locale, "{time} so far") } else { tr!(locale, "took {time}") };
    let words = |factor: &String| match is_running {
        true => tr!(locale, "now {factor}× slower", factor = factor),
        false => tr!(locale, "{factor}× slower", factor = factor),
    };
    let spoken = |factor: &String| tr!(locale, "{factor} times slower than usual", factor = factor);
    let rate = if is_running { rate } else { "" };
    let last = &rollout.last[rollout.last.len().saturating_sub(BARS)..];
    Some(PaceView {
        length: Emphasis::of(pattern, "{time}", duration(locale, length)),
        usual: tr!(locale, "usually {time} for this rollout", time = rough(locale, rollout.usual)),
        factor: factor.as_ref().map(words).unwrap_or_default(),
        factor_spoken: factor.as_ref().map(spoken).unwrap_or_default(),
        is_slow,
        rates: joined("{text} · {next}", &[rate, &last_rate(locale, last)]),
        label: label(locale, last, length, rollout.usual),
        ..bars(last, length, rollout.usual, tone(is_slow))
    })
}

fn tone(is_slow: bool) -> &'static str {
    if is_slow { "warn" } else { "run" }
}

/// `39 per min last time`; empty where that is not known.
fn last_rate(locale: &Locale, last: &[LastRun]) -> String {
    let known = last.last().filter(|run| run.subtasks > 0 && run.took > TimeDelta::zero());
    known
        .map(|run| tr!(locale, "{pace} last time", pace = pace(locale, run.subtasks, run.took)))
        .unwrap_or_default()
}

/// The bars with their line; nothing without a last duration.
fn bars(last: &[LastRun], length: TimeDelta, usual: TimeDelta, tone: &'static str) -> PaceView {
    /// In percents of the height.
    const LEAST: i64 = 4;
    let lengths = last.iter().map(|run| run.took);
    let longest = lengths.clone().chain([length, usual]).max().unwrap_or_default();
    let longest = longest.num_seconds().max(1);
    let percent = |length: TimeDelta| {
        let percent = length.num_seconds().saturating_mul(100) / longest;
        format!("{}%", percent.max(LEAST))
    };
    if last.is_empty() {
        return PaceView::default();
    }
    let bar = |(length, tone)| BarView { height: percent(length), tone };
    let bars = lengths.map(|length| (length, "mute")).chain([(length, tone)]).map(bar);
    PaceView { bars: bars.collect(), usual_at: percent(usual), ..PaceView::default() }
}

/// `The last 2 took 2 min 50 s, 3 min 10 s; this one 6 min 18 s; usual 3 min 00 s`.
fn label(locale: &Locale, last: &[LastRun], length: TimeDelta, usual: TimeDelta) -> String {
    let durations: Vec<_> = last.iter().map(|run| duration(locale, run.took)).collect();
    let durations: Vec<_> = durations.iter().map(String::as_str).collect();
    tr!(
        locale,
        "Durations of the last {count}: {durations}; this batch: {time}; usual: {usual}",
        count = last.len(),
        durations = joined(tr!(locale, "{text}, {next}"), &durations),
        time = duration(locale, length),
        usual = duration(locale, usual)
    )
}

#[cfg(test)]
mod tests;
