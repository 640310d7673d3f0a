//! What comes, goes or opens beside the rows moves nothing.

use serde_json::json;

use crate::panel::{ended, expect_closed, expect_shown, failed, press_key};
use crate::replies::{list, row};
use crate::stage::Stage;
use crate::visit::Visit;

/// Where the rows are, and how high.
const ROWS: &str = "[...document.querySelectorAll('tbody .row')].map(row => row.getBoundingClientRect())\
    .map(({ top, height }) => [Math.round(top), Math.round(height)])";
/// Whether the title, the filters and the chips can be seen, above the head of the table.
const BAR_IS_SEEN: &str = "['h1', '.type-field', '.created-button', '.chip'].every(part => {
    const { top, bottom } = document.querySelector(part).getBoundingClientRect();
    const { top: table } = document.querySelector('thead tr').getBoundingClientRect();
    return top >= 48 && bottom <= table;
})";
/// The places of all that the header has.
const HEADER: &str = "[...document.querySelectorAll('.top > *')].map(part => part.getBoundingClientRect())\
    .map(({ left, right }) => [Math.round(left), Math.round(right)])";

fn thirty() -> serde_json::Value {
    let mut rows: Vec<_> = (0..30).map(|number| row(&format!("x{number}"), "RUNNING")).collect();
    rows[24] = ended("b", "FAILED");
    json!(rows)
}

async fn open(visit: &Visit) {
    let rows = thirty();
    visit.upstream.answer_list(list(rows.as_array().unwrap()));
    visit.upstream.answer_batch(failed());
    visit.open("").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn opening_row_25_of_30_leaves_the_rows_and_the_bar_above_them() {
    Stage::new().play(async |visit| {
        for width in [1280, 1440, 1920] {
            visit.resize(width).await;
            open(visit).await;
            visit.run("document.querySelector('[data-batch-id=pcb-b]').scrollIntoView({ block: 'center' })").await;
            visit.expect("scrollY > 0", true).await;
            let rows = visit.value(ROWS).await;
            visit.press("[data-batch-id=pcb-b] .name").await;
            expect_shown(visit, "batch").await;
            assert_eq!(visit.value(ROWS).await, rows, "opened at {width}");
            assert_eq!(visit.value(BAR_IS_SEEN).await, true, "at {width}");
            press_key(visit, "Escape").await;
            expect_closed(visit).await;
            assert_eq!(visit.value(ROWS).await, rows, "closed at {width}");
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn opening_the_first_row_moves_the_rows_up_by_what_is_hidden_above_them_alone() {
    Stage::new().play(async |visit| {
        visit.resize(1440).await;
        open(visit).await;
        let moved_up = ROWS.replace("Math.round(top)", "Math.round(top) - 68");
        let rows = visit.value(&moved_up).await;
        visit.press("tbody .row .name").await;
        visit.expect("document.body.dataset.panel", "docked").await;
        assert_eq!(visit.value(ROWS).await, rows);
        assert_eq!(visit.value(BAR_IS_SEEN).await, true);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_strip_and_the_histogram_have_their_place_before_they_are_there() {
    // A strip that comes later than the rows would push them.
    const PLACES: &str = "['.filters', '.card'].map(part =>
        Math.round(document.querySelector(part).getBoundingClientRect().top))";
    Stage::new().play(async |visit| {
        for (width, places) in [(1440, [160, 216]), (1100, [136, 192]), (700, [216, 256])] {
            visit.resize(width).await;
            open(visit).await;
            visit.expect("document.querySelector('.strip-part') !== null", true).await;
            assert_eq!(visit.value(PLACES).await, json!(places), "at {width}");
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn switching_a_watch_on_moves_nothing_in_the_header() {
    Stage::new().play(async |visit| {
        visit.resize(1440).await;
        open(visit).await;
        visit.upstream.answer_batch(crate::replies::batch("x0", "RUNNING", &[]));
        visit.press("tbody .row .name").await;
        expect_shown(visit, "batch").await;
        let header = visit.value(HEADER).await;
        visit.press("aside .watch").await;
        visit.expect("document.querySelector('.watch-number').textContent", "1").await;
        assert_eq!(visit.value(HEADER).await, header);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_banner_and_the_pill_for_new_tasks_push_nothing() {
    Stage::new().play(async |visit| {
        for width in [1440, 390] {
            visit.resize(width).await;
            open(visit).await;
            visit.point_at("tbody .row").await;
            let rows = visit.value(ROWS).await;
            let mut more = thirty();
            more.as_array_mut().unwrap().insert(0, row("n", "RUNNING"));
            visit.upstream.answer_list(list(more.as_array().unwrap()));
            visit.run("document.querySelector(\"[aria-label='Refresh now']\").click()").await;
            visit.expect("document.querySelector('.pill-button').innerText", "1 new task").await;
            assert_eq!(visit.value(ROWS).await, rows, "below the pill at {width}");
            visit.lose_connection().await;
            visit.expect("document.querySelector('.banner').checkVisibility()", true).await;
            assert_eq!(visit.value(ROWS).await, rows, "below the banner at {width}");
            visit.run("dispatchEvent(new Event('online'))").await;
        }
    });
}
