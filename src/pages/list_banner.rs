//! The banner over the rows: the one thing that matters most about how far they can be trusted.

use chrono::{DateTime, TimeDelta, Utc};
use model::clock_offset::NOTEWORTHY;
use model::config::Endpoint;
use model::failure::{Failure, FailureKind};
use model::format::{self, Zone};
use model::query::PageNumber;

use super::list_rows::ShownRows;
use super::list_state;
use crate::components::banner::{BannerAction, BannerState};
use crate::components::failure_words::failure_words;
use crate::live::{List, Refreshing};

/// The banner at the instant `now`, of the server's clock, which is `clock_offset` ahead of the browser's.
pub(super) fn banner(
    list: &List,
    rows: Option<&ShownRows>,
    refreshing: &Refreshing,
    clock_offset: TimeDelta,
    zone: Zone,
    now: DateTime<Utc>,
) -> BannerState {
    let Some(answer) = list.answer() else { return BannerState::default() };
    let age = format!("Data from {}.", zone.moment(answer.received_at, now));
    let told = list_state::told_failure(list, refreshing);
    let told = told.filter(|failure| !(refreshing.is_offline && failure.kind.is_retried()));
    let held = rows.filter(|rows| rows.arrangement.is_held);
    match (told, held) {
        (Some(failure), _) => trouble(failure, &answer.key.endpoint, &age, refreshing, now),
        (None, _) if refreshing.is_offline => offline(&age, refreshing, now),
        (None, Some(rows)) => waiting(rows, answer.key.query.page == PageNumber::FIRST, zone, now),
        (None, None) if clock_offset.abs() > NOTEWORTHY => clock(clock_offset),
        (None, None) => BannerState::default(),
    }
}

fn trouble(
    failure: &Failure,
    endpoint: &Endpoint,
    age: &str,
    refreshing: &Refreshing,
    now: DateTime<Utc>,
) -> BannerState {
    let words = failure_words(failure, &endpoint.label);
    let title = format!("{}.", words.title);
    if failure.kind == FailureKind::SignInRequired {
        let action = Some(BannerAction::SignIn(endpoint.sign_in_url.clone()));
        let text = format!("{} {age}", words.advice);
        return BannerState { look: words.look, title, text, has_ticket: false, action };
    }
    let wait = list_state::due(refreshing, now)
        .map(|next| list_state::next_try("Retrying", next, now) + ".");
    let sentences = [Some(words.advice), Some(age.to_owned()), wait].into_iter().flatten();
    let evidence = [&failure.ram_action, &failure.code, &failure.request_id];
    // Texts from outside, which the ticket has as they came.
    let short = |text: &String| text.chars().take(100).collect::<String>();
    let evidence: Vec<_> = evidence.into_iter().flatten().map(short).collect();
    let text: Vec<_> = sentences.chain([evidence.join(" · ")]).collect();
    let action = retry(refreshing, now);
    BannerState {
        look: words.look,
        title,
        text: text.join(" ").trim().to_owned(),
        has_ticket: true,
        action,
    }
}

/// Nobody asks while the service wants to be left alone.
fn retry(refreshing: &Refreshing, now: DateTime<Utc>) -> Option<BannerAction> {
    (!refreshing.is_blocked(now)).then_some(BannerAction::Retry)
}

fn offline(age: &str, refreshing: &Refreshing, now: DateTime<Utc>) -> BannerState {
    BannerState {
        look: ("warn", "i-offline"),
        title: "Connection lost.".to_owned(),
        text: format!("{age} The list is refreshed as soon as there is a connection."),
        has_ticket: false,
        action: retry(refreshing, now),
    }
}

/// On a later page, rows come from the page before: they are new there and nowhere else.
fn waiting(rows: &ShownRows, is_first_page: bool, zone: Zone, now: DateTime<Utc>) -> BannerState {
    let title = match rows.arrangement.waiting {
        1 if is_first_page => "1 new task".to_owned(),
        waiting if waiting > 0 && is_first_page => format!("{waiting} new tasks"),
        _ => "The list has changed".to_owned(),
    };
    BannerState {
        look: ("run", "i-inbox"),
        title,
        text: format!("since {}.", zone.moment(rows.arranged_at, now)),
        has_ticket: false,
        action: Some(BannerAction::Show),
    }
}

fn clock(offset: TimeDelta) -> BannerState {
    let offset = format::duration(offset.abs());
    BannerState {
        look: ("mute", "i-unknown"),
        title: format!("Your clock differs from the server by {offset}."),
        text: "Times elapsed go by the server's.".to_owned(),
        has_ticket: false,
        action: None,
    }
}

#[cfg(test)]
mod tests;
