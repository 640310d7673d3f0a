//! The panel of one batch over time: what PolarDB is asked and when, and what a refresh touches.

use std::time::Duration;

use serde_json::json;
use simulator::Reply;

use crate::panel::{FACTS, TITLE, ask_often, ended, expect_shown, failed, open, texts, three};
use crate::replies::{batch, batch_body, subtask, subtasks};
use crate::stage::Stage;
use crate::visit::Visit;

/// The batch `a` with so many of four subtasks done.
fn on_its_way(done: usize) -> Reply {
    let states = (0..4).map(|at| if at < done { "COMPLETED" } else { "RUNNING" });
    batch("a", "RUNNING", &subtasks(&states.collect::<Vec<_>>()))
}

async fn refresh_by_script(visit: &Visit) {
    visit.run("document.querySelector(\"[aria-label='Refresh now']\").click()").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_is_asked_for_as_often_as_the_list_and_by_nothing_but_its_id() {
    Stage::new().play(async |visit| {
        ask_often(visit);
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(on_its_way(1));
        open(visit, "?batch=pcb-a").await;
        visit.upstream.expect_batch_calls_beyond(2).await;
        visit.upstream.answer_batch(on_its_way(3));
        visit.expect(&texts(".done"), json!(["3 of 4 done"])).await;
        let queries = visit.upstream.batch_queries();
        assert!(queries.iter().all(|query| query == "BatchId=pcb-a"), "{queries:?}");

        visit.pause().await;
        let calls = visit.upstream.batch_queries().len();
        visit.pass(2_500).await;
        assert_eq!(visit.upstream.batch_queries().len(), calls, "while paused");
        visit.upstream.answer_batch(on_its_way(4));
        visit.refresh().await;
        visit.expect(&texts(".done"), json!(["4 of 4 done"])).await;
        assert_eq!(visit.upstream.batch_queries().len(), calls + 1, "after one press");

        visit.choose_in(".live", "#live-menu", "Live").await;
        visit.upstream.expect_batch_calls_beyond(calls + 2).await;
        visit.press("aside [aria-label=Close]").await;
        let calls = visit.upstream.batch_queries().len();
        visit.pass(2_500).await;
        assert_eq!(visit.upstream.batch_queries().len(), calls, "after it was closed");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_page_that_nobody_sees_asks_for_no_batch() {
    Stage::new().play(async |visit| {
        ask_often(visit);
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(on_its_way(1));
        open(visit, "?batch=pcb-a").await;
        let before = visit
            .look_elsewhere_while(async || {
                // What was on its way when the page was left comes to its end first.
                visit.pass(1_000).await;
                let calls = visit.upstream.batch_queries().len();
                visit.pass(2_500).await;
                assert_eq!(visit.upstream.batch_queries().len(), calls);
                calls
            })
            .await;
        visit.upstream.expect_batch_calls_beyond(before).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_refresh_in_which_nothing_changed_touches_nothing_in_the_panel() {
    const WATCH: &str = "
        window.touched = [];
        const isClock = node => (node.nodeType === 1 ? node : node.parentElement)
            ?.closest('.fact-elapsed, .fact-rate, .outlook');
        new MutationObserver(changes => {
            for (const { type, target, attributeName } of changes)
                if (!isClock(target)) window.touched.push([type, attributeName, target.className].join());
        }).observe(document.querySelector('.beside'),
            { subtree: true, childList: true, characterData: true, attributes: true });";
    Stage::new().play(async |visit| {
        ask_often(visit);
        visit.upstream.answer_list(three());
        for (reply, link) in [(on_its_way(1), "?batch=pcb-a"), (failed(), "?batch=pcb-b")] {
            visit.upstream.answer_batch(reply);
            open(visit, link).await;
            visit.run(WATCH).await;
            for _ in 0..3 {
                let calls = visit.upstream.batch_queries().len();
                refresh_by_script(visit).await;
                visit.upstream.expect_batch_calls_beyond(calls).await;
            }
            visit.pass(1_200).await;
            assert_eq!(visit.value("window.touched").await, json!([]));
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_changed_changes_in_place() {
    const OPEN: &str = "[...document.querySelectorAll('.subtask-rows .error-text')]\
        .filter(text => text.checkVisibility()).map(text => text.textContent)";
    let reply = |second: &str| {
        batch("a", "RUNNING", &subtasks(&["FAILED:disk 1 full", second, "FAILED:no route"]))
    };
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(reply("RUNNING"));
        open(visit, "?batch=pcb-a").await;
        visit.pause().await;
        visit
            .run("window.rows = [...document.querySelectorAll('.subtask-rows .subtask-row')]")
            .await;
        visit.press(".subtask-rows .subtask-row:nth-child(1) .error").await;
        visit.expect(OPEN, json!(["disk 1 full"])).await;
        visit.upstream.answer_batch(reply("FAILED:disk 2 full"));
        refresh_by_script(visit).await;
        let words = texts(".subtask-rows .badge-word");
        visit.expect(&words, json!(["Failed", "Failed", "Failed"])).await;
        visit.expect(OPEN, json!(["disk 1 full"])).await;
        visit.expect("document.activeElement.className", "error").await;
        let are_same = "window.rows.length === 3 && window.rows.every((row, at) => \
            row === document.querySelectorAll('.subtask-rows .subtask-row')[at])";
        visit.expect(are_same, true).await;
        visit.expect(&texts(".reason-title"), json!(["disk ‹n› full", "no route"])).await;
    });
}

/// The list may come first, or the batch.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_row_that_left_the_page_says_how_its_batch_ended_once_a_reply_says_so() {
    let status = texts("tbody .badge-word");
    Stage::new().play(async |visit| {
        for is_list_late in [false, true] {
            visit.upstream.answer_list(three());
            visit.upstream.answer_batch(on_its_way(1));
            open(visit, "?batch=pcb-a").await;
            visit.pause().await;
            visit.expect(&status, json!(["Running", "Failed", "Completed"])).await;
            visit.run("document.querySelector('tbody .name').focus()").await;
            let mut rest = crate::replies::list(&[ended("b", "FAILED"), ended("c=8", "COMPLETED")]);
            let mut end = batch("a", "COMPLETED", &[subtask(1, "COMPLETED")]);
            let late = if is_list_late { &mut rest } else { &mut end };
            late.delay = Duration::from_millis(600);
            visit.upstream.answer_list(rest);
            visit.upstream.answer_batch(end);
            refresh_by_script(visit).await;
            visit.expect(&status, json!(["Now completed", "Failed", "Completed"])).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_answer_about_another_batch_never_shows() {
    let late = |id: &str, milliseconds| {
        let reply = batch(id, "COMPLETED", &[subtask(1, "COMPLETED")]);
        Reply { delay: Duration::from_millis(milliseconds), ..reply }
    };
    Stage::plain().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch_next(late("a", 1_500));
        visit.upstream.answer_batch(late("b", 0));
        visit.open("").await;
        visit.pause().await;
        visit.press("tbody tr:nth-child(2) .name").await;
        visit.upstream.expect_batch_calls_beyond(0).await;
        expect_shown(visit, "skeleton").await;
        visit.press("[aria-label='Next batch of the page']").await;
        visit.expect(TITLE, "task b").await;
        visit.upstream.expect_given_up(1).await;
        visit.pass(2_000).await;
        visit.expect(TITLE, "task b").await;
        expect_shown(visit, "batch").await;
    });
}

/// Until the answer is there, nothing is said that is of the batch before.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn while_a_batch_is_on_its_way_nothing_of_another_is_shown() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch_next(failed());
        let slow = batch_body("x", "RUNNING ", &subtasks(&["RUNNING"]));
        let slow = Reply::json(axum::http::StatusCode::OK, slow.to_string());
        visit.upstream.answer_batch(Reply { delay: Duration::from_secs(2), ..slow });
        open(visit, "?batch=pcb-b").await;
        visit.pause().await;
        visit.type_into("[aria-label='Search name or batch ID']", "pcb-x\u{e007}").await;
        expect_shown(visit, "skeleton").await;
        visit.expect(TITLE, "pcb-x").await;
        visit.expect(&texts("aside .pill"), json!([])).await;
        visit.expect(&texts("aside section"), json!([])).await;
        visit.expect(TITLE, "task x").await;
        visit.expect(&texts("aside .pill"), json!(["Running"])).await;
        // A batch that runs has not ended, whatever the reply says.
        visit.expect(&format!("{FACTS}.filter(fact => / so far$/.test(fact)).length"), 1).await;
    });
}
