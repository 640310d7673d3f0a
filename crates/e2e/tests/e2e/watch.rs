//! Batches whose end is told: by the system where it may, by the tab, and by the page.

use axum::http::StatusCode;
use serde_json::json;
use simulator::Reply;

use crate::leap::LEAP;
use crate::replies::row;
use crate::stage::Stage;
use crate::visit::Visit;

/// Notifications that are noted, and a page that is hidden when the test says so.
const NOTED: &str = "
    window.told = [];
    window.Notification = class {
        static permission = 'default';
        static async requestPermission() { return this.permission = window.refuses ? 'denied' : 'granted'; }
        constructor(title, { body }) { told.push(`${title} | ${body}`); window.latest = this; }
    };
    let isHidden = false;
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    document.hasFocus = () => !isHidden;
    window.hide = hides => {
        isHidden = hides;
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    };
";
const REFUSES: &str = "window.refuses = true;";
const NO_NOTIFICATIONS: &str = "delete window.Notification;";
const BLOCKED: &str = "
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
";
const COUNT: &str = "document.querySelector('.watch-count').textContent";
const STATES: &str = "[...document.querySelectorAll('.watch-menu li')].map(row => [...row.querySelectorAll('a, .watch-state')]
    .map(part => part.textContent).join(' '))";
const TOLD: &str = "window.told";
const TITLE: &str = "document.title";
const HAS_DOT: &str = "document.querySelector('link[rel=icon]').href.includes('circle')";
const TOAST: &str = "document.querySelector('.toast-words').textContent";
const DENIED: &str = "!document.querySelector('.watch-denied').hidden";
const BELL: &str = "[popovertarget=watch-menu]";

/// One batch, both as a list and as an answer of its own.
fn told(status: &str, done: u64) -> Reply {
    let mut body = row(&format!("a={done}"), status);
    body["TaskList"] = json!([body.clone()]);
    body["RequestId"] = json!("3A6F1C9E-0000-5000-8000-000000000002");
    body["SubTasks"] = json!([]);
    Reply::json(StatusCode::OK, body.to_string())
}

/// A visit that has just switched the watch on `task a` on, which runs.
async fn watch(visit: &Visit) {
    visit.run_first(LEAP).await;
    visit.upstream.answer(told("RUNNING", 2));
    visit.goto("?size=50&batch=pcb-a").await;
    visit.expect("document.querySelector('.panel .watch')?.checkVisibility() ?? false", true).await;
    visit.press(".panel .watch").await;
    visit.press(BELL).await;
    visit.expect(COUNT, "Watching 1").await;
    visit.expect(STATES, vec!["task a Running · 2 / 8"]).await;
    // The panel would ask for it as well.
    visit.press("a.brand").await;
    visit.expect("location.search", "").await;
}

/// The batch is asked for although nobody sees the page, and this is the answer.
async fn end_unseen(visit: &Visit, reply: Reply) {
    // The reply is for nobody else.
    visit.pause().await;
    visit.settled().await;
    visit.run("hide(true)").await;
    visit.upstream.answer(reply);
    visit.run("leap(61)").await;
    visit.upstream.expect("Action=DescribeBatchTask&Version=2017-08-01&BatchId=pcb-a").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_failure_is_told_where_nobody_looks() {
    Stage::plain().play(async |visit| {
        visit.run_first(NOTED).await;
        watch(visit).await;
        visit.expect(TOAST, "You are told when it ends, while this tab is open").await;
        end_unseen(visit, told("FAILED", 3)).await;
        visit.expect(TOLD, vec!["Failed: task a | 3 of 8 done"]).await;
        visit.expect(TITLE, "✗ Batch tasks · PolarDB").await;
        visit.expect(HAS_DOT, true).await;
        visit.expect(TOAST, "Failed: task a 3 of 8 done").await;
        visit.expect(COUNT, "Ended 1").await;
        visit.expect(STATES, vec!["task a Failed · 3 / 8"]).await;

        visit.upstream.answer(told("FAILED", 3));
        visit.run("latest.onclick()").await;
        visit.expect("location.search", "?batch=pcb-a").await;
        // The mark stays before whatever the tab is called.
        visit.expect(TITLE, "✗ task a · PolarDB Batch Tasks").await;
        visit.run("hide(false)").await;
        visit.expect(TITLE, "task a · PolarDB Batch Tasks").await;
        visit.expect(HAS_DOT, false).await;
        visit.expect(TOLD, vec!["Failed: task a | 3 of 8 done"]).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_end_that_the_list_tells_of_is_told_too_and_not_asked_for() {
    Stage::plain().play(async |visit| {
        visit.run_first(NOTED).await;
        watch(visit).await;
        let asked = |visit: &Visit| {
            let queries = visit.upstream.queries();
            queries.iter().filter(|query| query.contains("BatchId=")).count()
        };
        let before = asked(visit);
        visit.upstream.answer(told("COMPLETED", 7));
        visit.expect(TOLD, vec!["Partly done, 1 not done: task a | 7 of 8 done"]).await;
        // Somebody looks.
        visit.expect(TITLE, "Batch tasks · PolarDB").await;
        assert_eq!(asked(visit), before);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn without_notifications_the_tab_tells_it() {
    for script in [REFUSES, NO_NOTIFICATIONS] {
        Stage::plain().play(async |visit| {
            visit.run_first(NOTED).await;
            visit.run_first(script).await;
            watch(visit).await;
            visit
                .expect(TOAST, "No notifications here: this tab's title and icon tell when it ends")
                .await;
            visit.expect(DENIED, true).await;
            end_unseen(visit, told("COMPLETED", 8)).await;
            visit.expect(TITLE, "✓ Batch tasks · PolarDB").await;
            visit.expect(HAS_DOT, true).await;
            visit.expect(TOLD, Vec::<String>::new()).await;
        });
    }
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_that_is_gone_is_not_watched_any_more() {
    Stage::plain().complaining(&["the server responded with a status of 404"]).play(
        async |visit| {
            visit.run_first(NOTED).await;
            watch(visit).await;
            let gone = r#"{"Code":"InvalidBatchId.NotFound","Message":"gone","RequestId":"1"}"#;
            end_unseen(visit, Reply::json(StatusCode::NOT_FOUND, gone)).await;
            visit.expect(TOLD, vec!["Not found: task a | It is not watched any more."]).await;
            visit.expect(STATES, vec!["task a Not found"]).await;
        },
    );
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn watches_outlive_the_visit_and_all_tabs_agree() {
    Stage::plain().play(async |visit| {
        visit.run_first(NOTED).await;
        watch(visit).await;
        visit.reload().await;
        visit.expect(COUNT, "Watching 1").await;
        visit
            .look_elsewhere_while(async || {
                visit.open("").await;
                visit.expect(COUNT, "Watching 1").await;
                visit.press(BELL).await;
                visit.press("[aria-label='Stop watching task a']").await;
                visit.expect(COUNT, "").await;
            })
            .await;
        visit.expect(COUNT, "").await;
        visit.reload().await;
        visit.expect("document.querySelector('.watching button') !== null", true).await;
        visit.expect(COUNT, "").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_browser_that_keeps_nothing_watches_for_this_tab() {
    Stage::plain().play(async |visit| {
        visit.run_first(NOTED).await;
        visit.run_first(BLOCKED).await;
        watch(visit).await;
        visit.upstream.answer(told("COMPLETED", 8));
        visit.expect(TOLD, vec!["Completed: task a | 8 of 8 done"]).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_cannot_be_read_is_no_watch() {
    Stage::plain().play(async |visit| {
        visit
            .run_first(
                "localStorage.setItem('batch-tasks/#watched', '{\"version\":1,\"watched\":[[1]')",
            )
            .await;
        visit.run_first(NOTED).await;
        watch(visit).await;
    });
}
