//! Sentences for what changes, and none for what does not.

use model::failure::FailureKind;

use super::*;
use crate::i18n::chinese;
use crate::pages::sample::{answered, failed};

fn sentence(before: &List, after: &List, is_offline: bool) -> String {
    sentence_in(&Locale::default(), before, after, is_offline)
}

fn sentence_in(locale: &Locale, before: &List, after: &List, is_offline: bool) -> String {
    let total = after.answer().and_then(|answer| answer.value.total);
    let refreshing = Refreshing { is_offline, ..Refreshing::default() };
    let before = Told::after(&Told::default(), before, &Refreshing::default());
    Told::after(&before, after, &refreshing).since(locale, &before, total)
}

#[test]
fn a_refresh_is_told_by_what_ended_and_what_is_new() {
    let before = answered(List::new(), "", "a:RUNNING b:RUNNING c:RUNNING d:FAILED", 0);
    for (after, told) in [
        ("a:RUNNING b:RUNNING c:RUNNING d:FAILED", ""),
        ("a:RUNNING:5 b:RUNNING c:RUNNING d:FAILED", ""),
        ("a:COMPLETED:8 b:RUNNING c:RUNNING d:FAILED", "1 completed"),
        ("a:COMPLETED:8 b:COMPLETED:8 c:FAILED d:FAILED", "2 completed, 1 failed"),
        ("a:COMPLETED:5 b:RUNNING c:RUNNING d:FAILED", "1 completed in part"),
        ("n:RUNNING m:FAILED a:RUNNING b:RUNNING", "2 new"),
        ("b:RUNNING", ""),
    ] {
        let after = answered(before.clone(), "", after, 5);
        assert_eq!(sentence(&before, &after, false), told);
    }
}

#[test]
fn rows_from_the_page_before_are_not_called_new() {
    let before = answered(List::new(), "?page=2", "a:RUNNING", 0);
    let after = answered(before.clone(), "?page=2", "n:RUNNING a:FAILED", 5);
    assert_eq!(sentence(&before, &after, false), "1 failed");
}

#[test]
fn another_view_is_told_by_how_many_tasks_match() {
    let before = answered(List::new(), "", "a:RUNNING", 0);
    assert_eq!(sentence(&List::new(), &before, false), "1 task");
    let after = answered(before.clone(), "?status=FAILED", "a:FAILED b:FAILED", 5);
    assert_eq!(sentence(&before, &after, false), "2 tasks match");
}

#[test]
fn trouble_is_told_once_and_so_is_its_end() {
    let ready = answered(List::new(), "", "a:RUNNING", 0);
    assert_eq!(sentence(&ready, &ready, true), "Connection lost");
    let lost = failed(ready.clone(), FailureKind::Unreachable);
    assert_eq!(sentence(&ready, &lost, false), "Connection lost");
    let still = failed(lost.clone(), FailureKind::Unreachable);
    assert_eq!(sentence(&lost, &still, false), "");
    let back = answered(lost.clone(), "", "a:FAILED", 9);
    assert_eq!(sentence(&lost, &back, false), "Up to date again");
}

#[test]
fn what_is_said_as_an_alarm_is_not_said_twice() {
    let ready = answered(List::new(), "", "a:RUNNING", 0);
    let ended = failed(ready.clone(), FailureKind::SignInRequired);
    assert_eq!(sentence(&ready, &ended, false), "");
}

#[test]
fn trouble_is_not_over_before_there_is_an_answer() {
    let locale = &Locale::default();
    let ready = answered(List::new(), "", "a:RUNNING", 0);
    let [live, offline] =
        [false, true].map(|is_offline| Refreshing { is_offline, ..Default::default() });
    let before = Told::after(&Told::default(), &ready, &live);
    let lost = Told::after(&before, &ready, &offline);
    assert_eq!(lost.since(locale, &before, Some(1)), "Connection lost");
    let online = Told::after(&lost, &ready, &live);
    assert_eq!(online.since(locale, &lost, Some(1)), "");
    let throttled = failed(ready.clone(), FailureKind::Throttled);
    let still = Told::after(&online, &throttled, &live);
    assert_eq!(still.since(locale, &online, Some(1)), "");
    let back = Told::after(&still, &answered(throttled, "", "a:RUNNING", 9), &live);
    assert_eq!(back.since(locale, &still, Some(1)), "Up to date again");
}

#[test]
fn chinese_says_the_same_of_one_and_of_several() {
    let before = answered(List::new(), "", "a:RUNNING b:RUNNING c:RUNNING", 0);
    let after = answered(before.clone(), "", "a:COMPLETED:8 b:COMPLETED:8 c:FAILED n:RUNNING", 5);
    let told = sentence_in(&chinese(), &before, &after, false);
    assert_eq!(told, "2 个已完成，1 个失败，1 个新任务");
    for (total, is_filtered, words) in [
        (1, true, "共 1 个任务符合条件"),
        (1_285, true, "共 1,285 个任务符合条件"),
        (1_285, false, "共 1,285 个任务"),
    ] {
        assert_eq!(matching(&chinese(), total, is_filtered), words);
    }
}

#[test]
fn trouble_that_was_told_in_another_language_is_not_told_again() {
    let ready = answered(List::new(), "", "a:RUNNING", 0);
    let offline = Refreshing { is_offline: true, ..Refreshing::default() };
    let before = Told::after(&Told::default(), &ready, &Refreshing::default());
    let lost = Told::after(&before, &ready, &offline);
    assert_eq!(lost.since(&Locale::default(), &before, Some(1)), "Connection lost");
    let still = Told::after(&lost, &failed(ready, FailureKind::Unreachable), &offline);
    assert_eq!(still.since(&chinese(), &lost, Some(1)), "");
}
