//! Rows that are not known to be so any more: they say since when and why, and nothing in them goes on.

use serde_json::json;

use crate::panel::{TITLE, TROUBLE, expect_shown};
use crate::replies::{batch, list, row, subtasks};
use crate::stage::Stage;
use crate::visit::Visit;

const AGE: &str = "document.querySelector('.age').textContent";
const ELAPSED: &str = "document.querySelector('tbody .cell-duration').innerText.trim()";
const ENDS: &str = "document.querySelector('tbody .cell-ends').innerText.trim()";
const BANNER: &str = "document.querySelector('.banner').checkVisibility()";
const THROTTLED: &str = "a status of 429";
const BAD_GATEWAY: &str = "a status of 502";

/// A task that began ten minutes ago.
fn running() -> serde_json::Value {
    let mut running = row("a=3", "RUNNING");
    running["TaskBegin"] = json!("2026-11-24 06:43:20");
    running
}

async fn open(visit: &Visit) {
    visit.upstream.answer_list(list(&[running()]));
    visit.open("").await;
    visit.expect(ELAPSED, "10 min 00 s").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_rate_limit_of_an_hour_stops_the_rows_at_once() {
    Stage::plain_and_standing().complaining(&[THROTTLED]).play(async |visit| {
        open(visit).await;
        visit.upstream.answer_with("kind=throttled&status=429&wait_ms=3600000");
        visit.refresh().await;
        let says = format!("/^Data from 14:53:20 · Throttled · next try in /.test({AGE})");
        visit.expect(&says, true).await;
        visit.leap(1_800).await;
        visit.expect(AGE, "Data from 14:53:20 · Throttled · next try in 30 min 00 s").await;
        visit.expect(ELAPSED, "10 min 00 s").await;
        visit.expect(ENDS, "--").await;
        visit.expect(BANNER, false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_of_an_endpoint_in_trouble_grow_old_before_the_banner() {
    Stage::plain_and_standing().complaining(&[BAD_GATEWAY]).play(async |visit| {
        visit.run_first(crate::leap::NO_LONG_TIMERS).await;
        visit.files.put("/config.json", crate::plain::File::json(
            r#"{"version":1,"endpoints":[{"id":"a","label":"a","url":"./rpc"}],"poll":{"baseMs":5000,"maxMs":60000}}"#,
        ));
        open(visit).await;
        visit.upstream.answer_with("kind=error&status=502&code=InternalError");
        visit.refresh().await;
        visit.expect(&format!("/^Next try in /.test({AGE})"), true).await;
        visit.leap(15).await;
        visit.expect(ELAPSED, "10 min 15 s").await;
        visit.leap(1).await;
        visit.expect(&format!("/^Data from 14:53:20/.test({AGE})"), true).await;
        visit.expect(ELAPSED, "10 min 00 s").await;
        visit.expect(BANNER, false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn while_the_refresh_is_paused_rows_hold_for_15_s() {
    Stage::plain_and_standing().play(async |visit| {
        open(visit).await;
        visit.pause().await;
        visit.leap(15).await;
        visit.expect(AGE, "Updated 15 s ago").await;
        visit.leap(1).await;
        visit.expect(AGE, "Data from 14:53:20").await;
        visit.expect(ELAPSED, "10 min 00 s").await;
        visit.expect(ENDS, "--").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_panel_says_so_too() {
    const SAYS: &str = "document.querySelector('.panel-age').innerText";
    Stage::plain_and_standing().complaining(&[THROTTLED]).play(async |visit| {
        visit.upstream.answer_list(list(&[running()]));
        visit.upstream.answer_batch(batch("a", "RUNNING", &subtasks(&["RUNNING"])));
        visit.open("?batch=pcb-a").await;
        expect_shown(visit, "batch").await;
        visit.expect(SAYS, "").await;
        visit.upstream.handle.clear();
        visit.upstream.answer_list(list(&[running()]));
        visit
            .upstream
            .answer_with("kind=throttled&status=429&wait_ms=600000&action=DescribeBatchTask");
        visit.refresh().await;
        let says = format!("/^Data from 14:53:20 · Throttled · next try in /.test({SAYS})");
        visit.expect(&says, true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_answer_proves_the_connection() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer(list(&[row("a=3", "RUNNING")]));
        visit.open("").await;
        // As browsers say of a network that was left for another one.
        visit.run("dispatchEvent(new Event('offline'))").await;
        let calls = visit.upstream.handle.calls();
        visit.upstream.expect_calls_beyond(calls + 1).await;
        visit.expect_liveness("Live").await;
        visit.expect(BANNER, false).await;
        // Without any network nothing is asked, until an answer by hand comes all the same.
        visit.lose_connection().await;
        visit.expect_liveness("Offline").await;
        visit.refresh().await;
        visit.expect_liveness("Live").await;
        let calls = visit.upstream.handle.calls();
        visit.upstream.expect_calls_beyond(calls + 1).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_answer_from_memory_behind_a_gateway_is_dated_and_nobodys_clock_is_blamed() {
    Stage::plain().play(async |visit| {
        visit.run_first(&crate::leap::stand()).await;
        let mut old = crate::replies::at("06:53:20", list(&[row("a=3", "RUNNING")]));
        old.headers.insert("age", "42".parse().unwrap());
        let status = "batch-proxy; hit; ttl=-40; detail=\"ServiceUnavailable\"";
        old.headers.insert("cache-status", status.parse().unwrap());
        visit.upstream.answer(old);
        visit.open("").await;
        visit.expect(&format!("/^Data from [\\d:]{{8}} · Next try in /.test({AGE})"), true).await;
        visit.expect(&format!("/52:38/.test({AGE})"), true).await;
        visit.expect("document.querySelector('.banner').innerText.includes('clock')", false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn another_batch_never_stands_under_the_id_that_was_asked_for() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer_list(list(&[row("a=3", "RUNNING")]));
        visit.upstream.answer_batch(batch("b", "FAILED", &subtasks(&["FAILED:disk full"])));
        visit.open("?batch=pcb-a").await;
        expect_shown(visit, "trouble").await;
        let names_both =
            format!("/Asked for BatchId pcb-a, received BatchId pcb-b\\./.test({TROUBLE})");
        visit.expect(&names_both, true).await;
        visit.expect(&format!("{TITLE}.includes('task b')"), false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_range_that_was_asked_for_by_a_wrong_clock_is_asked_for_again_at_once() {
    Stage::new().play(async |visit| {
        visit.run_first("const now = Date.now; Date.now = () => now() + 86_400_000;").await;
        visit.open("?last=1h").await;
        visit.expect("document.querySelectorAll('tbody .row').length > 0", true).await;
        visit.upstream.expect_looked_back(3_600);
        assert_eq!(visit.upstream.queries().len(), 2);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn pages_of_another_size_than_was_asked_for_can_all_be_reached() {
    Stage::plain().play(async |visit| {
        let rows: Vec<_> = (0..100).map(|at| row(&at.to_string(), "RUNNING")).collect();
        let mut reply = list(&rows);
        let body =
            json!({ "RequestId": "R", "PageSize": 100, "TotalCount": 500, "TaskList": rows });
        reply.body = body.to_string().into();
        visit.upstream.answer(reply);
        assert_eq!(visit.open("?size=1000").await.range, "1–100 of 500");
        let note = "document.querySelector('.foot .quiet').innerText";
        visit.expect(note, "The service gives 100 rows per page.").await;
        visit.press("[rel=next]").await;
        visit.expect("location.search", "?page=2&size=1000").await;
        visit.expect("document.querySelector('.range').innerText", "101–200 of 500").await;
    });
}
