//! Before the program has rendered anything, the page says what is the case, in a browser that is too old, without a style, behind
//! a policy, or while a file does not come.

use std::fs;

use serde_json::json;

use crate::plain::{self, File, path_of};
use crate::stage::Stage;
use crate::starting::CAUSE;
use crate::visit::Visit;

/// The sentence can be read: it has a height, and is in the first screen.
const IS_READABLE: &str = "(({ height, bottom }) => height > 10 && bottom < innerHeight)(\
    document.querySelector('.boot-problem').getBoundingClientRect())";

async fn expect_cause(visit: &Visit, cause: &str) {
    visit.goto("").await;
    visit.expect(CAUSE, cause).await;
    visit.expect(IS_READABLE, true).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_browser_without_what_is_needed_is_told_what_it_lacks() {
    Stage::new().play(async |visit| {
        visit.run_first("delete HTMLElement.prototype.showPopover").await;
        let words = "This browser does not have or does not allow popover. It needs Chrome or Edge 123, Firefox 125, Safari 17.5, \
            or later, and a web server.";
        expect_cause(visit, words).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_newest_ways_to_give_up_requests_are_not_needed() {
    Stage::new().play(async |visit| {
        visit.run_first("delete AbortSignal.any; delete AbortSignal.timeout;").await;
        assert_eq!(visit.open("").await.rows.len(), 30);
        visit.expect(crate::view::HAS_TOOLS, true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_style_that_is_gone_leaves_a_sentence_at_the_top() {
    Stage::new().complaining(&["a status of 404", "style-"]).play(async |visit| {
        visit.files.put(&path_of(("style-", ".css")), File::missing());
        let words = "FILE is not on this site (HTTP 404). A new release may have replaced it: reload the page.";
        expect_cause(visit, words).await;
        visit.expect("document.querySelector('.boot-problem').getBoundingClientRect().top < 120", true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_policy_that_forbids_the_program_is_named() {
    Stage::new().complaining(&["WebAssembly"]).play(async |visit| {
        let page = fs::read_to_string(format!("{}/index.html", plain::SITE)).unwrap();
        visit.files.put("/", File::html(&page.replace("'wasm-unsafe-eval'", "")));
        expect_cause(
            visit,
            "The Content-Security-Policy of this site does not allow 'wasm-unsafe-eval'.",
        )
        .await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_script_of_another_type_is_named_with_it() {
    let glue = path_of(("console-", ".js"));
    Stage::new().complaining(&["MIME type", "Failed to fetch"]).play(async |visit| {
        visit.files.put(&glue, File::whole(&glue, "text/plain"));
        expect_cause(visit, "This site sends FILE as text/plain.").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn while_a_file_does_not_come_the_page_says_that_it_is_loading() {
    // The driver looks at no page before it is loaded, so that the page looks at itself. A browser that waits for a style paints
    // nothing.
    const LOOK: &str = "setTimeout(() => {
        const note = document.querySelector('.boot-problem');
        const { height, bottom } = note.getBoundingClientRect();
        const isReadable = height > 10 && bottom < innerHeight;
        window.seen = [note.innerText.slice(0, 62), isReadable, performance.getEntriesByType('paint').length];
    }, 5_500);";
    let says = "Still loading. If that lasts, reload the page. It needs Chrome";
    let script = "text/javascript";
    Stage::new().play(async |visit| {
        visit.run_first(LOOK).await;
        for (path, kind) in [
            (path_of(("console-", "_bg.wasm")), "application/wasm"),
            (path_of(("console-", ".js")), script),
            (path_of(("style-", ".css")), "text/css"),
            (path_of(("boot-", ".js")), script),
        ] {
            crate::starting::forget_files(visit).await;
            visit.files.put(&path, File::whole(&path, kind).after(9_000));
            visit.goto("").await;
            visit.expect("window.seen", json!([says, true, 2])).await;
            // It goes once there is something else to see.
            visit.expect("document.querySelectorAll('tbody .row').length", 30).await;
            visit.expect("document.querySelector('.boot-problem') === null", true).await;
            visit.files.restore();
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn settings_that_cannot_be_got_are_no_missing_ones() {
    Stage::new().complaining(&["a status of 503"]).play(async |visit| {
        visit.files.put("/config.json", File::unavailable());
        let view = visit.open("").await;
        assert_eq!(view.panel, "config.json could not be loaded");
        let advice = "The site answered with HTTP 503. It is tried again every 5 s, and nothing is asked until then.";
        assert_eq!(view.advice, advice);
        assert_eq!(visit.upstream.handle.calls(), 0);
        visit.files.restore();
        visit.expect("document.querySelectorAll('tbody .row').length", 30).await;
    });
}
