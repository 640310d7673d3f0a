//! Actions that follow signals.

use leptos::prelude::Effect;

/// Runs an action now and whenever a signal that it reads has changed, as long as the current owner lives.
pub fn follow(action: impl FnMut() + 'static) {
    run(Box::new(action));
}

/// Boxed, so that what an effect takes is in the download once and not for each action.
fn run(action: Box<dyn FnMut()>) {
    Effect::new(action);
}
