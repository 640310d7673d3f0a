//! Batches of a rollout, and what is usual among them.

use super::*;
use crate::find::rollout::Rollouts;
use crate::locale::chinese;
use crate::progress::{Count, Progress};
use crate::status::ReportedStatus;
use crate::time::Timestamp;

/// A batch that began so many minutes after 08:00 and took so many seconds, with so many of all sub-tasks done.
fn task(id: &str, status: &str, minute: u32, took: u32, (success, total): (u64, u64)) -> BatchTask {
    let time = |seconds: u32| {
        let (hours, minutes) = (8 + seconds / 3600, seconds / 60 % 60);
        Timestamp::read(&format!("2026-11-24 {hours:02}:{minutes:02}:{:02}", seconds % 60))
    };
    BatchTask {
        batch_id: id.to_owned(),
        task_name: "roll out x 1.0 · wave 1".to_owned(),
        task_type: String::new(),
        status: ReportedStatus::read(status),
        progress: Progress { success: Some(Count::from(success)), total: Some(Count::from(total)) },
        begin: time(minute * 60),
        end: time(minute * 60 + took),
        flaws: Vec::new(),
    }
}

/// Learns of batches in their order, and tells what is usual for one that runs since 12:00 with 100 sub-tasks.
fn usual_of(batches: &[BatchTask]) -> Option<i64> {
    let (mut known, locale) = (UsualDurations::default(), Locale::default());
    let rollout = Rollouts::default().of("x");
    batches.iter().for_each(|task| known.learn(rollout, task, &locale));
    let running = task("now", "RUNNING", 240, 0, (0, 100));
    known.pace(rollout, &running, &locale).map(|pace| pace.usual.num_seconds())
}

fn done(id: &str, minute: u32, took: u32, size: u64) -> BatchTask {
    task(id, "COMPLETED", minute, took, (size, size))
}

#[test]
fn usual_is_the_median_of_at_least_three_fully_done_ones_of_a_similar_size() {
    let three = [done("a", 1, 100, 100), done("b", 2, 300, 100), done("c", 3, 200, 100)];
    assert_eq!(usual_of(&three), Some(200));
    assert_eq!(usual_of(&three[..2]), None);
    for (other, usual) in [
        (done("d", 4, 400, 100), Some(250)),
        (done("d", 4, 400, 50), Some(250)),
        (done("d", 4, 400, 200), Some(250)),
        (done("d", 4, 400, 49), Some(200)),
        (done("d", 4, 400, 201), Some(200)),
        (task("d", "COMPLETED", 4, 400, (99, 100)), Some(200)),
        (task("d", "FAILED", 4, 400, (100, 100)), Some(200)),
        (task("d", "RUNNING", 4, 400, (100, 100)), Some(200)),
        (task("d", "ARCHIVED", 4, 400, (100, 100)), Some(200)),
        // It began later.
        (done("d", 241, 400, 100), Some(200)),
        (done("", 4, 400, 100), Some(200)),
    ] {
        let batches = [&three[..], std::slice::from_ref(&other)].concat();
        assert_eq!(usual_of(&batches), usual, "{other:?}");
    }
}

#[test]
fn only_the_last_ten_count_in_whatever_order_they_came() {
    let mut batches: Vec<_> = (0..30).map(|n| done(&n.to_string(), n, 10 + n, 100)).collect();
    let of_last_ten = Some(34);
    assert_eq!(usual_of(&batches), of_last_ten);
    batches.reverse();
    assert_eq!(usual_of(&batches), of_last_ten);
    batches.sort_by_key(|task| task.batch_id.clone());
    assert_eq!(usual_of(&batches), of_last_ten);
}

#[test]
fn what_comes_again_counts_once_as_it_came_last() {
    let three = [done("a", 1, 100, 100), done("b", 2, 300, 100), done("c", 3, 200, 100)];
    let again = |last: BatchTask| usual_of(&[&three[..], &[last]].concat());
    assert_eq!(again(three[0].clone()), Some(200));
    assert_eq!(again(done("a", 1, 250, 100)), Some(250));
    // It was not fully done after all.
    assert_eq!(again(task("a", "COMPLETED", 1, 100, (1, 100))), None);
}

#[test]
fn a_batch_that_ended_is_compared_with_those_before_it() {
    let (mut known, locale) = (UsualDurations::default(), Locale::default());
    let rollout = Rollouts::default().of("x");
    let batches: Vec<_> = (1..=6).map(|n| done(&n.to_string(), n, n * 10, 100)).collect();
    batches.iter().for_each(|task| known.learn(rollout, task, &locale));
    let usual =
        |n: usize| known.pace(rollout, &batches[n - 1], &locale).map(|it| it.usual.num_seconds());
    assert_eq!([usual(3), usual(4), usual(6)], [None, Some(20), Some(30)]);
}

#[test]
fn the_last_runs_are_those_that_are_compared_and_end_with_the_newest() {
    let (mut known, locale) = (UsualDurations::default(), Locale::default());
    let rollout = Rollouts::default().of("x");
    let other = task("other", "FAILED", 3, 500, (7, 100));
    let batches = [done("a", 1, 10, 60), done("b", 2, 20, 100), other, done("c", 4, 30, 9)];
    let batches = [&batches[..], &[done("d", 5, 40, 120)]].concat();
    batches.iter().for_each(|task| known.learn(rollout, task, &locale));
    let pace = known.pace(rollout, &done("e", 6, 1, 100), &locale).unwrap();
    let last: Vec<_> = pace.last.iter().map(|it| (it.took.num_seconds(), it.subtasks)).collect();
    assert_eq!(last, [(10, 60), (20, 100), (40, 120)]);
    assert_eq!(pace.usual, TimeDelta::seconds(20));
}

#[test]
fn slow_is_over_twice_the_usual_and_over_a_minute() {
    let seconds = TimeDelta::seconds;
    for (elapsed, usual, factor) in [
        (378, 178, "2.1×"),
        (357, 178, "2.0×"),
        (356, 178, ""),
        (60, 10, ""),
        (61, 10, "6.1×"),
        (3600, 100, "36×"),
        (999, 100, "9.9×"),
        (100, 0, ""),
    ] {
        let locale = Locale::default();
        assert_eq!(slow(&locale, seconds(elapsed), seconds(usual)).factor, factor, "{elapsed}");
    }
    let words = |locale: &Locale| slow(locale, seconds(378), seconds(178)).words;
    assert_eq!(words(&Locale::default()), "2.1 times slower than usual");
    assert_eq!(words(&chinese()), "为平时的 2.1 倍");
}

#[test]
fn usual_durations_are_said_roughly() {
    for (seconds, words) in [
        (0, "usually 1 s"),
        (40, "usually 40 s"),
        (89, "usually 89 s"),
        (90, "usually 2 min"),
        (178, "usually 3 min"),
        (6000, "usually 2 h"),
    ] {
        let ends = usually(&Locale::default(), TimeDelta::seconds(seconds));
        assert_eq!((&*ends.day, &*ends.time, &*ends.left), (words, "", ""), "{seconds}");
    }
    assert_eq!(usually(&chinese(), TimeDelta::seconds(178)).day, "通常 3 分钟");
}
