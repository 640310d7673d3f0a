//! What stands above the list: the strip and its links, the histogram and its brush.

use fantoccini::actions::{MOUSE_BUTTON_LEFT, PointerAction};
use serde_json::{Value, json};

use crate::keys::{self, ESCAPE};
use crate::replies::{at, list, row};
use crate::stage::Stage;
use crate::visit::Visit;

const RIGHT: char = '\u{e014}';
const PARTS: &str = "[...document.querySelectorAll('.strip-part')].map(part => part.textContent.replace(/\\s+/g, ' ').trim())";
const LINKS: &str = "[...document.querySelectorAll('.strip-part')].map(part => [part.getAttribute('href'), part.ariaCurrent])";
const SENTENCE: &str = "document.querySelector('.histogram [role=img]')?.ariaLabel ?? ''";
/// How the handles say where they are.
const BRUSHED: &str = "[...document.querySelectorAll('.histogram [role=slider]')].map(handle => handle.ariaValueText)";

fn begun(id: &str, status: &str, begin: &str) -> Value {
    let mut row = row(id, status);
    row["TaskBegin"] = format!("2026-11-24 {begin}").into();
    row
}

/// Opens the list at 14:53 on a Tuesday in Shanghai.
async fn open(visit: &Visit) {
    let rows = [
        begun("a", "RUNNING", "06:00:00"),
        begun("b", "FAILED", "01:00:00"),
        begun("c=8", "COMPLETED", "01:30:00"),
        begun("d", "COMPLETED", "02:00:00"),
    ];
    visit.upstream.answer(at("06:53:20", list(&rows)));
    visit.resize(1440).await;
    visit.open("").await;
    visit.expect("document.querySelector('.strip-part') !== null", true).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn each_part_of_the_strip_leads_to_its_tasks_and_back() {
    Stage::plain().play(async |visit| {
        open(visit).await;
        let words = visit.value(PARTS).await;
        assert!(words[0].as_str().unwrap().starts_with("1 running"), "{words}");
        assert_eq!(words[1], "1 failed 1 partly done since yesterday 18:00");
        let failures = "?status=COMPLETED,FAILED&last=friday&rest=only";
        let links = json!([["?status=RUNNING", null], [failures, null]]);
        assert_eq!(visit.value(LINKS).await, links);
        visit.upstream.answer(at("06:53:20", list(&[begun("a", "RUNNING", "06:00:00")])));
        visit.press(".strip-part").await;
        visit.expect("location.search", "?status=RUNNING").await;
        visit.expect(LINKS, json!([["?", "true"], [failures, null]])).await;
        visit.press(".strip-part").await;
        visit.expect("location.search", "").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_histogram_says_what_it_shows() {
    Stage::plain().play(async |visit| {
        open(visit).await;
        let sentence =
            "Tasks per hour, last 48 h: 1 done, 1 partly done, 1 failed; most failures Tuesday 09:00";
        visit.expect(SENTENCE, sentence).await;
        const TABLE: &str = "[...document.querySelectorAll('.histogram [role=row]')].slice(1)\
            .map(row => [...row.children].map(cell => cell.textContent).join(' '))";
        let rows = json!(["Tue 11-24, 09:00 – 10:00 1 0 1", "Tue 11-24, 10:00 – 11:00 0 1 0"]);
        assert_eq!(visit.value(TABLE).await, rows);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn keys_brush_in_one_step_of_the_history_and_escape_clears() {
    Stage::plain().play(async |visit| {
        open(visit).await;
        visit.expect(BRUSHED, json!(["from Sunday 11-22 15:00", "until now"])).await;
        let length = visit.value("history.length").await.as_u64().unwrap();
        visit.run("document.querySelector('.brush-from').focus()").await;
        keys::press(visit, [RIGHT]).await;
        visit.expect("location.search", "?from=2026-11-22T08:00:00Z").await;
        keys::press(visit, [RIGHT]).await;
        visit.expect("location.search", "?from=2026-11-22T09:00:00Z").await;
        visit.expect(BRUSHED, json!(["from Sunday 11-22 17:00", "until now"])).await;
        assert_eq!(visit.value("history.length").await, length + 1);
        keys::press(visit, [ESCAPE]).await;
        visit.expect("location.search", "").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_click_brushes_one_hour_and_a_drag_a_range() {
    const PLOT: &str = "(({ x, y, width }) => [x, y + 17, width])(document.querySelector('.hist-plot').getBoundingClientRect())";
    Stage::plain().play(async |visit| {
        open(visit).await;
        let plot = visit.value(PLOT).await;
        let [x, y, width] = [0, 1, 2].map(|at| plot[at].as_f64().unwrap());
        let to = |slot: f64| PointerAction::MoveTo {
            duration: None,
            x: x + width * (slot + 0.5) / 48.0,
            y,
        };
        let down = || PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let up = || PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        visit.move_pointer([to(42.0), down(), up()]).await;
        visit.expect("location.search", "?from=2026-11-24T01:00:00Z&to=2026-11-24T01:59:59Z").await;
        visit.move_pointer([to(20.0), down(), to(15.0), to(10.0), up()]).await;
        visit.expect("location.search", "?from=2026-11-22T17:00:00Z&to=2026-11-23T03:59:59Z").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_narrowed_list_leaves_the_counts_of_all_tasks_true() {
    const COUNTS_ALL: &str = "(strip => /since/.test(strip) && !/at least|read/.test(strip))(document.querySelector('.strip')?.innerText ?? '')";
    Stage::with_index(450).play(async |visit| {
        visit.goto("?last=1h").await;
        visit.expect(COUNTS_ALL, true).await;
    });
}
