//! Watched batches: how each stands, how it ended, and the menu that lists them.

use super::status_look::{look, rest, standing_word};
use crate::locale::Locale;
use crate::task::{BatchTask, Standing};
use crate::tr;
use crate::watch::{Watch, WatchList, WatchState, Watched};
use crate::words::{around, joined};

/// What a mark on the tab says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// All went well.
    Good,
    /// It ended, but not all is well.
    Partly,
    /// It went wrong.
    Bad,
}

/// What the menu of watched batches shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchMenuView {
    /// `Watching `, or `Ended ` where there is nothing left to wait for.
    pub word: String,
    /// How many; nothing where no batch is watched.
    pub number: String,
    /// The batches, the oldest first.
    pub rows: Vec<WatchRowView>,
}

/// A watched batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchRowView {
    /// The tone of its badge.
    pub tone: &'static str,
    /// The icon of its badge.
    pub icon: &'static str,
    /// The view in which it is open.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// `Running · 4 / 8`.
    pub state: String,
    /// What the button beside it does.
    pub stop: String,
}

/// What the menu shows; `href` returns the view in which a batch is open.
pub fn watch_menu_view(
    locale: &Locale,
    list: &WatchList,
    href: impl Fn(&Watched) -> String,
) -> WatchMenuView {
    let unfinished = list.unfinished();
    let ended = list.all().len() - unfinished;
    let (words, number) = match (unfinished, ended) {
        (0, 0) => ("", 0),
        (0, ended) => (tr!(locale, "Ended {count}"), ended),
        (unfinished, _) => (tr!(locale, "Watching {count}"), unfinished),
    };
    // The number is seen without the word on a phone.
    let (word, _) = around(words, "{count}");
    let number = if number > 0 { number.to_string() } else { String::new() };
    let row = |watch| row(locale, watch, href(&watch.watched));
    WatchMenuView { word, number, rows: list.all().iter().map(row).collect() }
}

fn row(locale: &Locale, watch: &Watch, href: String) -> WatchRowView {
    let (state, tone, icon) = state_look(locale, watch);
    let name = name(watch);
    let stop = tr!(locale, "Stop watching {name}", name = name);
    WatchRowView { tone, icon, href, name, state, stop }
}

/// What is told when a watch ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndWords {
    /// `Failed: roll out`.
    pub title: String,
    /// `21 of 36 done`.
    pub body: String,
    /// Whether all is well.
    pub sign: Sign,
}

/// What is told of a watch that has ended.
pub fn end_words(locale: &Locale, watch: &Watch) -> EndWords {
    let name = name(watch);
    let (word, body, sign) = match &watch.state {
        WatchState::Ended(task) => {
            let sign = match task.standing() {
                Standing::Completed => Sign::Good,
                Standing::CompletedWithRest { .. } => Sign::Partly,
                _ => Sign::Bad,
            };
            (ended_word(locale, task), done(locale, task), sign)
        }
        _ => {
            let body = tr!(locale, "It is not watched any more.").to_owned();
            (tr!(locale, "Not found").to_owned(), body, Sign::Bad)
        }
    };
    EndWords { title: tr!(locale, "{word}: {name}", word = word, name = name), body, sign }
}

/// How a watched batch stands: a word, a tone and an icon.
pub fn state_look(locale: &Locale, watch: &Watch) -> (String, &'static str, &'static str) {
    match &watch.state {
        _ if watch.is_stuck() => {
            (tr!(locale, "Cannot be followed: reload the page").to_owned(), "warn", "i-warn")
        }
        WatchState::Unknown => (tr!(locale, "Not seen yet").to_owned(), "mute", "i-unknown"),
        WatchState::NotFound => (tr!(locale, "Not found").to_owned(), "mute", "i-unknown"),
        WatchState::Going(task) | WatchState::Ended(task) => {
            let (tone, icon) = look(task.standing());
            (format!("{} · {}", ended_word(locale, task), task.progress.label()), tone, icon)
        }
    }
}

/// What the batch is called: by its id where it has no name.
pub fn name(watch: &Watch) -> String {
    const MOST: usize = 80;
    let name = watch.watched.task_name.trim();
    let name = if name.is_empty() { &watch.watched.batch_id } else { name };
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// `Partly done, 3 not done`.
fn ended_word(locale: &Locale, task: &BatchTask) -> String {
    joined(tr!(locale, "{text}, {next}"), &[standing_word(locale, task), &rest(locale, task)])
}

/// `21 of 36 done`; nothing where a count is missing.
fn done(locale: &Locale, task: &BatchTask) -> String {
    match (&task.progress.success, &task.progress.total) {
        (Some(success), Some(total)) => {
            tr!(locale, "{done} of {total} done", done = success.text(), total = total.text())
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;
    use crate::locale::chinese;
    use crate::wire::{ReplyHead, read_batch};

    fn watch(name: &str, status: &str, done: (i64, i64)) -> Watch {
        let reply = json!({
            "BatchId": "pcb-1", "TaskName": name, "Status": status, "SuccessCount": done.0, "TotalCount": done.1,
        });
        let reply = serde_json::from_str(&reply.to_string()).unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let mut list = WatchList::default();
        list.add(Watched::new("prod", "pcb-1", name));
        list.seen("prod", &read_batch(&head, &reply).unwrap().task, DateTime::UNIX_EPOCH);
        list.all()[0].clone()
    }

    #[test]
    fn an_end_is_told_in_honest_words() {
        let long = "a".repeat(81);
        let cut = format!("Failed: {}…", &long[..80]);
        for (name, status, counts, title, body, sign) in [
            ("roll out", "COMPLETED", (36, 36), "Completed: roll out", "36 of 36 done", Sign::Good),
            (
                "roll out",
                "COMPLETED",
                (57, 60),
                "Partly done, 3 not done: roll out",
                "57 of 60 done",
                Sign::Partly,
            ),
            ("roll out", "FAILED", (21, 36), "Failed: roll out", "21 of 36 done", Sign::Bad),
            (" ", "FAILED", (9, 8), "Failed: pcb-1", "9 of 8 done", Sign::Bad),
            (&long, "FAILED", (0, 1), &cut, "0 of 1 done", Sign::Bad),
        ] {
            let words = EndWords { title: title.to_owned(), body: body.to_owned(), sign };
            assert_eq!(end_words(&Locale::default(), &watch(name, status, counts)), words);
        }
    }

    #[test]
    fn in_chinese_an_end_is_told_with_its_own_marks() {
        let words = end_words(&chinese(), &watch("roll out", "FAILED", (21, 36)));
        assert!(words.title.ends_with("：roll out"), "{}", words.title);
        assert_eq!(words.body, "已完成 21 / 36");
    }

    #[test]
    fn a_state_is_a_word_with_its_counts() {
        for (status, counts, word, tone) in [
            ("RUNNING ", (4, 8), "Running · 4 / 8", "run"),
            ("COMPLETED", (57, 60), "Partly done, 3 not done · 57 / 60", "warn"),
            ("ARCHIVING", (1, 2), "ARCHIVING · 1 / 2", "mute"),
        ] {
            let (shown, shown_tone, _) =
                state_look(&Locale::default(), &watch("a", status, counts));
            assert_eq!((&*shown, shown_tone), (word, tone));
        }
    }

    #[test]
    fn the_bell_counts_what_it_waits_for() {
        let count = |list: &WatchList| {
            let view = watch_menu_view(&Locale::default(), list, |_| String::new());
            view.word + &view.number
        };
        let mut list = WatchList::default();
        assert_eq!(count(&list), "");
        list.add(Watched::new("prod", "a", "a"));
        list.add(Watched::new("prod", "b", "b"));
        assert_eq!(count(&list), "Watching 2");
        for (id, words) in [("a", "Watching 1"), ("b", "Ended 2")] {
            let reply = format!(r#"{{"BatchId":"{id}","Status":"FAILED"}}"#);
            let head = ReplyHead { status: 200, ..ReplyHead::default() };
            let batch = read_batch(&head, &serde_json::from_str(&reply).unwrap()).unwrap();
            list.seen("prod", &batch.task, DateTime::UNIX_EPOCH);
            assert_eq!(count(&list), words);
        }
    }
}
