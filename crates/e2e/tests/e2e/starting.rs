//! A console that cannot start says so on its page, and what to do.

use serde_json::json;

use crate::plain::{File, path_of};
use crate::stage::Stage;
use crate::visit::Visit;

const ALERT: &str = "document.querySelector('main [role=alert]')?.textContent ?? ''";
/// The browser's own words are in the middle.
pub(crate) const IS_LOADING_PROBLEM: &str = "/^The console could not be loaded \\(.+\\)\\. A new release may have replaced it: \
    reload the page\\.$/.test(document.querySelector('.boot-problem[role=alert]')?.textContent)";
pub(crate) const WATCH: &str = "
    new MutationObserver((_, observer) => {
        if (!document.querySelector('main .boot-problem')) return;
        window.explained = performance.now();
        observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_program_that_is_gone_or_cut_off_is_explained() {
    let complaints = ["a status of 404", "HTTP 404", "integrity", "Failed to fetch"];
    let (program, glue) = (path_of(("console-", "_bg.wasm")), path_of(("console-", ".js")));
    Stage::new().complaining(&complaints).play(async |visit| {
        forget_files(visit).await;
        visit.run_first(WATCH).await;
        for (path, file) in [
            (&program, File::missing()),
            (&program, File::half_of(&program, "application/wasm")),
            (&glue, File::missing()),
        ] {
            visit.files.restore();
            visit.files.put(path, file);
            visit.goto("").await;
            visit.expect(IS_LOADING_PROBLEM, true).await;
            expect_soon_and_readable(visit).await;
        }
        visit.files.restore();
        assert_eq!(visit.reload().await.rows.len(), 30);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_browser_without_webassembly_is_told_so() {
    Stage::new().complaining(&["WebAssembly"]).play(async |visit| {
        visit.run_first(WATCH).await;
        visit.run_first("delete globalThis.WebAssembly").await;
        visit.goto("").await;
        let words =
            "The console needs WebAssembly, which this browser does not have or does not allow.";
        visit.expect(ALERT, words).await;
        expect_soon_and_readable(visit).await;
    });
}

/// Whatever explains it cannot be in that script.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_first_script_that_is_gone_is_explained() {
    Stage::new().complaining(&["a status of 404"]).play(async |visit| {
        visit.files.put(&path_of(("boot-", ".js")), File::missing());
        visit.goto("").await;
        visit.expect("/reload/i.test(document.querySelector('main').innerText)", true).await;
    });
}

/// Since the page has known, whichever file it is, or since it began.
const EXPLAINED_AFTER: &str =
    "window.explained - Math.max(0, ...performance.getEntriesByType('resource')
    .filter(({ name, responseEnd }) => /console-/.test(name) && responseEnd < window.explained)
    .map(({ responseEnd }) => responseEnd))";

/// Within a second, and nothing else is offered that could not work.
pub(crate) async fn expect_soon_and_readable(visit: &Visit) {
    let explained = visit.value(EXPLAINED_AFTER).await.as_f64().unwrap();
    assert!(explained < 1_000.0, "{explained} ms");
    visit.expect("document.querySelectorAll('main button, main [aria-busy=true]').length", 0).await;
    visit.expect("document.querySelector('header').innerText.includes('PolarDB')", true).await;
}

/// Otherwise a file that was there once is there for good, because its name bears its hash.
pub(crate) async fn forget_files(visit: &Visit) {
    visit.browser.devtools("Network.enable", json!({})).await;
    visit.browser.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
}
