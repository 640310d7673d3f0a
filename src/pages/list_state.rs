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

/// The banner over rows whose last refresh failed.
pub(super) fn banner(list: &List, zone: Zone) -> BannerState {
    let (Some(failure), Some(answer)) = (list.failure(), list.answer()) else {
        return BannerState::default();
    };
    let words = failure_words(failure, &answer.key.endpoint.label);
    let time = zone.clock_time(answer.received_at, answer.received_at).time;
    let evidence = [failure.code.clone(), failure.request_id.clone()];
    let evidence: Vec<_> = evidence.into_iter().flatten().collect();
    let separator = if evidence.is_empty() { "" } else { " · " };
    let text = format!("{} Data from {time}.{separator}{}", words.advice, evidence.join(" · "));
    BannerState { title: format!("{}.", words.title), text }
}

/// What the refresh control shows.
pub(super) fn refresh(
    list: &List,
    is_paused: bool,
    next_try: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> RefreshState {
    let liveness = match list.failure() {
        _ if is_paused => Liveness::Paused,
        Some(failure) if failure.kind.is_retried() => Liveness::Troubled,
        Some(_) => Liveness::Stopped,
        None => Liveness::Live,
    };
    let age = match (list.failure(), next_try, list.answer()) {
        (None, _, None) if list.is_in_flight() => "Loading…".to_owned(),
        (Some(_), Some(next), _) => format!("Next try in {}", format::duration(next - now)),
        (None, _, Some(answer)) => format!("Updated {}", format::age(now - answer.received_at)),
        (Some(_), None, _) | (None, _, None) => String::new(),
    };
    RefreshState { age, liveness, is_refreshing: list.is_in_flight() }
}
