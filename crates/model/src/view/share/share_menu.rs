//! The menu of what a view is shared as, and its summary.

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

/// What a view shows, in lines of Markdown: its endpoint and time, how many tasks there are (`total`), how many of the page
/// have each status, each task that failed or is partly done, and the link.
pub fn summary<'a>(
    locale: &Locale,
    endpoint: &str,
    time: &str,
    total: &str,
    tasks: impl Iterator<Item = &'a BatchTask> + Clone,
    link: &str,
) -> String {
    let mut lines = vec![
        format!("**{} · {endpoint}** · {time}", tr!(locale, "Batch tasks")),
        joined("{text} · {next}", &[total, &on_page(locale, tasks.clone())]),
    ];
    let needs_look = |task: &&BatchTask| {
        matches!(task.standing(), Standing::Failed | Standing::CompletedWithRest { .. })
    };
    let line = |task: &BatchTask| format!("- {}", summary_line(locale, task));
    lines.extend(tasks.filter(needs_look).map(line));
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

/// `on this page: 3 Running, 1 Failed`, in the order of their first tasks.
fn on_page<'a>(locale: &Locale, tasks: impl Iterator<Item = &'a BatchTask>) -> String {
    let mut counts: Vec<(String, u64)> = Vec::new();
    for task in tasks {
        let word = one_line(standing_word(locale, task));
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let counts: Vec<_> = counts.iter().map(|(word, count)| format!("{word} {count}")).collect();
    if counts.is_empty() {
        return String::new();
    }
    tr!(locale, "on this page: {counts}", counts = counts.join(", "))
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
    use super::*;
    use crate::json::Json;
    use crate::wire::{ReplyHead, read_task_page};

    #[test]
    fn a_summary_names_what_needs_a_look_and_its_link() {
        let reply: Json = serde_json::from_str(
            r#"{"RequestId":"R","TaskList":[
            {"BatchId":"pcb-1","TaskName":"a","Status":"RUNNING","SuccessCount":1,"TotalCount":2},
            {"BatchId":"pcb-2","TaskName":"*b*\nc","Status":"FAILED","SuccessCount":0,"TotalCount":2},
            {"BatchId":"pcb-3","TaskName":"d","Status":"COMPLETED","SuccessCount":1,"TotalCount":2},
            {"BatchId":"pcb-4","TaskName":"e","Status":"RUNNING","SuccessCount":1,"TotalCount":2}]}"#,
        )
        .unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let tasks = read_task_page(&head, &reply).unwrap().tasks;
        let tasks = tasks.iter().map(|task| &**task);
        let locale = Locale::default();
        let summary = summary(
            &locale,
            "prod",
            "2026-11-29 00:54:12 (UTC+8)",
            "21 tasks match",
            tasks,
            "https://x/",
        );
        let lines = [
            "**Batch tasks · prod** · 2026-11-29 00:54:12 (UTC+8)",
            "21 tasks match · on this page: Running 2, Failed 1, Partly done 1",
            r"- \*b\* c (`pcb-2`): Failed, 0 / 2",
            "- d (`pcb-3`): Partly done, 1 / 2",
            "https://x/",
        ];
        assert_eq!(summary, lines.join("\n"));
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
