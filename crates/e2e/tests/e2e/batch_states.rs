//! What the panel of one batch shows of replies that are odd, and of none at all.

use axum::http::StatusCode;
use serde_json::{Value, json};
use simulator::Reply;

use crate::panel::{TROUBLE, ask_often, expect_closed, expect_shown, failed, open, texts, three};
use crate::plain::File;
use crate::replies::{batch, batch_body, subtasks};
use crate::stage::Stage;
use crate::visit::Visit;

const LEGEND: &str = ".panel-legend li";
/// The parts of the bar that are there, by their share.
const SHARES: &str = "[...document.querySelectorAll('.segments i')].filter(it => it.checkVisibility())\
    .map(it => getComputedStyle(it).flexGrow)";

/// Of the failures, as the browser complains of them.
const STATUSES: [&str; 4] =
    ["a status of 403", "a status of 404", "a status of 429", "a status of 502"];

/// An error, how its telling begins, and what can be done about it.
type Trouble = (&'static str, &'static str, &'static [&'static str]);

const TROUBLES: [Trouble; 4] = [
    (
        "code=InvalidBatchId.NotFound",
        "Batch not found. cn-hangzhou knows no batch pcb-b. InvalidBatchId.NotFound",
        &["Try again", "Copy for ticket", "Close panel"],
    ),
    (
        "code=Forbidden.RAM",
        "You may not see this batch. Ask an administrator for this RAM action. \
         polardb:DescribeBatchTask · Forbidden.RAM",
        &["Try again", "Copy for ticket"],
    ),
    (
        "code=Throttling.User",
        "Rate limited. The account's API quota is used up for the moment. Retrying in",
        &["Copy for ticket"],
    ),
    (
        "code=InternalError",
        "Could not load the batch. The service answered with an error. Retrying in",
        &["Try again", "Copy for ticket"],
    ),
];

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_that_cannot_be_had_says_why_and_what_to_do() {
    let offers = "aside [role=alert] a, aside [role=alert] button";
    Stage::new().complaining(&STATUSES).play(async |visit| {
        visit.upstream.answer_list(three());
        for (fault, words, buttons) in TROUBLES {
            visit.upstream.answer_with(&format!("kind=error&{fault}&action=DescribeBatchTask"));
            visit.open("?batch=pcb-b").await;
            expect_shown(visit, "trouble").await;
            let said = visit.value(TROUBLE).await;
            assert!(said.as_str().unwrap().starts_with(words), "{said}");
            assert_eq!(visit.offers(offers).await, buttons, "{fault}");
            visit.expect(&texts("tbody .row .name"), json!(["task a", "task b", "task c"])).await;
            visit.expect_banner("").await;
        }
        visit
            .upstream
            .answer_with("kind=error&code=InvalidBatchId.NotFound&action=DescribeBatchTask");
        visit.open("?batch=pcb-b").await;
        visit.press_text("Close panel").await;
        expect_closed(visit).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn trouble_that_may_pass_is_told_the_third_time_and_the_batch_stays() {
    Stage::new().complaining(&["a status of 502"]).play(async |visit| {
        ask_often(visit);
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(failed());
        open(visit, "?batch=pcb-b").await;
        let calls = visit.upstream.batch_queries().len();
        visit.upstream.answer_with("kind=error&code=InternalError&action=DescribeBatchTask");
        let words = "Could not load the batch. The service answered with an error. \
            Data from hh:mm:ss.";
        visit.refresh().await;
        visit.expect(&format!("{TROUBLE}.startsWith('{words}')"), true).await;
        let failures = visit.upstream.batch_queries().len() - calls;
        assert!(failures >= 3, "told after {failures}");
        visit.expect(&texts(".done"), json!(["1 of 3 done"])).await;
        visit.expect(&texts(".reason-title"), json!(["disk full"])).await;
        visit.upstream.answer_batch(failed());
        visit.press_text("Try again").await;
        visit.expect(TROUBLE, "").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_is_not_the_api_is_told_as_that() {
    let mut cut = failed();
    cut.body = cut.body.slice(..200);
    let cases = [
        (Reply::html(StatusCode::OK, "<h1>Hotel</h1>"), "did not answer as the PolarDB API"),
        (cut, "could not be read"),
        (
            Reply::json(StatusCode::UNAUTHORIZED, ""),
            "Sign in to continue. Your session at Plain has",
        ),
        (Reply::json(StatusCode::OK, r#"{"RequestId":"R-1"}"#), "Batch not found. Plain knows no"),
    ];
    Stage::plain().complaining(&["a status of 401"]).play(async |visit| {
        visit.files.put(
            "/sign-in.html",
            File::html("<title>Sign in here</title><link rel=icon href='data:,'>"),
        );
        visit.upstream.answer_list(three());
        for (reply, words) in cases {
            visit.upstream.answer_batch(reply);
            visit.open("?batch=pcb-b").await;
            expect_shown(visit, "trouble").await;
            let said = visit.value(TROUBLE).await;
            assert!(said.as_str().unwrap().contains(words), "{said}");
            visit.expect("document.querySelectorAll('aside h1').length", 0).await;
        }
        visit.upstream.answer_batch(Reply::json(StatusCode::UNAUTHORIZED, ""));
        visit.open("?batch=pcb-b").await;
        visit.press("aside .sign-in").await;
        visit.expect("document.title", "Sign in here").await;
    });
}

/// One subtask in each state, but for two completed ones.
const STATES: [&str; 10] = [
    "WAITING",
    "RUNNING",
    "PAUSE",
    "HUMAN_PROCESSING",
    "BLOCKING",
    "TEMP_TERMINATED",
    "FAILED:full",
    "COMPLETED",
    "COMPLETED",
    "SKIPPED",
];

const LEGEND_WORDS: [&str; 9] = [
    "Completed 2",
    "Failed 1",
    "Temp. terminated 1",
    "Blocked 1",
    "Manual handling 1",
    "Paused 1",
    "Running 1",
    "Waiting 1",
    "Unknown 1",
];

const STATE_WORDS: [&str; 10] = [
    "Waiting",
    "Running",
    "Paused",
    "Manual handling",
    "Blocked",
    "Temp. terminated",
    "Failed",
    "Completed",
    "Completed",
    "SKIPPED",
];

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn every_state_has_its_part_of_the_bar_and_its_word() {
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(batch("a", "RUNNING", &subtasks(&STATES)));
        open(visit, "?batch=pcb-a").await;
        for width in [390, 1000, 1440] {
            visit.resize(width).await;
            visit.expect(&texts(LEGEND), json!(LEGEND_WORDS)).await;
        }
        visit.expect(SHARES, json!(["2", "1", "1", "1", "1", "1", "1", "1", "1"])).await;
        visit
            .expect(&texts(".panel-progress p:first-child > *"), json!(["2 of 10 done", "20%", ""]))
            .await;
        let spoken = "2 completed, 1 failed, 1 temp. terminated, 1 blocked, 1 manual handling, \
            1 paused, 1 running, 1 waiting, 1 unknown";
        visit.expect("document.querySelector('.segments').ariaLabel", spoken).await;
        visit.expect(&texts(".subtask-rows .badge-word"), json!(STATE_WORDS)).await;
    });
}

async fn show(visit: &Visit, body: &Value) {
    visit.upstream.answer_batch(Reply::json(StatusCode::OK, body.to_string()));
    open(visit, "?batch=pcb-a").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn without_subtasks_the_counts_of_the_batch_stand_in_and_odd_ones_are_flagged() {
    let with = |name: &str, value: Value| {
        let mut body = batch_body("a", "RUNNING ", &[]);
        (body["TotalCount"], body["SuccessCount"]) = (json!(8), json!(3));
        body[name] = value;
        body
    };
    let mut absent = with("SubTasks", json!(null));
    absent.as_object_mut().unwrap().remove("SubTasks");
    let cases = [
        (with("SubTasks", json!(null)), "3 of 8 done", json!([])),
        (absent, "3 of 8 done", json!([])),
        (with("SubTasks", json!("none")), "3 of 8 done", json!(["Not readable: SubTasks"])),
        (with("SuccessCount", json!(9)), "9 / 8", json!(["The counts do not fit each other"])),
        (with("SuccessCount", json!(-1)), "-1 / 8", json!(["The counts do not fit each other"])),
        (with("TotalCount", json!([])), "3 / --", json!(["Not readable: TotalCount"])),
    ];
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        for (body, done, flaws) in cases {
            show(visit, &body).await;
            visit.expect(&texts(".done"), json!([done])).await;
            visit.expect(&texts(".panel-flaws"), flaws).await;
            visit.expect(&texts(".subtasks, .reasons"), json!([])).await;
            // `RUNNING ` with a TaskEnd has not ended.
            visit.expect(&texts("aside .pill"), json!(["Running"])).await;
            visit
                .expect("/ended/.test(document.querySelector('.outlook').textContent)", false)
                .await;
        }
    });
}
