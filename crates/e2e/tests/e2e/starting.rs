//! A console that cannot start says so on its page, and what to do.

use crate::plain::{File, path_of};
use crate::stage::Stage;
use crate::visit::Visit;

const ALERT: &str = "document.querySelector('main [role=alert]')?.textContent ?? ''";
/// Why it did not start, without the name of the file.
pub(crate) const CAUSE: &str = "(document.querySelector('.boot-problem[role=alert]')?.textContent ?? '')\
    .replace(/[\\w-]+\\.(js|wasm|css)/, 'FILE').trim()";
pub(crate) const CHANGED: &str = "FILE was changed or cut off on its way.";
const GONE: &str =
    "FILE is not on this site (HTTP 404). A new release may have replaced it: reload the page.";
pub(crate) const WATCH: &str = "
    new MutationObserver((_, observer) => {
        if (!document.querySelector('main .boot-problem[role=alert]')) return;
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
        for (path, file, cause) in [
            (&program, File::missing(), GONE),
            (&program, File::half_of(&program, "application/wasm"), CHANGED),
            (&glue, File::missing(), GONE),
        ] {
            visit.files.restore();
            visit.files.put(path, file);
            visit.goto("").await;
            visit.expect(CAUSE, cause).await;
            expect_soon_and_readable(visit).await;
        }
        visit.files.restore();
        assert_eq!(visit.reload().await.rows.len(), 30);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_browser_without_webassembly_is_told_so() {
    Stage::new().play(async |visit| {
        visit.run_first(WATCH).await;
        visit.run_first("delete globalThis.WebAssembly").await;
        visit.goto("").await;
        let words = "This browser does not have or does not allow WebAssembly. It needs Chrome or Edge 123, Firefox 125, \
            Safari 17.5, or later, and a web server. ";
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
    visit.browser.keep_no_files().await;
}
