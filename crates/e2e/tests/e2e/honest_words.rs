//! What the page says when the service does not do as it should, and for how long it keeps quiet about it.

use serde_json::json;

use crate::leap::{self, NO_LONG_TIMERS};
use crate::plain::{self, File};
use crate::replies::{at, list, row};
use crate::stage::Stage;

const AGE: &str = "document.querySelector('.age').textContent.replace(/[\\d:]{8}/, 'TIME').replace(/\\d+ s$/, 'N s')";
const IS_OFF: &str = "document.querySelector(\"[aria-label='Refresh now']\").disabled";
const BANNER: &str = "document.querySelector('.banner').checkVisibility()";
const TITLE: &str = "document.querySelector('.banner strong').textContent";
const BAD_GATEWAY: &str = "the server responded with a status of 502";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_rate_limit_is_counted_down_and_passes() {
    const THROTTLED: &str = "the server responded with a status of 429";
    Stage::new().complaining(&[THROTTLED]).play(async |visit| {
        visit.open("").await;
        visit.upstream.answer_with("kind=throttled&status=400&wait_ms=6000&times=1");
        visit.refresh().await;
        visit.expect(AGE, "Data from TIME · Throttled · next try in N s").await;
        visit.expect(IS_OFF, true).await;
        visit.expect(BANNER, false).await;
        visit.expect("document.querySelectorAll('tbody .row').length", 30).await;
        visit.expect(AGE, "Updated 0 s ago").await;
        visit.expect(IS_OFF, false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn pausing_is_no_way_round_a_rate_limit() {
    const THROTTLED: &str = "the server responded with a status of 429";
    Stage::new().complaining(&[THROTTLED]).play(async |visit| {
        visit.open("").await;
        visit.upstream.answer_with("kind=throttled&status=429&wait_ms=50000&times=1");
        visit.refresh().await;
        visit.expect(IS_OFF, true).await;
        let calls = visit.upstream.handle.calls();
        visit.choose_in(".live", "#live-menu", "Paused").await;
        visit.choose_in(".live", "#live-menu", "Live").await;
        visit.expect(AGE, "Data from TIME · Throttled · next try in N s").await;
        assert_eq!(visit.upstream.handle.calls(), calls);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn trouble_of_the_service_is_told_the_third_time() {
    Stage::new().complaining(&[BAD_GATEWAY]).play(async |visit| {
        // Only the presses below ask again.
        visit.run_first(NO_LONG_TIMERS).await;
        visit.open("").await;
        visit.upstream.answer_with("kind=error&code=InternalError");
        for is_told in [false, false, true] {
            let calls = visit.upstream.handle.calls();
            visit.refresh().await;
            visit.upstream.expect_calls_beyond(calls).await;
            visit
                .expect(
                    "/^(Next try|Data from)/.test(document.querySelector('.age').textContent)",
                    true,
                )
                .await;
            visit.expect(BANNER, is_told).await;
        }
        visit.expect(TITLE, "Could not load batch tasks.").await;
        visit.upstream.handle.clear();
        visit.press_text("Retry now").await;
        visit.expect(BANNER, false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_failure_can_be_taken_to_support() {
    const TICKET: &str = "navigator.clipboard.readText().then(text =>
        text.replace(/\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z/, 'TIME').replace(/[0-9A-F-]{36}/, 'ID'))";
    Stage::new().complaining(&[BAD_GATEWAY]).play(async |visit| {
        visit.allow_clipboard().await;
        visit.run_first(NO_LONG_TIMERS).await;
        visit.upstream.answer_with("kind=error&code=InternalError");
        let view = visit.open("?status=FAILED").await;
        assert_eq!(view.panel, "Could not load batch tasks");
        assert!(visit.page_text().await.contains("Next try in "));
        visit.press(".copy-text").await;
        let ticket = "**Could not load batch tasks**\n\n- Time: `TIME`\n- Endpoint: `cn-hangzhou`\n\
            - Query: `Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=1&PageSize=30&Status=%5B%22FAILED%22%5D`\n\
            - HTTP status: `502`\n- Code: `InternalError`\n- RequestId: `ID`\n";
        visit.expect(TICKET, ticket).await;
        let link = "document.querySelector('.troubleshoot').href.split('?')[0]";
        visit.expect(link, "https://api.aliyun.com/troubleshoot").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_keyboard_stays_with_the_tasks_when_its_button_goes() {
    Stage::new().complaining(&[BAD_GATEWAY]).play(async |visit| {
        visit.upstream.answer_with("kind=error&code=InternalError");
        visit.open("").await;
        visit.pause().await;
        visit.upstream.handle.clear();
        visit.press_text("Try again").await;
        visit.expect("document.querySelectorAll('tbody .row').length", 30).await;
        visit.expect("document.activeElement.id", "tasks").await;
        visit.expect("scrollY", 0).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_failure_is_not_told_of_what_did_not_fail() {
    Stage::new().complaining(&[BAD_GATEWAY]).play(async |visit| {
        visit.upstream.answer_with("kind=error&code=InternalError");
        assert_eq!(visit.open("").await.panel, "Could not load batch tasks");
        visit.upstream.answer_with("kind=latency&ms=3000");
        visit.press_chip("FAILED").await;
        visit.expect("document.querySelector('main h2').checkVisibility()", false).await;
        visit.expect("document.querySelector('main [role=img]').checkVisibility()", true).await;
        visit.upstream.handle.clear();
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_date_at_the_end_of_the_calendar_is_no_date() {
    Stage::new().play(async |visit| {
        let mut reply = list(&[row("a=3", "RUNNING")]);
        reply.headers.insert("date", "Fri, 31 Dec 262142 23:00:00 GMT".parse().unwrap());
        visit.upstream.answer_next(reply);
        visit.open("").await;
        visit.expect("document.querySelector('tbody .name').textContent", "task a").await;
        visit.expect(BANNER, false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn completed_is_not_said_of_what_was_not() {
    Stage::new().play(async |visit| {
        visit.upstream.handle.inject(list(&[row("a=5", "COMPLETED"), row("b=8", "COMPLETED")]));
        visit.open("").await;
        let status = |number: usize| {
            format!("document.querySelectorAll('tbody .row')[{number}].querySelector('.cell-status').innerText")
        };
        visit.expect(&status(0), "Partly done").await;
        visit.expect(&status(1), "Completed").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn times_elapsed_go_by_the_servers_clock() {
    const ELAPSED: &str = "document.querySelector('tbody .cell-duration').textContent";
    Stage::plain().play(async |visit| {
        // The browser's clock stands at 06:53:20, and no answer is sent twice: it would be dated later.
        visit.run_first(&leap::stand()).await;
        let mut config = plain::config();
        config["poll"] = json!({ "baseMs": 86_400_000, "maxMs": 86_400_000 });
        visit.files.put("/config.json", File::json(&config.to_string()));
        let mut running = row("a=3", "RUNNING");
        running["TaskBegin"] = json!("2026-11-24 06:53:20");
        visit.upstream.answer(at("06:54:07", list(&[running.clone()])));
        visit.open("").await;
        visit
            .expect_banner(
                "Your clock differs from the server by 47 s. Times elapsed go by the server's.",
            )
            .await;
        visit.expect(ELAPSED, "47 s").await;
        visit.upstream.answer(at("06:53:20", list(&[running])));
        visit.refresh().await;
        visit.expect(BANNER, false).await;
    });
}
