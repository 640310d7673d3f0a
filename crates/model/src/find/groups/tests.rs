//! Groups of batches, and runs of a rollout.

use super::*;
use crate::find::rollout::Wave;
use crate::forecast::average_end;
use crate::progress::{Count, Progress};
use crate::status::ReportedStatus;
use crate::time::{Timestamp, from_api};

fn time(minute: u32) -> String {
    format!("2026-11-24T{:02}:{:02}:00Z", 8 + minute / 60, minute % 60)
}

/// `roll out x 1.0 · wave 1|RUNNING|5|62/100` began five minutes after 08:00; one that ended took as many minutes as it has done.
fn task(line: &str) -> BatchTask {
    let parts: Vec<_> = line.split('|').collect();
    let (success, total) = parts[3].split_once('/').unwrap();
    let minute: u32 = parts[2].parse().unwrap();
    let count = |text: &str| Count::read(text);
    let took = success.parse().unwrap_or(0);
    BatchTask {
        batch_id: String::new(),
        task_name: parts[0].to_owned(),
        task_type: String::new(),
        status: ReportedStatus::read(parts[1]),
        progress: Progress { success: count(success), total: count(total) },
        begin: Timestamp::read(&time(minute)),
        end: Timestamp::read(&time(minute + took)),
        flaws: Vec::new(),
    }
}

fn tasks(lines: &[&str]) -> Vec<BatchTask> {
    lines.iter().map(|line| task(line)).collect()
}

#[test]
fn groups_are_in_the_order_of_their_first_rows() {
    assert_eq!(
        split(["b", "a", "b", "c", "a"]),
        [("b", vec![0, 2]), ("a", vec![1, 4]), ("c", vec![3])]
    );
    assert_eq!(split::<u8>([]), []);
}

#[test]
fn a_group_says_what_its_batches_have_in_common() {
    let locale = Locale::default();
    let batches = tasks(&[
        "x|COMPLETED|5|4/4",
        "x|COMPLETED|40|8/8",
        "x|COMPLETED|30|5/6",
        "x|FAILED|20|2/6",
        "x|RUNNING|10|1/6",
        "x|ARCHIVED|1|1/6",
    ]);
    let summary = Summary::of(&batches, &locale);
    let expected = Summary {
        count: 6,
        done: 2,
        partly: 1,
        failed: 1,
        last: from_api(&time(40)),
        // Of 2, 4, 5 and 8 minutes.
        median: Some(TimeDelta::seconds(270)),
    };
    assert_eq!(summary, expected);
    assert_eq!((summary.ended(), summary.percent_done()), (4, Some(50)));
    assert_eq!(Summary::of(&batches[4..], &locale).percent_done(), None);
    assert_eq!(Summary::of([], &locale), Summary::default());
}

/// The sums, the minutes after 08:00 until the end, the wave and how many there are, at 09:00.
/// Instances that are done and all of them, the end, and the wave of how many.
type RunFacts = (Option<(u64, u64)>, Option<i64>, Option<(u32, Option<u32>)>);

fn run(lines: &[&str]) -> Option<RunFacts> {
    let locale = Locale::default();
    let now = from_api(&time(60)).unwrap();
    let batches = tasks(lines);
    let run = Run::of(&batches, &locale, &|task| average_end(&locale, task, now))?;
    let end = run.end.map(|end| (end - from_api(&time(0)).unwrap()).num_minutes());
    Some((run.instances, end, run.wave.map(|Wave { number, of }| (number, of))))
}

#[test]
fn a_run_has_the_waves_of_the_latest_version_that_runs() {
    assert_eq!(run(&["roll out x 1.0 · wave 1|COMPLETED|5|60/60"]), None);
    assert_eq!(
        run(&[
            "roll out x 1.1 · wave 3|RUNNING|50|50/100",
            "roll out x 1.1 · wave 2|FAILED|30|30/60",
            "roll out x 1.1 · wave 1|COMPLETED|20|10/10",
            "roll out x 1.0 · wave 4|COMPLETED|10|100/100",
            "roll out x 1.0 · wave 1|COMPLETED|5|10/10",
        ]),
        Some((Some((90, 170)), Some(70), Some((3, Some(4)))))
    );
}

#[test]
fn an_end_is_said_where_each_that_runs_has_one() {
    let running = "x 1 · wave 2|RUNNING|30|10/20";
    let end = |other: &str| run(&[running, other]).unwrap().1;
    assert_eq!(end("x 1 · wave 3|RUNNING|50|50/100"), Some(90));
    assert_eq!(end("x 1 · wave 3|RUNNING|50|0/100"), None);
    assert_eq!(end("x 1 · wave 3|DISPATCHING|50|0/0"), None);
    assert_eq!(end("x 1 · wave 1|COMPLETED|1|5/5"), Some(90));
}

#[test]
fn a_wave_counts_once_and_an_earlier_run_of_the_version_does_not() {
    // Wave 2 was tried again, and all of it ran before.
    assert_eq!(
        run(&[
            "x 1 · wave 3|RUNNING|50|5/10",
            "x 1 · wave 2|COMPLETED|40|20/20",
            "x 1 · wave 2|FAILED|35|1/20",
            "x 1 · wave 1|COMPLETED|30|10/10",
            "x 1 · wave 6|COMPLETED|20|60/60",
            "x 1 · wave 3|COMPLETED|10|30/30",
        ]),
        Some((Some((35, 40)), Some(70), Some((3, Some(6)))))
    );
    // The next run of the version began while the last wave of the one before still runs.
    assert_eq!(
        run(&[
            "x 1 · wave 2|RUNNING|50|5/10",
            "x 1 · wave 1|RUNNING|45|4/8",
            "x 1 · wave 3|RUNNING|40|10/30",
            "x 1 · wave 2|COMPLETED|30|10/10",
            "x 1 · wave 1|COMPLETED|20|8/8",
        ])
        .map(|(instances, _, wave)| (instances, wave)),
        Some((Some((9, 18)), Some((2, Some(3)))))
    );
    // Two at a time, and the later one began first.
    assert_eq!(
        run(&[
            "x 1 · wave 2|RUNNING|50|5/10",
            "x 1 · wave 3|RUNNING|40|10/20",
            "x 1 · wave 1|COMPLETED|30|9/9"
        ])
        .map(|(instances, _, wave)| (instances, wave)),
        Some((Some((24, 39)), Some((3, None))))
    );
}

#[test]
fn without_waves_only_what_runs_now_is_of_the_run() {
    assert_eq!(
        run(&["install x 1 · canary|RUNNING|50|5/10", "install x 1 · canary|COMPLETED|40|9/9"]),
        Some((Some((5, 10)), Some(70), None))
    );
}

#[test]
fn names_say_how_many_waves_there_are_before_other_runs_do() {
    for (lines, wave) in [
        (&["x 2 · wave 3 of 5|RUNNING|50|1/10", "x 1 · wave 8|COMPLETED|5|9/9"][..], (3, Some(5))),
        (&["x 2 · wave 3|RUNNING|50|1/10", "x 1 · wave 2|COMPLETED|5|9/9"], (3, None)),
        (
            &[
                "x 2 · wave 1|RUNNING|50|1/10",
                "x 1 · wave 2|FAILED|9|0/9",
                "x 0 · wave 6|COMPLETED|5|9/9",
            ],
            (1, Some(6)),
        ),
        (
            &[
                "x 5 · wave 1|RUNNING|50|1/10",
                "x 4 · wave 3|COMPLETED|9|9/9",
                "x 3 · wave 3|COMPLETED|8|9/9",
                "x 2 · wave 3|COMPLETED|7|9/9",
                "x 1 · wave 8|COMPLETED|5|9/9",
            ],
            (1, Some(3)),
        ),
        (&["安装 x 2 · 第二批|RUNNING|50|1/10"], (2, None)),
    ] {
        assert_eq!(run(lines).unwrap().2, Some(wave), "{lines:?}");
    }
}

#[test]
fn counts_that_are_not_known_have_no_sum() {
    for (counts, sum) in [("0/0", Some((9, 9))), ("11/10", None), ("/10", None)] {
        let other = format!("x 1 · wave 2|RUNNING|50|{counts}");
        assert_eq!(run(&[&other, "x 1 · wave 1|COMPLETED|5|9/9"]).unwrap().0, sum, "{counts}");
    }
    assert_eq!(run(&["x 1 · wave 2|DISPATCHING|50|0/0"]).unwrap().0, None);
}
