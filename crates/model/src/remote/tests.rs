//! Requests that end in any order, and what is shown meanwhile.

use super::*;
use crate::failure::FailureKind;

const AT: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

fn failure() -> Failure {
    Failure::new(FailureKind::Unreachable)
}

fn shown(remote: &Remote<&'static str, u32>) -> Option<(&'static str, u32)> {
    remote.answer().map(|answer| (answer.key, answer.value))
}

#[test]
fn an_older_answer_never_replaces_a_newer_one() {
    let mut remote = Remote::new();
    let first = remote.started("all");
    let second = remote.started("failed");
    assert!(remote.answered(second, 2, AT));
    assert!(!remote.answered(first, 1, AT));
    assert_eq!(shown(&remote), Some(("failed", 2)));
}

#[test]
fn an_older_answer_is_dropped_while_the_newer_request_is_on_its_way() {
    let mut remote = Remote::new();
    let first = remote.started("all");
    let second = remote.started("failed");
    remote.answered(first, 1, AT);
    assert_eq!(shown(&remote), None);
    assert!(remote.is_in_flight());
    remote.failed(first, failure(), AT);
    assert_eq!(remote.failure(), None);
    remote.answered(second, 2, AT);
    assert_eq!(shown(&remote), Some(("failed", 2)));
}

#[test]
fn the_end_of_an_abandoned_request_counts_for_nothing() {
    let mut remote = Remote::new();
    let first = remote.started("all");
    remote.answered(first, 1, AT);
    let refresh = remote.started("all");
    remote.abandoned();
    assert!(!remote.failed(refresh, failure(), AT));
    assert_eq!((shown(&remote), remote.failure()), (Some(("all", 1)), None));
    assert!(!remote.is_in_flight());
}

#[test]
fn an_answer_counts_once() {
    let mut remote = Remote::new();
    let only = remote.started("all");
    remote.answered(only, 1, AT);
    remote.answered(only, 2, AT);
    assert_eq!(shown(&remote), Some(("all", 1)));
}

#[test]
fn a_failed_refresh_keeps_the_last_good_rows() {
    let mut remote = Remote::new();
    let first = remote.started("all");
    remote.answered(first, 1, AT);
    for failures in 1..=3 {
        let refresh = remote.started("all");
        remote.failed(refresh, failure(), AT);
        assert_eq!(shown(&remote), Some(("all", 1)));
        assert_eq!(remote.failures_in_a_row(), failures);
    }
    let refresh = remote.started("all");
    assert!(remote.failure().is_some(), "the failure stays on the screen until an answer comes");
    remote.answered(refresh, 2, AT);
    assert_eq!((shown(&remote), remote.failures_in_a_row()), (Some(("all", 2)), 0));
    assert_eq!(remote.failure(), None);
}

#[test]
fn rows_of_another_query_are_not_kept_behind_a_failure() {
    let mut remote = Remote::new();
    let first = remote.started("all");
    remote.answered(first, 1, AT);
    let second = remote.started("failed");
    assert_eq!((shown(&remote), remote.is_turning()), (Some(("all", 1)), true));
    remote.failed(second, failure(), AT);
    assert_eq!((shown(&remote), remote.is_turning()), (None, false));
}

#[test]
fn an_answer_of_an_earlier_visit_stands_in_until_there_is_news() {
    let mut remote = Remote::new();
    remote.recalled(0, AT);
    assert_eq!(shown(&remote), None, "nothing was asked for");
    let first = remote.started("all");
    remote.recalled(1, AT);
    assert!(remote.answer().unwrap().is_recalled);
    remote.failed(first, failure(), AT);
    assert_eq!(shown(&remote), Some(("all", 1)));
    let second = remote.started("all");
    remote.answered(second, 2, AT);
    remote.recalled(3, AT);
    assert_eq!(shown(&remote), Some(("all", 2)));
    assert!(!remote.answer().unwrap().is_recalled);
}

#[test]
fn an_answer_of_an_earlier_visit_stands_in_for_one_that_failed() {
    let mut remote = Remote::new();
    let first = remote.started("all");
    remote.answered(first, 1, AT);
    let other = remote.started("failed");
    remote.failed(other, failure(), AT);
    remote.recalled(7, AT);
    assert_eq!((shown(&remote), remote.failure()), (Some(("failed", 7)), Some(&failure())));
}

#[test]
fn somebody_without_access_sees_nothing_of_an_earlier_visit() {
    for kind in [FailureKind::SignInRequired, FailureKind::NotPermitted] {
        let mut remote = Remote::new();
        let first = remote.started("all");
        remote.recalled(1, AT);
        remote.failed(first, Failure::new(kind), AT);
        assert_eq!(shown(&remote), None);
        remote.recalled(1, AT);
        assert_eq!(shown(&remote), None);
    }
}

#[test]
fn rows_of_this_visit_outlast_the_end_of_the_session() {
    let mut remote = Remote::new();
    let first = remote.started("all");
    remote.answered(first, 1, AT);
    let refresh = remote.started("all");
    remote.failed(refresh, Failure::new(FailureKind::SignInRequired), AT);
    assert_eq!(shown(&remote), Some(("all", 1)));
}

#[test]
fn a_failure_belongs_to_what_failed() {
    let mut remote = Remote::new();
    let first = remote.started("all");
    remote.failed(first, failure(), AT);
    remote.started("failed");
    assert_eq!((remote.failure(), remote.state()), (None, &RemoteState::<_, u32>::Loading));

    let mut remote = Remote::new();
    let first = remote.started("all");
    remote.answered(first, 1, AT);
    let refresh = remote.started("all");
    remote.failed(refresh, failure(), AT);
    remote.started("failed");
    assert_eq!((shown(&remote), remote.failure()), (Some(("all", 1)), None));
}

#[test]
fn an_answer_in_the_place_of_an_error_is_shown_with_the_error() {
    let at = |seconds| AT + TimeDelta::seconds(seconds);
    let mut remote = Remote::new();
    let first = remote.started("all");
    assert!(remote.stood_in(first, (1, at(0)), failure(), at(10)));
    assert_eq!((shown(&remote), remote.failure()), (Some(("all", 1)), Some(&failure())));
    assert_eq!(remote.answer().map(|answer| answer.received_at), Some(at(0)));
    // The same answer again, its age rounded otherwise, changes nothing but the count of failures.
    let second = remote.started("all");
    assert!(remote.stood_in(second, (1, at(1)), failure(), at(15)));
    assert_eq!(remote.answer().map(|answer| answer.received_at), Some(at(0)));
    assert_eq!(remote.failures_in_a_row(), 2);
    // One that somebody else has got meanwhile is news.
    let third = remote.started("all");
    assert!(remote.stood_in(third, (2, at(12)), failure(), at(20)));
    assert_eq!(shown(&remote), Some(("all", 2)));
    // Of another list, it takes the place of the rows before.
    let other = remote.started("failed");
    assert!(remote.stood_in(other, (3, at(5)), failure(), at(25)));
    assert_eq!(shown(&remote), Some(("failed", 3)));
    assert!(!remote.stood_in(third, (4, at(26)), failure(), at(30)));
    assert_eq!(shown(&remote), Some(("failed", 3)));
}
