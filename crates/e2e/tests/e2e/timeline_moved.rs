//! Other parts of time, by keys and by dragging, and other sizes of the window and of the page.

use fantoccini::actions::{MOUSE_BUTTON_LEFT, PointerAction};
use serde_json::json;

use crate::stage::Stage;
use crate::timeline::{MORNING, TIMES, open_morning};

const TIMELINE: &str = "[role=group][aria-label^=Timeline]";
const LABEL: &str = "document.querySelector('.timeline').ariaLabel";
const SCROLLS_SIDEWAYS: &str = "(card => card.getBoundingClientRect().right > innerWidth
    || card.scrollWidth > card.clientWidth)(document.querySelector('.card'))";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn keys_move_and_zoom_the_window() {
    Stage::plain().play(async |visit| {
        open_morning(visit).await;
        let words = "Timeline, 10:54 – 13:06 UTC+8. Left and right move it, plus and minus zoom.";
        assert_eq!(visit.value(LABEL).await, words);
        for (key, times) in [
            ("\u{e014}", "11:07 – 13:19"),
            ("+", "11:40 – 12:46"),
            ("-", "11:07 – 13:19"),
            ("\u{e012}", "10:54 – 13:06"),
        ] {
            visit.type_into(TIMELINE, key).await;
            visit.expect(TIMES, times).await;
        }
        visit.press("[aria-label='Zoom out']").await;
        visit.expect(TIMES, "09:48 – 14:12").await;
        visit.press("[aria-label='Zoom in']").await;
        visit.expect(TIMES, "10:54 – 13:06").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_window_is_in_the_url_and_no_step_of_the_history() {
    const SEARCH: &str = "location.search";
    let later = "?view=timeline&window=2026-11-24T03:07:12Z,132m";
    Stage::plain().play(async |visit| {
        open_morning(visit).await;
        visit.expect(SEARCH, format!("?view=timeline&window={MORNING}")).await;
        let steps = visit.value("history.length").await.as_u64().unwrap();
        visit.type_into(TIMELINE, "\u{e014}").await;
        visit.expect(SEARCH, later).await;
        assert_eq!(visit.value("history.length").await, steps);
        visit.reload().await;
        visit.expect(TIMES, "11:07 – 13:19").await;
        assert_eq!(visit.value(SEARCH).await, later);
        // It goes with the table, and with another list; one step back it is there again.
        visit.press_text("Table").await;
        visit.expect(SEARCH, "").await;
        visit.back().await;
        visit.expect(TIMES, "11:07 – 13:19").await;
        visit.press_chip("FAILED").await;
        visit.expect(SEARCH, "?status=FAILED&view=timeline").await;
        visit.expect(&format!("{TIMES} === '11:07 – 13:19'"), false).await;
        visit.back().await;
        visit.expect(SEARCH, later).await;
        visit.expect(TIMES, "11:07 – 13:19").await;
        // One that follows now says how far from it.
        visit.press("[data-zoom=now]").await;
        visit.expect(SEARCH, "?view=timeline&window=-110m,132m").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_window_that_is_none_is_left_out() {
    Stage::plain().play(async |visit| {
        open_morning(visit).await;
        visit.open("?view=timeline").await;
        visit.expect(&format!("{TIMES} !== ''"), true).await;
        let fitted = visit.value(TIMES).await;
        for window in ["nonsense", "-5m,-5m"] {
            let search = format!("?view=timeline&window={window}");
            visit.open(&search).await;
            visit.expect(TIMES, fitted.clone()).await;
            assert_eq!(visit.value("location.search").await, search);
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn dragging_moves_the_window_and_presses_nothing() {
    Stage::plain().play(async |visit| {
        open_morning(visit).await;
        let bar = visit
            .value(
                "(({ x, y, width }, lane) => [x + width / 2, y + 8, lane.width])
            (document.querySelector('.lane .ran').getBoundingClientRect(),
             document.querySelector('.lane').getBoundingClientRect())",
            )
            .await;
        let [x, y, width] = [0, 1, 2].map(|at| bar[at].as_f64().unwrap());
        let to = |x| PointerAction::MoveTo { duration: None, x, y };
        let down = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let up = PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        let drag = [to(x), down, to(x + width / 20.0), to(x + width / 10.0), up];
        visit.move_pointer(drag).await;
        // A tenth of 132 minutes earlier.
        visit.expect(TIMES, "10:40 – 12:52").await;
        // Where exactly depends on the width of a lane.
        let search = "location.search.replace(/T[^,]*Z/, '')";
        visit.expect(search, "?view=timeline&window=2026-11-24,132m").await;
        visit.press(".lane .ran").await;
        visit.expect(search, "?view=timeline&batch=pcb-a&window=2026-11-24,132m").await;
        assert_eq!(visit.value(TIMES).await, "10:40 – 12:52");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_hundred_rows_fit_any_window_and_nothing_shifts() {
    // A label goes along its lane with the end that is foretold, and counts of the strip have more digits when more is read;
    // nothing else goes anywhere.
    const SHIFTS: &str = "
        window.shifts = [];
        const goes_along = ({ node, previousRect, currentRect }) =>
            (node?.className === 'label' || (node?.closest ? node : node?.parentNode)?.closest('.strip'))
                && previousRect.top === currentRect.top;
        new PerformanceObserver(list => {
            for (const { sources } of list.getEntries())
                for (const one of sources)
                    if (!goes_along(one)) window.shifts.push(one.node?.outerHTML ?? one.node?.nodeName);
        }).observe({ type: 'layout-shift' });";
    Stage::new().play(async |visit| {
        visit.resize(1440).await;
        visit.open("?size=100&view=timeline").await;
        visit.expect("document.querySelectorAll('.span-row').length", 100).await;
        visit.run(SHIFTS).await;
        let calls = visit.upstream.handle.calls();
        visit.upstream.expect_calls_beyond(calls + 1).await;
        visit.pass(1_100).await;
        assert_eq!(visit.value("shifts").await, json!([]));
        for width in [1440, 1100, 768, 390, 360] {
            visit.resize(width).await;
            visit.expect(SCROLLS_SIDEWAYS, false).await;
        }
        // Each name is a line above its lane.
        let below = "(row => row.querySelector('.lane').getBoundingClientRect().top
            - row.querySelector('.name').getBoundingClientRect().bottom >= 0)(document.querySelector('.span-row'))";
        visit.expect(below, true).await;
        let widest = "document.querySelector('.lane').clientWidth > 280";
        visit.expect(widest, true).await;
    });
}
