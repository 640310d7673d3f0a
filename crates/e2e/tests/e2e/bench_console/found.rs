//! What it costs to search and to sort 100,000 tasks, beside a page written by hand with the same tasks.

use std::collections::BTreeMap;

use serde_json::json;

use super::{busy, median, rest};
use crate::plain::File;
use crate::soak::{KEEP_THE_MEMORY_AT_HAND, held_kb};
use crate::stage::Stage;
use crate::visit::Visit;

const TASKS: u32 = 100_000;
const ROUNDS: usize = 5;
/// A page, when it has all tasks, and how its heads are called.
const PAGES: [(&str, &str, &str); 2] = [
    ("vanilla_find.html", "document.querySelector('#read').textContent !== ''", "button"),
    (
        "?q=install",
        "document.querySelector('.total')?.textContent.includes('of 100,000 tasks')",
        ".found button.sort",
    ),
];
/// What is typed, one after the other.
const SEARCHES: [&str; 4] = ["uninstall", "uninstall web", "-install", "知识库"];
const NAMES: &str = "[...document.querySelectorAll('[data-batch-id] .name')]";

#[test]
#[ignore = "measures, and checks nothing: cargo xtask bench console"]
fn a_hundred_thousand_beside_a_page_written_by_hand() {
    let mut table = BTreeMap::<(usize, String), [Vec<f64>; 2]>::new();
    Stage::with_index(TASKS).alone().play(async |visit| {
        visit
            .files
            .put("/vanilla_find.html", File::html(include_str!("../../../vanilla_find.html")));
        visit.run_first(KEEP_THE_MEMORY_AT_HAND).await;
        visit.browser.devtools("Performance.enable", json!({})).await;
        for (column, (path, has_all, head)) in PAGES.into_iter().enumerate() {
            let mut note = |at, what: String, figure| {
                table.entry((at, what)).or_default()[column].push(figure);
            };
            note(0, "read 100,000 tasks, s".into(), read(visit, path, has_all).await);
            note(1, "main thread meanwhile, s".into(), busy(visit).await / 1000.0);
            note(2, "longest task meanwhile, ms".into(), longest_so_far(visit).await);
            note(3, "memory, MB".into(), held_kb(visit).await / 1000.0);
            for _ in 0..ROUNDS {
                for (at, words) in SEARCHES.into_iter().enumerate() {
                    let (shown, longest) = search(visit, words).await;
                    note(4 + 2 * at, format!("search `{words}`: to the rows, ms"), shown);
                    note(5 + 2 * at, format!("search `{words}`: longest task, ms"), longest);
                }
                search(visit, "a").await;
                for (at, column) in ["duration", "name"].into_iter().enumerate() {
                    let (shown, longest) = sort(visit, head, column).await;
                    note(20 + 2 * at, format!("sort by {column}: to the rows, ms"), shown);
                    note(21 + 2 * at, format!("sort by {column}: longest task, ms"), longest);
                }
            }
        }
    });
    println!("| 100,000 tasks | by hand | the console |\n|---|--:|--:|");
    for ((_, what), figures) in table {
        // Nobody is to wait for the longest of them.
        let of_all = if what.contains("longest") { most } else { median };
        let [by_hand, console] = figures.map(of_all);
        println!("| {what} | {by_hand:.1} | {console:.1} |");
    }
}

/// Opens a page and waits until it has read all tasks; how long that took, in seconds.
async fn read(visit: &Visit, path: &str, has_all: &str) -> f64 {
    const REST: &str = ".scope .link:not([hidden])";
    visit.goto(path).await;
    let read = format!("new Promise(done => {{
        (function look() {{
            document.querySelector('{REST}')?.textContent.startsWith('Read the rest') && document.querySelector('{REST}').click();
            if ({has_all}) done(performance.now() / 1000); else setTimeout(look, 100);
        }})();
    }})");
    visit.value(&read).await.as_f64().unwrap()
}

/// The longest task since the page was opened, in milliseconds; those of less than 50 count for nothing.
async fn longest_so_far(visit: &Visit) -> f64 {
    const LONGEST: &str = "new Promise(done => {
        new PerformanceObserver(list => done(Math.max(...list.getEntries().map(({ duration }) => duration))))
            .observe({ type: 'longtask', buffered: true });
        setTimeout(() => done(0), 500);
    })";
    visit.value(LONGEST).await.as_f64().unwrap()
}

fn most(figures: Vec<f64>) -> f64 {
    figures.into_iter().fold(0.0, f64::max)
}

/// Types into the field; how long it took until the rows were there, and the longest task, in milliseconds.
async fn search(visit: &Visit, words: &str) -> (f64, f64) {
    let first = words.split(' ').next().unwrap();
    let is_shown = match first.strip_prefix('-') {
        Some(word) => format!("!{NAMES}.some(name => name.textContent.includes('{word}'))"),
        None => format!("{NAMES}.every(name => name.textContent.includes('{first}'))"),
    };
    let begin = format!(
        "const field = document.querySelector('.search input');
        field.value = '{words}';
        field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));"
    );
    measure(visit, &begin, &is_shown).await
}

/// Presses a head; how long it took until the rows were there, and the longest task, in milliseconds.
async fn sort(visit: &Visit, head: &str, column: &str) -> (f64, f64) {
    let press = format!("document.querySelector(`{head}[data-sort={column}]`).click();");
    let is_shown = format!(
        "document.querySelector('table[data-sort={column}], .found th[aria-sort] [data-sort={column}]') !== null"
    );
    measure(visit, &press, &is_shown).await
}

/// Does something and waits until the rows are those that it leads to.
async fn measure(visit: &Visit, act: &str, is_shown: &str) -> (f64, f64) {
    let script = format!("new Promise(done => {{
        let longest = 0, shown = 0;
        const tasks = new PerformanceObserver(list =>
            list.getEntries().forEach(({{ duration }}) => longest = Math.max(longest, duration)));
        tasks.observe({{ type: 'longtask' }});
        const begin = performance.now();
        // Whatever else changes with the clock, rows are other rows when a name changes.
        const isName = ({{ target }}) => (target.closest ? target : target.parentElement)?.matches('tbody, tbody .name, tbody .name *');
        const rows = new MutationObserver(changes => {{
            if (changes.some(isName) && {is_shown} && {NAMES}.length > 0) shown = performance.now() - begin;
        }});
        rows.observe(document.body, {{ subtree: true, childList: true, characterData: true }});
        {act}
        setTimeout(() => {{ tasks.disconnect(); rows.disconnect(); done([shown, longest]); }}, 900);
    }})");
    let figures = visit.value(&script).await;
    rest(visit, 200).await;
    (figures[0].as_f64().unwrap(), figures[1].as_f64().unwrap())
}
