//! A proxy that knows users by tokens: one is typed, judged by the proxy, and held by the page alone.

use axum::http::StatusCode;
use simulator::Reply;

use crate::plain::{self, File};
use crate::replies::{completed, list};
use crate::stage::Stage;
use crate::visit::Visit;

const UNAUTHORIZED: &str = "the server responded with a status of 401";
const IS_OPEN: &str = "document.querySelector('.token-dialog')?.open ?? false";
const ERROR: &str = "document.querySelector('.token-dialog .range-error')?.textContent ?? ''";
const FIELD: &str = ".token-dialog .field";

/// All that outlasts the page, or that others can read.
const ELSEWHERE: &str = "JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, \
                         document.documentElement.outerHTML, document.querySelector('.token-dialog .field').value])";

async fn try_token(visit: &Visit, token: &str) {
    visit.type_into(FIELD, &format!("{token}\u{e007}")).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_proxy_judges_the_token_and_the_page_alone_holds_it() {
    Stage::with_token("bpt_right").complaining(&[UNAUTHORIZED]).play(async |visit| {
        visit.goto("?size=10").await;
        visit.expect(IS_OPEN, true).await;
        let title = "document.querySelector('.token-dialog h2')?.textContent ?? ''";
        visit.expect(title, "Sign in to cn-hangzhou").await;
        try_token(visit, "bpt_wrong").await;
        visit.expect(ERROR, "This token is not accepted: it is wrong or has expired.").await;
        assert_eq!(visit.upstream.handle.calls(), 0);

        try_token(visit, "bpt_right").await;
        visit.expect("document.querySelectorAll('tbody .row').length", 10).await;
        visit.expect(IS_OPEN, false).await;
        visit.press("tbody .row .name").await;
        visit.expect("document.querySelector('.beside').dataset.shows", "batch").await;
        let elsewhere = visit.value(ELSEWHERE).await.to_string();
        assert!(elsewhere.contains("size=10") && !elsewhere.contains("bpt_"), "{elsewhere}");

        visit.run("location.reload()").await;
        visit.expect(IS_OPEN, true).await;
        visit
            .expect("document.querySelector('.state h2').textContent", "Sign in to continue")
            .await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_token_that_has_ended_makes_way_for_another() {
    Stage::plain().complaining(&[UNAUTHORIZED]).play(async |visit| {
        let mut config = plain::config();
        config["endpoints"][0]["auth"] = "bearer".into();
        visit.files.put("/config.json", File::json(&config.to_string()));
        visit.upstream.answer(list(&[completed(1, "kept")]));
        visit.goto("").await;
        visit.expect(IS_OPEN, true).await;
        try_token(visit, "two words").await;
        visit.expect(ERROR, "A token is one word of letters, digits and signs.").await;
        assert_eq!(visit.upstream.handle.calls(), 0);
        try_token(visit, "first").await;
        visit.expect("document.querySelector('tbody .name')?.textContent ?? ''", "kept").await;
        assert_eq!(authorization(visit), "Bearer first");

        visit.upstream.answer(Reply::json(StatusCode::UNAUTHORIZED, ""));
        visit.refresh().await;
        visit.expect_liveness("Stopped").await;
        let banner = visit.banner().await;
        let begin = "Sign in to continue. Plain does not accept the token: it is wrong, was removed or has expired. Data from hh:mm:ss.";
        assert!(banner.starts_with(begin), "{banner}");
        assert_eq!(visit.view().await.rows.len(), 1);

        visit.upstream.answer(list(&[completed(1, "kept"), completed(2, "new")]));
        visit.press(".banner .act").await;
        visit.expect(IS_OPEN, true).await;
        try_token(visit, "second").await;
        visit.expect(IS_OPEN, false).await;
        visit.expect("document.querySelectorAll('tbody .row').length", 2).await;
        assert_eq!(authorization(visit), "Bearer second");
    });
}

fn authorization(visit: &Visit) -> String {
    visit.upstream.last().headers["authorization"].to_str().unwrap().to_owned()
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_dialog_follows_the_language() {
    Stage::with_token("bpt_right").play(async |visit| {
        visit.resize(1440).await;
        visit.goto("").await;
        visit.expect(IS_OPEN, true).await;
        visit.press(".token-dialog [aria-label=Close]").await;
        visit.choose_language("中文").await;
        visit.press(".state .retry").await;
        let title = "document.querySelector('.token-dialog h2').textContent";
        visit.expect(title, "登录 cn-hangzhou").await;
    });
}
