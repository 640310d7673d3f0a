//! What the list page shows, decided from what is asked for and what is known.

use chrono::{DateTime, Utc};
use model::failure::Failure;
use model::format::{self, Zone};
use model::location::Location;
use model::query::PageNumber;
use model::remote::RemoteState;

use crate::components::banner::BannerWords;
use crate::components::failure_words::failure_words;
use crate::components::pager::PagerState;
use crate::components::refresh_control::Liveness;
use crate::live::List;

/// What stands in the place of the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
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
pub(super) fn body(location: &Location, list: &List) -> Body {
    if location.query.created.is_reversed() {
        return Body::Reversed;
    }
    match list.state() {
        RemoteState::Loading => Body::Loading,
        RemoteState::Failed { failure, last_good: None, .. } => Body::Failed(failure.clone()),
        RemoteState::Ready(answer) | RemoteState::Failed { last_good: Some(answer), .. } => {
            let query = &answer.key.query;
            let last = last_page(list);
            match last {
                _ if !answer.value.tasks.is_empty() => Body::Rows,
                Some(last) if query.page.get() > last => Body::Gone { last },
                _ if query.is_filtered() => Body::NoMatch,
                _ if query.page == PageNumber::FIRST => Body::Empty,
                _ => Body::Gone { last: last.unwrap_or(1) },
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
pub(super) fn banner(list: &List, zone: Zone) -> Option<BannerWords> {
    let (failure, answer) = (list.failure()?, list.answer()?);
    let words = failure_words(failure, &answer.key.endpoint.label);
    let time = zone.clock_time(answer.received_at, answer.received_at).time;
    let evidence = [failure.code.clone(), failure.request_id.clone()];
    let evidence: Vec<_> = evidence.into_iter().flatten().collect();
    let separator = if evidence.is_empty() { "" } else { " · " };
    Some(BannerWords {
        title: format!("{}.", words.title),
        text: format!("{} Data from {time}.{separator}{}", words.advice, evidence.join(" · ")),
    })
}

/// How the automatic refresh stands.
pub(super) fn liveness(list: &List, is_paused: bool) -> Liveness {
    match list.failure() {
        _ if is_paused => Liveness::Paused,
        Some(failure) if failure.kind.is_retried() => Liveness::Troubled,
        Some(_) => Liveness::Stopped,
        None => Liveness::Live,
    }
}

/// How old the rows are; after a failure, when the next try comes.
pub(super) fn age(list: &List, next_try: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    match (list.failure(), next_try, list.answer()) {
        _ if list.is_in_flight() && list.answer().is_none() => "Loading…".to_owned(),
        (Some(_), Some(next), _) => format!("Next try in {}", format::duration(next - now)),
        (Some(_), None, _) => String::new(),
        (None, _, Some(answer)) => format!("Updated {}", format::age(now - answer.received_at)),
        (None, _, None) => String::new(),
    }
}
