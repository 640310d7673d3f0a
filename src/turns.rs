//! What need not be done at once: in turns, between which the browser renders and answers presses, or when it is first wanted.

use std::time::Duration;

use js_sys::{Function, Promise, Reflect};
use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::{Effect, Owner, untrack};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Something that is done in one turn.
pub type Step = Box<dyn FnOnce()>;

/// Takes each step in a turn of its own. What they make belongs to `owner`.
pub fn in_turn(owner: Owner, steps: Vec<Step>) {
    spawn_local(async move {
        for step in steps {
            owner.with(step);
            next_turn().await;
        }
    });
}

/// Does something once, as soon as a condition holds. What it makes belongs to `owner`.
pub fn when_first(
    owner: &Owner,
    is_wanted: impl Fn() -> bool + 'static,
    action: impl FnOnce() + 'static,
) {
    let within = owner.clone();
    let mut action = Some(action);
    owner.with(|| {
        Effect::new(move |_| {
            if action.is_some()
                && is_wanted()
                && let Some(action) = action.take()
            {
                within.with(|| untrack(action));
            }
        });
    });
}

/// Lets the browser do what waits, and goes on before anything else of ours. A browser without the scheduler goes on after
/// its timers.
pub async fn next_turn() {
    let scheduler = Reflect::get(&js_sys::global(), &"scheduler".into()).unwrap_or_default();
    let next = Reflect::get(&scheduler, &"yield".into())
        .and_then(|pause| pause.dyn_into::<Function>()?.call0(&scheduler))
        .and_then(JsCast::dyn_into::<Promise>);
    match next {
        // It resolves in any case.
        Ok(next) => drop(JsFuture::from(next).await),
        Err(_) => pause(Duration::ZERO).await,
    }
}

/// Goes on after so long.
pub async fn pause(length: Duration) {
    let end = Promise::new(&mut |resolve, _| {
        // It never fails.
        set_timeout(move || drop(resolve.call0(&JsValue::UNDEFINED)), length);
    });
    let _ = JsFuture::from(end).await;
}
