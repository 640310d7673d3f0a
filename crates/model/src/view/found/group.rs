//! The line of a group: what its batches have in common.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::marks::{Piece, spoken, title};
use crate::find::groups::{Run, Summary};
use crate::find::rollout::Wave;
use crate::forecast::wording;
use crate::format::{self, NOTHING, grouped};
use crate::locale::Locale;
use crate::task::BatchTask;
use crate::tr;
use crate::view::day::day_view;
use crate::view::task_type::type_words;
use crate::words::joined;

/// A group of what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundGroup {
    /// Tells it from the others.
    pub id: String,
    /// What it is a group of.
    pub of: GroupOf,
    /// What its batches have in common.
    pub summary: Summary,
    /// How far the rollout is, while some of it runs.
    pub run: Option<Run>,
    /// Its batches in their order.
    pub tasks: Arc<Vec<Arc<BatchTask>>>,
}

/// What batches are grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupOf {
    /// The rollout of this title: see [`Rollout::title`](crate::find::rollout::Rollout::title).
    Rollout(String),
    /// The type, as the API has it.
    Type(String),
    /// The day of an instant, where it is known.
    Day(Option<DateTime<Utc>>),
}

/// The line above the rows of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupView {
    /// Whether its rows are shown.
    pub is_open: bool,
    /// What it is called.
    pub title: Vec<Piece>,
    /// The date of a day; empty for others.
    pub date: String,
    /// `24 batches`.
    pub count: String,
    /// `73% fully done`; empty where none has ended.
    pub share: String,
    /// `62% of 1,240 instances · ends ≈ 02:10 · wave 3 of 6`: in the place of the share while it runs; else empty.
    pub run: String,
    /// The parts of the bar with their tones, each of so many batches; none that is 0.
    pub bar: Vec<(&'static str, usize)>,
    /// `17 / 23`.
    pub counts: String,
    /// `last 00:46`.
    pub last: String,
    /// `2 min 58 s`; empty where it is not known.
    pub median: String,
    /// The word that says what that is.
    pub median_word: &'static str,
    /// All of it, for screen readers.
    pub spoken: String,
}

/// The line of a group at the instant `now`.
pub fn group_view(
    group: &FoundGroup,
    is_open: bool,
    locale: &Locale,
    now: DateTime<Utc>,
) -> GroupView {
    let Summary { count, done, partly, failed, last, median, .. } = group.summary;
    let ended = group.summary.ended();
    let (name, date) = name(&group.of, locale, now);
    let grouped = |count: usize| grouped(count as u64);
    let percent = group.summary.percent_done();
    let run = group.run.map(|run| run_words(&run, locale, now)).unwrap_or_default();
    let bar = [("ok", done), ("warn", partly), ("bad", failed)];
    let has_run = !run.is_empty();
    let or_empty = |text: String| if has_run || ended == 0 { String::new() } else { text };
    GroupView {
        is_open,
        title: title(&name),
        count: tr!(locale, count => "{count} batch" | "{count} batches", count = grouped(count)),
        share: percent
            .map(|percent| or_empty(tr!(locale, "{percent}% fully done", percent = percent)))
            .unwrap_or_default(),
        bar: bar.into_iter().filter(|(_, count)| *count > 0 && !has_run).collect(),
        counts: or_empty(format!("{} / {}", grouped(done), grouped(ended))),
        last: last.map(|last| last_words(last, locale, now)).unwrap_or_default(),
        median: median.map(|median| format::duration(locale, median)).unwrap_or_default(),
        median_word: if median.is_some() { tr!(locale, "median") } else { "" },
        spoken: spoken_words(&group.summary, &name, &date, &run, locale),
        run,
        date,
    }
}

/// What a group is called, and the date of a day.
fn name(of: &GroupOf, locale: &Locale, now: DateTime<Utc>) -> (String, String) {
    let or_nothing =
        |text: &str| if text.is_empty() { NOTHING.to_owned() } else { text.to_owned() };
    match of {
        GroupOf::Rollout(title) => (or_nothing(title), String::new()),
        GroupOf::Type(raw) => (or_nothing(type_words(locale, raw)), String::new()),
        GroupOf::Day(instant) => {
            let day = day_view(locale, *instant, now);
            (day.name.to_owned(), day.date)
        }
    }
}

/// The time of today, or the day: never both.
fn last_words(last: DateTime<Utc>, locale: &Locale, now: DateTime<Utc>) -> String {
    let shown = locale.zone.clock_minute(last, now);
    let is_today = locale.zone.day(last) == locale.zone.day(now);
    tr!(locale, "last {time}", time = if is_today { shown.time } else { shown.day })
}

/// `62% of 1,240 instances · ends ≈ 02:10 · wave 3 of 6`, as far as it is known.
fn run_words(run: &Run, locale: &Locale, now: DateTime<Utc>) -> String {
    let instances = run.instances.map(|(done, all)| {
        // The counts of a batch fit 53 bits, so that their sum is not likely to be near 64.
        let percent = done.saturating_mul(100) / all.max(1);
        tr!(
            locale,
            all => "{percent}% of {count} instance" | "{percent}% of {count} instances",
            percent = percent,
            count = grouped(all),
        )
    });
    let ends = run.end.map(|end| {
        let time = wording::minute(end, &locale.zone, now);
        tr!(locale, "ends ≈ {time}", time = time)
    });
    let wave = run.wave.map(|wave| match wave {
        Wave { number, of: Some(of) } => {
            tr!(locale, "wave {wave} of {count}", wave = number, count = of)
        }
        Wave { number, of: None } => tr!(locale, "wave {wave}", wave = number),
    });
    [instances, ends, wave].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `roll out sql-review, wave: 24 batches, 73 percent fully done, median 2 min 58 s`.
fn spoken_words(summary: &Summary, name: &str, date: &str, run: &str, locale: &Locale) -> String {
    let Summary { count, median, .. } = *summary;
    let count = tr!(
        locale,
        count => "{count} batch" | "{count} batches",
        count = grouped(count as u64),
    );
    let list = tr!(locale, "{text}, {next}");
    let percent = summary.percent_done().filter(|_| run.is_empty());
    let share = percent
        .map(|percent| tr!(locale, "{percent} percent fully done", percent = percent))
        .unwrap_or_default();
    let median = median
        .map(|median| tr!(locale, "median {time}", time = format::duration(locale, median)))
        .unwrap_or_default();
    let run = joined(list, &run.split(" · ").collect::<Vec<_>>());
    let facts = joined(list, &[&count, &run, &share, &median]);
    let name = joined(list, &[&spoken(name), date]);
    tr!(locale, "{group}: {facts}", group = name, facts = facts)
}

/// `Show 17 more`.
pub fn more_words(locale: &Locale, count: usize) -> String {
    tr!(locale, "Show {count} more", count = grouped(count as u64))
}

#[cfg(test)]
mod tests;
