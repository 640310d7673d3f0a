//! A deployment without a `config.json`, or with one that cannot be used.

use axum::http::StatusCode;
use serde_json::{Value, json};
use simulator::Reply;

use crate::leap::NO_LONG_TIMERS;
use crate::plain::{self, File};
use crate::replies::{completed, list};
use crate::stage::Stage;

const STEPS: &str = "[...document.querySelectorAll('.steps li')].map(step => step.innerText)";
const NOT_FOUND: &str = "the server responded with a status of 404";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_site_that_nobody_set_up_says_how() {
    Stage::plain().complaining(&[NOT_FOUND]).play(async |visit| {
        // The page does not ask again by itself, which would take the button away.
        visit.run_first(NO_LONG_TIMERS).await;
        // Each at a view that no earlier visit has left rows of.
        let files = [File::missing(), File::html("<title>Welcome</title>")];
        for (search, file) in ["?size=11", "?size=12"].into_iter().zip(files) {
            visit.files.put("/config.json", file);
            visit.upstream.answer(Reply::html(StatusCode::NOT_FOUND, "<h1>Not Found</h1>"));
            let view = visit.open(search).await;
            assert_eq!(view.panel, "This console is not set up yet");
            assert_eq!(view.advice, "No config.json was found, and ./rpc did not answer.");
            let steps = [
                "Start a signing proxy.",
                "Put config.json beside this page.",
                "Reload this page.",
            ];
            visit.expect(STEPS, steps.to_vec()).await;

            visit.upstream.answer(list(&[completed(1, "a proxy beside the page")]));
            visit.press_text("Check again").await;
            visit.expect("document.querySelectorAll('tbody .row').length", 1).await;
            assert_eq!(visit.view().await.rows[0].name, "a proxy beside the page");
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_config_that_cannot_be_used_is_told_by_its_field() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer(list(&[completed(1, "at last")]));
        for (pointer, value, advice) in wrong_fields() {
            let mut config = plain::config();
            *config.pointer_mut(pointer).unwrap() = value;
            visit.files.put("/config.json", File::json(&config.to_string()));
            let view = visit.open("").await;
            assert_eq!((&*view.panel, &*view.advice), ("config.json cannot be used", advice));
        }
        visit.files.put("/config.json", File::json(&plain::config().to_string()));
        visit.press_text("Reload").await;
        visit.expect("document.querySelector('tbody .name')?.textContent", "at last").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_field_that_is_mistyped_is_named_beside_the_rows() {
    const TOAST: &str =
        "(document.querySelector('.toast')?.innerText ?? '').trim().replace(/\\s+/g, ' ')";
    Stage::plain().play(async |visit| {
        let mut config = plain::config();
        config["keepLastView"] = json!(false);
        visit.files.put("/config.json", File::json(&config.to_string()));
        visit.upstream.answer(list(&[completed(1, "there")]));
        visit.goto("").await;
        visit.expect(TOAST, "config.json has a field that is not known keepLastView").await;
        visit.expect("document.querySelector('tbody .name')?.textContent", "there").await;
    });
}

/// It may name another endpoint than the one beside the page, so that is not asked in its place.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_config_that_is_no_json_is_not_taken_for_none() {
    Stage::plain().play(async |visit| {
        let whole = plain::config().to_string();
        visit.files.put("/config.json", File::json(&whole[..whole.len() / 2]));
        visit.upstream.answer(list(&[completed(1, "of the wrong endpoint")]));
        let view = visit.open("").await;
        assert_eq!((&*view.panel, view.rows.len()), ("config.json cannot be used", 0));
    });
}

fn wrong_fields() -> [(&'static str, Value, &'static str); 7] {
    [
        ("/version", json!(2), "version must be 1."),
        ("/endpoints", json!([]), "endpoints must be an array of at least one endpoint."),
        ("/endpoints/0/id", json!(null), "endpoints[0].id must be a text."),
        (
            "/endpoints/0/url",
            json!("javascript:alert(1)"),
            "endpoints[0].url must be relative, or beginning with https:// or http://, without ? and #.",
        ),
        (
            "/endpoints/0/signInUrl",
            json!("javascript:alert(1)"),
            "endpoints[0].signInUrl must be relative, or beginning with https:// or http://.",
        ),
        ("/poll/baseMs", json!(10), "poll.baseMs must be milliseconds, from 1000 to 86400000."),
        ("/poll/maxMs", json!("soon"), "poll.maxMs must be milliseconds, from 1000 to 86400000."),
    ]
}
