//! Marks for a moment the cells that a refresh has changed.

use std::time::Duration;

use js_sys::JSON;
use leptos::prelude::*;
use model::view::rows::{Rows, changed_cells};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser;
use crate::browser::rows::cells_in_view;
use crate::pages::page::Page;

/// How long a cell is marked.
const MARKED: Duration = Duration::from_millis(600);

#[wasm_bindgen]
extern "C" {
    /// `web_sys` has both only for programs that allow what is not stable in it.
    #[wasm_bindgen(js_name = KeyframeEffect)]
    type Colouring;
    #[wasm_bindgen(constructor, catch, js_class = KeyframeEffect)]
    fn new(cell: &JsValue, frames: &JsValue, timing: &JsValue) -> Result<Colouring, JsValue>;

    #[wasm_bindgen(js_name = Animation)]
    type Mark;
    #[wasm_bindgen(constructor, catch, js_class = Animation)]
    fn new(colouring: &Colouring, timeline: &JsValue) -> Result<Mark, JsValue>;
    #[wasm_bindgen(method, setter, js_name = currentTime, js_class = Animation)]
    fn set_current_time(this: &Mark, milliseconds: f64);
    #[wasm_bindgen(method, js_class = Animation)]
    fn cancel(this: &Mark);
}

/// Marks what changes from now on in the table of the page, where that is news to who sees it.
pub(crate) fn flash_changes(page: Page) {
    if let Some(rows) = page.table_rows.get_value() {
        flash_changes_of(page, rows);
    }
}

/// The same for the rows of a table.
pub(crate) fn flash_changes_of(page: Page, rows: Memo<Rows>) {
    Effect::new(move |before: Option<Rows>| {
        let rows = rows.get();
        let is_news = page.rows.with_untracked(|rows| rows.is_news);
        if let Some(before) = before.filter(|_| is_news) {
            let changed = changed_cells(&before, &rows, &page.locale.get_untracked());
            let most = (rows.iter().count() / 5).max(1);
            if (1..=most).contains(&changed.len()) && is_wanted() {
                mark_for_a_moment(&changed);
            }
        }
        rows
    });
}

/// Whether somebody sees it who has nothing against motion.
fn is_wanted() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    !browser::is_hidden() && query.is_none_or(|query| !query.matches())
}

/// Nothing in the document changes for it.
fn mark_for_a_moment(changed: &[(u32, Vec<u32>)]) {
    let marks: Vec<_> = cells_in_view(changed).iter().filter_map(mark).collect();
    set_timeout(move || marks.iter().for_each(Mark::cancel), MARKED);
}

/// Colours a cell until the mark is cancelled. It is an animation without a timeline, which stands at its end: while one runs
/// the browser renders sixty frames a second, even if all look alike. Only a browser without animations fails, and has no
/// marks.
fn mark(cell: &JsValue) -> Option<Mark> {
    const FRAMES: &str = r#"{"backgroundColor":["var(--run-tint)","var(--run-tint)"]}"#;
    const TIMING: &str = r#"{"fill":"forwards"}"#;
    let colouring = Colouring::new(cell, &JSON::parse(FRAMES).ok()?, &JSON::parse(TIMING).ok()?);
    let mark = Mark::new(&colouring.ok()?, &JsValue::NULL).ok()?;
    mark.set_current_time(1.0);
    Some(mark)
}
