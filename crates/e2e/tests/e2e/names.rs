//! Names of tasks in the list: which are cut, and what of them can still be read.

use acs3::Credentials;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use simulator::{Reply, Settings};

use crate::fonts;
use crate::panel;
use crate::replies::{batch_body, list, row, subtasks};
use crate::stage::Stage;
use crate::visit::Visit;

const WIDTHS: [u32; 5] = [1024, 1280, 1366, 1440, 1920];
/// At which the panel stands beside the list.
const WIDTHS_WITH_PANEL: [u32; 2] = [1280, 1440];
/// From here on none of the demo's names is cut.
const WIDE_ENOUGH: u32 = 1280;

/// Of 60 characters each.
const LONG_NAMES: [&str; 4] = [
    "roll out slow-query-advisor 1.2.0 to all regions · wave 0001",
    "roll out slow-query-advisor 1.2.0 to all regions · wave 0002",
    "MIGRATE THE SKILL INDEX OF EVERY WAREHOUSE IN CN-WULANCHABU.",
    "安装知识库检索与慢日志分析到华东一可用区全部实例并逐一核对索引校验和失败时自动回滚并通知值班人员确认后继续下一批次第一批",
];

#[test]
#[ignore = "needs a browser, the built site and fonts: cargo xtask test"]
fn no_name_of_the_demo_is_cut_from_1280_px_on() {
    let settings = Settings::new(Credentials::new("id", "secret"));
    let names: Vec<_> = settings.task_names(20_000).into_iter().collect();
    assert_eq!(names.len(), 196);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    on_all_pages(&names, |width, has_panel, shown| {
        let cut: Vec<_> = shown.iter().filter(|name| name.is_cut).map(|name| &name.text).collect();
        let beside = if has_panel { "beside the panel" } else { "" };
        println!("{} of {} names are cut at {width} px {beside}", cut.len(), shown.len());
        assert!(cut.is_empty() || width < WIDE_ENOUGH, "at {width} px {beside}: {cut:#?}");
    });
}

#[test]
#[ignore = "needs a browser, the built site and fonts: cargo xtask test"]
fn a_long_name_keeps_its_tail() {
    for name in LONG_NAMES {
        assert_eq!(name.chars().count(), 60, "{name}");
    }
    on_all_pages(&LONG_NAMES, |width, has_panel, shown| {
        // At 1440 px beside the panel three of four have room: the statuses are icons there.
        let is_narrow = width < WIDE_ENOUGH || has_panel && width == WIDE_ENOUGH;
        let cut: Vec<_> = shown.iter().map(|name| name.is_cut).collect();
        assert!(!is_narrow || cut == [true; 4], "at {width} px not all are cut: {cut:?}");
    });
}

/// Shows running tasks of these names, which are in the heaviest type, at all widths, with and without a panel. Every name
/// that is cut has to show its tail.
fn on_all_pages(names: &[&str], check: impl Fn(u32, bool, &[Name])) {
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(running(names));
        let mut batch = batch_body("0", "RUNNING", &subtasks(&["RUNNING"]));
        batch["TaskName"] = json!(names[0]);
        visit.upstream.answer_batch(Reply::json(StatusCode::OK, batch.to_string()));
        fonts::expect_on_the_page(visit).await;
        for width in WIDTHS {
            check(width, false, &names_shown(visit, width, names).await);
        }
        panel::open(visit, "?batch=pcb-0").await;
        for width in WIDTHS_WITH_PANEL {
            check(width, true, &names_shown(visit, width, names).await);
        }
    });
}

fn running(names: &[&str]) -> Reply {
    let rows = names.iter().enumerate().map(|(number, name)| {
        let mut row = row(&number.to_string(), "RUNNING");
        row["TaskName"] = json!(name);
        row
    });
    list(&rows.collect::<Vec<Value>>())
}

/// The name in a row, and how much of it is to be seen.
#[derive(Debug, Deserialize)]
struct Name {
    text: String,
    /// Whether anything in the row's first cell is wider than the room it has.
    is_cut: bool,
    /// Its end, if it has one that is kept.
    tail: Option<Tail>,
}

#[derive(Debug, Deserialize)]
struct Tail {
    text: String,
    /// Whether all of it lies within the link and the cell.
    is_visible: bool,
}

/// The names in all rows, in their order.
const READ: &str = "
    const isWithin = (inner, outer) => inner.left >= outer.left - .5 && inner.right <= outer.right + .5;
    const box = element => element.getBoundingClientRect();
    const textBox = element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect();
    };
    return [...document.querySelectorAll('tr[data-batch-id]')].map(row => {
        const link = row.querySelector('.name');
        const cell = link.closest('th');
        const tail = link.querySelector('.name-tail');
        // Inline elements have no client width, and text for screen readers has no room on purpose.
        const parts = [cell, ...cell.querySelectorAll('*')].filter(
            part => part.clientWidth > 0 && !part.closest('.unseen'));
        return {
            text: link.textContent,
            is_cut: parts.some(part => part.scrollWidth > part.clientWidth) || !isWithin(box(link), box(cell)),
            tail: tail && {
                text: tail.textContent,
                is_visible: isWithin(textBox(tail), box(tail)) && isWithin(box(tail), box(link))
                    && isWithin(box(tail), box(cell)),
            },
        };
    });
";

async fn names_shown(visit: &Visit, width: u32, expected: &[&str]) -> Vec<Name> {
    visit.resize(width).await;
    let shown = visit.browser.client.execute(READ, Vec::new()).await.unwrap();
    let shown: Vec<Name> = serde_json::from_value(shown).unwrap();
    let texts: Vec<_> = shown.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(texts, expected);
    for name in shown.iter().filter(|name| name.is_cut) {
        let tail = name.tail.as_ref();
        let has_end =
            tail.is_some_and(|tail| tail.text.ends_with(tail_of(&name.text)) && tail.is_visible);
        assert!(has_end, "{:?} is cut at {width} px: {tail:?}", name.text);
    }
    shown
}

/// The end of a name that has to stay, with what is before it in its word: 12 characters, or 6 of Chinese, which are twice as wide.
fn tail_of(name: &str) -> &str {
    let is_chinese = name.contains("安装");
    let kept = if is_chinese { 6 } else { 12 };
    let from = name.char_indices().rev().nth(kept - 1).map_or(0, |(at, _)| at);
    &name[from..]
}
