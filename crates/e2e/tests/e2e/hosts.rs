//! The built folder at any path of any host: the page starts, its second part and other words come, links to a batch,
//! reloading and going back work, nothing is against the policy, and browsers keep what never changes.

use serde_json::{Value, json};

use crate::browser::Engine;
use crate::panel::{TITLE, expect_closed, expect_shown, failed, three};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

const HEADING: &str = "document.querySelector('h1').innerText";
/// What was against the policy, in all documents of the tab.
const VIOLATIONS: &str = "sessionStorage.violations ?? ''";
const WATCH_POLICY: &str = "
    document.addEventListener('securitypolicyviolation', event => {
        sessionStorage.violations = `${sessionStorage.violations ?? ''}${event.violatedDirective} ${event.blockedURI}\\n`;
    });
";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_site_works_at_the_root_under_nginx() {
    Stage::under_nginx("/").play(async |visit| walk(visit, "/").await);
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_site_works_below_a_path_under_nginx() {
    Stage::under_nginx("/a/b/").play(async |visit| walk(visit, "/a/b/").await);
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_site_works_under_the_proxy() {
    Stage::new().play(async |visit| walk(visit, "/").await);
}

async fn walk(visit: &Visit, path: &str) {
    visit.upstream.answer_list(three());
    visit.upstream.answer_batch(failed());
    if visit.browser.engine == Engine::Chromium {
        visit.run_first(WATCH_POLICY).await;
    }
    assert_eq!(visit.open("").await.rows.len(), 3);
    if visit.browser.engine != Engine::Chromium {
        // The page is to come as the host sends it, so that this is not the first script. The console of Firefox has the rest.
        visit.run(WATCH_POLICY).await;
    }
    visit.resize(1600).await;
    speak(visit, "中文", "批量任务").await;
    // Now the first script sends for the words.
    visit.goto("?status=FAILED").await;
    visit.expect(HEADING, "批量任务").await;
    speak(visit, "EN", "Batch tasks").await;
    visit.open("?batch=pcb-b").await;
    expect_shown(visit, "batch").await;
    visit.expect(TITLE, "task b").await;
    visit.reload().await;
    expect_shown(visit, "batch").await;
    expect_files_are_kept(visit).await;
    visit.press("aside [aria-label=Close]").await;
    expect_closed(visit).await;
    visit.back().await;
    expect_shown(visit, "batch").await;
    visit.back().await;
    visit.expect("location.search", "?status=FAILED").await;
    visit.open("?view=timeline").await;
    visit.expect("document.querySelectorAll('.span-row').length", 3).await;
    visit.expect("location.pathname", path).await;
    visit.expect(VIOLATIONS, "").await;
}

/// The menu is of the second part.
async fn speak(visit: &Visit, language: &str, heading: &str) {
    visit.expect(HAS_TOOLS, true).await;
    visit.choose_language(language).await;
    visit.expect(HEADING, heading).await;
}

/// Every file that was fetched, by the begin and the end of its name, with how long it is kept and whether it came
/// compressed. What chunks of the program share is in files with numbers.
const KEPT: &str = "Promise.all([...new Set(performance.getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname).filter(path => !path.endsWith('/rpc')).concat(location.pathname))]
    .map(async path => {
        const { headers } = await fetch(path, { method: 'HEAD' });
        const name = path.split('/').pop().replace(/-[0-9a-f]{16}/, '-#').replace(/chunk_\\d+/, 'shared');
        return [name, headers.get('cache-control'), /^(br|gzip)$/.test(headers.get('content-encoding'))];
    })).then(files => [...new Set(files.map(file => JSON.stringify(file)))].sort().map(file => JSON.parse(file)))";

async fn expect_files_are_kept(visit: &Visit) {
    const FOR_EVER: &str = "public, max-age=31536000, immutable";
    let expected: [(&str, &str, bool); 13] = [
        ("", "no-cache", true),
        ("boot-#.js", FOR_EVER, true),
        ("config.json", "no-cache", false),
        ("console-#.js", FOR_EVER, true),
        ("console-#_bg.wasm", FOR_EVER, true),
        ("console-#_controls.wasm", FOR_EVER, true),
        ("console-#_features.wasm", FOR_EVER, true),
        ("console-#_find.wasm", FOR_EVER, true),
        ("console-#_panel.wasm", FOR_EVER, true),
        ("console-#_share.wasm", FOR_EVER, true),
        ("console-#_shared.wasm", FOR_EVER, true),
        ("console-#_timeline.wasm", FOR_EVER, true),
        ("style-#.css", FOR_EVER, true),
    ];
    let expected: Value = json!(expected);
    visit.expect(KEPT, expected).await;
}
