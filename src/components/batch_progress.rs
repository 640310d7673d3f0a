//! How far a batch is, by the states of its subtasks: a bar of segments, and a legend with the same counts in words.

use model::batch::Batch;
use model::format::grouped;
use model::locale::Locale;
use model::progress::Extent;
use model::status::SubtaskStatus;
use model::tr;
use model::words::joined;

use super::fill::{Fill, Part, present};
use super::subtask_look::subtask_word;
use super::task_row::{INDETERMINATE, bar_tone};

/// The places of a state: segment, entry of the legend and its count. Undocumented states come last.
const PLACES: [[&str; 3]; 9] = [
    [".segments i:nth-child(1)", "li:nth-child(1)", "li:nth-child(1) strong"],
    [".segments i:nth-child(2)", "li:nth-child(2)", "li:nth-child(2) strong"],
    [".segments i:nth-child(3)", "li:nth-child(3)", "li:nth-child(3) strong"],
    [".segments i:nth-child(4)", "li:nth-child(4)", "li:nth-child(4) strong"],
    [".segments i:nth-child(5)", "li:nth-child(5)", "li:nth-child(5) strong"],
    [".segments i:nth-child(6)", "li:nth-child(6)", "li:nth-child(6) strong"],
    [".segments i:nth-child(7)", "li:nth-child(7)", "li:nth-child(7) strong"],
    [".segments i:nth-child(8)", "li:nth-child(8)", "li:nth-child(8) strong"],
    [".segments i:nth-child(9)", "li:nth-child(9)", "li:nth-child(9) strong"],
];

/// The values of the progress. `outlook` says when it is expected to end.
pub fn fills(locale: &Locale, batch: &Batch, outlook: &str) -> Vec<Fill> {
    let counts = counts(batch);
    let total: u64 = counts.iter().sum();
    let done = counts[0];
    let is_indeterminate = is_indeterminate(batch, &counts);
    let percent = (done * 100).checked_div(total).filter(|_| !is_indeterminate);
    let percent = percent.map(|percent| format!("{percent}%"));
    let not_done = match total - done {
        0 => String::new(),
        rest => tr!(locale, "{count} not done", count = grouped(rest)),
    };
    let outlook: Vec<_> =
        [&*not_done, outlook].into_iter().filter(|words| !words.is_empty()).collect();
    let has_subtasks = !batch.subtasks.is_empty();
    let words: Vec<_> = words(locale).zip(counts).filter(|(_, count)| *count > 0).collect();
    let spoken = words.iter().map(|(word, count)| {
        tr!(locale, "{count} {state}", count = count, state = word.to_lowercase())
    });
    let spoken = match &*spoken.collect::<Vec<_>>() {
        [] => batch.task.progress.label(),
        states => listed(tr!(locale, "{text}, {next}"), states),
    };
    let tone = if is_indeterminate { INDETERMINATE } else { "" };
    let done_words = if total > 0 {
        tr!(locale, "{done} of {total} done", done = grouped(done), total = grouped(total))
    } else {
        batch.task.progress.label()
    };
    let flaws = flaws(locale, batch);
    let mut fills = vec![
        (".done", Part::Text, done_words),
        (".panel-progress .percent", Part::Text, percent.unwrap_or_default()),
        (".outlook", Part::Text, outlook.join(" · ")),
        (".segments", Part::Attribute("data-tone"), tone.to_owned()),
        (".segments", Part::Attribute("aria-label"), spoken),
        (".panel-flaws", Part::Attribute("hidden"), present(flaws.is_empty())),
        (".panel-flaws span", Part::Text, listed(tr!(locale, "{text}. {next}"), &flaws)),
    ];
    for ([segment, entry, number], count) in PLACES.into_iter().zip(counts) {
        fills.extend([
            (segment, Part::Attribute("hidden"), present(count == 0)),
            (segment, Part::Style("flex-grow"), count.to_string()),
            (entry, Part::Attribute("hidden"), present(count == 0 || !has_subtasks)),
            (number, Part::Text, grouped(count)),
        ]);
    }
    fills
}

/// Whether there is nothing to draw of a batch that goes on: it is dispatching, or has no subtask yet. What a dispatching
/// one has already begun is more to know than that it goes on.
fn is_indeterminate(batch: &Batch, counts: &[u64; 9]) -> bool {
    let waiting = counts[SubtaskStatus::Waiting as usize];
    let is_bare = counts.iter().sum::<u64>() == waiting;
    is_bare && bar_tone(batch.task.standing(), batch.task.progress.extent()) == INDETERMINATE
}

/// What of the batch could not be read, or makes no sense.
fn flaws(locale: &Locale, batch: &Batch) -> Vec<String> {
    let unread = &batch.task.flaws;
    let unread = (!unread.is_empty())
        .then(|| tr!(locale, "Not readable: {fields}", fields = unread.join(", ")));
    let makes_no_sense = batch.task.progress.extent() == Extent::Inconsistent;
    let odd = makes_no_sense.then(|| tr!(locale, "The counts do not fit each other").to_owned());
    unread.into_iter().chain(odd).collect()
}

fn listed(pattern: &str, texts: &[String]) -> String {
    joined(pattern, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

fn words(locale: &Locale) -> impl Iterator<Item = &'static str> {
    SubtaskStatus::ALL
        .into_iter()
        .map(|status| subtask_word(locale, status))
        .chain([tr!(locale, "Unknown")])
}

/// The counts of the subtasks; while there are none, those of the batch.
fn counts(batch: &Batch) -> [u64; 9] {
    let mut counts = [0; 9];
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
    counts[8] = of_subtasks.unknown as u64;
    counts
}

#[cfg(test)]
mod tests {
    use model::progress::Count;

    use super::*;
    use crate::components::sample_batch::batch;
    use crate::i18n::chinese;

    fn shown(batch: &Batch, outlook: &str, place: (&str, Part)) -> String {
        shown_in(&Locale::default(), batch, outlook, place)
    }

    fn shown_in(locale: &Locale, batch: &Batch, outlook: &str, place: (&str, Part)) -> String {
        let fills = fills(locale, batch, outlook).into_iter();
        fills.filter(|(at, part, _)| (*at, *part) == place).map(|(.., value)| value).collect()
    }

    #[test]
    fn every_state_has_its_part_of_the_bar_and_its_word() {
        let batch = batch("FAILED", &["COMPLETED", "COMPLETED", "FAILED", "BLOCKING", "SKIPPED"]);
        for (place, value) in [
            ((".done", Part::Text), "2 of 5 done"),
            ((".panel-progress .percent", Part::Text), "40%"),
            ((".outlook", Part::Text), "3 not done"),
            (
                (".segments", Part::Attribute("aria-label")),
                "2 completed, 1 failed, 1 blocked, 1 unknown",
            ),
            ((".segments i:nth-child(1)", Part::Style("flex-grow")), "2"),
            ((".segments i:nth-child(3)", Part::Attribute("hidden")), "true"),
            (("li:nth-child(4)", Part::Attribute("hidden")), ""),
            (("li:nth-child(9) strong", Part::Text), "1"),
        ] {
            assert_eq!(shown(&batch, "", place), value, "{place:?}");
        }
    }

    #[test]
    fn in_chinese_a_state_is_said_after_its_count() {
        let batch = batch("FAILED", &["COMPLETED", "COMPLETED", "FAILED", "BLOCKING"]);
        let locale = &chinese();
        let spoken = shown_in(locale, &batch, "", (".segments", Part::Attribute("aria-label")));
        assert_eq!(spoken, "2 个已完成，1 个失败，1 个阻塞中");
        assert_eq!(shown_in(locale, &batch, "", (".done", Part::Text)), "已完成 2 / 4");
        let outlook = shown_in(locale, &batch, "约 4 分钟后结束", (".outlook", Part::Text));
        assert_eq!(outlook, "2 个未完成 · 约 4 分钟后结束");
    }

    #[test]
    fn a_batch_that_has_begun_nothing_goes_on_without_a_known_end() {
        let nothing = |status| {
            let mut batch = batch(status, &[]);
            batch.task.progress.success = Count::read("0");
            batch.task.progress.total = Count::read("0");
            batch
        };
        for (batch, tone, percent, spoken) in [
            (nothing("DISPATCHING"), "indeterminate", "", "0 / 0"),
            (nothing("RUNNING"), "indeterminate", "", "0 / 0"),
            (nothing("COMPLETED"), "", "", "0 / 0"),
            (batch("DISPATCHING", &["WAITING"; 2]), "indeterminate", "", "2 waiting"),
            (batch("DISPATCHING", &["WAITING", "FAILED"]), "", "0%", "1 failed, 1 waiting"),
            (batch("RUNNING", &["WAITING"; 2]), "", "0%", "2 waiting"),
        ] {
            for (place, value) in [
                ((".segments", Part::Attribute("data-tone")), tone),
                ((".panel-progress .percent", Part::Text), percent),
                ((".segments", Part::Attribute("aria-label")), spoken),
            ] {
                assert_eq!(shown(&batch, "", place), value, "{place:?} {spoken}");
            }
        }
    }

    #[test]
    fn what_could_not_be_read_or_makes_no_sense_is_said() {
        let flaws = (".panel-flaws span", Part::Text);
        let mut odd = batch("RUNNING", &[]);
        assert_eq!(shown(&odd, "", flaws), "");
        odd.task.flaws.push("SubTasks");
        odd.task.progress.success = Count::read("9");
        let expected = "Not readable: SubTasks. The counts do not fit each other";
        assert_eq!(shown(&odd, "", flaws), expected);
    }

    #[test]
    fn without_subtasks_the_counts_of_the_batch_stand_in() {
        let batch = batch("RUNNING", &[]);
        assert_eq!(shown(&batch, "", (".done", Part::Text)), "1 of 4 done");
        let outlook = (".outlook", Part::Text);
        assert_eq!(shown(&batch, "about 4 min left", outlook), "3 not done · about 4 min left");
        assert_eq!(shown(&batch, "", ("li:nth-child(1)", Part::Attribute("hidden"))), "true");
    }
}
