//! A mark on what has just changed, which fades by itself: an animation, so that nothing in the document changes for it.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// Marks these cells of a row, counted from 0; with a wish for little motion, none.
pub fn flash_cells(row: &Element, cells: &[u32]) {
    if wants_little_motion() {
        return;
    }
    let children = row.children();
    for cell in cells.iter().filter_map(|cell| children.item(*cell)) {
        // Only a browser without animations fails, and has none.
        let _ = fade(&cell);
    }
}

/// `web_sys` has the method only for programs that allow what is not stable in it.
fn fade(cell: &Element) -> Result<JsValue, JsValue> {
    const MILLISECONDS: f64 = 600.0;
    let colours = Array::of2(&"var(--run-tint)".into(), &"transparent".into());
    let frames = Object::new();
    Reflect::set(&frames, &"backgroundColor".into(), &colours)?;
    let animate = Reflect::get(cell, &"animate".into())?.dyn_into::<Function>()?;
    animate.call2(cell, &frames, &MILLISECONDS.into())
}

fn wants_little_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}
