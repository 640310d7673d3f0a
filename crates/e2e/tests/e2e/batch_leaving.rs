//! Every way out of the panel, and where the keyboard is afterwards.

use crate::panel::{FOCUS, TITLE, expect_closed, expect_shown, failed, open, press_key, three};
use crate::replies::batch;
use crate::stage::Stage;
use crate::visit::Visit;

async fn open_from_its_row(visit: &Visit) {
    visit.press("tbody tr:nth-child(3) .name").await;
    visit.expect(FOCUS, "panel-name").await;
    expect_shown(visit, "batch").await;
}

async fn expect_back_at_the_row(visit: &Visit) {
    expect_closed(visit).await;
    visit.expect("location.search", "").await;
    visit.expect(FOCUS, "task b").await;
    visit.expect("document.activeElement.closest('tr') !== null", true).await;
}

async fn answer(visit: &Visit) {
    visit.upstream.answer_list(three());
    visit.upstream.answer_batch(failed());
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn every_way_out_leads_back_to_the_row() {
    Stage::new().play(async |visit| {
        answer(visit).await;
        for width in [1440, 1000, 390] {
            visit.resize(width).await;
            visit.open("").await;
            open_from_its_row(visit).await;
            visit.press("aside [aria-label=Close]").await;
            expect_back_at_the_row(visit).await;

            open_from_its_row(visit).await;
            press_key(visit, "Escape").await;
            expect_back_at_the_row(visit).await;

            open_from_its_row(visit).await;
            visit.back().await;
            expect_back_at_the_row(visit).await;
            visit.forward().await;
            visit.expect(TITLE, "task b").await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn beside_the_panel_is_out_of_it_where_it_covers_the_page() {
    const AT_THE_LEFT: &str = "document.elementFromPoint(100, 450)";
    Stage::new().play(async |visit| {
        answer(visit).await;
        visit.resize(1000).await;
        visit.open("").await;
        open_from_its_row(visit).await;
        visit.run(&format!("{AT_THE_LEFT}.click()")).await;
        expect_back_at_the_row(visit).await;
        // Docked, what is there is the list.
        visit.resize(1440).await;
        open_from_its_row(visit).await;
        visit.expect(&format!("{AT_THE_LEFT}.closest('main') !== null"), true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn escape_closes_what_is_open_over_the_panel_first() {
    const MENU: &str = "document.querySelectorAll(':popover-open, dialog[open]').length";
    Stage::new().play(async |visit| {
        answer(visit).await;
        visit.open("").await;
        open_from_its_row(visit).await;
        visit.open_created().await;
        visit.expect(MENU, 1).await;
        press_key(visit, "Escape").await;
        visit.expect(MENU, 0).await;
        visit.expect(TITLE, "task b").await;

        visit.press(".section-tools .copy-retry").await;
        visit.expect(MENU, 1).await;
        press_key(visit, "Escape").await;
        visit.expect(MENU, 0).await;
        visit.expect(TITLE, "task b").await;

        visit.type_into("[aria-label='Find in sub-tasks']", "disk").await;
        press_key(visit, "Escape").await;
        visit
            .expect("document.querySelector(\"[aria-label='Find in sub-tasks']\").value", "")
            .await;
        visit.expect(TITLE, "task b").await;
        press_key(visit, "Escape").await;
        expect_closed(visit).await;
    });
}

/// What covers the page is gone with its batch.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_dialog_does_not_outlast_its_batch() {
    Stage::new().play(async |visit| {
        answer(visit).await;
        visit.open("").await;
        open_from_its_row(visit).await;
        visit.press(".section-tools .copy-retry").await;
        visit.expect("document.querySelectorAll('dialog[open]').length", 1).await;
        visit.back().await;
        expect_closed(visit).await;
        visit.expect("document.querySelectorAll('dialog[open]').length", 0).await;
        visit.expect(FOCUS, "task b").await;
        visit.press("tbody tr:nth-child(2) .name").await;
        visit.expect("location.search", "?batch=pcb-a").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_row_that_is_gone_leaves_the_keyboard_at_the_tasks() {
    Stage::new().play(async |visit| {
        answer(visit).await;
        visit.upstream.answer_batch(batch("elsewhere", "FAILED", &[]));
        open(visit, "?status=FAILED&batch=pcb-elsewhere").await;
        visit.expect(FOCUS, "panel-name").await;
        press_key(visit, "Escape").await;
        expect_closed(visit).await;
        visit.expect("location.search", "?status=FAILED").await;
        visit.expect(FOCUS, "tasks").await;
    });
}
