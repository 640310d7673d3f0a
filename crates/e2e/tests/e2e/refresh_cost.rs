//! What a refresh and a turn of the page cost, in counts: of renderings, of changes in the document, of nodes. Times are in
//! `cargo xtask bench console`.

use axum::http::StatusCode;
use serde_json::json;
use simulator::Reply;

use crate::replies::at;
use crate::stage::Stage;
use crate::view::HAS_ALL_PARTS;
use crate::visit::Visit;
use crate::wait::until;

/// A page of a hundred running tasks of three hundred, the first of which bears this number. The first `changed` have 3 of 8
/// sub-tasks done, the others 2. When they began is not known, so that no time passes for them.
fn page(first: usize, changed: usize) -> Reply {
    let row = |place| {
        json!({
            "BatchId": format!("pcb-{:06}", first + place),
            "TaskName": format!("roll out {}", first + place),
            "TaskType": "polarclaw_install_skills",
            "Status": "RUNNING",
            "TotalCount": 8,
            "SuccessCount": if place < changed { 3 } else { 2 },
        })
    };
    let rows: Vec<_> = (0..100).map(row).collect();
    let body = json!({ "RequestId": "R", "TotalCount": 300, "TaskList": rows });
    at("06:53:20", Reply::json(StatusCode::OK, body.to_string()))
}

/// The page with a hundred rows, all of its parts there, and nothing on its way.
async fn open(visit: &Visit) {
    visit.upstream.answer(page(0, 0));
    visit.open("?size=100").await;
    visit.expect(HAS_ALL_PARTS, true).await;
    visit.pause().await;
    visit.point_at("h1").await;
}

const REFRESH: &str = "document.querySelector(\"[aria-label='Refresh now']\").click()";

/// How many rows show 3 of 8.
const CHANGED: &str = "[...document.querySelectorAll('tbody .counts')]\
    .filter(counts => counts.textContent === '3 / 8').length";

async fn refresh(visit: &Visit, changed: usize) {
    visit.upstream.answer(page(0, changed));
    visit.leap(1).await;
    visit.run(REFRESH).await;
    visit.expect(CHANGED, changed).await;
}

const WATCH: &str = "
    window.changes = { childList: 0, characterData: 0, attributes: 0, twice: 0 };
    const seen = new Map();
    new MutationObserver(records => {
        for (const { type, target, attributeName } of records) {
            window.changes[type]++;
            const what = seen.get(target) ?? seen.set(target, new Set()).get(target);
            if (what.has(attributeName)) window.changes.twice++;
            what.add(attributeName);
        }
    }).observe(document.querySelector('.table'),
        { subtree: true, childList: true, characterData: true, attributes: true });";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_refresh_changes_each_text_and_attribute_that_differs_once() {
    Stage::plain_and_standing().play(async |visit| {
        open(visit).await;
        visit.run(WATCH).await;
        refresh(visit, 10).await;
        // Of each row the counts, the percent, and what the bar says, has and shows.
        let expected = json!({ "childList": 0, "characterData": 20, "attributes": 30, "twice": 0 });
        visit.expect("window.changes", expected).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_next_page_is_shown_in_the_elements_of_the_last_one() {
    Stage::plain_and_standing().play(async |visit| {
        open(visit).await;
        visit.run(WATCH).await;
        visit.upstream.answer(page(100, 0));
        visit.run("document.querySelector('[rel=next]').click()").await;
        visit.expect("document.querySelector('tbody code').textContent", "pcb-000100").await;
        visit.expect("document.querySelectorAll('tbody code')[99].textContent", "pcb-000199").await;
        assert_eq!(visit.value("window.changes.childList").await, 0);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_row_has_so_many_nodes() {
    const NODES: &str = "(nodes => { let count = 0; while (nodes.nextNode()) count++; return count; })\
        (document.createNodeIterator(document.querySelector('tbody .row')))";
    Stage::plain_and_standing().play(async |visit| {
        open(visit).await;
        assert_eq!(visit.value(NODES).await, 54);
    });
}

/// How often the browser has computed styles, as it does in each frame in which anything moves.
async fn renderings(visit: &Visit) -> u64 {
    visit.browser.devtools("Performance.enable", json!({})).await;
    let metrics = visit.browser.devtools("Performance.getMetrics", json!({})).await;
    let metrics = metrics["metrics"].as_array().unwrap();
    let count = metrics.iter().find(|metric| metric["name"] == "RecalcStyleCount").unwrap();
    count["value"].as_f64().unwrap() as u64
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_refresh_renders_few_frames() {
    const REFRESHED: &str = "new Promise(resolve => {
        const counts = document.querySelector('tbody .counts');
        new MutationObserver(() => setTimeout(resolve, 700))
            .observe(counts, { characterData: true, subtree: true });
        document.querySelector(\"[aria-label='Refresh now']\").click();
    })";
    Stage::plain_and_standing().play(async |visit| {
        open(visit).await;
        for changed in [10, 100] {
            visit.upstream.answer(page(0, changed));
            visit.leap(1).await;
            come_to_rest(visit).await;
            let before = renderings(visit).await;
            visit.value(REFRESHED).await;
            let frames = renderings(visit).await - before;
            println!("{changed} rows: {frames} frames");
            assert!(frames <= 4, "{frames} frames after {changed} rows have changed");
            refresh(visit, 0).await;
        }
    });
}

/// Waits until nothing moves any more of what came before, such as the load or a menu that closes.
async fn come_to_rest(visit: &Visit) {
    let in_a_moment = async || {
        let before = renderings(visit).await;
        visit.pass(300).await;
        renderings(visit).await - before
    };
    until("renderings in 300 ms", 0, in_a_moment).await;
}

/// The cells that are marked now, by the batches of their rows, each with its colour.
const MARKED: &str = "[...document.querySelectorAll('tbody .row > *')].flatMap(cell => {
    const colour = getComputedStyle(cell).backgroundColor;
    return colour === 'rgba(0, 0, 0, 0)' ? [] : [`${cell.closest('tr').dataset.batchId} ${cell.className} ${colour}`];
})";

/// Timers of 600 ms wait until a test lets them go.
const HOLD_THE_MARKS: &str = "
    window.held = [];
    window.setTimeout = (set => (action, pause, ...rest) =>
        pause === 600 ? window.held.push(action) : set(action, pause, ...rest))(window.setTimeout);";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn changed_cells_in_view_are_marked_for_six_tenths_of_a_second() {
    Stage::plain_and_standing().play(async |visit| {
        visit.run_first(HOLD_THE_MARKS).await;
        open(visit).await;
        // A fifth of the rows, of which as many are in view as the window has room for.
        refresh(visit, 20).await;
        visit.expect("window.held.length", 1).await;
        let marked: Vec<String> = serde_json::from_value(visit.value(MARKED).await).unwrap();
        let tinted = |at: usize| format!("pcb-{at:06} cell-progress rgb(234, 242, 254)");
        assert!((10..20).contains(&marked.len()), "{marked:?}");
        assert_eq!(marked, (0..marked.len()).map(tinted).collect::<Vec<_>>());
        visit.run("window.held.forEach(end => end())").await;
        visit.expect(MARKED, json!([])).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn nothing_is_marked_where_more_than_a_fifth_of_the_rows_changed() {
    Stage::plain_and_standing().play(async |visit| {
        visit.run_first(HOLD_THE_MARKS).await;
        open(visit).await;
        refresh(visit, 21).await;
        assert_eq!(visit.value(MARKED).await, json!([]));
        assert_eq!(visit.value("window.held.length").await, 0);
    });
}
