//! Replies that are no list: what the user reads, and that nothing is asked in vain.

use axum::http::StatusCode;
use serde_json::json;
use simulator::Reply;

use crate::stage::Stage;
use crate::visit::Visit;

const BAD_GATEWAY: &str = "the server responded with a status of 502";
const ROWS: &str = "document.querySelectorAll('tbody .row').length";
const SAYS_IT_FAILED: &str =
    "document.querySelector('main').innerText.includes('Could not load batch tasks.')";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn refused_credentials_are_the_operators_concern() {
    Stage::with_wrong_secret().complaining(&[BAD_GATEWAY]).play(async |visit| {
        let view = visit.open("").await;
        assert_eq!(view.panel, "The proxy's credentials are refused");
        assert_eq!(view.evidence["Code"], "SignatureDoesNotMatch");
        // The first that the simulator gives out.
        assert_eq!(view.evidence["RequestId"], "523405BE-8C5E-5294-BAE0-6E34B38914B9");
        expect_stopped(visit).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_missing_permission_names_the_action() {
    Stage::new().complaining(&["the server responded with a status of 403"]).play(async |visit| {
        let body = json!({
            "RequestId": "3A6F1C9E-7C9D-5A36-9B1F-B35D0B5A0A11",
            "Code": "Forbidden.RAM",
            "Message": "User not authorized to operate on the specified resource.",
            "AccessDeniedDetail": { "AuthAction": "polardb:DescribeBatchTasks" },
        });
        visit.upstream.handle.inject(Reply::json(StatusCode::FORBIDDEN, body.to_string()));
        let view = visit.open("").await;
        assert_eq!(view.panel, "You may not list batch tasks");
        let evidence: Vec<_> = view.evidence.iter().map(|(k, v)| (&**k, &**v)).collect();
        assert_eq!(
            evidence,
            [
                ("Action", "polardb:DescribeBatchTasks"),
                ("Code", "Forbidden.RAM"),
                ("Message", "User not authorized to operate on the specified resource."),
                ("RequestId", "3A6F1C9E-7C9D-5A36-9B1F-B35D0B5A0A11"),
            ]
        );
        expect_stopped(visit).await;

        visit.upstream.handle.clear();
        visit.press_text("Check again").await;
        visit.expect(ROWS, 30).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_is_no_reply_of_the_api_is_said_to_be_none() {
    Stage::new().complaining(&[BAD_GATEWAY]).play(async |visit| {
        // Each at a view that no earlier visit has left rows of.
        for (search, reply) in ["?size=20", "?size=30"].into_iter().zip(not_of_the_api()) {
            visit.upstream.handle.inject(reply);
            let view = visit.open(search).await;
            visit.pause().await;
            assert_eq!(view.panel, "Could not load batch tasks");
            assert_eq!(view.evidence["Code"], "Proxy.BadGateway");
            assert_eq!(
                view.evidence["Message"],
                "the upstream did not answer like the PolarDB API: status 200 with a body that is \
                 not a JSON object"
            );
            assert_eq!(view.rows, []);
            visit.upstream.handle.clear();
            visit.press_text("Try again").await;
            visit.expect(&format!("{ROWS} > 0"), true).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_outlast_a_failed_refresh() {
    Stage::new().complaining(&[BAD_GATEWAY]).play(async |visit| {
        visit.open("").await;
        visit.pause().await;
        for reply in not_of_the_api() {
            visit.upstream.answer_next(reply);
            visit.refresh().await;
            visit.expect(SAYS_IT_FAILED, true).await;
            let view = visit.view().await;
            assert_eq!((view.rows.len(), &*view.panel), (30, ""));
            visit.press_text("Retry now").await;
            visit.expect(SAYS_IT_FAILED, false).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_the_proxy_refuses_is_not_asked_for() {
    Stage::new().complaining(&["the server responded with a status of 400"]).play(async |visit| {
        let view = visit.open("?type=a%01b").await;
        assert_eq!(view.panel, "Could not load batch tasks");
        assert_eq!(view.evidence["Code"], "Proxy.InvalidParameter");
        visit.expect_liveness("Stopped").await;
        assert_eq!(visit.upstream.queries(), [""; 0]);
        visit.press_text("Reset").await;
        visit.arrives("", "PageNumber=1&PageSize=30").await;
    });
}

/// A list that breaks off, and a gateway's page; both with status 200.
fn not_of_the_api() -> [Reply; 2] {
    let cut_off = r#"{"RequestId":"R","TotalCount":128,"TaskList":[{"BatchId":"pcb-1","Task"#;
    let page = "<!doctype html><title>Sign in</title><script>window.ran = true</script>";
    [Reply::json(StatusCode::OK, cut_off), Reply::html(StatusCode::OK, page)]
}

/// Asked once, and not again before somebody acts.
async fn expect_stopped(visit: &Visit) {
    visit.expect_liveness("Stopped").await;
    assert_eq!(visit.upstream.queries(), ["PageNumber=1&PageSize=30"]);
}
