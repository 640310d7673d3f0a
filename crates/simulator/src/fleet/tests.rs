//! The fleet as a whole: how its batches end, and which instances fail why.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

const TASKS: u64 = 2000;

fn fleet() -> Fleet {
    Fleet::new(1, TASKS as u32, true)
}

#[test]
fn batches_end_in_all_ways() {
    let mut ends = [0; 4];
    let (mut subtasks, mut failed) = (0, 0);
    for index in 0..TASKS {
        let job = fleet().job(index);
        ends[job.class.outcome as usize] += 1;
        (subtasks, failed) = (subtasks + job.size, failed + job.failing);
    }
    assert_eq!(ends, [1463, 206, 300, 31], "whole, partly done, failed, archiving");
    assert_eq!((subtasks, failed), (74_186, 7309));
}

#[test]
fn the_list_and_the_detail_agree_about_every_batch() {
    for index in 0..TASKS {
        let (job, participants) = (fleet().job(index), fleet().participants(index));
        let failing: Vec<u64> = participants.failing.iter().map(|(number, _)| *number).collect();
        assert_eq!(failing.len() as u64, job.failing, "{job:?}");
        assert_eq!(participants.healthy.len() as u64, job.size - job.failing, "{job:?}");
        let all: BTreeSet<&u64> = failing.iter().chain(&participants.healthy).collect();
        assert_eq!(all.len() as u64, job.size, "each instance once: {job:?}");
    }
}

#[test]
fn failures_have_five_reasons_and_38_instances_fail_in_most_of_their_batches() {
    let mut causes = BTreeMap::<String, (u64, BTreeSet<u64>, BTreeSet<u64>)>::new();
    let mut outcomes = BTreeMap::<u64, (u64, u64)>::new();
    for index in 0..TASKS {
        let participants = fleet().participants(index);
        for (number, cause) in participants.failing {
            let (count, instances, batches) = causes.entry(format!("{cause:?}")).or_default();
            *count += 1;
            instances.insert(number);
            batches.insert(index);
            outcomes.entry(number).or_default().0 += 1;
        }
        participants.healthy.iter().for_each(|number| outcomes.entry(*number).or_default().1 += 1);
    }
    let causes: Vec<_> = causes
        .iter()
        .map(|(cause, (count, instances, batches))| {
            (cause.as_str(), *count, instances.len(), batches.len())
        })
        .collect();
    assert_eq!(
        causes,
        [
            ("Checksum", 1311, 212, 269),
            ("ClassChanging", 2234, 217, 294),
            ("NotFound", 489, 60, 112),
            ("Role", 2971, 128, 427),
            ("Timeout", 304, 137, 48),
        ],
        "sub-tasks, instances, batches"
    );
    let offends = |(failed, succeeded): &&(u64, u64)| *failed >= 3 && failed >= succeeded;
    assert_eq!(outcomes.values().filter(offends).count(), 38);
    let never = |(failed, succeeded): &&(u64, u64)| *failed >= 3 && *succeeded == 0;
    assert_eq!(outcomes.values().filter(never).count(), 13);
}

#[test]
fn more_tasks_add_older_batches_and_leave_the_newest() {
    let (some, more) = (fleet(), Fleet::new(1, 3000, true));
    for index in 0..TASKS {
        assert_eq!(some.task_name(index), more.task_name(index + 1000));
        assert_eq!(some.participants(index), more.participants(index + 1000));
    }
}

#[test]
fn a_rollout_goes_on_in_waves_and_tries_its_failed_instances_again() {
    let track = |index: &u64| fleet().serial(*index).is_multiple_of(TRACKS);
    let names: Vec<String> =
        (1920..TASKS).filter(track).map(|index| fleet().task_name(index)).collect();
    assert_eq!(
        names[..10],
        [
            "roll out github 1.0.0 · wave 1",
            "retry github 1.0.0 · wave 1",
            "roll out github 1.0.0 · wave 2",
            "roll out github 1.0.0 · wave 3",
            "install slow-query-advisor 1.2.0 · canary",
            "roll out github 1.0.0 · wave 4",
            "roll out github 1.0.0 · wave 5",
            "retry github 1.0.0 · wave 5",
            "roll out github 1.0.0 · wave 6",
            "安装 巡检报告 0.6.0 · cn-shanghai",
        ]
    );
    let retry = (0..TASKS).find(|index| fleet().job(*index).retries.is_some()).unwrap();
    let parent = fleet().job(retry).retries.unwrap();
    let numbers = |participants: Participants| {
        let failing = participants.failing.into_iter().map(|(number, _)| number);
        failing.chain(participants.healthy).collect::<BTreeSet<u64>>()
    };
    let failed = fleet().participants(parent).failing.into_iter().map(|(number, _)| number);
    assert_eq!(numbers(fleet().participants(retry)), failed.collect());
}
