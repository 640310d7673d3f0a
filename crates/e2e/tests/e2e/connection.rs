//! A page that lost its connection, or that nobody looked at for a while.

use crate::replies::{list, running};
use crate::stage::Stage;
use crate::view::HAS_ALL_PARTS;

const BANNER: &str = "document.querySelector('main').innerText.includes('Connection lost.')";
const BAR: &str =
    "document.querySelector('tbody [role=progressbar]').getAttribute('aria-valuetext')";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_outlast_a_lost_connection_and_are_refreshed_when_it_is_back() {
    Stage::new().play(async |visit| {
        visit.upstream.answer(list(&[running(10, 40)]));
        visit.open("").await;
        visit.expect(BAR, "10 / 40, 25%").await;
        visit.expect(HAS_ALL_PARTS, true).await;
        visit.browser.set_offline(true).await;
        visit.expect_liveness("Offline").await;
        visit.expect(BANNER, true).await;
        visit.expect(BAR, "10 / 40, 25%").await;

        visit.upstream.answer(list(&[running(30, 40)]));
        visit.browser.set_offline(false).await;
        visit.expect(BAR, "30 / 40, 75%").await;
        visit.expect_liveness("Live").await;
        visit.expect(BANNER, false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_page_that_is_shown_again_asks_once() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.choose_pace("60 s").await;
        visit.point_at("h1").await;
        let calls = visit.upstream.handle.calls();
        visit.upstream.answer_next(list(&[running(30, 40)]));
        visit.look_elsewhere_and_back().await;
        visit.expect(BAR, "30 / 40, 75%").await;
        assert_eq!(visit.upstream.handle.calls(), calls + 1);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_pause_that_the_service_asked_for_outlasts_a_look_elsewhere() {
    const THROTTLED: &str = "the server responded with a status of 429";
    Stage::new().complaining(&[THROTTLED]).play(async |visit| {
        visit.open("").await;
        let throttled = "kind=throttled&status=429&wait_ms=90000&times=1";
        visit.upstream.answer_with(throttled);
        visit.refresh().await;
        let waits =
            "/ · Throttled · next try in 1 min/.test(document.querySelector('.refresh').innerText)";
        visit.expect(waits, true).await;
        let calls = visit.upstream.handle.calls();
        visit.look_elsewhere_and_back().await;
        visit.expect("document.visibilityState", "visible").await;
        visit.expect(waits, true).await;
        assert_eq!(visit.upstream.handle.calls(), calls);
    });
}
