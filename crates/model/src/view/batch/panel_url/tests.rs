use super::super::sample::batch;
use super::*;
use crate::location::Location;
use crate::reasons::reasons;

/// The words of a reason, with a digest that it does not have.
const DISK: &str = "disk-full~00000000";

/// It ended with two reasons, so that it begins with what failed.
fn ended() -> Batch {
    batch("FAILED", &["COMPLETED", "FAILED:disk full", "FAILED:disk full", "FAILED:no route"])
}

fn state(batch: &Batch, panel: &str) -> PanelState {
    PanelUrl::read(panel).state(batch, &reasons(batch.failed()))
}

#[test]
fn a_reason_has_a_short_key_that_needs_no_encoding() {
    for (title, key) in [
        ("disk full", "disk-full"),
        ("disk-full", "disk-full"),
        ("assumeOssRole not exist", "assumeOssRole-not-exist"),
        ("connect to agent ‹address› timed out after ‹n› ms", "connect-to-agent-address-timed"),
        ("技能包校验和不匹配", ""),
        ("averyveryveryverylongwordwithoutaspace", ""),
    ] {
        let found = reason_key(title);
        let (words, digest) = found.split_once('~').unwrap();
        assert_eq!((words, digest.len()), (key, 8), "{title}");
        assert_eq!(percent::encode(&found), found);
    }
    // The same words in another way are another reason.
    assert_ne!(reason_key("disk full"), reason_key("disk-full"));
    assert_eq!(reason_key("a"), "a~e40c292c");
}

#[test]
fn what_is_shown_is_as_short_as_it_can_be_and_reads_back() {
    let (ended, running) = (ended(), batch("RUNNING", &["COMPLETED", "FAILED:disk full"]));
    let list = |status, reason: Option<&str>, text: &str| SubtaskList {
        status,
        reason: reason.map(str::to_owned),
        text: text.to_owned(),
        order: None,
    };
    let failed = StatusFilter::One(SubtaskStatus::Failed);
    let (disk, route) = (reason_key("disk full"), reason_key("no route"));
    for (batch, list, opened, text) in [
        (&ended, list(failed, None, ""), None, String::new()),
        (&ended, list(StatusFilter::All, None, ""), None, "subtasks=all".into()),
        (&running, list(StatusFilter::All, None, ""), None, String::new()),
        (&running, list(failed, None, ""), None, "subtasks=failed".into()),
        (&running, list(StatusFilter::All, None, "pa 1,"), None, "subtasks=,pa%201,".into()),
        (
            &ended,
            list(StatusFilter::NeedsAttention, None, "x"),
            None,
            "subtasks=attention,x".into(),
        ),
        (&ended, list(failed, None, ""), Some("no route"), format!("reason={route}")),
        (
            &ended,
            list(StatusFilter::All, Some("disk full"), ""),
            Some("disk full"),
            format!("subtasks=reason&reason={disk}"),
        ),
        (
            &ended,
            list(StatusFilter::All, Some("disk full"), "pa"),
            Some("no route"),
            format!("subtasks={disk},pa&reason={route}"),
        ),
        (&ended, list(StatusFilter::All, Some("disk full"), ""), None, format!("subtasks={disk}")),
    ] {
        assert_eq!(PanelUrl::of(&list, opened, batch).to_text(), text);
        let expected = PanelState { list, opened: opened.map(str::to_owned), is_settled: true };
        assert_eq!(state(batch, &text), expected, "{text}");
        // As the location keeps it.
        assert_eq!(Location::from_search(&format!("?batch=a&{text}")).panel, text);
    }
}

#[test]
fn what_is_not_known_changes_nothing_or_is_named() {
    let batch = ended();
    let first = first_list(&batch);
    for panel in ["", "subtasks=nope", "subtasks=", "subtasks=reason", "x=1", "reason=%20"] {
        let expected = PanelState { list: first.clone(), opened: None, is_settled: true };
        assert_eq!(state(&batch, panel), expected, "{panel}");
    }
    for (panel, named) in [
        ("subtasks=reason&reason=out-of-memory~00000000", "out of memory"),
        ("subtasks=~00000000", "~00000000"),
    ] {
        let found = state(&batch, panel);
        assert_eq!(found.list.reason.as_deref(), Some(named), "{panel}");
        assert_eq!((found.opened, found.is_settled), (None, false));
    }
    let gone = state(&batch, "reason=out-of-memory~00000000");
    assert_eq!((gone.list, gone.opened, gone.is_settled), (first, None, false));
    // A digest decides between reasons of the same words.
    assert!(!state(&batch, &format!("reason={DISK}")).is_settled);
}

#[test]
fn people_may_write_it_in_other_words() {
    let batch = ended();
    let failed = StatusFilter::One(SubtaskStatus::Completed);
    assert_eq!(state(&batch, "subtasks=COMPLETED").list.status, failed);
    assert_eq!(state(&batch, "reason=disk%20full").opened.as_deref(), Some("disk full"));
}
