//! A new release while the page is open: offered when somebody comes back to it or has looked at it for long, and never
//! taken without a press.

use crate::leap::LEAP;
use crate::plain::{File, path_of};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

const OFFER: &str = "document.querySelector('.release .toast-words')?.innerText ?? ''";
const SCRIPT: &str = "document.querySelector('script[type=module]').getAttribute('src')";
const LOOKS: &str = "performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname === '/').length";
const LEAP_WHEN_HIDDEN: &str =
    "document.addEventListener('visibilitychange', () => leap(601), { once: true })";

/// The site is of the release with these digits from now on: the same program by another name.
fn release(visit: &Visit, digits: &str) {
    let boot = path_of(("boot-", ".js"));
    let name = format!("/boot-{digits}.js");
    let html = File::text_of("/index.html").replace(&boot[1..], &name[1..]);
    visit.files.put("/", File::html(&html));
    visit.files.put(&name, File::with_more(&boot, "text/javascript", b""));
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_new_release_is_offered_on_return_and_taken_by_a_press() {
    Stage::new().play(async |visit| {
        visit.run_first(LEAP).await;
        open(visit, "?size=10").await;
        visit.run("window.isSame = true").await;
        release(visit, "00000000000000aa");
        visit.look_elsewhere_and_back().await;
        visit.run("leap(590)").await;
        visit.pass(2_500).await;
        visit.expect(LOOKS, 0).await;
        visit.run(LEAP_WHEN_HIDDEN).await;
        visit.look_elsewhere_and_back().await;
        visit.expect(OFFER, "A new version is ready.").await;
        visit.expect("document.querySelector('.toast-place').getAttribute('role')", "status").await;
        // The page goes on as it is.
        visit.press_chip("FAILED").await;
        visit.expect("location.search", "?status=FAILED&size=10").await;
        visit.expect("window.isSame", true).await;
        visit.expect(LOOKS, 1).await;
        visit.press(".release .act").await;
        visit.expect(SCRIPT, "./boot-00000000000000aa.js").await;
        visit.settled().await;
        visit.expect("location.search", "?status=FAILED&size=10").await;
        visit.expect(OFFER, "").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_offer_that_was_closed_comes_again_for_another_release_only() {
    Stage::new().play(async |visit| {
        visit.run_first(LEAP).await;
        visit.resize(1600).await;
        open(visit, "").await;
        visit.run("leap(601)").await;
        visit.expect(LOOKS, 1).await;
        visit.expect(OFFER, "").await;
        release(visit, "00000000000000aa");
        visit.run("leap(601)").await;
        visit.expect(OFFER, "A new version is ready.").await;
        visit.press(".release [aria-label=Close]").await;
        visit.expect(OFFER, "").await;
        visit.run("leap(601)").await;
        visit.expect(LOOKS, 3).await;
        visit.pass(1_000).await;
        visit.expect(OFFER, "").await;
        release(visit, "00000000000000bb");
        visit.choose_language("中文").await;
        visit.run("leap(601)").await;
        visit.expect(OFFER, "新版本已就绪。").await;
        visit.expect("document.querySelector('.release .act').innerText", "重新加载").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn another_page_in_the_place_of_the_console_is_no_release() {
    Stage::new().complaining(&["a status of 404"]).play(async |visit| {
        visit.run_first(LEAP).await;
        open(visit, "").await;
        for (looks, file) in [(1, File::html("<title>Sign in</title>")), (2, File::missing())] {
            visit.files.put("/", file);
            visit.run("leap(601)").await;
            visit.expect(LOOKS, looks).await;
            visit.pass(1_000).await;
            visit.expect(OFFER, "").await;
        }
    });
}

/// With the second part, which looks.
async fn open(visit: &Visit, search: &str) {
    visit.open(search).await;
    visit.expect(HAS_TOOLS, true).await;
}
