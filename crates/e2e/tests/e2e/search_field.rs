//! The field of the header: what is typed is searched for, an id opens its batch.

use crate::keys::{ENTER, ESCAPE, expect_at, press};
use crate::panel::{TITLE, expect_closed};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

const FIELD: &str = ".search input";
const VALUE: &str = "document.querySelector('.search input').value";
const SEARCH: &str = "location.search";

/// Waits until keys do what they do.
async fn open(visit: &Visit, search: &str) {
    visit.open(search).await;
    visit.expect(HAS_TOOLS, true).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn one_search_is_one_step_in_the_history() {
    Stage::new().play(async |visit| {
        open(visit, "?last=30d&page=2").await;
        let before = visit.value("history.length").await.as_u64().unwrap();
        visit.type_into(FIELD, "sql").await;
        visit.expect(SEARCH, "?last=30d&q=sql").await;
        visit.type_into(FIELD, " review").await;
        visit.expect(SEARCH, "?last=30d&q=sql%20review").await;
        visit.expect("history.length", before + 1).await;
        // Another one begins when the field was left.
        visit.run("document.activeElement.blur()").await;
        visit.type_into(FIELD, "s ").await;
        visit.expect(SEARCH, "?last=30d&q=sql%20reviews").await;
        visit.expect("history.length", before + 2).await;
        visit.expect(VALUE, "sql reviews ").await;
        visit.back().await;
        visit.expect(SEARCH, "?last=30d&q=sql%20review").await;
        visit.expect(VALUE, "sql review").await;
        visit.back().await;
        visit.expect(SEARCH, "?last=30d&page=2").await;
        visit.expect(VALUE, "").await;
        visit.forward().await;
        visit.expect(VALUE, "sql review").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn whoever_goes_on_at_once_leaves_the_whole_search_behind() {
    Stage::new().play(async |visit| {
        open(visit, "").await;
        visit.run("document.querySelector('.search input').focus()").await;
        // In one go: the URL has no time to follow.
        visit
            .run(
                "const field = document.querySelector('.search input');
                for (const text of ['s', 'sq', 'sql']) {
                    field.value = text;
                    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                }
                field.blur();
                document.querySelector('[data-status=FAILED]').click();",
            )
            .await;
        visit.expect(SEARCH, "?status=FAILED&q=sql").await;
        visit.back().await;
        visit.expect(SEARCH, "?q=sql").await;
        visit.back().await;
        visit.expect(SEARCH, "").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn escape_clears_and_then_leaves_and_an_arrow_leads_to_the_rows() {
    const DOWN: char = '\u{e015}';
    Stage::new().play(async |visit| {
        open(visit, "").await;
        press(visit, ['/']).await;
        expect_at(visit, FIELD).await;
        press(visit, "ab".chars()).await;
        visit.expect(SEARCH, "?q=ab").await;
        press(visit, [ESCAPE]).await;
        visit.expect(SEARCH, "").await;
        visit.expect(VALUE, "").await;
        expect_at(visit, FIELD).await;
        visit.settled().await;
        press(visit, [ESCAPE]).await;
        visit.expect("document.activeElement.id", "tasks").await;
        press(visit, ['/', DOWN]).await;
        expect_at(visit, "tbody tr:nth-child(2) .name").await;

        visit.type_into(FIELD, "ab").await;
        visit.expect(SEARCH, "?q=ab").await;
        visit.press(".clear-search").await;
        visit.expect(SEARCH, "").await;
        visit.expect("document.activeElement.matches('.search input')", true).await;
        visit.expect("document.querySelector('.clear-search').checkVisibility()", false).await;
    });
}

/// As with a pinyin keyboard: what is in the making is no word yet, and Enter ends it.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_word_in_the_making_is_not_searched_for() {
    const COMPOSE: &str = "
        const field = document.querySelector('.search input');
        field.focus();
        field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
        for (const text of ['p', 'pc', 'pcb-m']) {
            field.value = text;
            field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
        }
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));";
    const FINISH: &str = "
        const field = document.querySelector('.search input');
        field.value = '慢日志';
        field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
        field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }));";
    Stage::new().play(async |visit| {
        open(visit, "").await;
        visit.run(COMPOSE).await;
        visit.pass(500).await;
        visit.expect(SEARCH, "").await;
        visit.run(FINISH).await;
        visit.expect("new URLSearchParams(location.search).get('q')", "慢日志").await;
        visit.expect(VALUE, "慢日志").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_id_that_is_on_no_page_is_opened_or_not_found() {
    Stage::new().complaining(&["a status of 404"]).play(async |visit| {
        open(visit, "?size=10").await;
        let last = visit.open("?page=5").await.rows[0].clone();
        open(visit, "?size=10").await;
        visit.type_into(FIELD, &last.batch_id).await;
        press(visit, [ENTER]).await;
        visit.expect(SEARCH, format!("?size=10&batch={}", last.batch_id)).await;
        visit.expect(TITLE, last.name).await;
        visit.expect(VALUE, "").await;
        press(visit, [ESCAPE]).await;
        expect_closed(visit).await;
        visit.type_into(FIELD, "pcb-nobody-has-it").await;
        press(visit, [ENTER]).await;
        visit
            .expect("document.querySelector('.panel-trouble strong').innerText", "Batch not found.")
            .await;
    });
}
