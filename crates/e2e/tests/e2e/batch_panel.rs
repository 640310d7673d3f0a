//! The panel of one batch: every way to open it, what it leaves as it was, and the way from one batch to the next.

use serde_json::json;

use crate::browser::Engine;
use crate::panel::{
    FOCUS, IS_IN_THE_WAY, TITLE, ask_often, ended, expect_closed, expect_shown, failed, open,
    press_key, three,
};
use crate::plain::{self, File};
use crate::replies::{batch, list, row, subtasks};
use crate::stage::Stage;
use crate::visit::Visit;

const POSITION: &str = "document.querySelector('.position').textContent";
const NAME_OF_B: &str = "tbody tr:nth-child(3) .name";

fn answer(visit: &Visit) {
    visit.upstream.answer_list(three());
    visit.upstream.answer_batch(failed());
}

fn list_calls(visit: &Visit) -> usize {
    visit.upstream.queries().len() - visit.upstream.batch_queries().len()
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn every_way_leads_to_the_batch_and_leaves_the_list_alone() {
    const WAYS: [&str; 3] = [
        NAME_OF_B,
        "tbody tr:nth-child(3) .cell-status",
        "tbody tr:nth-child(3) .cell-progress .counts",
    ];
    Stage::new().play(async |visit| {
        answer(visit);
        visit.open("?size=10").await;
        visit.pause().await;
        let calls = list_calls(visit);
        for way in WAYS {
            visit.press(way).await;
            expect_there(visit, "?size=10&batch=pcb-b").await;
            visit.back().await;
            expect_closed(visit).await;
        }
        paste(visit, "  pcb-b ").await;
        expect_there(visit, "?size=10&batch=pcb-b").await;
        visit.expect(FIELD_VALUE, "").await;
        assert_eq!(list_calls(visit), calls);
        visit.back().await;
        expect_closed(visit).await;
        // What is typed is searched for, until Enter says what it is: back leads to the list before.
        visit.type_into(FIELD, "  pcb-b ").await;
        visit.expect("location.search", "?size=10&q=pcb-b").await;
        visit.type_into(FIELD, "\u{e007}").await;
        expect_there(visit, "?size=10&batch=pcb-b").await;
        visit.expect(FIELD_VALUE, "").await;
        visit.back().await;
        expect_closed(visit).await;
        visit.expect("location.search", "?size=10").await;
        visit.open("?batch=pcb-b").await;
        expect_there(visit, "?batch=pcb-b").await;
        assert_eq!(visit.upstream.batch_queries(), ["BatchId=pcb-b"; 6]);
        let last = visit.upstream.handle.requests();
        assert!(last.iter().all(|request| request.headers.contains_key("authorization")));
    });
}

const FIELD: &str = "[aria-label='Search name or batch ID']";
const FIELD_VALUE: &str = "document.querySelector('.search input').value";

/// As the browser does it.
async fn paste(visit: &Visit, text: &str) {
    let script = format!(
        "const field = document.querySelector(\"{FIELD}\");
        field.focus();
        field.dispatchEvent(new ClipboardEvent('paste', {{ bubbles: true }}));
        field.value = {text:?};
        field.dispatchEvent(new InputEvent('input', {{ bubbles: true, inputType: 'insertFromPaste' }}));"
    );
    visit.run(&script).await;
}

async fn expect_there(visit: &Visit, search: &str) {
    visit.expect("location.search", search).await;
    visit.expect(TITLE, "task b").await;
    visit.expect(FOCUS, "panel-name").await;
    expect_shown(visit, "batch").await;
    visit.expect("document.querySelector('[aria-current=true] .name').textContent", "task b").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_acts_by_itself_in_a_row_opens_nothing() {
    const SELECT: &str =
        "getSelection().selectAllChildren(document.querySelector('tbody .counts'))";
    Stage::new().play(async |visit| {
        visit.allow_clipboard().await;
        answer(visit);
        visit.resize(1440).await;
        visit.open("").await;
        visit.press("tbody tr:nth-child(3) [aria-label='Copy batch ID']").await;
        visit.expect("navigator.clipboard.readText()", "pcb-b").await;
        visit.run(&format!("{SELECT}; document.querySelector('tbody .counts').click()")).await;
        visit.expect("location.search", "").await;
        assert_eq!(visit.upstream.batch_queries(), [""; 0]);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn why_leads_to_the_reasons_of_that_batch_only() {
    Stage::new().play(async |visit| {
        answer(visit);
        visit.open("").await;
        visit.press("tbody tr:nth-child(3) .why").await;
        visit.expect(FOCUS, "reasons-title").await;
        visit.expect("location.search", "?batch=pcb-b").await;
        // Once more, beside the batch that is open.
        visit.press(NAME_OF_B).await;
        visit.run("document.querySelector('.panel .share-batch').focus()").await;
        visit.press("tbody tr:nth-child(3) .why").await;
        visit.expect(FOCUS, "reasons-title").await;
        // Another batch, which also failed, is asked nothing of the kind.
        visit.press("aside [aria-label=Close]").await;
        expect_closed(visit).await;
        visit.upstream.answer_batch(batch("a", "FAILED", &subtasks(&["FAILED:disk full"])));
        visit.press("tbody tr:nth-child(2) .name").await;
        expect_shown(visit, "batch").await;
        visit.expect(FOCUS, "panel-name").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_neighbours_are_one_press_away_and_the_keyboard_stays() {
    const LISTED: &str =
        "[...document.querySelectorAll('[aria-current=true] code')].map(id => id.textContent)";
    let press = async |visit: &Visit, words: &str| {
        visit.run(&format!("document.querySelector('[aria-label=\"{words}\"]').focus()")).await;
        press_key(visit, "Enter").await;
    };
    let (up, down) = ("Previous batch of the page", "Next batch of the page");
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        for id in ["b", "c", "b", "a", "b"] {
            visit.upstream.answer_batch_next(batch(id, "COMPLETED", &subtasks(&["COMPLETED"])));
        }
        open(visit, "?batch=pcb-b").await;
        for (way, title, position) in
            [(down, "task c", "3 / 3"), (up, "task b", "2 / 3"), (up, "task a", "1 / 3")]
        {
            press(visit, way).await;
            visit.expect(TITLE, title).await;
            expect_shown(visit, "batch").await;
            visit.expect(POSITION, position).await;
            visit.expect(LISTED, json!([format!("pcb-{}", &title[5..])])).await;
            visit.expect(FOCUS, way).await;
        }
        // At the end of the page it leads nowhere, and loses nobody.
        press(visit, up).await;
        visit.expect(TITLE, "task a").await;
        visit.expect(FOCUS, up).await;
        visit.expect("document.activeElement.ariaDisabled", "true").await;
        visit.back().await;
        visit.expect(TITLE, "task b").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_of_another_page_has_no_place_on_this_one() {
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(batch("z", "COMPLETED", &subtasks(&["COMPLETED"])));
        open(visit, "?batch=pcb-z").await;
        visit.expect(TITLE, "task z").await;
        visit.expect(POSITION, "").await;
        visit.expect("document.querySelectorAll('[aria-current=true] code').length", 0).await;
        visit.press("aside [aria-label=Close]").await;
        visit.expect(FOCUS, "tasks").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn beside_the_panel_the_list_can_be_used_and_below_it_not() {
    Stage::new().play(async |visit| {
        answer(visit);
        for (width, is_covered) in [(1440, false), (1000, true), (390, true)] {
            visit.resize(width).await;
            open(visit, "?batch=pcb-b").await;
            visit.expect(IS_IN_THE_WAY, vec![is_covered; 3]).await;
            visit.expect("document.documentElement.scrollWidth <= innerWidth", true).await;
            let place = "(place => [Math.round(place.width), innerWidth - place.right])\
                (document.querySelector('aside').getBoundingClientRect())";
            visit.expect(place, json!(place_at(width, visit.browser.engine))).await;
            visit
                .expect(
                    "(it => it.scrollWidth <= it.clientWidth)(document.querySelector('aside'))",
                    true,
                )
                .await;
        }
        visit.resize(1440).await;
        visit.expect(IS_IN_THE_WAY, vec![false; 3]).await;
        visit.press_chip("FAILED").await;
        visit.expect("location.search", "?status=FAILED&batch=pcb-b").await;
        visit.expect(TITLE, "task b").await;
        assert_eq!(visit.offers("[data-status][aria-pressed=true]").await, ["Failed"]);
    });
}

/// How wide the panel is, and how far from the edge of the window: docked, it stands beside the page's scroll bar, which lies
/// over the page in WebKit, and which `vw` leaves out in Chromium.
fn place_at(window: u32, engine: Engine) -> [u32; 2] {
    match (window, engine) {
        (1440, Engine::Chromium) => [656, 15],
        (1440, Engine::Firefox) => [662, 12],
        (1440, Engine::WebKit) => [662, 0],
        (1000, _) => [640, 0],
        (width, _) => [width, 0],
    }
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn another_endpoint_does_not_know_the_batch() {
    Stage::plain().play(async |visit| {
        let mut config = plain::config();
        let mut other = config["endpoints"][0].clone();
        (other["id"], other["label"]) = (json!("other"), json!("Other"));
        config["endpoints"].as_array_mut().unwrap().push(other);
        visit.files.put("/config.json", File::json(&config.to_string()));
        answer(visit);
        open(visit, "?status=FAILED&batch=pcb-b").await;
        visit.choose("[aria-label=Endpoint]", "Other").await;
        visit.expect("location.search", "?status=FAILED&env=other").await;
        expect_closed(visit).await;
    });
}

/// Rows may become narrower beside the panel, and those below it do not move at all.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_row_that_was_opened_stays_where_it_is() {
    const TOP: &str =
        "Math.round(document.querySelector('tbody tr:nth-child(21)').getBoundingClientRect().top)";
    Stage::new().play(async |visit| {
        ask_often(visit);
        let mut rows: Vec<_> =
            (0..60).map(|number| row(&format!("x{number}"), "RUNNING")).collect();
        rows[19] = ended("b", "FAILED");
        visit.upstream.answer_list(list(&rows));
        visit.upstream.answer_batch(failed());
        for width in [1440, 1300, 1000, 390] {
            visit.resize(width).await;
            visit.open("").await;
            visit.run("document.querySelector('tbody tr:nth-child(21)').scrollIntoView({ block: 'center' })").await;
            let top = visit.value(TOP).await;
            visit.press("tbody tr:nth-child(21) .name").await;
            expect_shown(visit, "batch").await;
            assert_eq!(visit.value(TOP).await, top, "opened at {width}");
            press_key(visit, "Escape").await;
            expect_closed(visit).await;
            assert_eq!(visit.value(TOP).await, top, "closed at {width}");
        }
    });
}
