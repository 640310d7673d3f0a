//! The banner over the rows: the one thing that matters most about how far they can be trusted.

use chrono::{DateTime, TimeDelta, Utc};
use model::clock_offset::NOTEWORTHY;
use model::config::Endpoint;
use model::failure::{Failure, FailureKind};
use model::format;
use model::query::PageNumber;
use model::tr;
use model::words::{around, sentences};
use model::zone::Zone;

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
    let age = tr!("Data from {time}.", time = zone.moment(answer.received_at, now));
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
    let words = failure_words(failure, endpoint);
    let title = tr!("{sentence}.", sentence = words.title);
    if failure.kind == FailureKind::SignInRequired {
        let action = Some(BannerAction::SignIn(endpoint.sign_in_url.clone()));
        let text = after_title(&[&words.advice, age]);
        return BannerState { look: words.look, title, text, action, ..BannerState::default() };
    }
    let evidence = [&failure.ram_action, &failure.code, &failure.request_id];
    // Texts from outside, which the ticket has as they came.
    let short = |text: &String| text.chars().take(100).collect::<String>();
    let evidence: Vec<_> = evidence.into_iter().flatten().map(short).collect();
    let wait = list_state::retrying(refreshing, now);
    BannerState {
        look: words.look,
        title,
        text: after_title(&[&words.advice, age, &wait, &evidence.join(" · ")]),
        has_ticket: true,
        action: retry(refreshing, now),
        ..BannerState::default()
    }
}

/// The sentences after the title, with what a language has between it and them.
fn after_title(texts: &[&str]) -> String {
    tr!("{text} {next}", text = "", next = sentences(texts))
}

/// Nobody asks while the service wants to be left alone.
fn retry(refreshing: &Refreshing, now: DateTime<Utc>) -> Option<BannerAction> {
    (!refreshing.is_blocked(now)).then_some(BannerAction::Retry)
}

fn offline(age: &str, refreshing: &Refreshing, now: DateTime<Utc>) -> BannerState {
    BannerState {
        look: ("warn", "i-offline"),
        title: tr!("{sentence}.", sentence = tr!("Connection lost")),
        text: after_title(&[age, tr!("The list is refreshed as soon as there is a connection.")]),
        action: retry(refreshing, now),
        ..BannerState::default()
    }
}

/// On a later page, rows come from the page before: they are new there and nowhere else.
fn waiting(rows: &ShownRows, is_first_page: bool, zone: Zone, now: DateTime<Utc>) -> BannerState {
    let title = match rows.arrangement.waiting {
        waiting if waiting > 0 && is_first_page => {
            tr!(waiting => "{count} new task" | "{count} new tasks", count = waiting)
        }
        _ => tr!("The list has changed").to_owned(),
    };
    let time = zone.moment(rows.arranged_at, now);
    let (before, text) = around(&tr!("{news} since {time}.", time = time), "{news}");
    BannerState {
        look: ("run", "i-inbox"),
        before,
        title,
        text,
        action: Some(BannerAction::Show),
        ..BannerState::default()
    }
}

fn clock(offset: TimeDelta) -> BannerState {
    let offset = format::duration(offset.abs());
    BannerState {
        look: ("mute", "i-unknown"),
        title: tr!("Your clock differs from the server by {offset}.", offset = offset),
        text: after_title(&[tr!("Times elapsed go by the server's.")]),
        ..BannerState::default()
    }
}

#[cfg(test)]
mod tests;
