//! Rows stay fresh by themselves, and at once when somebody asks.

use fantoccini::key::Key;

use crate::replies::{list, running};
use crate::stage::Stage;

/// Seconds since the rows came, as the page tells them.
const AGE: &str = "Number(document.querySelector('[role=group][aria-label=Refresh]').innerText\
    .match(/^Updated (\\d+) s ago/)?.[1])";
const BAR: &str =
    "document.querySelector('tbody [role=progressbar]').getAttribute('aria-valuetext')";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_button_asks_once() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.pause().await;
        visit.expect(&format!("{AGE} >= 3"), true).await;
        let calls = visit.upstream.handle.calls();
        visit.refresh().await;
        visit.expect(&format!("{AGE} < 3"), true).await;
        // Longer than the pause between two automatic refreshes.
        visit.expect(&format!("{AGE} >= 6"), true).await;
        assert_eq!(visit.upstream.handle.calls(), calls + 1);
        visit.upstream.expect("PageNumber=1&PageSize=30").await;
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
        visit.expect(&format!("{AGE} >= 2"), true).await;
        visit.expect(BAR, "20 / 40, 50%").await;
        visit.expect(&format!("{AGE} < 2"), true).await;
        visit.expect(BAR, "30 / 40, 75%").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_keyboard_pauses_and_sets_the_pace() {
    const CHOSEN: &str = "[...document.querySelectorAll('#live-menu [aria-pressed=true]')]\
        .map(it => it.textContent).join()";
    const LIVE: &str = "[title='Automatic refresh']";
    Stage::new().play(async |visit| {
        visit.open("").await;
        for (item, chosen, word) in
            [(2, "Paused,5 s", "Paused"), (1, "Live,5 s", "Live"), (6, "Live,10 s", "Live")]
        {
            visit.type_into(LIVE, " ").await;
            visit.type_into(&format!("#live-menu > :nth-child({item})"), " ").await;
            visit.expect(CHOSEN, chosen).await;
            visit.expect_liveness(word).await;
        }
        // A single key does it, too.
        visit.type_into("#tasks", "p").await;
        visit.expect_liveness("Paused").await;
        visit.type_into("#tasks", "p").await;
        visit.expect_liveness("Live").await;
        let calls = visit.upstream.handle.calls();
        visit.type_into("[aria-label='Refresh now']", &char::from(Key::Enter).to_string()).await;
        visit.upstream.expect_calls_beyond(calls).await;
    });
}
