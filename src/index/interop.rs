//! Objects of the browser by the names of their functions. Each import from `web_sys` is some 30 bytes of the first visit, since
//! the script is one file; these few are imported for others anyway.

use std::time::Duration;

use js_sys::{Array, Function, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

/// A property; `undefined` where there is none, or where the browser forbids it.
pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// A property of the global object.
pub(super) fn of_global(name: &str) -> JsValue {
    get(&global(), name)
}

/// Calls a function of an object.
pub(super) fn call(
    object: &JsValue,
    name: &str,
    arguments: &[&JsValue],
) -> Result<JsValue, JsValue> {
    let function: Function = get(object, name).dyn_into()?;
    function.apply(object, &arguments.iter().copied().collect())
}

/// Makes an object of a class that the browser may not have.
pub(super) fn construct(class: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let class: Function = of_global(class).dyn_into()?;
    Reflect::construct(&class, &Array::of1(argument))
}

/// The first of these events: `good` resolves with it, any of `bad` rejects with it. The listeners are functions of the promise
/// itself, so that nothing of the program is called after it has forgotten about it.
pub(super) fn event_of(target: &EventTarget, good: &str, bad: &[&str]) -> Promise {
    Promise::new(&mut |resolve, reject| {
        // Only a detached document refuses.
        let _ = target.add_event_listener_with_callback(good, &resolve);
        for kind in bad {
            let _ = target.add_event_listener_with_callback(kind, &reject);
        }
    })
}

/// The same promise, which rejects with `undefined` where it takes longer.
pub(super) fn within(limit: Duration, promise: &Promise) -> Promise {
    let late = Promise::new(&mut |_, reject| {
        let milliseconds = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX);
        let _ = call(&global(), "setTimeout", &[&reject, &milliseconds.into()]);
    });
    let both = Array::of2(promise, &late);
    let first = call(&of_global("Promise"), "race", &[&both]);
    first.and_then(JsCast::dyn_into).unwrap_or_else(|_| promise.clone())
}
