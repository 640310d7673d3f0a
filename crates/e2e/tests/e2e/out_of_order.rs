//! Answers that come late, never, or after a newer one.

use std::time::Duration;

use simulator::{Delivery, Reply};

use crate::replies::{completed, list, row};
use crate::stage::Stage;

const NAMES: &str = "[...document.querySelectorAll('tbody .name')].map(name => name.textContent)";
/// The time limit of a request passes fifty times as fast.
const IMPATIENCE: &str = "
    window.limits = new Set();
    const setTimer = window.setTimeout;
    window.setTimeout = (action, pause, ...rest) => {
        if (pause >= 15_000) window.limits.add(pause);
        return setTimer(action, pause === 15_000 ? pause / 50 : pause, ...rest);
    };
";

fn late(name: &str, milliseconds: u64) -> Reply {
    Reply { delay: Duration::from_millis(milliseconds), ..list(&[completed(1, name)]) }
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_older_answer_never_replaces_a_newer_one() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer(late("rows before", 0));
        visit.open("").await;
        visit.pause().await;
        let calls = visit.upstream.handle.calls();
        visit.upstream.answer_next(late("older", 1_500));
        visit.upstream.answer_next(list(&[row("newer", "FAILED")]));
        visit.refresh().await;
        visit.upstream.expect_calls_beyond(calls).await;
        visit.press_chip("FAILED").await;
        visit.expect(NAMES, vec!["task newer"]).await;
        visit.upstream.expect_given_up(1).await;
        visit.pass(2_000).await;
        visit.expect(NAMES, vec!["task newer"]).await;
        assert_eq!(visit.upstream.handle.calls(), calls + 2);
    });
}

/// The first request is sent before the program is there, and a filter may be pressed before it is answered.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_first_answer_never_replaces_a_newer_one() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer_next(late("older", 3_000));
        visit.upstream.answer(late("newer", 0));
        visit.goto("").await;
        visit.expect("!!document.querySelector('.filters select')", true).await;
        visit.press_chip("COMPLETED").await;
        visit.expect(NAMES, vec!["newer"]).await;
        visit.pause().await;
        visit.upstream.expect_given_up(1).await;
        visit.pass(3_500).await;
        visit.expect(NAMES, vec!["newer"]).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_answer_that_does_not_come_is_given_up_after_15_s() {
    Stage::plain().alone().play(async |visit| {
        visit.run_first(IMPATIENCE).await;
        visit.upstream.answer(late("too late", 60_000));
        let view = visit.open("").await;
        assert_eq!(view.panel, "Could not load batch tasks");
        assert_eq!(view.advice, "Plain did not answer within 15 s.");
        // The others are those of the parts of the program.
        visit.expect("[...window.limits].sort()", vec![15_000, 30_000, 60_000]).await;
        visit.expect_liveness("Retrying").await;
        assert!(visit.upstream.given_up.count() >= 1);
    });
}

/// The limit is for the whole of an answer.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_body_that_does_not_end_is_given_up_and_the_rows_stay() {
    const BANNER: &str = "Could not load batch tasks. Plain did not answer within 15 s. \
        Data from hh:mm:ss.";
    let delivery = Delivery::InPieces { pieces: 100, over: Duration::from_secs(60) };
    Stage::plain().alone().play(async |visit| {
        visit.run_first(IMPATIENCE).await;
        visit.upstream.answer(late("kept", 0));
        visit.open("").await;
        visit.pause().await;
        visit.upstream.answer_next(Reply { delivery, ..late("never whole", 0) });
        visit.refresh().await;
        visit.expect_banner(BANNER).await;
        visit.expect(NAMES, vec!["kept"]).await;
        visit.press_text("Retry now").await;
        visit.expect_banner("").await;
    });
}
