//! A browser that keeps nothing for the page, cannot, or kept something else: the page works all the same.

use crate::stage::Stage;
use crate::visit::Visit;

/// As where cookies are blocked.
const BLOCKED: &str = "
    for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }
";
const FULL: &str = "
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
";
/// Whatever was kept, and whatever is asked for, is no value of this program's.
const CORRUPT: &str = "
    Storage.prototype.getItem = () => '{\"\\u0000\":[null,NaN';
";
const GONE: &str = "
    for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { value: null });
    }
";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_page_without_a_storage_works() {
    for storage in [BLOCKED, FULL, CORRUPT, GONE] {
        Stage::new().play(async |visit| {
            visit.run_first(storage).await;
            visit.open("").await;
            use_every_control(visit).await;
            assert_eq!(visit.reload().await.chips, ["COMPLETED", "PARTLY"]);
        });
    }
}

/// Whatever the page might want to keep is changed once.
async fn use_every_control(visit: &Visit) {
    visit.choose_pace("10 s").await;
    visit.pause().await;
    visit.choose_size("10").await;
    visit.arrives("?size=10", "PageNumber=1&PageSize=10").await;
    visit.press_completed().await;
    let query = "PageNumber=1&PageSize=10&Status=%5B%22COMPLETED%22%5D";
    let view = visit.arrives("?status=COMPLETED&size=10", query).await;
    assert_eq!((view.rows.len(), &*view.panel), (10, ""));
}
