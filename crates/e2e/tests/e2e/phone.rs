//! The list on a phone: what is where, and the sheet with the filters.

use serde_json::json;

use crate::panel::{FOCUS, press_key, texts};
use crate::replies::{list, row};
use crate::stage::Stage;

const SHEET_IS_OPEN: &str = "document.querySelector('dialog.sheet').open";
const ORDER: &str = "[...document.querySelectorAll('.page-head, .page-head > *, .filters, .filters > *')]\
    .map(part => part.className)";
/// The controls that can be used in the sheet, by their names.
const OFFERED: &str = "[...document.querySelectorAll('.sheet :is(input, select, button)')]\
    .filter(it => it.checkVisibility()).map(it => it.name || it.getAttribute('aria-label') || it.innerText.replace(/\\s+/g, ' ').trim())";
const SCROLLS_SIDEWAYS: &str = "document.documentElement.scrollWidth > innerWidth";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn filters_and_all_else_are_in_a_sheet() {
    Stage::new().play(async |visit| {
        visit.resize(390).await;
        visit.open("").await;
        visit.expect("document.querySelector('.take > .export') !== null", true).await;
        let order = visit.value(ORDER).await;
        assert_eq!(visit.offers(".filters button").await[0], "Filters");
        visit.press(".open-filters").await;
        visit.expect(SHEET_IS_OPEN, true).await;
        let offered = json!([
            "Close",
            "type",
            "Created Any time",
            "Dispatching",
            "Running",
            "Completed",
            "Partly done",
            "Failed",
            "Other",
            "Table",
            "Timeline",
            "Share",
            "Export",
        ]);
        visit.expect(OFFERED, offered).await;
        visit.press(".sheet [data-status=FAILED]").await;
        visit.expect("location.search", "?status=FAILED").await;
        visit.choose_created("24h").await;
        visit.expect("location.search", "?status=FAILED&last=24h").await;
        press_key(visit, "Escape").await;
        visit.expect(SHEET_IS_OPEN, false).await;
        visit.expect(FOCUS, "Filters2").await;
        visit.expect(ORDER, order.clone()).await;
        visit.expect(&texts(".filter-count"), json!(["2"])).await;

        visit.press(".open-filters").await;
        visit.press_text("Timeline").await;
        visit.expect("location.search", "?status=FAILED&last=24h&view=timeline").await;
        visit.expect(SHEET_IS_OPEN, false).await;
        visit.press(".open-filters").await;
        visit.resize(1000).await;
        visit.expect(SHEET_IS_OPEN, false).await;
        visit.expect(ORDER, order).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn nothing_scrolls_sideways_however_narrow_the_page_is() {
    Stage::demo().play(async |visit| {
        let name = "x".repeat(200);
        visit.upstream.answer_list(list(&[row(&name, "RUNNING"), row("b", "SOME_UNKNOWN_STATUS")]));
        // 320 px are left of 1280 at four times the size.
        for width in [390, 360, 320] {
            visit.resize(width).await;
            for search in ["", "?status=FAILED&type=a_type_of_many_words_in_one", "?page=9"] {
                visit.open(search).await;
                visit.expect(SCROLLS_SIDEWAYS, false).await;
                visit.expect(&texts(".demo"), json!(["Demo"])).await;
                let is_whole = "(demo => demo.scrollWidth <= demo.clientWidth)(document.querySelector('.demo'))";
                visit.expect(is_whole, true).await;
            }
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_search_is_a_line_of_the_page_and_keeps_what_is_typed() {
    // From edge to edge, but for the padding of the page.
    const PLACE: &str = "(({ top, left, right, height }) => [top, left, document.body.clientWidth - right, height].map(Math.round))\
        (document.querySelector('.search').getBoundingClientRect())";
    const IS_IN_HEADER: &str = "document.querySelector('.top .search') !== null";
    Stage::new().play(async |visit| {
        visit.resize(390).await;
        visit.open("").await;
        visit.expect(PLACE, json!([56, 12, 12, 44])).await;
        visit.type_into(".search input", "sql").await;
        visit.expect("location.search", "?q=sql").await;
        visit.resize(1000).await;
        visit.expect(IS_IN_HEADER, true).await;
        visit.expect("document.querySelector('.search input').value", "sql").await;
        visit.resize(390).await;
        visit.expect(IS_IN_HEADER, false).await;
        visit.expect(PLACE, json!([56, 12, 12, 44])).await;
    });
}
