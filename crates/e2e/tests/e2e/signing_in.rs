//! A gateway that wants the user to sign in: said once, with the way to do it, and nothing is asked in vain.

use std::io::ErrorKind;
use std::net::TcpListener;

use axum::http::StatusCode;
use simulator::Reply;

use crate::plain::{self, File};
use crate::replies::{completed, list, redirect};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

const UNAUTHORIZED: &str = "the server responded with a status of 401";
const ADVICE: &str = "Your session at Plain has ended. You come back to this view.";

/// The icon spares the browser a search for one.
const SIGN_IN: &str = "<title>Sign in here</title><link rel=icon href='data:,'>";

/// A gateway that sends the browser to a sign-in page, and gateways that say so themselves.
fn wants(elsewhere: &TcpListener) -> [Reply; 4] {
    let page = format!("http://{}/sign-in", elsewhere.local_addr().unwrap());
    let code = r#"{"RequestId":"R-401","Code":"Proxy.Unauthenticated","Message":"no session"}"#;
    [
        redirect(&page),
        Reply::html(StatusCode::UNAUTHORIZED, "<h1>Sign in</h1>"),
        Reply::json(StatusCode::UNAUTHORIZED, code),
        Reply::json(StatusCode::UNAUTHORIZED, ""),
    ]
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_session_that_is_over_leads_to_the_sign_in_page() {
    Stage::plain().complaining(&[UNAUTHORIZED]).play(async |visit| {
        visit.files.put("/sign-in.html", File::html(SIGN_IN));
        let elsewhere = listen();
        for reply in wants(&elsewhere) {
            let calls = visit.upstream.handle.calls();
            visit.upstream.answer(reply);
            let view = visit.open("?page=2").await;
            assert_eq!((&*view.panel, &*view.advice), ("Sign in to continue", ADVICE));
            assert_eq!(visit.offers(".state-buttons > *").await, ["Sign in"]);
            expect_silence(visit, calls + 1).await;
            visit.press(".state a").await;
            visit.expect("document.title", "Sign in here").await;
        }
        assert_eq!(elsewhere.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_sign_in_page_is_told_which_view_to_come_back_to() {
    Stage::plain().complaining(&[UNAUTHORIZED]).play(async |visit| {
        let mut config = plain::config();
        config["endpoints"][0]["signInUrl"] = "./sign-in.html?rd={here}".into();
        visit.files.put("/config.json", File::json(&config.to_string()));
        visit.files.put("/sign-in.html", File::html(SIGN_IN));
        visit.upstream.answer(Reply::json(StatusCode::UNAUTHORIZED, ""));
        visit.open("?page=2&size=10").await;
        // The rest of the program is there when the header's tools are.
        visit.expect(HAS_TOOLS, true).await;
        visit.press(".state a").await;
        visit.expect("document.title", "Sign in here").await;
        let back = "new URLSearchParams(location.search).get('rd')";
        visit.expect(back, format!("{}/?page=2&size=10", visit.origin)).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_outlast_the_session() {
    Stage::plain().complaining(&[UNAUTHORIZED]).play(async |visit| {
        let elsewhere = listen();
        for reply in wants(&elsewhere) {
            visit.upstream.answer_next(list(&[completed(1, "kept"), completed(2, "kept too")]));
            visit.upstream.answer(reply);
            visit.open("").await;
            let calls = visit.upstream.handle.calls();
            visit.refresh().await;
            visit.expect_liveness("Stopped").await;
            let banner = visit.banner().await;
            let begin = format!("Sign in to continue. {ADVICE} Data from hh:mm:ss.");
            assert!(banner.starts_with(&begin), "{banner}");
            let offers = visit.offers(".banner a, .banner button").await;
            assert_eq!(offers.iter().filter(|offer| *offer == "Sign in").count(), 1, "{offers:?}");
            expect_silence(visit, calls + 1).await;
            let names: Vec<_> = visit.view().await.rows.into_iter().map(|row| row.name).collect();
            assert_eq!(names, ["kept", "kept too"]);
        }
        assert_eq!(elsewhere.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    });
}

/// Asked so often, and no more, though the interval passes twice and the user looks elsewhere and back.
async fn expect_silence(visit: &Visit, calls: u64) {
    visit.expect_liveness("Stopped").await;
    visit.look_elsewhere_and_back().await;
    visit.expect("document.visibilityState", "visible").await;
    visit.run("dispatchEvent(new Event('offline')); dispatchEvent(new Event('online'))").await;
    visit.expect_liveness("Stopped").await;
    visit.pass(2_000).await;
    assert_eq!(visit.upstream.handle.calls(), calls);
}

fn listen() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    listener
}
