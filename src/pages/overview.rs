//! What stands above the list, on the page: what it follows, and where its links and its brush lead.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::forecast::{Forecast, average_end};
use model::locale::Locale;
use model::overview::{Brush, Frame, Moment, Overview, Scope, histogram, summary};
use model::query::{Calendar, Created, PageNumber};
use model::remote::Answer;
use model::task::{BatchTask, TaskPage};
use model::view::overview::brush::brushed_words;
use model::view::overview::strip::strip_view;

use super::page::Page;
use crate::announcer::Announcer;
use crate::ask::ListKey;
use crate::browser;
use crate::forecasting::Forecasts;
use crate::list::overview::brushing::Brushed;
use crate::list::overview::histogram::Histogram;
use crate::list::overview::strip::Strip;

/// When and where somebody looks at the page.
pub(crate) fn moment_of(page: Page) -> Memo<Moment> {
    Memo::new(move |_| Moment {
        now: page.now.get(),
        zone: page.locale.read().zone,
        evening: page.preferences.with(|chosen| chosen.evening).unwrap_or(Calendar::EVENING),
    })
}

/// The part of time that the histogram shows. It changes with the range of creation times, and when an hour begins.
pub(crate) fn frame_of(page: Page, moment: Memo<Moment>) -> Memo<Frame> {
    Memo::new(move |before: Option<&Frame>| {
        let created = page.location.with(|location| location.query.created);
        Frame::after(before, created, moment.get())
    })
}

/// Mounts the strip and the histogram. They show nothing while there is no data.
pub(crate) fn mount_overview(page: Page, moment: Memo<Moment>, data: Signal<Option<Overview>>) {
    let announcer = Announcer::new();
    let strip = Memo::new(move |_| {
        // Of the time only the day is seen.
        page.day.track();
        let (locale, now) = (page.locale.read(), page.now.get_untracked());
        let view = |data: &Overview| {
            page.location.with(|location| strip_view(&locale, &data.summary, location, now))
        };
        data.with(|data| data.as_ref().map(view)).unwrap_or_default()
    });
    let histogram =
        Memo::new(move |_| data.with(|data| data.as_ref().map(|data| data.histogram.clone())));
    let applied = Memo::new(move |_| {
        let created = page.location.with(|location| location.query.created);
        histogram.with(|it| Brush::of(created, moment.get(), &it.as_ref()?.frame))
    });
    let on_brush = Callback::new(move |brushed| {
        let frame = histogram.with_untracked(|it| it.as_ref().map(|it| it.frame.clone()));
        let Some(frame) = frame else { return };
        let brush = page.brushed(brushed, &frame);
        let (locale, now) = (page.locale.get_untracked(), page.now.get_untracked());
        announcer.say(brushed_words(&locale, brush, &frame, now));
    });
    browser::mount(".overview", move || {
        view! {
            <Strip strip=strip />
            <Histogram histogram=histogram applied=applied now=page.now on_brush=on_brush />
        }
    });
}

impl Page {
    /// Asks for what was brushed.
    fn brushed(self, brushed: Brushed, frame: &Frame) -> Brush {
        let brush = match brushed {
            Brushed::Range(brush) | Brushed::Further(brush) => brush,
            Brushed::Cleared => Brush::whole(frame),
        };
        let location = self.location.get_untracked();
        let there = location.with_query(location.query.with_created(brush.created(frame)));
        match brushed {
            Brushed::Further(_) => self.navigation.replace(&there),
            Brushed::Range(_) | Brushed::Cleared => self.go_to(&there),
        }
        brush
    }

    /// When a running batch is expected to end: by its measured pace, or else by the average one; none where it has stalled, or
    /// what is known is not fresh.
    pub(crate) fn expected_end(
        self,
        forecasts: &Forecasts,
        locale: &Locale,
        task: &BatchTask,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        self.stale_since().is_none().then_some(())?;
        match forecasts.of(task, now) {
            Forecast::Ends { at, .. } => Some(at),
            Forecast::Unknown | Forecast::Estimating => average_end(locale, task, now),
            Forecast::Stalled { .. } => None,
        }
    }
}

/// The overview of the rows of the page, for want of more.
pub(crate) fn overview_of_page(
    page: Page,
    moment: Memo<Moment>,
    forecasts: Forecasts,
) -> Signal<Option<Overview>> {
    let frame = frame_of(page, moment);
    let forecasts = StoredValue::new_local(forecasts);
    // Ends are told to the minute.
    let minute = Memo::new(move |_| page.now.get().timestamp() / 60);
    let data = Memo::new(move |_| {
        page.learned.track();
        minute.track();
        let (frame, locale, now) = (frame.get(), page.locale.get(), page.now.get_untracked());
        let since = untrack(|| moment.get()).since();
        page.live.known.with(|list| {
            let answer = list.answer()?;
            // What began nobody knows when runs all the same, and is in no bar.
            let created =
                |task: &BatchTask| task.begin.instant(&locale).unwrap_or(DateTime::<Utc>::MIN_UTC);
            let tasks = answer.value.tasks.iter();
            let rows: Vec<_> = tasks.map(|task| (&**task, created(task))).collect();
            let scope = scope_of_page(answer, &rows);
            let end_of = |task: &BatchTask| {
                forecasts.with_value(|it| page.expected_end(it, &locale, task, now))
            };
            let summary = summary(rows.iter().copied(), &scope, since, &end_of, &|_| false);
            Some(Overview { summary, histogram: histogram(rows, frame, &scope) })
        })
    });
    data.into()
}

/// What the rows of an answer are of the list: all of it, or of a range of creation times, where they have but one page; else the
/// newest of it. Nothing where another filter narrows it.
fn scope_of_page(
    answer: &Answer<ListKey, TaskPage>,
    rows: &[(&BatchTask, DateTime<Utc>)],
) -> Scope {
    let (key, until) = (&answer.key, answer.received_at);
    let is_narrowed = key.query.with_created(Created::Any).is_filtered();
    let is_newest = !is_narrowed && key.query.page == PageNumber::FIRST;
    let is_whole = is_newest && answer.value.total == Some(rows.len() as u64);
    let (from, to) = key.range.sides(until);
    let oldest = rows.iter().map(|(_, created)| *created).min();
    let from = if is_whole { Some(from.unwrap_or(DateTime::<Utc>::MIN_UTC)) } else { oldest };
    let complete = from.filter(|_| is_newest).map(|from| (from, to.unwrap_or(until)));
    let is_all = is_whole && key.range == Created::Any;
    Scope {
        complete: complete.into_iter().collect(),
        until,
        knows_running: is_all,
        is_reading: false,
        is_page: !is_all,
    }
}
