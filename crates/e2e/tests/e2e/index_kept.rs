//! What the index keeps from one visit to the next: the second one in the same browser answers a search with few calls, and what
//! may not be kept, or cannot, is read again.

use serde_json::json;

use crate::plain::{self, File};
use crate::replies::{list, row};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;
use crate::wait::until;

/// More than two calls bring.
const TASKS: u32 = 450;
/// Whether the database has anything. It is not made by looking.
const KEPT: &str = "(async () => {
    let count = 0;
    for (const { name } of await indexedDB.databases()) {
        if (!/index 1$/.test(name)) continue;
        const database = await new Promise(done => {
            const request = indexedDB.open(name);
            request.onupgradeneeded = () => request.transaction.abort();
            [request.onsuccess, request.onerror] = [() => done(request.result), () => done(null)];
        });
        if (!database) continue;
        const all = database.transaction('chunks').objectStore('chunks').count();
        count += await new Promise(done => { all.onsuccess = () => done(all.result); });
        database.close();
    }
    return count > 0;
})()";
const COUNT: &str = "[...document.querySelectorAll('.total > :not(.ends-by)')].map(part => part.textContent).join('').trim()";
const SCOPE: &str = "document.querySelector('.scope').innerText";
const FORBIDDEN: &str = "the server responded with a status of 403";

/// How many pages of the list were asked for besides the first one, which each refresh asks for.
fn further_pages(visit: &Visit) -> usize {
    let is_further =
        |query: &&String| query.contains("PageNumber=") && !query.contains("PageNumber=1&");
    visit.upstream.queries().iter().filter(is_further).count()
}

/// Looks for all tasks whose name or id has this in it, until all were looked through.
async fn search(visit: &Visit) {
    visit.goto("?q=pcb-").await;
    visit.expect(HAS_TOOLS, true).await;
    visit.expect(COUNT, "450 of 450 tasks match").await;
    visit.expect(SCOPE, "").await;
}

async fn expect_kept(visit: &Visit, is_kept: bool) {
    until("it is kept", json!(is_kept), async || visit.value(KEPT).await).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_second_visit_reads_the_difference() {
    Stage::with_index(TASKS).play(async |visit| {
        search(visit).await;
        assert!(further_pages(visit) >= 4, "{:?}", visit.upstream.queries());
        expect_kept(visit, true).await;
        // What is read last is written a moment later.
        until("a visit reads no page again", true, async || {
            let before = further_pages(visit);
            search(visit).await;
            further_pages(visit) == before
        })
        .await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_nobody_may_see_any_more_is_deleted() {
    Stage::with_index(TASKS).complaining(&[FORBIDDEN]).play(async |visit| {
        search(visit).await;
        expect_kept(visit, true).await;
        visit.upstream.answer_with("kind=error&code=Forbidden.RAM");
        let view = visit.open("").await;
        assert_eq!(view.panel, "You may not list batch tasks");
        expect_kept(visit, false).await;
        // The same on a page that shows what it found.
        visit.upstream.handle.clear();
        search(visit).await;
        expect_kept(visit, true).await;
        visit.upstream.answer_with("kind=error&code=Forbidden.RAM");
        visit.refresh().await;
        expect_kept(visit, false).await;
        visit.expect("document.querySelector('tbody')?.checkVisibility() ?? false", false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn without_a_source_nothing_is_kept() {
    Stage::plain().play(async |visit| {
        let mut config = plain::with(plain::config(), [("keepLastViews", true)]);
        config["index"] = json!({ "auto": 1_000 });
        visit.files.put("/config.json", File::json(&config.to_string()));
        visit.upstream.answer(list(&["a", "b", "c"].map(|id| row(id, "COMPLETED"))));
        visit.goto("?q=task").await;
        visit.expect(COUNT, "3 of 3 tasks match").await;
        visit.expect(SCOPE, "").await;
        visit.pass(3_000).await;
        assert_eq!(visit.value(KEPT).await, json!(false));
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn whoever_keeps_no_views_keeps_no_index() {
    Stage::with_index(TASKS).play(async |visit| {
        search(visit).await;
        expect_kept(visit, true).await;
        crate::preferences::open_dialog(visit).await;
        visit.press("dialog.preferences [name=views]").await;
        expect_kept(visit, false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_browser_that_keeps_nothing_reads_again() {
    /// As a private window of an old browser, a database that is stuck, a full disk, and a transaction that is given up.
    const STORAGES: [&str; 4] = [
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };",
        "IDBFactory.prototype.open = () => new EventTarget();",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        "const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (...what) {
            const request = put.apply(this, what);
            request.addEventListener('success', () => this.transaction.abort());
            return request;
        };",
    ];
    for storage in STORAGES {
        Stage::with_index(TASKS).play(async |visit| {
            visit.run_first(storage).await;
            for _ in 0..2 {
                let before = further_pages(visit);
                search(visit).await;
                assert!(
                    further_pages(visit) - before >= 4,
                    "{storage}: {:?}",
                    visit.upstream.queries()
                );
            }
        });
    }
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_is_damaged_is_read_again() {
    /// Once it is time, whoever opens the database finds other bytes in it: they are written before anything can be read.
    const DAMAGE: &str = "const { open } = IDBFactory.prototype;
        IDBFactory.prototype.open = function (...what) {
            const request = open.apply(this, what);
            request.addEventListener('success', () => {
                const database = request.result;
                if (!sessionStorage.damage || !database.objectStoreNames.contains('chunks')) return;
                const chunks = database.transaction('chunks', 'readwrite').objectStore('chunks');
                const keys = chunks.getAllKeys();
                keys.onsuccess = () => keys.result.forEach(key => chunks.put(new Uint8Array([7, 7, 7]), key));
            });
            return request;
        };";
    Stage::with_index(TASKS).play(async |visit| {
        // Before the first visit: a page that the browser has kept gets no other script.
        visit.run_first(DAMAGE).await;
        search(visit).await;
        expect_kept(visit, true).await;
        visit.run("sessionStorage.damage = 1").await;
        let before = further_pages(visit);
        search(visit).await;
        assert!(further_pages(visit) - before >= 4, "{:?}", visit.upstream.queries());
    });
}
