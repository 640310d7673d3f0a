//! Many refreshes leave nothing behind: neither memory nor nodes nor listeners, and no request too many.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use simulator::Reply;

use crate::leap::LEAP;
use crate::replies::{list, running};
use crate::stage::Stage;
use crate::visit::Visit;

const ROWS: u64 = 100;
const CHANGED: u64 = 10;

/// The page after the refresh of this number: its turn of ten rows bears the number, others bear those of theirs.
fn page(number: u64) -> Reply {
    let rows: Vec<_> = (0..ROWS).map(|row| row_after(number, row)).collect();
    list(&rows)
}

fn row_after(number: u64, row: u64) -> Value {
    let turns = ROWS / CHANGED;
    let since_its_turn = (number + turns - row / CHANGED) % turns;
    let mut task = running(number.saturating_sub(since_its_turn), 1_000);
    task["BatchId"] = json!(format!("pcb-{row:06}"));
    task
}

/// How many rows tell how long they take.
const ENDS: &str = "document.querySelectorAll('tbody .left:not(:empty)').length";

/// What the browser holds for the page, rubbish collected.
#[derive(Debug)]
struct Held {
    heap_kb: f64,
    nodes: f64,
    listeners: f64,
    wasm_kb: f64,
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn five_hundred_refreshes_leave_nothing_behind() {
    Stage::plain().play(async |visit| {
        visit.run_first(KEEP_THE_MEMORY_AT_HAND).await;
        visit.run_first(SHORT_LIMITS).await;
        visit.run_first(LEAP).await;
        // On a busy machine the page asks again before it is paused.
        visit.upstream.answer(page(0));
        visit.open("?size=100").await;
        visit.pause().await;
        let mut held = Vec::new();
        for hundred in 0..5 {
            let numbers = 100 * hundred + 1..=100 * (hundred + 1);
            numbers.clone().for_each(|number| visit.upstream.answer_next(page(number)));
            let (first, last) = (numbers.start(), numbers.end());
            visit.value(&format!("{REFRESH}({first}, {last})")).await;
            if hundred == 0 {
                // From then on each row tells when it ends, with texts that it did not have before.
                visit.run("leap(20)").await;
            } else {
                visit.expect(ENDS, 100).await;
            }
            // Then the last limit is over.
            visit.pass(1_600).await;
            held.push(measure(visit).await);
            println!("after {last} refreshes: {:?}", held[hundred as usize]);
        }
        assert!(visit.upstream.handle.calls() >= 501);
        check_level(&held[1..]);
    });
}

/// What is held in the end is what was held before.
fn check_level(held: &[Held]) {
    let [before, .., after] = held else { panic!("{held:?}") };
    assert!(after.heap_kb <= before.heap_kb * 1.05 + 500.0, "{held:#?}");
    // It grows by whole pages of 65.5 kB, and one may be missing by a few bytes at any time.
    assert!(after.wasm_kb <= before.wasm_kb + 131.1, "{held:#?}");
    assert!(after.nodes <= before.nodes, "{held:#?}");
    assert!(after.listeners <= before.listeners, "{held:#?}");
}

/// What the page's scripts and its program hold, rubbish collected, in kB.
pub(crate) async fn held_kb(visit: &Visit) -> f64 {
    let held = measure(visit).await;
    held.heap_kb + held.wasm_kb
}

async fn measure(visit: &Visit) -> Held {
    #[derive(Deserialize)]
    struct Metric {
        name: String,
        value: f64,
    }
    visit.browser.devtools("Performance.enable", json!({})).await;
    visit.browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
    let metrics = visit.browser.devtools("Performance.getMetrics", json!({})).await;
    let metrics: Vec<Metric> = serde_json::from_value(metrics["metrics"].clone()).unwrap();
    let metrics: BTreeMap<_, _> = metrics.into_iter().map(|one| (one.name, one.value)).collect();
    Held {
        heap_kb: metrics["JSHeapUsedSize"] / 1000.0,
        nodes: metrics["Nodes"],
        listeners: metrics["JSEventListeners"],
        wasm_kb: visit
            .value("(window.memory?.buffer.byteLength ?? 0) / 1000")
            .await
            .as_f64()
            .unwrap(),
    }
}

/// The program keeps its memory to itself; its second part has none of its own.
pub(crate) const KEEP_THE_MEMORY_AT_HAND: &str = "
    for (const way of ['instantiate', 'instantiateStreaming']) {
        const start = WebAssembly[way];
        WebAssembly[way] = async (...program) => {
            const started = await start.apply(WebAssembly, program);
            // A module that is compiled already gives the instance alone.
            const exported = Object.values((started.instance ?? started).exports);
            window.memory ??= exported.find(value => value instanceof WebAssembly.Memory);
            return started;
        };
    }
";

/// A request's time limit lives for 15 s, in which only three requests are sent otherwise, and here there are hundreds.
const SHORT_LIMITS: &str = "
    const limit = AbortSignal.timeout;
    AbortSignal.timeout = milliseconds => limit.call(AbortSignal, milliseconds / 10);
";

/// Presses the button for each number, as soon as the rows of the one before are there.
const REFRESH: &str = "(async (first, last) => {
    const button = document.querySelector('[aria-label=\"Refresh now\"]');
    const counts = document.querySelectorAll('tbody .counts');
    for (let number = first; number <= last; number++) {
        const row = counts[number * 10 % 100];
        await new Promise(resolve => {
            new MutationObserver((_, observer) => {
                if (row.textContent !== `${number} / 1000`) return;
                observer.disconnect();
                resolve();
            }).observe(row, { childList: true, characterData: true, subtree: true });
            button.click();
        });
    }
})";

/// The browser's own time for tests: it leaps to the next timer, and stands still while a request is on its way.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_hour_at_five_seconds_is_720_requests() {
    const HOUR: u32 = 3_600_000;
    Stage::plain().play(async |visit| {
        visit.run_first(KEEP_THE_MEMORY_AT_HAND).await;
        visit.run_first(DATE_OF_THE_PAGE).await;
        visit.upstream.answer(page(0));
        visit.open("?size=100").await;
        visit.choose_pace("5 s").await;
        let mut held = Vec::new();
        for quarter in 1..=4 {
            let calls = visit.upstream.handle.calls();
            let end = visit.value("Date.now()").await.as_f64().unwrap() + f64::from(HOUR / 4);
            let leap = json!({ "policy": "pauseIfNetworkFetchesPending", "budget": HOUR / 4 });
            visit.browser.devtools("Emulation.setVirtualTimePolicy", leap).await;
            visit.expect(&format!("Date.now() >= {end}"), true).await;
            held.push(measure(visit).await);
            let calls = visit.upstream.handle.calls() - calls;
            println!("quarter {quarter}: {calls} requests, {:?}", held[quarter - 1]);
            assert!((170..=181).contains(&calls), "{calls} requests in a quarter of an hour");
        }
        check_level(&held);
    });
}

/// The server's clock does not leap with the page's.
const DATE_OF_THE_PAGE: &str = "
    const get = Headers.prototype.get;
    Headers.prototype.get = function (name) {
        return name.toLowerCase() === 'date' ? new Date().toUTCString() : get.call(this, name);
    };
";
