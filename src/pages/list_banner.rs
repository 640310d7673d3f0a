//! The banner over the rows: the one thing that matters most about how far they can be trusted.

use chrono::{DateTime, TimeDelta, Utc};
use model::clock_offset::NOTEWORTHY;
use model::config::Endpoint;
use model::failure::{Failure, FailureKind};
use model::format;
use model::locale::Locale;
use model::query::PageNumber;
use model::tr;
use model::view::banner::{BannerAction, BannerView};
use model::view::failure_words::failure_words;
use model::words::sentences;

use super::list_rows::ShownRows;
use super::list_state;
use crate::live::{List, Refreshing};

/// The banner at the instant `now`, of the server's clock, which is `clock_offset` ahead of the browser's.
pub(super) fn banner(
    locale: &Locale,
    list: &List,
    refreshing: &Refreshing,
    clock_offset: TimeDelta,
    now: DateTime<Utc>,
) -> BannerView {
    let Some(answer) = list.answer() else { return BannerView::default() };
    let age = tr!(locale, "Data from {time}.", time = locale.zone.moment(answer.received_at, now));
    let told = list_state::told_failure(list, refreshing);
    let told = told.filter(|failure| !(refreshing.is_offline && failure.kind.is_retried()));
    match told {
        Some(failure) => trouble(locale, failure, &answer.key.endpoint, &age, refreshing, now),
        None if refreshing.is_offline => offline(locale, &age, refreshing, now),
        None if clock_offset.abs() > NOTEWORTHY => clock(locale, clock_offset),
        None => BannerView::default(),
    }
}

/// What the pill over the rows says while rows wait: `2 new tasks`. On a later page, rows come from the page before: they are
/// new there and nowhere else.
pub(super) fn news(locale: &Locale, list: &List, rows: &ShownRows) -> String {
    let is_first_page =
        list.answer().is_some_and(|answer| answer.key.query.page == PageNumber::FIRST);
    match rows.arrangement.waiting {
        _ if !rows.arrangement.is_held => String::new(),
        waiting if waiting > 0 && is_first_page => {
            tr!(locale, waiting => "{count} new task" | "{count} new tasks", count = waiting)
        }
        _ => tr!(locale, "The list has changed").to_owned(),
    }
}

fn trouble(
    locale: &Locale,
    failure: &Failure,
    endpoint: &Endpoint,
    age: &str,
    refreshing: &Refreshing,
    now: DateTime<Utc>,
) -> BannerView {
    let words = failure_words(locale, failure, endpoint);
    let title = tr!(locale, "{sentence}.", sentence = words.title);
    if failure.kind == FailureKind::SignInRequired {
        let action = Some(BannerAction::SignIn(endpoint.sign_in_url.clone()));
        let text = after_title(locale, &[&words.advice, age]);
        return BannerView { look: words.look, title, text, action, ..BannerView::default() };
    }
    let evidence = [&failure.ram_action, &failure.code, &failure.request_id];
    // Texts from outside, which the ticket has as they came.
    let short = |text: &String| text.chars().take(100).collect::<String>();
    let evidence: Vec<_> = evidence.into_iter().flatten().map(short).collect();
    let wait = list_state::retrying(locale, refreshing, now);
    BannerView {
        look: words.look,
        title,
        text: after_title(locale, &[&words.advice, age, &wait, &evidence.join(" · ")]),
        has_ticket: true,
        action: retry(refreshing, now),
    }
}

/// The sentences after the title, with what a language has between it and them.
fn after_title(locale: &Locale, texts: &[&str]) -> String {
    tr!(locale, "{text} {next}", text = "", next = sentences(locale, texts))
}

/// Nobody asks while the service wants to be left alone.
fn retry(refreshing: &Refreshing, now: DateTime<Utc>) -> Option<BannerAction> {
    (!refreshing.is_blocked(now)).then_some(BannerAction::Retry)
}

fn offline(locale: &Locale, age: &str, refreshing: &Refreshing, now: DateTime<Utc>) -> BannerView {
    BannerView {
        look: ("warn", "i-offline"),
        title: tr!(locale, "{sentence}.", sentence = tr!(locale, "Connection lost")),
        text: after_title(
            locale,
            &[age, tr!(locale, "The list is refreshed as soon as there is a connection.")],
        ),
        action: retry(refreshing, now),
        ..BannerView::default()
    }
}

fn clock(locale: &Locale, offset: TimeDelta) -> BannerView {
    let offset = format::duration(locale, offset.abs());
    BannerView {
        look: ("mute", "i-unknown"),
        title: tr!(locale, "Your clock differs from the server by {offset}.", offset = offset),
        text: after_title(locale, &[tr!(locale, "Times elapsed go by the server's.")]),
        ..BannerView::default()
    }
}

#[cfg(test)]
mod tests;
