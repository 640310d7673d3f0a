//! The menu of what a view is shared as, and its summary.

use crate::format::grouped;
use crate::locale::Locale;
use crate::task::{BatchTask, Standing};
use crate::tr;
use crate::view::status_look::standing_word;
use crate::words::joined;

/// A form of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// A link whose time range moves on with the time.
    SlidingLink,
    /// A link whose time range stays.
    PinnedLink,
    /// A few lines for a chat or a ticket.
    Summary,
    /// The command for `aliyun`.
    Aliyun,
}

/// An item of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareItemView {
    /// What it copies.
    pub copies: Shared,
    /// Its name in the markup.
    pub key: &'static str,
    /// The id of its icon.
    pub icon: &'static str,
    /// Its label.
    pub label: &'static str,
}

/// The menu from top to bottom.
pub fn share_menu_view(locale: &Locale) -> [ShareItemView; 4] {
    let item = |copies, key, icon, label| ShareItemView { copies, key, icon, label };
    [
        item(Shared::SlidingLink, "sliding", "i-link", tr!(locale, "Copy link, sliding")),
        item(Shared::PinnedLink, "pinned", "i-calendar", tr!(locale, "Copy link, pinned")),
        item(Shared::Summary, "summary", "i-list", tr!(locale, "Copy summary")),
        item(Shared::Aliyun, "aliyun", "i-code", tr!(locale, "Copy as CLI")),
    ]
}

impl Shared {
    /// What the toast says of it.
    pub fn words(self, locale: &Locale) -> &'static str {
        match self {
            Self::SlidingLink => tr!(locale, "Copied a sliding link"),
            Self::PinnedLink => tr!(locale, "Copied a link with pinned times"),
            Self::Summary => tr!(locale, "Copied the summary"),
            Self::Aliyun => tr!(locale, "Copied as aliyun CLI"),
        }
    }
}

/// What a summary tells of.
#[derive(Clone, Copy, Debug)]
pub struct Summed<'a> {
    /// The name of the endpoint.
    pub endpoint: &'a str,
    /// Of when it is.
    pub time: &'a str,
    /// How many tasks there are: `21 tasks match`.
    pub total: &'a str,
    /// What was looked through, where the tasks are all that match: `all 2,018`. Without it they are those of the page.
    pub scope: Option<&'a str>,
    /// The link to the view.
    pub link: &'a str,
}

/// What a view shows, in lines of Markdown: its endpoint and time, how many tasks there are, how many of these have each status,
/// those that failed or are partly done, and the link.
pub fn summary<'a>(
    locale: &Locale,
    summed: Summed<'_>,
    tasks: impl Iterator<Item = &'a BatchTask> + Clone,
) -> String {
    /// The tasks that have a line. More than a page of them is for a file.
    const MOST: usize = 100;
    let Summed { endpoint, time, total, scope, link } = summed;
    let counts = match scope {
        None => on_page(locale, tasks.clone()),
        Some(scope) => joined("{text} · {next}", &[scope, &counts(locale, tasks.clone())]),
    };
    let mut lines = vec![
        format!("**{} · {endpoint}** · {time}", tr!(locale, "Batch tasks")),
        joined("{text} · {next}", &[total, &counts]),
    ];
    let needs_look = |task: &&BatchTask| {
        matches!(task.standing(), Standing::Failed | Standing::CompletedWithRest { .. })
    };
    let line = |task: &BatchTask| format!("- {}", summary_line(locale, task));
    let found = tasks.filter(needs_look);
    let more = found.clone().skip(MOST).count() as u64;
    lines.extend(found.take(MOST).map(line));
    lines.extend((more > 0).then(|| tr!(locale, "+ {count} more", count = grouped(more))));
    lines.push(link.to_owned());
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// A task in a line of Markdown: its name, id, status and counts.
pub fn summary_line(locale: &Locale, task: &BatchTask) -> String {
    let (name, status) = (one_line(&task.task_name), one_line(standing_word(locale, task)));
    // Nothing is escaped within code, so what would end it is left out.
    let batch_id = task.batch_id.replace(['`', '\n', '\r'], "");
    format!("{name} (`{batch_id}`): {status}, {}", task.progress.label())
}

/// `on this page: 3 Running, 1 Failed`.
fn on_page<'a>(locale: &Locale, tasks: impl Iterator<Item = &'a BatchTask>) -> String {
    match counts(locale, tasks) {
        counts if counts.is_empty() => counts,
        counts => tr!(locale, "on this page: {counts}", counts = counts),
    }
}

/// `Running 3, Failed 1`, in the order of their first tasks.
fn counts<'a>(locale: &Locale, tasks: impl Iterator<Item = &'a BatchTask>) -> String {
    let mut counts: Vec<(String, u64)> = Vec::new();
    for task in tasks {
        let word = one_line(standing_word(locale, task));
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let counts: Vec<_> = counts.iter().map(|(word, count)| format!("{word} {count}")).collect();
    counts.join(", ")
}

/// A text from outside makes no line and no markup of its own.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars() {
        match character {
            '\n' | '\r' => line.push(' '),
            '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' => line.extend(['\\', character]),
            character => line.push(character),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::json::Json;
    use crate::wire::{ReplyHead, read_task_page};

    fn tasks(rows: &str) -> Vec<Arc<BatchTask>> {
        let reply = format!(r#"{{"RequestId":"R","TaskList":[{rows}]}}"#);
        let reply: Json = serde_json::from_str(&reply).unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        read_task_page(&head, &reply).unwrap().tasks
    }

    fn shown(scope: Option<&str>, tasks: &[Arc<BatchTask>]) -> String {
        let summed = Summed {
            endpoint: "prod",
            time: "2026-11-29 00:54:12 (UTC+8)",
            total: "21 tasks match",
            scope,
            link: "https://x/",
        };
        summary(&Locale::default(), summed, tasks.iter().map(|task| &**task))
    }

    #[test]
    fn a_summary_names_what_needs_a_look_and_its_link() {
        let tasks = tasks(
            r#"{"BatchId":"pcb-1","TaskName":"a","Status":"RUNNING","SuccessCount":1,"TotalCount":2},
            {"BatchId":"pcb-2","TaskName":"*b*\nc","Status":"FAILED","SuccessCount":0,"TotalCount":2},
            {"BatchId":"pcb-3","TaskName":"d","Status":"COMPLETED","SuccessCount":1,"TotalCount":2},
            {"BatchId":"pcb-4","TaskName":"e","Status":"RUNNING","SuccessCount":1,"TotalCount":2}"#,
        );
        for (scope, counts) in [
            (None, "21 tasks match · on this page: Running 2, Failed 1, Partly done 1"),
            (Some("all 2,018"), "21 tasks match · all 2,018 · Running 2, Failed 1, Partly done 1"),
        ] {
            let lines = [
                "**Batch tasks · prod** · 2026-11-29 00:54:12 (UTC+8)",
                counts,
                r"- \*b\* c (`pcb-2`): Failed, 0 / 2",
                "- d (`pcb-3`): Partly done, 1 / 2",
                "https://x/",
            ];
            assert_eq!(shown(scope, &tasks), lines.join("\n"));
        }
        let nothing = shown(None, &[]);
        assert_eq!(nothing.lines().nth(1), Some("21 tasks match"));
    }

    #[test]
    fn a_summary_of_many_says_how_many_it_leaves_out() {
        let row = r#"{"BatchId":"pcb-1","TaskName":"a","Status":"FAILED"}"#;
        let tasks = tasks(&vec![row; 1_101].join(","));
        let summary = shown(Some("newest 2,000"), &tasks);
        let lines: Vec<_> = summary.lines().collect();
        assert_eq!(lines[1], "21 tasks match · newest 2,000 · Failed 1101");
        assert_eq!(
            (lines.len(), lines[101], lines[102]),
            (104, "- a (`pcb-1`): Failed, -- / --", "+ 1,001 more")
        );
    }

    #[test]
    fn a_text_from_outside_is_no_markup() {
        let reply: Json = serde_json::from_str(
            r#"{"RequestId":"R","TaskList":[
            {"BatchId":"`[x](y)\n","TaskName":"<b>","Status":"[NEW]","SuccessCount":1,"TotalCount":2}]}"#,
        )
        .unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let page = read_task_page(&head, &reply).unwrap();
        let line = summary_line(&Locale::default(), &page.tasks[0]);
        assert_eq!(line, r"\<b\> (`[x](y)`): \[NEW\], 1 / 2");
    }
}
