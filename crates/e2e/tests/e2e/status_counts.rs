//! How many tasks are in each status, on the chips: asked for after the rows, and left out where that is not known.

use axum::http::StatusCode;
use serde_json::json;
use simulator::Reply;

use crate::leap::LEAP;
use crate::plain::{self, File};
use crate::replies::row;
use crate::stage::Stage;
use crate::visit::Visit;

const COUNTS: &str = "[...document.querySelectorAll('.chip')].map(chip => chip.innerText.replace(/\\s+/g, ' ').trim()).join(', ')";
const NAMES: &str =
    "[...document.querySelectorAll('.chip')].map(chip => chip.ariaLabel).join('; ')";
const NO_COUNT: &str = "Dispatching, Running, Completed, Partly done, Failed, Other";
/// What PolarDB tells: not which completed ones are done in full, and not what is in no status of its own.
const ALL: &str = "Dispatching 1, Running 9, Completed, Partly done, Failed 9, Other";
const STATUSES: [&str; 3] = ["DISPATCHING", "RUNNING", "FAILED"];

fn count_query(status: &str) -> String {
    format!("PageNumber=1&PageSize=1&Status=%5B%22{status}%22%5D")
}

/// The requests for counts, in their order.
fn asked(visit: &Visit) -> Vec<String> {
    let queries = visit.upstream.queries();
    queries.into_iter().filter(|query| query.contains("PageSize=1&")).collect()
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn each_chip_says_how_many_tasks_are_in_its_status() {
    Stage::with_status_counts().play(async |visit| {
        visit.run_first(LEAP).await;
        visit.open("").await;
        visit.expect(COUNTS, ALL).await;
        visit.expect(NAMES, "Dispatching, 1 task; Running, 9 tasks; ; ; Failed, 9 tasks; ").await;
        let round = STATUSES.map(count_query);
        assert_eq!(visit.upstream.queries()[0], "PageNumber=1&PageSize=30");
        assert_eq!(asked(visit), round);
        // Neither another status, page, size nor view asks again.
        visit.press_chip("FAILED").await;
        visit.press_chip("RUNNING").await;
        visit.choose_size("10").await;
        visit.pass(1_500).await;
        assert_eq!(asked(visit).len(), 3);
        visit.run("leap(61)").await;
        visit.upstream.expect(&count_query("FAILED")).await;
        assert_eq!(asked(visit)[3..], round);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn counts_go_by_the_other_filters() {
    Stage::with_status_counts().play(async |visit| {
        visit.open("?type=polarclaw_uninstall_skills&last=24h&status=FAILED").await;
        visit.expect(&format!("{COUNTS} !== '{NO_COUNT}'"), true).await;
        visit.expect(&format!("/Failed \\d+/.test({COUNTS})"), true).await;
        let view = visit.view().await;
        visit
            .expect(
                "document.querySelector('[data-status=FAILED]').innerText.match(/\\d+/)[0]",
                view.matching().to_string(),
            )
            .await;
        for query in asked(visit) {
            assert!(query.contains("TaskType=polarclaw_uninstall_skills"), "{query}");
            assert!(query.contains("StartTime="), "{query}");
        }
        // Not for a moment under filters that they do not belong to.
        visit.upstream.answer_with("kind=latency&ms=1500&times=1");
        visit.press_text("Reset").await;
        visit.expect(COUNTS, NO_COUNT).await;
        visit.expect(COUNTS, ALL).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_refresh_by_hand_counts_again_after_ten_seconds() {
    Stage::with_status_counts().play(async |visit| {
        visit.run_first(LEAP).await;
        visit.open("").await;
        visit.expect(COUNTS, ALL).await;
        visit.refresh().await;
        visit.pass(2_500).await;
        assert_eq!(asked(visit).len(), 3);
        visit.run("leap(10)").await;
        visit.upstream.expect(&count_query("FAILED")).await;
        assert_eq!(asked(visit).len(), 6);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_stopped_page_counts_nothing() {
    Stage::with_status_counts().play(async |visit| {
        visit.run_first(LEAP).await;
        visit.open("").await;
        visit.expect(COUNTS, ALL).await;
        visit.pause().await;
        visit.run("leap(120)").await;
        visit.pass(2_500).await;
        assert_eq!(asked(visit).len(), 3);
        visit.expect(COUNTS, ALL).await;
    });
}

/// The simulator itself answers, so that each request gets the reply that waits for it.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_count_that_failed_is_left_out_and_an_endpoint_in_trouble_is_let_be() {
    Stage::plain().complaining(&["the server responded with a status of 503"]).play(
        async |visit| {
            let config = plain::with(plain::config(), [("statusCounts", true)]);
            visit.files.put("/config.json", File::json(&config.to_string()));
            visit.run_first(LEAP).await;
            // Not all of the list is in any reply, or the index would count by itself.
            let of = |status| {
                let body =
                    json!({ "RequestId": "R", "TotalCount": 40, "TaskList": [row("a", status)] });
                Reply::json(StatusCode::OK, body.to_string())
            };
            visit.upstream.answer_next(of("RUNNING"));
            visit.upstream.answer_next(of("DISPATCHING"));
            visit.upstream.answer_next(of("RUNNING"));
            let failure = r#"{"Code":"ServiceUnavailable","Message":"later","RequestId":"1"}"#;
            visit.upstream.answer_next(Reply::json(StatusCode::SERVICE_UNAVAILABLE, failure));
            visit.upstream.answer(of("RUNNING"));
            visit.goto("?size=50").await;
            visit
                .expect(COUNTS, "Dispatching 40, Running 40, Completed, Partly done, Failed, Other")
                .await;
            visit.pass(3_000).await;
            assert_eq!(asked(visit).len(), 3);
            // An endpoint that does not filter tells no count: rows of another status are no answer, and it is let be.
            visit.run("leap(601)").await;
            visit.expect(COUNTS, NO_COUNT).await;
            visit.pass(2_500).await;
            assert_eq!(asked(visit).len(), 4);
        },
    );
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_deployment_can_do_without() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.pass(2_500).await;
        assert_eq!(asked(visit), Vec::<String>::new());
        visit.expect(COUNTS, NO_COUNT).await;
    });
}
