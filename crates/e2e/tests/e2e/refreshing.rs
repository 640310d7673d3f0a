//! Rows stay fresh by themselves, and at once when somebody asks.

use crate::replies::{list, running};
use crate::stage::Stage;

const AGE: &str =
    "document.querySelector('[role=group][aria-label=Refresh]').innerText.split('\\n')[0]";
const BAR: &str =
    "document.querySelector('tbody [role=progressbar]').getAttribute('aria-valuetext')";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_button_asks_once() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.press("[aria-label='Automatic refresh']").await;
        visit
            .expect(
                "document.querySelector('[aria-label=\"Automatic refresh\"]').ariaPressed",
                "false",
            )
            .await;
        visit.settled().await;
        visit.expect(AGE, "Updated 3 s ago").await;
        let calls = visit.upstream.handle.calls();
        visit.press("[aria-label='Refresh now']").await;
        visit.expect(AGE, "Updated 0 s ago").await;
        visit.expect(AGE, "Updated 6 s ago").await;
        assert_eq!(visit.upstream.handle.calls(), calls + 1);
        assert_eq!(visit.upstream.queries().pop().unwrap(), "PageNumber=1&PageSize=30");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn bars_and_age_move_by_themselves() {
    Stage::new().play(async |visit| {
        for successes in [10, 20, 30] {
            visit.upstream.answer_next(list(&[running(successes, 40)]));
        }
        visit.open("").await;
        visit.expect(BAR, "10 / 40, 25%").await;
        visit.expect(AGE, "Updated 4 s ago").await;
        visit.expect(BAR, "20 / 40, 50%").await;
        visit.expect(AGE, "Updated 0 s ago").await;
        visit.expect(BAR, "30 / 40, 75%").await;
    });
}
