//! The main job with the keyboard alone: from a cold page to the command that tries a failed batch again, and on.

use serde_json::json;

use crate::keys::{ENTER, ESCAPE, SPACE, TAB, expect_at, press, press_back_tab, tab_to};
use crate::panel::{TITLE, expect_closed, expect_shown};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

const ROWS: &str = "document.querySelectorAll('tbody .row').length";
const OPEN: &str = "document.querySelector('dialog[open] h2')?.textContent ?? ''";
const CLIPBOARD: &str = "navigator.clipboard.readText()";
const FIRST: &str = "tbody tr:nth-child(2) .name";
const SECOND: &str = "tbody tr:nth-child(3) .name";
const THIRD: &str = "tbody tr:nth-child(4) .name";

/// Waits until keys do what they do.
async fn open(visit: &Visit, search: &str) {
    visit.open(search).await;
    visit.expect(HAS_TOOLS, true).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn from_a_cold_page_to_the_retry_command() {
    // No other batch fails meanwhile.
    Stage::standing().play(async |visit| {
        visit.allow_clipboard().await;
        open(visit, "").await;
        press(visit, [TAB]).await;
        expect_at(visit, ".skip").await;
        press(visit, ['f']).await;
        visit.expect("location.search", "?status=FAILED").await;
        visit.expect(ROWS, 9).await;
        for (key, row) in [('j', FIRST), ('j', SECOND), ('k', FIRST), ('k', FIRST), ('j', SECOND)] {
            press(visit, [key]).await;
            expect_at(visit, row).await;
        }
        let name = visit.value(&format!("document.querySelector('{SECOND}').textContent")).await;
        press(visit, [ENTER]).await;
        expect_shown(visit, "batch").await;
        visit.expect(TITLE, name).await;
        expect_at(visit, "#panel-name").await;
        // Beside the panel they step to the next batch and back.
        for (key, row) in [('j', THIRD), ('k', SECOND)] {
            press(visit, [key]).await;
            visit
                .expect(
                    &format!("document.querySelector('{row}').closest('tr').ariaCurrent"),
                    "true",
                )
                .await;
            expect_shown(visit, "batch").await;
        }
        take_the_command(visit).await;
        press(visit, [ESCAPE]).await;
        expect_closed(visit).await;
        expect_at(visit, SECOND).await;
    });
}

async fn take_the_command(visit: &Visit) {
    tab_to(visit, ".section-tools .copy-failed").await;
    press(visit, [ENTER]).await;
    tab_to(visit, "#ids-menu [data-as=lines]").await;
    press(visit, [ENTER]).await;
    visit.expect(&format!("{CLIPBOARD}.then(text => text.startsWith('p'))"), true).await;
    tab_to(visit, ".section-tools .copy-retry").await;
    press(visit, [ENTER]).await;
    visit.expect(OPEN, "Copy retry command").await;
    tab_to(visit, ".copy-command").await;
    press(visit, [ENTER]).await;
    let begin = format!("{CLIPBOARD}.then(text => text.slice(0, 31))");
    visit.expect(&begin, "aliyun polardb CreateBatchTask ").await;
    visit.expect(OPEN, "").await;
    expect_at(visit, ".section-tools .copy-retry").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn through_pages_and_views() {
    Stage::new().play(async |visit| {
        visit.allow_clipboard().await;
        open(visit, "").await;
        for (key, search) in [
            ('l', "?page=2"),
            ('l', "?page=3"),
            ('h', "?page=2"),
            ('f', "?status=FAILED"),
            ('0', ""),
            ('t', "?view=timeline"),
        ] {
            press(visit, [key]).await;
            visit.expect("location.search", search).await;
            visit.settled().await;
        }
        visit.expect("document.querySelector('.span-row .name')?.checkVisibility()", true).await;
        press(visit, ['j', 'j']).await;
        expect_at(visit, ".span-row:nth-child(2) .name").await;
        press(visit, ['t']).await;
        visit.expect("location.search", "").await;
        press(visit, ['j']).await;
        expect_at(visit, FIRST).await;
        let id = visit.view().await.rows[0].batch_id.clone();
        press(visit, ['y']).await;
        visit.expect(CLIPBOARD, id).await;
        press(visit, ['c']).await;
        visit
            .expect(
                &format!("{CLIPBOARD}.then(text => text.slice(0, 33))"),
                "aliyun polardb DescribeBatchTasks",
            )
            .await;
        press(visit, ['p']).await;
        visit.expect_liveness("Paused").await;
        let calls = visit.upstream.handle.calls();
        press(visit, ['r']).await;
        visit.upstream.expect_calls_beyond(calls).await;
        press(visit, ['p']).await;
        visit.expect_liveness("Live").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_is_typed_is_typed() {
    const FIELDS: [&str; 2] = ["[aria-label='Search name or batch ID']", "[name=other-type]"];
    Stage::new().play(async |visit| {
        open(visit, "").await;
        visit.pause().await;
        let calls = visit.upstream.queries().len();
        press(visit, ['/']).await;
        expect_at(visit, FIELDS[0]).await;
        for field in FIELDS {
            if field != FIELDS[0] {
                tab_to(visit, "select[name=type]").await;
                visit.choose_type("Other…").await;
                expect_at(visit, field).await;
            }
            press(visit, "rjkf0tulh?pcy/".chars()).await;
            let value = format!("document.querySelector({field:?}).value");
            visit.expect(&value, "rjkf0tulh?pcy/").await;
            expect_at(visit, field).await;
        }
        visit.expect(OPEN, "").await;
        // It is searched for, and nothing else: the newest tasks are all that is asked for it.
        visit.expect("location.search", "?q=rjkf0tulh%3Fpcy%2F").await;
        for query in &visit.upstream.queries()[calls..] {
            assert_eq!(query, "PageNumber=1&PageSize=100");
        }
        press_back_tab(visit).await;
        visit.expect("document.activeElement.matches('[name=other-type]')", false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn single_keys_can_be_switched_off() {
    const IS_ON: &str = "document.querySelector('dialog.keyboard [name=shortcuts]').checked";
    Stage::new().play(async |visit| {
        open(visit, "").await;
        press(visit, ['?']).await;
        visit.expect(OPEN, "Keyboard").await;
        visit.expect(IS_ON, true).await;
        // Keys do nothing below a dialog.
        press(visit, ['f', 't']).await;
        tab_to(visit, "dialog.keyboard [name=shortcuts]").await;
        press(visit, [SPACE]).await;
        visit.expect(IS_ON, false).await;
        press(visit, [ESCAPE]).await;
        visit.expect(OPEN, "").await;
        expect_nothing_happens(visit).await;
        visit.reload().await;
        visit.expect(HAS_TOOLS, true).await;
        expect_nothing_happens(visit).await;
        // They are switched on again where they were switched off.
        tab_to(visit, ".more").await;
        press(visit, [ENTER]).await;
        tab_to(visit, ".help").await;
        press(visit, [ENTER]).await;
        tab_to(visit, "dialog.keyboard [name=shortcuts]").await;
        press(visit, [SPACE, ESCAPE, 'f']).await;
        visit.expect("location.search", "?status=FAILED").await;
    });
}

async fn expect_nothing_happens(visit: &Visit) {
    visit.run("document.activeElement.blur()").await;
    let before = visit.value("[location.href, document.activeElement.localName]").await;
    press(visit, "fltj0r/?gs".chars()).await;
    assert_eq!(visit.value("[location.href, document.activeElement.localName]").await, before);
    assert_eq!(visit.value(OPEN).await, json!(""));
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_key_leads_to_the_groups() {
    Stage::new().play(async |visit| {
        visit.resize(1440).await;
        open(visit, "?size=10").await;
        press(visit, ['g']).await;
        visit.expect("document.querySelector('#display-menu:popover-open') !== null", true).await;
        tab_to(visit, "[data-group=rollout]").await;
        press(visit, [ENTER]).await;
        visit.expect("location.search", "?size=10&group=rollout").await;
        visit.expect("document.querySelector('#display-menu:popover-open') === null", true).await;
        let chosen =
            "[...document.querySelectorAll('[data-group]')].map(group => group.ariaPressed)";
        visit.expect(chosen, json!(["false", "true", "false", "false"])).await;
        visit.press(".display").await;
        visit.press("#display-menu [data-group='']").await;
        visit.expect("location.search", "?size=10").await;
    });
}
