//! What an earlier visit has left to look at.

use crate::preferences::open_dialog;
use crate::replies::{list, row};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

const AGE: &str = "document.querySelector('.age').textContent.replace(/[\\d:]{8}/, 'TIME')";
const NAMES: &str =
    "[...document.querySelectorAll('tbody .name')].map(name => name.textContent).join()";
const BANNER: &str =
    "document.querySelector('main').innerText.includes('Could not load batch tasks.')";
const BAD_GATEWAY: &str = "the server responded with a status of 502";
const VIEWS: &str = "dialog.preferences [name=views]";
const KEPT: &str = "Object.keys(localStorage).filter(name => name.includes('view ')).length";

/// A visit that saw one task and is over.
async fn visit_once(visit: &Visit) {
    visit.upstream.answer_next(list(&[row("a=3", "RUNNING")]));
    visit.open("").await;
    visit.expect(NAMES, "task a").await;
}

fn break_down(visit: &Visit) {
    visit.upstream.answer_with("kind=error&code=InternalError");
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_last_rows_are_shown_with_their_age_until_there_are_others() {
    Stage::new().play(async |visit| {
        visit_once(visit).await;
        visit.upstream.answer_with("kind=latency&ms=3000&times=1");
        visit.goto("").await;
        visit.expect(NAMES, "task a").await;
        visit.expect(AGE, "Data from TIME · Refreshing…").await;
        visit.expect("document.querySelectorAll('tbody .row').length", 30).await;
        visit.expect("/^Updated/.test(document.querySelector('.age').textContent)", true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_last_rows_stay_while_the_endpoint_is_down_and_say_so() {
    Stage::new().complaining(&[BAD_GATEWAY]).play(async |visit| {
        visit_once(visit).await;
        break_down(visit);
        visit.goto("").await;
        visit.expect(BANNER, true).await;
        visit.expect(NAMES, "task a").await;
        let says_since = "/^Data from [\\d:]{8} · (Next try in|Refreshing)/.test(document.querySelector('.age').textContent)";
        visit.expect(says_since, true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_last_rows_are_for_nobody_who_may_not_see_them() {
    Stage::new().complaining(&["the server responded with a status of 403"]).play(async |visit| {
        visit_once(visit).await;
        visit.upstream.answer_with("kind=error&code=Forbidden.RAM");
        let view = visit.open("").await;
        assert_eq!(view.panel, "You may not list batch tasks");
        visit.expect("document.querySelector('tbody')?.checkVisibility() ?? false", false).await;
        visit.expect(KEPT, 0).await;
        visit.expect("document.querySelector('[role=alert].alarm').textContent", view.panel).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_last_rows_can_be_forgotten_and_never_kept() {
    Stage::new().play(async |visit| {
        visit_once(visit).await;
        visit.expect(KEPT, 1).await;
        open_dialog(visit).await;
        visit.press_text("Forget the views now").await;
        visit.expect(KEPT, 0).await;
        visit.press(VIEWS).await;
        visit.reload().await;
        visit.expect(HAS_TOOLS, true).await;
        visit.expect(KEPT, 0).await;
        open_dialog(visit).await;
        visit.expect(&format!("document.querySelector({VIEWS:?}).checked"), false).await;
        visit.press(VIEWS).await;
        visit.reload().await;
        visit.expect(KEPT, 1).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn no_more_than_ten_views_are_kept() {
    Stage::new().play(async |visit| {
        for size in 11..=23 {
            visit.open(&format!("?size={size}")).await;
        }
        visit.expect(KEPT, 10).await;
        let newest = "Object.keys(localStorage).some(name => name.endsWith(' ?size=23'))";
        visit.expect(newest, true).await;
    });
}
