//! The zones of the page: the one that times are shown in, and the one that times without a zone are taken to be in.

use serde_json::{Value, json};

use crate::preferences::{KEPT, close_dialog, enter, open, open_dialog, open_menus_once};
use crate::replies::{completed, list};
use crate::stage::Stage;
use crate::visit::Visit;

const BUTTON: &str = "document.querySelector('.zone-words').innerText";
const HEAD: &str = "document.querySelector('thead .cell-began').innerText";
const TIMES: &str = "['.day', '.cell-began', '.cell-ends'].map(cell => document.querySelector(`tbody ${cell}`).innerText.trim())";
const REFUSED: &str = "document.querySelector('#zone-error').innerText";

/// The button of the header, the head of the column, the first day, and when its first batch began and ended.
async fn expect(visit: &Visit, button: &str, head: &str, times: [&str; 3]) {
    visit.expect(BUTTON, button).await;
    visit.expect(HEAD, head).await;
    visit.expect(TIMES, json!(times)).await;
}

const SHANGHAI: [&str; 3] = ["Tuesday 04-07", "04:51", "04:52"];
const UTC: [&str; 3] = ["Monday 04-06", "20:51", "20:52"];

/// A batch that began at 2026-04-06 20:51:40, it is not said in which zone; now it is November.
async fn open_one(visit: &Visit) {
    visit.resize(1440).await;
    visit.upstream.answer(list(&[completed(1, "one")]));
    open(visit, "").await;
    open_menus_once(visit).await;
    expect(visit, "UTC+8 · Shanghai", "Began (UTC+8)", SHANGHAI).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn all_times_follow_the_menu() {
    Stage::standing().play(async |visit| {
        open_one(visit).await;
        visit.open_zones().await;
        visit.press("[data-zone=UTC]").await;
        expect(visit, "UTC", "Began (UTC)", UTC).await;
        visit.expect(KEPT, json!({ "version": 1, "zone": "UTC" })).await;
        visit.open_created().await;
        visit.expect("document.querySelector('.range-form .zone').innerText", "UTC").await;
        visit.press(".created-button").await;
        visit.press_text("Timeline").await;
        visit.expect("document.querySelector('.span-head .zone').innerText", "UTC").await;
        visit.expect("document.querySelector('.now-pill').innerText", "Now 06:53").await;
        visit.open_zones().await;
        visit.press("[data-zone='Asia/Shanghai']").await;
        visit.expect("document.querySelector('.now-pill').innerText", "Now 14:53").await;
        visit.press_text("Table").await;
        expect(visit, "UTC+8 · Shanghai", "Began (UTC+8)", SHANGHAI).await;
        visit.reload().await;
        open_menus_once(visit).await;
        expect(visit, "UTC+8 · Shanghai", "Began (UTC+8)", SHANGHAI).await;
        visit.expect(KEPT, json!({ "version": 1, "zone": "Asia/Shanghai" })).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn any_zone_that_the_browser_knows_is_typed() {
    Stage::standing().play(async |visit| {
        open_one(visit).await;
        open_dialog(visit).await;
        enter(visit, "zone", "America/New_York").await;
        // Summer time in April, and not in November.
        let times = ["Monday 04-06", "16:51", "16:52"];
        expect(visit, "UTC−5 · New York", "Began (UTC−5)", times).await;
        for unknown in ["Mars/Olympus", "<b>", "New York", "UTC+25"] {
            enter(visit, "zone", unknown).await;
            visit.expect(REFUSED, "The browser does not know this zone.").await;
            expect(visit, "UTC−5 · New York", "Began (UTC−5)", times).await;
        }
        visit.expect(KEPT, json!({ "version": 1, "zone": "America/New_York" })).await;
        enter(visit, "zone", "Asia/Kathmandu").await;
        visit.expect(REFUSED, "").await;
        let times = ["Tuesday 04-07", "02:36", "02:37"];
        expect(visit, "UTC+5:45 · Kathmandu", "Began (UTC+5:45)", times).await;
        close_dialog(visit).await;
        visit.reload().await;
        open_menus_once(visit).await;
        expect(visit, "UTC+5:45 · Kathmandu", "Began (UTC+5:45)", times).await;
        open_dialog(visit).await;
        enter(visit, "zone", "").await;
        expect(visit, "UTC+8 · Shanghai", "Began (UTC+8)", SHANGHAI).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn times_without_a_zone_are_taken_for_those_of_another_one() {
    const TITLE: &str = "document.querySelector('tbody .cell-began').dataset.times";
    let mut with_zone = completed(2, "two");
    with_zone["TaskBegin"] = json!("2026-04-06T20:51:40Z");
    Stage::standing().play(async |visit| {
        open_one(visit).await;
        // An answer is told from the one before by when it came.
        visit.leap(1).await;
        visit.upstream.answer(list(&[completed(1, "one"), with_zone]));
        visit.refresh().await;
        let second = "document.querySelectorAll('tbody .row')[1]?.querySelector('.cell-began').innerText ?? ''";
        visit.expect(second, "04:51").await;
        let calls = visit.upstream.calls_for_what_is_shown();
        open_dialog(visit).await;
        enter(visit, "zoneless", "Asia/Shanghai").await;
        visit.expect(KEPT, json!({ "version": 1, "zoneless": "Asia/Shanghai" })).await;
        visit.expect(TIMES, json!(["Monday 04-06", "20:51", "20:52"])).await;
        let words = "2026-04-06 20:51:40 (UTC+8); received: 2026-04-06 20:51:40, assumed UTC+8";
        visit.expect(TITLE, words).await;
        visit.expect(second, "04:51").await;
        assert_eq!(visit.upstream.calls_for_what_is_shown(), calls, "nothing is asked for again");
        enter(visit, "zoneless", "Mars/Olympus").await;
        visit.expect(REFUSED, "The browser does not know this zone.").await;
        close_dialog(visit).await;
        visit.open_zones().await;
        let hint = "document.querySelector('.zone-menu .hint').innerText";
        visit.expect(hint, "Times that come without a zone are taken for Asia/Shanghai.").await;
        visit.reload().await;
        visit.expect(TIMES, json!(["Monday 04-06", "20:51", "20:52"])).await;
        let kept: Value = visit.value(KEPT).await;
        assert_eq!(kept, json!({ "version": 1, "zoneless": "Asia/Shanghai" }));
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_age_of_the_rows_has_its_exact_time_by_keyboard() {
    const TITLE: &str =
        "(age => { age.blur(); age.focus(); return age.title; })(document.querySelector('.age'))";
    Stage::standing().play(async |visit| {
        open_one(visit).await;
        let is_of =
            |zone| format!(r"/^Data from 2026-11-24 \d\d:53:\d\d \({zone}\)$/.test({TITLE})");
        visit.expect(&is_of(r"UTC\+8"), true).await;
        visit.open_zones().await;
        visit.press("[data-zone=UTC]").await;
        visit.expect(&is_of("UTC"), true).await;
    });
}
