//! What the list page shows, decided from what is asked for and what is known.

use chrono::{DateTime, Utc};
use model::failure::{Failure, FailureKind};
use model::format;
use model::locale::Locale;
use model::location::Location;
use model::query::PageNumber;
use model::remote::Answer;
use model::sync::freshness::Freshness;
use model::task::TaskPage;
use model::view::pager::PagerState;
use model::view::refresh::{Liveness, RefreshState};
use model::words::filled;
use model::{tr, word};

use crate::ask::Ask;

use crate::live::{Known, List, Refreshing};

/// What there is to show.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// Nothing came yet.
    Loading,
    /// The table.
    Rows,
    /// The endpoint has no batch task at all.
    Empty,
    /// Nothing matches the filters.
    NoMatch,
    /// The URL says something that is not understood: nothing was asked.
    Unclear,
    /// The range of creation times ends before it begins: nothing was asked.
    Reversed,
    /// The page lies beyond the last one.
    Gone {
        /// The number of the last page.
        last: u32,
    },
    /// The request failed and there are no rows of this view.
    Failed(Failure),
}

/// What to show for a list that was asked for at `location`.
pub(crate) fn outcome(location: &Location, list: &List) -> Outcome {
    if !location.is_understood() {
        return Outcome::Unclear;
    }
    if location.query.created.is_reversed() {
        return Outcome::Reversed;
    }
    // That there was nothing before says nothing of what there is now.
    let tells =
        |answer: &&Answer<_, TaskPage>| list.failure().is_none() || !answer.value.tasks.is_empty();
    let Some(answer) = list.answer().filter(tells) else {
        let failure = list.failure().cloned();
        return failure.map_or(Outcome::Loading, Outcome::Failed);
    };
    let query = &answer.key.query;
    match last_page(list) {
        _ if !answer.value.tasks.is_empty() => Outcome::Rows,
        Some(last) if query.page.get() > last => Outcome::Gone { last },
        _ if query.is_filtered() => Outcome::NoMatch,
        _ if query.page == PageNumber::FIRST => Outcome::Empty,
        last => Outcome::Gone { last: last.unwrap_or(1) },
    }
}

/// The number of the last page of what is shown.
pub(crate) fn last_page(list: &List) -> Option<u32> {
    let answer = list.answer()?;
    let last = answer.value.last_page(answer.key.query.size.get())?;
    Some(PageNumber::clamped(last).get())
}

/// What the pager shows, while there is a list.
pub(crate) fn pager(location: &Location, list: &List) -> Option<PagerState> {
    let answer = list.answer()?;
    let asked = answer.key.query.size.get();
    Some(PagerState {
        location: location.with_query(answer.key.query.clone()),
        rows: answer.value.tasks.len(),
        size: answer.value.size.unwrap_or(asked.into()),
        total: answer.value.total,
        last_page: last_page(list),
    })
}

/// The failure that the user is told of beside the rows. Trouble of the service that may pass by itself is told
/// when it has not, or will not be tried again by itself; a pause that the service asked for is told by the refresh
/// control alone.
pub(crate) fn told_failure<'a, K: Ask>(
    list: &'a Known<K>,
    refreshing: &Refreshing,
) -> Option<&'a Failure> {
    const PASSING: u32 = 3;
    let is_recalled = list.answer().is_some_and(|answer| answer.is_recalled);
    list.failure().filter(|failure| match failure.kind {
        FailureKind::Throttled => false,
        FailureKind::Unavailable | FailureKind::TimedOut | FailureKind::Unexpected => {
            list.failures_in_a_row() >= PASSING || is_recalled || refreshing.is_paused
        }
        _ => true,
    })
}

/// The instant that the rows tell of, where it is not now: what goes on in them is not known since.
pub(crate) fn stale_since<K: Ask>(
    list: &Known<K>,
    refreshing: &Refreshing,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let answer = list.answer()?;
    let Refreshing { expected, is_paused, is_offline, .. } = *refreshing;
    let is_told = told_failure(list, refreshing).is_some();
    let is_cut_off = answer.is_recalled || is_offline || is_throttled(list) || is_told;
    let freshness = Freshness { received_at: answer.received_at, expected, is_paused, is_cut_off };
    freshness.stale_since(now)
}

fn is_throttled<K: Ask>(list: &Known<K>) -> bool {
    list.failure().is_some_and(|failure| failure.kind == FailureKind::Throttled)
}

/// Which instant stale data are of, and why there are no newer ones, for whoever does not see it otherwise: `Data from 14:52:08`
/// and ` · Throttled · next try in 8 s`.
pub(crate) fn staleness<K: Ask>(
    locale: &Locale,
    list: &Known<K>,
    refreshing: &Refreshing,
    now: DateTime<Utc>,
) -> Option<(String, String)> {
    let since = stale_since(list, refreshing, now)?;
    let from = tr!(locale, "Data from {time}", time = locale.zone.moment(since, now));
    let next = due(refreshing, now).filter(|_| !refreshing.is_offline);
    let until = next.map(|next| format::duration(locale, next - now));
    let why = match until {
        Some(time) if is_throttled(list) => {
            tr!(locale, "Throttled · next try in {time}", time = time)
        }
        Some(time) if list.failure().is_some() => tr!(locale, "Next try in {time}", time = time),
        _ if refreshing.is_slow => tr!(locale, "Refreshing…").to_owned(),
        _ => return Some((from, String::new())),
    };
    Some((from, [" · ", &why].concat()))
}

/// What the refresh control shows at the instant `now`.
pub(crate) fn refresh(
    locale: &Locale,
    list: &List,
    refreshing: &Refreshing,
    now: DateTime<Utc>,
) -> RefreshState {
    let liveness = match list.failure() {
        _ if refreshing.is_paused => Liveness::Paused,
        _ if refreshing.is_offline => Liveness::Offline,
        Some(failure) if failure.kind == FailureKind::Throttled => Liveness::Throttled,
        Some(failure) if failure.kind.is_retried() => Liveness::Troubled,
        Some(_) => Liveness::Stopped,
        None => Liveness::Live,
    };
    let is_blocked = refreshing.is_blocked(now);
    let (age, why) = staleness(locale, list, refreshing, now)
        .unwrap_or_else(|| (age(locale, list, refreshing, now), String::new()));
    RefreshState { age, why, liveness, is_refreshing: refreshing.is_slow, is_blocked }
}

/// When asking again is due, or would be, had the user not stopped it.
pub(crate) fn due(refreshing: &Refreshing, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    refreshing.next_try.or(refreshing.quiet_until.filter(|until| *until > now))
}

fn age(locale: &Locale, list: &List, refreshing: &Refreshing, now: DateTime<Utc>) -> String {
    let is_throttled = is_throttled(list) && !refreshing.is_offline;
    let until = |next| format::duration(locale, next - now);
    let (pattern, time) = match (list.answer(), due(refreshing, now)) {
        (None, None) if list.failure().is_none() && list.is_in_flight() => {
            (word!("Loading…"), String::new())
        }
        (_, Some(next)) if is_throttled => (word!("Throttled · next try in {time}"), until(next)),
        _ if refreshing.is_slow => (word!("Refreshing…"), String::new()),
        (_, Some(next)) if list.failure().is_some() => (word!("Next try in {time}"), until(next)),
        (Some(answer), _) => {
            (word!("Updated {time}"), format::age(locale, now - answer.received_at))
        }
        (None, _) => ("", String::new()),
    };
    filled(locale.text(pattern), &[("time", &time)])
}

/// `Retrying in 8 s.` Empty where it is not tried again by itself.
pub(crate) fn retrying(locale: &Locale, refreshing: &Refreshing, now: DateTime<Utc>) -> String {
    let next = due(refreshing, now).map(|next| format::duration(locale, next - now));
    next.map(|time| tr!(locale, "Retrying in {time}.", time = time)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
