//! One banner at a time, and which.

use super::*;
use crate::i18n::chinese;
use crate::pages::sample::{answered, at, failed, shanghai};

fn ready() -> List {
    answered(List::new(), "", "a:RUNNING b:RUNNING", 0)
}

fn words(list: &List, refreshing: &Refreshing, clock_seconds: i64) -> String {
    words_in(&shanghai(), list, refreshing, clock_seconds)
}

fn words_in(locale: &Locale, list: &List, refreshing: &Refreshing, clock_seconds: i64) -> String {
    let offset = TimeDelta::seconds(clock_seconds);
    let BannerView { title, text, .. } = banner(locale, list, refreshing, offset, at(2));
    [title, text].concat()
}

#[test]
fn the_banner_names_the_trouble_the_age_of_the_rows_and_what_comes_next() {
    let idle = Refreshing::default();
    let next = Refreshing { next_try: Some(at(18)), ..Refreshing::default() };
    let offline = Refreshing { is_offline: true, ..Refreshing::default() };
    const OFFLINE: &str = "Connection lost. Data from 14:52:08. The list is refreshed as soon as there is \
                           a connection.";
    for (list, refreshing, text) in [
        (ready(), &idle, ""),
        (List::new(), &offline, ""),
        (failed(List::new(), FailureKind::NotPermitted), &idle, ""),
        (ready(), &offline, OFFLINE),
        (failed(ready(), FailureKind::Unreachable), &offline, OFFLINE),
        (
            failed(ready(), FailureKind::Unreachable),
            &next,
            "Connection lost. ./rpc did not answer. Data from 14:52:08. Retrying in 16 s. Some.Code · R-1",
        ),
        (failed(ready(), FailureKind::Throttled), &next, ""),
        (failed(ready(), FailureKind::Unavailable), &next, ""),
        (
            failed(ready(), FailureKind::SignInRequired),
            &idle,
            "Sign in to continue. Your session at ./rpc has ended. You come back to this view. \
             Data from 14:52:08.",
        ),
        (
            failed(ready(), FailureKind::NotPermitted),
            &offline,
            "You may not list batch tasks. The service forbids this call. Data from \
             14:52:08. Some.Code · R-1",
        ),
    ] {
        assert_eq!(words(&list, refreshing, 0), text);
    }
}

#[test]
fn rows_wait_behind_a_pill_that_says_how_many() {
    let shown = ShownRows::of(ready().answer().unwrap());
    for (sent, text, chinese_text) in [
        ("a:RUNNING b:FAILED", "", ""),
        ("n:RUNNING a:RUNNING b:RUNNING", "1 new task", "1 个新任务"),
        ("n:RUNNING m:RUNNING a:RUNNING", "2 new tasks", "2 个新任务"),
        ("a:RUNNING", "The list has changed", "列表有变化"),
    ] {
        let list = answered(ready(), "", sent, 5);
        let rows = shown.after(list.answer(), || true).unwrap();
        let texts = [shanghai(), chinese()].map(|locale| news(&locale, &list, &rows));
        assert_eq!(texts, [text, chinese_text], "{sent}");
    }
}

#[test]
fn a_clock_that_is_off_is_mentioned_when_there_is_nothing_worse() {
    const CLOCK: &str =
        "Your clock differs from the server by 47 s. Times elapsed go by the server's.";
    for (seconds, text) in [(0, ""), (30, ""), (47, CLOCK), (-47, CLOCK)] {
        assert_eq!(words(&ready(), &Refreshing::default(), seconds), text);
    }
    let offline = Refreshing { is_offline: true, ..Refreshing::default() };
    assert!(words(&ready(), &offline, 47).starts_with("Connection lost."));
}

#[test]
fn no_banner_offers_what_the_service_does_not_want() {
    let list = failed(ready(), FailureKind::Unreachable);
    let shown = |refreshing: &Refreshing| {
        banner(&shanghai(), &list, refreshing, TimeDelta::zero(), at(2)).action
    };
    let blocked = Refreshing { quiet_until: Some(at(9)), ..Refreshing::default() };
    let blocked_offline = Refreshing { is_offline: true, ..blocked };
    assert_eq!(shown(&Refreshing::default()), Some(BannerAction::Retry));
    assert_eq!(shown(&blocked), None);
    assert_eq!(shown(&blocked_offline), None);
}

#[test]
fn a_text_from_outside_leaves_room_for_the_rows() {
    let mut list = ready();
    let generation = list.started(crate::pages::sample::key(""));
    let code = Some("x".repeat(20_000));
    list.failed(generation, Failure { code, ..Failure::new(FailureKind::Undecodable) }, at(1));
    let text = words(&list, &Refreshing::default(), 0);
    assert_eq!(text.matches('x').count(), 100);
}

#[test]
fn chinese_has_the_time_first_and_no_space_between_sentences() {
    let locale = &Locale { zone: shanghai().zone, ..chinese() };
    let offline = Refreshing { is_offline: true, ..Refreshing::default() };
    let next = Refreshing { next_try: Some(at(18)), ..Refreshing::default() };
    let live = Refreshing::default();
    for (list, refreshing, clock, text) in [
        (ready(), &offline, 0, "连接已断开。数据截至 14:52:08。连接恢复后会立即刷新列表。"),
        (
            failed(ready(), FailureKind::Unreachable),
            &next,
            0,
            "连接已断开。./rpc 没有响应。数据截至 14:52:08。16 秒后重试。Some.Code · R-1",
        ),
        (ready(), &live, 47, "本机时钟与服务器相差 47 秒。已用时以服务器时钟为准。"),
    ] {
        assert_eq!(words_in(locale, &list, refreshing, clock), text);
    }
}
