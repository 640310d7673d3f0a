//! What reaches the console is not the API's, or not all of it: it says so, shows what came as text, and keeps its rows.

use axum::http::StatusCode;
use simulator::{Delivery, Reply};

use crate::replies::{completed, list};
use crate::stage::Stage;
use crate::visit::Visit;

const COULD_NOT: &str = "Could not load batch tasks";
const UNREADABLE: &str = "Could not load batch tasks. The answer of Plain could not be read. \
    Data from hh:mm:ss.";
const NO_MARKUP: &str =
    "document.querySelectorAll('dd code *').length === 0 && window.ran === undefined";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_page_in_the_place_of_the_api_is_shown_as_text() {
    const STATUSES: [&str; 2] = ["a status of 404", "a status of 405"];
    let page = format!("<title>Sign in</title><img src=x onerror='ran = 1'>{}", "é".repeat(300));
    let begin: String = page.chars().take(200).collect();
    Stage::plain().complaining(&STATUSES).play(async |visit| {
        for status in [StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED] {
            visit.upstream.answer(Reply::html(status, page.clone()));
            let status = status.as_u16();
            let message = format!("HTTP {status}, text/html; charset=utf-8: {begin}");
            expect_not_the_api(visit, &message).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn another_apis_json_and_no_body_at_all_are_not_the_api() {
    Stage::plain().play(async |visit| {
        for (fault, message) in [
            (
                "kind=other_json",
                "HTTP 200, application/json;charset=utf-8: a JSON object of status, version, items, next",
            ),
            ("kind=empty_body&status=204", "HTTP 204, no content type:"),
            ("kind=empty_body&status=200", "HTTP 200, no content type:"),
        ] {
            visit.upstream.answer_with(fault);
            expect_not_the_api(visit, message).await;
        }
        visit.upstream.answer(Reply::json(StatusCode::OK, "[1]"));
        let message = "HTTP 200, application/json;charset=utf-8: a JSON array";
        expect_not_the_api(visit, message).await;
    });
}

/// The console goes on asking: a portal lets it through later.
async fn expect_not_the_api(visit: &Visit, message: &str) {
    let view = visit.open("").await;
    assert_eq!(view.panel, COULD_NOT);
    assert_eq!(view.advice, "Plain did not answer as the PolarDB API.");
    assert_eq!(view.evidence["Message"], message);
    visit.expect(NO_MARKUP, true).await;
    visit.expect_liveness("Retrying").await;
    visit.upstream.expect_calls_beyond(visit.upstream.handle.calls()).await;
}

/// A list whose first row is whole and new, and which then breaks off.
fn cut_off() -> Reply {
    let whole = list(&[completed(1, "half applied"), completed(2, "second")]).body;
    let whole = String::from_utf8(whole.to_vec()).unwrap();
    let cut = whole.find("pcb-000002").unwrap();
    assert!(whole[..cut].contains("half applied"));
    Reply::json(StatusCode::OK, format!(r#"{{"RequestId":"R-CUT",{}"#, &whole[1..cut]))
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn json_that_breaks_off_bears_its_request_id() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer(cut_off());
        let view = visit.open("").await;
        assert_eq!(view.panel, COULD_NOT);
        assert_eq!(view.advice, "The answer of Plain could not be read.");
        assert_eq!(view.evidence["Message"], "The reply ends early or is not valid JSON.");
        assert_eq!(view.evidence["RequestId"], "R-CUT");
        assert_eq!(view.rows, []);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn half_a_list_is_never_applied() {
    let complaint = "net::ERR_CONTENT_LENGTH_MISMATCH";
    let broken_off = Reply { delivery: Delivery::Half, ..list(&[completed(1, "half applied")]) };
    let no_list = Reply::json(StatusCode::OK, r#"{"RequestId":"R-OBJ","TaskList":{"0":{}}}"#);
    let lost = "Connection lost. Plain did not answer. Data from hh:mm:ss.";
    Stage::plain().complaining(&[complaint]).play(async |visit| {
        visit.upstream.answer(list(&[completed(1, "first"), completed(2, "second")]));
        visit.open("").await;
        visit.pause().await;
        for (reply, banner) in [
            (cut_off(), format!("{UNREADABLE} R-CUT")),
            (broken_off, lost.to_owned()),
            (no_list, format!("{UNREADABLE} R-OBJ")),
        ] {
            visit.upstream.answer_next(reply);
            visit.refresh().await;
            visit.expect_banner(&banner).await;
            assert_eq!(names(visit).await, ["first", "second"]);
            visit.refresh().await;
            visit.expect_banner("").await;
        }
    });
}

/// Browsers take the mark away when they decode the text.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_byte_order_mark_is_no_obstacle() {
    Stage::plain().play(async |visit| {
        let plain = list(&[completed(1, "after a mark")]);
        let body = [b"\xef\xbb\xbf", &*plain.body].concat().into();
        visit.upstream.answer(Reply { body, ..plain });
        visit.open("").await;
        assert_eq!(names(visit).await, ["after a mark"]);
        visit.expect_liveness("Live").await;
    });
}

async fn names(visit: &Visit) -> Vec<String> {
    visit.view().await.rows.into_iter().map(|row| row.name).collect()
}
