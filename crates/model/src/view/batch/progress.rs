//! How far a batch is, by the states of its subtasks: a bar of segments, and a legend with the same counts.

use super::subtask_look::{subtask_look, subtask_word};
use crate::batch::Batch;
use crate::format::grouped;
use crate::locale::Locale;
use crate::progress::Extent;
use crate::status::{Reported, SubtaskStatus};
use crate::task::Standing;
use crate::tr;
use crate::words::joined;

/// The documented states, and one for all others, which comes last.
const STATES: usize = SubtaskStatus::ALL.len() + 1;

/// The progress of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgressView {
    /// `2 of 5 done`.
    pub done: String,
    /// `40%`; empty where that is not known.
    pub percent: String,
    /// `≈ 15:21 · about 4 min left`, or `3 not done` where there is no legend that says it.
    pub outlook: String,
    /// Whether the bar only shows that the batch goes on.
    pub is_indeterminate: bool,
    /// The counts for screen readers: `2 completed, 1 failed`.
    pub label: String,
    /// What of the batch could not be read, or makes no sense; empty where all is well.
    pub flaws: String,
    /// The states, each with its part of the bar.
    pub states: Vec<StateView>,
}

/// A state of subtasks: its segment of the bar and its entry in the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateView {
    /// The tone of the entry.
    pub tone: &'static str,
    /// The icon of the entry.
    pub icon: &'static str,
    /// `Completed`.
    pub word: &'static str,
    /// How many subtasks are in it. Without any, there is no segment.
    pub count: u64,
    /// The same to be read.
    pub number: String,
    /// Whether there is an entry.
    pub is_listed: bool,
}

/// The progress of a batch. `outlook` says when it is expected to end.
pub fn progress_view(batch: &Batch, outlook: &str, locale: &Locale) -> ProgressView {
    let counts = counts(batch);
    let total: u64 = counts.iter().sum();
    let done = counts[SubtaskStatus::Completed as usize];
    let is_indeterminate = is_indeterminate(batch, &counts);
    let percent = (done * 100).checked_div(total).filter(|_| !is_indeterminate);
    // The legend says it, where there is one.
    let not_done = match total - done {
        rest if rest > 0 && batch.subtasks.is_empty() => {
            tr!(locale, "{count} not done", count = grouped(rest))
        }
        _ => String::new(),
    };
    let outlook: Vec<_> =
        [&*not_done, outlook].into_iter().filter(|text| !text.is_empty()).collect();
    let states = states(locale, &counts, !batch.subtasks.is_empty());
    ProgressView {
        done: if total > 0 {
            tr!(locale, "{done} of {total} done", done = grouped(done), total = grouped(total))
        } else {
            batch.task.progress.label()
        },
        percent: percent.map(|percent| format!("{percent}%")).unwrap_or_default(),
        outlook: outlook.join(" · "),
        is_indeterminate,
        label: label(locale, batch, &states),
        flaws: listed(tr!(locale, "{text}. {next}"), &flaws(locale, batch)),
        states,
    }
}

fn states(locale: &Locale, counts: &[u64; STATES], has_subtasks: bool) -> Vec<StateView> {
    let unknown = (subtask_look(&Reported::Unknown(String::new())), tr!(locale, "Unknown"));
    let known = SubtaskStatus::ALL
        .map(|status| (subtask_look(&Reported::Known(status)), subtask_word(locale, status)));
    let looks = known.into_iter().chain([unknown]);
    let state = |(((tone, icon), word), count): (_, &u64)| StateView {
        tone,
        icon,
        word,
        count: *count,
        number: grouped(*count),
        is_listed: has_subtasks && *count > 0,
    };
    looks.zip(counts).map(state).collect()
}

fn label(locale: &Locale, batch: &Batch, states: &[StateView]) -> String {
    let counted = states.iter().filter(|state| state.count > 0).map(|state| {
        tr!(locale, "{count} {state}", count = state.count, state = state.word.to_ascii_lowercase())
    });
    match &*counted.collect::<Vec<_>>() {
        [] => batch.task.progress.label(),
        states => listed(tr!(locale, "{text}, {next}"), states),
    }
}

/// Whether there is nothing to draw of a batch that goes on: it is dispatching, or has no subtask yet. What a dispatching
/// one has already begun is more to know than that it goes on.
fn is_indeterminate(batch: &Batch, counts: &[u64; STATES]) -> bool {
    let waiting = counts[SubtaskStatus::Waiting as usize];
    let is_bare = counts.iter().sum::<u64>() == waiting;
    let goes_on = match (batch.task.standing(), batch.task.progress.extent()) {
        (_, Extent::Inconsistent) => false,
        (Standing::Dispatching, _) | (Standing::Running, Extent::Empty) => true,
        _ => false,
    };
    is_bare && goes_on
}

/// What of the batch could not be read, or makes no sense.
fn flaws(locale: &Locale, batch: &Batch) -> Vec<String> {
    let unread = &batch.task.flaws;
    let unread = (!unread.is_empty())
        .then(|| tr!(locale, "Not readable: {fields}", fields = unread.join(", ")));
    let makes_no_sense = batch.task.progress.extent() == Extent::Inconsistent;
    let odd = makes_no_sense.then(|| tr!(locale, "The counts do not fit each other").to_owned());
    let other = fits_no_counts(batch)
        .then(|| tr!(locale, "The sub-tasks do not fit the counts of the batch").to_owned());
    unread.into_iter().chain(odd).chain(other).collect()
}

/// Whether there are more or fewer subtasks than the batch says, or of one that has ended other successes.
fn fits_no_counts(batch: &Batch) -> bool {
    let Extent::Part { success, total } = batch.task.progress.extent() else { return false };
    let (listed, counts) = (batch.subtasks.len() as u64, batch.counts());
    let completed = counts.of(SubtaskStatus::Completed) as u64;
    let has_other_successes = batch.task.status.is_finished() && completed != success;
    listed > 0 && (listed != total || has_other_successes)
}

fn listed(pattern: &str, texts: &[String]) -> String {
    joined(pattern, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The counts of the subtasks; while there are none, those of the batch.
fn counts(batch: &Batch) -> [u64; STATES] {
    let mut counts = [0; STATES];
    if batch.subtasks.is_empty() {
        if let Extent::Part { success, total } = batch.task.progress.extent() {
            counts[SubtaskStatus::Completed as usize] = success;
            counts[SubtaskStatus::Waiting as usize] = total - success;
        }
        return counts;
    }
    let of_subtasks = batch.counts();
    for status in SubtaskStatus::ALL {
        counts[status as usize] = of_subtasks.of(status) as u64;
    }
    // Of what is missing in the list no state is known.
    let missing = match batch.task.progress.extent() {
        Extent::Part { total, .. } => total.saturating_sub(batch.subtasks.len() as u64),
        _ => 0,
    };
    counts[STATES - 1] = of_subtasks.unknown as u64 + missing;
    counts
}

#[cfg(test)]
mod tests {
    use super::super::sample::batch;
    use super::*;
    use crate::locale::chinese;
    use crate::progress::{Count, Progress};

    fn shown(batch: &Batch, outlook: &str) -> ProgressView {
        progress_view(batch, outlook, &Locale::default())
    }

    #[test]
    fn sub_tasks_that_are_missing_in_the_list_are_not_done() {
        let mut batch = batch("RUNNING", &["COMPLETED"]);
        batch.task.progress =
            Progress { success: Some(Count::from(3)), total: Some(Count::from(10)) };
        let view = shown(&batch, "");
        assert_eq!((&*view.done, &*view.percent), ("1 of 10 done", "10%"));
        assert_eq!(view.flaws, "The sub-tasks do not fit the counts of the batch");
        assert_eq!(view.states.last().map(|unknown| unknown.count), Some(9));
    }

    #[test]
    fn every_state_has_its_part_of_the_bar_and_its_word() {
        let batch = batch("FAILED", &["COMPLETED", "COMPLETED", "FAILED", "BLOCKING", "SKIPPED"]);
        let view = shown(&batch, "");
        assert_eq!((&*view.done, &*view.percent), ("2 of 5 done", "40%"));
        // The legend says what is not done.
        assert_eq!(view.outlook, "");
        assert_eq!(view.label, "2 completed, 1 failed, 1 blocked, 1 unknown");
        assert_eq!(view.states[0].count, 2);
        assert_eq!(view.states[2].count, 0);
        assert!(view.states[3].is_listed);
        assert_eq!(view.states[8].number, "1");
        assert_eq!(view.states[8].word, "Unknown");
    }

    #[test]
    fn in_chinese_a_state_is_said_after_its_count() {
        let batch = batch("FAILED", &["COMPLETED", "COMPLETED", "FAILED", "BLOCKING"]);
        let view = progress_view(&batch, "约 4 分钟后结束", &chinese());
        assert_eq!(view.label, "2 个已完成，1 个失败，1 个阻塞中");
        assert_eq!(view.done, "已完成 2 / 4");
        assert_eq!(view.outlook, "约 4 分钟后结束");
    }

    #[test]
    fn a_batch_that_has_begun_nothing_goes_on_without_a_known_end() {
        let nothing = |status| {
            let mut batch = batch(status, &[]);
            batch.task.progress.success = Count::read("0");
            batch.task.progress.total = Count::read("0");
            batch
        };
        for (batch, is_indeterminate, percent, label) in [
            (nothing("DISPATCHING"), true, "", "0 / 0"),
            (nothing("RUNNING"), true, "", "0 / 0"),
            (nothing("COMPLETED"), false, "", "0 / 0"),
            (batch("DISPATCHING", &["WAITING"; 2]), true, "", "2 waiting"),
            (batch("DISPATCHING", &["WAITING", "FAILED"]), false, "0%", "1 failed, 1 waiting"),
            (batch("RUNNING", &["WAITING"; 2]), false, "0%", "2 waiting"),
        ] {
            let view = shown(&batch, "");
            assert_eq!(view.is_indeterminate, is_indeterminate, "{label}");
            assert_eq!((&*view.percent, &*view.label), (percent, label));
        }
    }

    #[test]
    fn what_could_not_be_read_or_makes_no_sense_is_said() {
        let mut odd = batch("RUNNING", &[]);
        assert_eq!(shown(&odd, "").flaws, "");
        odd.task.flaws.push("SubTasks");
        odd.task.progress.success = Count::read("9");
        let expected = "Not readable: SubTasks. The counts do not fit each other";
        assert_eq!(shown(&odd, "").flaws, expected);
    }

    #[test]
    fn without_subtasks_the_counts_of_the_batch_stand_in() {
        let batch = batch("RUNNING", &[]);
        let view = shown(&batch, "about 4 min left");
        assert_eq!(view.done, "1 of 4 done");
        assert_eq!(view.outlook, "3 not done · about 4 min left");
        assert!(!view.states[0].is_listed);
    }
}
