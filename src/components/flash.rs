//! A mark on what has just changed, which fades by itself.
//!
//! An animation, so that nothing in the document changes for it and nothing has to be taken away again.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// Marks the cells that these elements are in; with a wish for little motion, none.
pub fn flash<'a>(changed: impl Iterator<Item = &'a Element>) {
    let mut last = None;
    for element in changed {
        let cell = element.closest("[role=cell], [role=rowheader]").ok().flatten();
        if cell.is_none() || cell == last {
            continue;
        }
        if last.is_none() && wants_little_motion() {
            return;
        }
        // Only a browser without animations fails, and has none.
        let _ = cell.as_ref().map(fade);
        last = cell;
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
