//! What the console costs the browser beside a page written by hand: loading, refreshing, going to other rows. It checks
//! nothing; `cargo xtask bench console` prints what it says.

mod found;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::{Value, json};
use simulator::Reply;

use crate::plain::{self, File};
use crate::stage::Stage;
use crate::visit::Visit;

const ROUNDS: usize = 5;
const ROWS: usize = 100;

/// What is measured.
const PAGES: [(&str, &str); 2] = [("by hand", "vanilla.html"), ("the console", "")];
const REFRESH: &str = "[aria-label='Refresh now']";
/// A measured press, what answers it, and what is called a row that shows the answer.
const PRESSES: [(&str, &str, usize, usize); 5] = [
    ("refresh, 10 of 100 rows changed", REFRESH, 0, 10),
    ("refresh, all 100 rows changed", REFRESH, 0, ROWS),
    ("refresh, nothing changed", REFRESH, 0, 0),
    ("next page of 100 rows", "[rel=next]", ROWS, 0),
    ("filtered page of 100 rows", "[data-status=FAILED]", 7 * ROWS, 0),
];

/// A page of running tasks. The first bears this number, and so many have one sub-task more done in each turn.
fn page(first: usize, changed: usize, turn: usize) -> Reply {
    let row = |at: usize| {
        let done = 10 + if at < changed { turn % 50 } else { 0 };
        json!({
            "BatchId": format!("pcb-{:06}", first + at),
            "TaskName": format!("roll out {:06}", first + at),
            "TaskType": "polarclaw_install_skills",
            // What is asked for as failed is at the end.
            "Status": if first < 7 * ROWS { "RUNNING" } else { "FAILED" },
            "TotalCount": 80,
            "SuccessCount": done,
            "TaskBegin": "2026-04-06 20:51:40",
        })
    };
    let rows: Vec<_> = (0..ROWS).map(row).collect();
    let body = json!({ "RequestId": format!("R{turn}"), "PageNumber": 1, "TotalCount": 100_000, "TaskList": rows });
    Reply::json(StatusCode::OK, body.to_string())
}

#[test]
#[ignore = "measures, and checks nothing: cargo xtask bench console"]
fn beside_a_page_written_by_hand() {
    let mut table = BTreeMap::<(usize, &str), [Vec<f64>; 2]>::new();
    Stage::plain().alone().play(async |visit| {
        visit.files.put("/vanilla.html", File::html(include_str!("../../vanilla.html")));
        visit.files.put("/still.html", File::html("<link rel=icon href='data:,'>"));
        // Nothing is refreshed but by a press.
        let mut config = plain::config();
        config["poll"] = json!({ "baseMs": 86_400_000, "maxMs": 86_400_000 });
        visit.files.put("/config.json", File::json(&config.to_string()));
        visit.browser.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" })).await;
        for round in 0..ROUNDS {
            for (column, (_, path)) in PAGES.iter().enumerate() {
                let mut note =
                    |at, what, figure| table.entry((at, what)).or_default()[column].push(figure);
                let (busy, shown) = load(visit, path).await;
                note(0, "loading: first row", shown);
                note(1, "loading: busy", busy);
                for (at, (what, press, first, changed)) in PRESSES.into_iter().enumerate() {
                    let (busy, shown) = press_and_wait(visit, press, first, changed, round).await;
                    note(2 * at + 2, what, busy);
                    if first > 0 {
                        note(2 * at + 3, "… from the press to the rows", shown);
                    }
                }
            }
        }
    });
    println!("| milliseconds | by hand | the console | ratio |\n|---|--:|--:|--:|");
    for ((_, what), figures) in table {
        let [by_hand, console] = figures.map(median);
        println!("| {what} | {by_hand:.1} | {console:.1} | {:.2} |", console / by_hand);
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// How long the main thread was busy until a second after the first row, and when that was there, in milliseconds.
async fn load(visit: &Visit, path: &str) -> (f64, f64) {
    visit.goto("still.html").await;
    visit.upstream.answer(page(0, 0, 0));
    let before = busy(visit).await;
    visit.goto(&format!("{path}?size={ROWS}")).await;
    let shown = visit.value("new Promise(shown => { (function look() {
        if (document.querySelector('[data-batch-id]')) shown(performance.now()); else requestAnimationFrame(look);
    })(); })").await;
    rest(visit, 1_000).await;
    (busy(visit).await - before, shown.as_f64().unwrap())
}

/// How long the main thread was busy with a press and what came of it, besides what it does without one, and how long it took
/// until the answer was in the document, in milliseconds.
async fn press_and_wait(
    visit: &Visit,
    press: &str,
    first: usize,
    changed: usize,
    turn: usize,
) -> (f64, f64) {
    const LENGTH: u32 = 700;
    // What changes is what changed before, so that both presses do the same.
    for turn in [2 * turn + 1, 2 * turn + 2] {
        visit.upstream.answer(page(0, changed, turn));
        if first == 0 && turn % 2 == 1 {
            visit.run(&format!("document.querySelector(\"{REFRESH}\").click()")).await;
            rest(visit, LENGTH).await;
        }
    }
    if first > 0 {
        visit.upstream.answer(page(first, 0, 0));
    }
    let idle = {
        let before = busy(visit).await;
        rest(visit, LENGTH).await;
        busy(visit).await - before
    };
    let before = busy(visit).await;
    let script = format!("new Promise(done => {{
        const [begin, rows] = [performance.now(), document.querySelector('tbody')];
        let shown = 0;
        new MutationObserver(() => {{
            if (document.querySelector('[data-batch-id=\"pcb-{first:06}\"]')) shown ||= performance.now() - begin;
        }}).observe(rows, {{ subtree: true, childList: true, characterData: true, attributes: true }});
        document.querySelector(\"{press}\").click();
        setTimeout(() => done(shown), {LENGTH});
    }})");
    let shown = visit.value(&script).await.as_f64().unwrap();
    let figure = (busy(visit).await - before - idle).max(0.0);
    // Back to the rows before.
    if first > 0 {
        visit.upstream.answer(page(0, 0, 0));
        visit.back().await;
        rest(visit, LENGTH).await;
    }
    (figure, shown)
}

/// Lets the page be for a while.
async fn rest(visit: &Visit, milliseconds: u32) {
    visit.value(&format!("new Promise(done => setTimeout(done, {milliseconds}))")).await;
}

/// How long the page's main thread has been busy, in milliseconds.
async fn busy(visit: &Visit) -> f64 {
    let metrics = visit.browser.devtools("Performance.getMetrics", json!({})).await;
    let value = |name: &str| {
        let all: &Vec<Value> = metrics["metrics"].as_array().unwrap();
        all.iter().find(|metric| metric["name"] == name).unwrap()["value"].as_f64().unwrap()
    };
    1000.0 * (value("TaskDuration") - value("DevToolsCommandDuration"))
}
