//! What the list page shows, decided from what is asked for and what is known.

use chrono::{DateTime, Utc};
use model::failure::Failure;
use model::format::{self, Zone};
use model::location::Location;
use model::query::PageNumber;
use model::remote::RemoteState;

use crate::components::banner::BannerState;
use crate::components::failure_words::failure_words;
use crate::components::pager::PagerState;
use crate::components::refresh_control::{Liveness, RefreshState};
use crate::live::List;

/// What there is to show.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Nothing came yet.
    Loading,
    /// The table.
    Rows,
    /// The endpoint has no batch task at all.
    Empty,
    /// Nothing matches the filters.
    NoMatch,
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
pub(super) fn outcome(location: &Location, list: &List) -> Outcome {
    if location.query.created.is_reversed() {
        return Outcome::Reversed;
    }
    match list.state() {
        RemoteState::Loading => Outcome::Loading,
        RemoteState::Failed { failure, last_good: None, .. } => Outcome::Failed(failure.clone()),
        RemoteState::Ready(answer) | RemoteState::Failed { last_good: Some(answer), .. } => {
            let query = &answer.key.query;
            let last = last_page(list);
            match last {
                _ if !answer.value.tasks.is_empty() => Outcome::Rows,
                Some(last) if query.page.get() > last => Outcome::Gone { last },
                _ if query.is_filtered() => Outcome::NoMatch,
                _ if query.page == PageNumber::FIRST => Outcome::Empty,
                _ => Outcome::Gone { last: last.unwrap_or(1) },
            }
        }
    }
}

/// The number of the last page of what is shown.
pub(super) fn last_page(list: &List) -> Option<u32> {
    let answer = list.answer()?;
    let last = answer.value.last_page(answer.key.query.size.get())?;
    Some(PageNumber::clamped(last).get())
}

/// What the pager shows, while there is a list with a known end.
pub(super) fn pager(location: &Location, list: &List) -> Option<PagerState> {
    let answer = list.answer()?;
    let location = location.with_query(answer.key.query.clone());
    let total = answer.value.total?;
    let rows = answer.value.tasks.len();
    Some(PagerState { location, rows, total, last_page: last_page(list)? })
}

/// The banner over rows that are not as fresh as they should be.
pub(super) fn banner(list: &List, is_offline: bool, zone: Zone) -> BannerState {
    let Some(answer) = list.answer() else { return BannerState::default() };
    let time = zone.clock_time(answer.received_at, answer.received_at).time;
    if is_offline {
        let text =
            format!("Data from {time}. The list is refreshed as soon as there is a connection.");
        return BannerState { title: "Connection lost.".to_owned(), text };
    }
    let Some(failure) = list.failure() else { return BannerState::default() };
    let words = failure_words(failure, &answer.key.endpoint.label);
    let evidence = [failure.code.clone(), failure.request_id.clone()];
    let evidence: Vec<_> = evidence.into_iter().flatten().collect();
    let separator = if evidence.is_empty() { "" } else { " · " };
    let text = format!("{} Data from {time}.{separator}{}", words.advice, evidence.join(" · "));
    BannerState { title: format!("{}.", words.title), text }
}

/// How the automatic refresh stands, besides what the list tells.
pub(super) struct Refreshing {
    /// The user stopped it.
    pub(super) is_paused: bool,
    /// There is no connection.
    pub(super) is_offline: bool,
    /// When the next request is due.
    pub(super) next_try: Option<DateTime<Utc>>,
}

/// What the refresh control shows at the instant `now`.
pub(super) fn refresh(
    list: &List,
    refreshing: &Refreshing,
    zone: Zone,
    now: DateTime<Utc>,
) -> RefreshState {
    let liveness = match list.failure() {
        _ if refreshing.is_paused => Liveness::Paused,
        _ if refreshing.is_offline => Liveness::Offline,
        Some(failure) if failure.kind.is_retried() => Liveness::Troubled,
        Some(_) => Liveness::Stopped,
        None => Liveness::Live,
    };
    let received_at = list.answer().map(|answer| answer.received_at);
    let age = match (list.failure(), refreshing.next_try, received_at) {
        (_, _, Some(at)) if refreshing.is_offline => {
            format!("Data from {}", zone.clock_time(at, at).time)
        }
        (None, _, None) if list.is_in_flight() => "Loading…".to_owned(),
        (Some(_), Some(next), _) => format!("Next try in {}", format::duration(next - now)),
        (None, _, Some(at)) => format!("Updated {}", format::age(now - at)),
        (Some(_), None, _) | (None, _, None) => String::new(),
    };
    RefreshState { age, liveness, is_refreshing: list.is_in_flight() }
}

#[cfg(test)]
mod tests;
