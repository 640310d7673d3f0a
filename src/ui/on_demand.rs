//! What is mounted when it is first wanted, since most of it never is.

use leptos::html::ElementType;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::turns::when_first;

/// Mounts in `place` what `view` makes, when it is first wanted. It stays as long as what called this.
pub fn mount_on_demand<E, V>(
    place: NodeRef<E>,
    is_wanted: RwSignal<bool>,
    view: impl FnOnce() -> V + 'static,
) where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
    V: IntoView + 'static,
{
    let owner = Owner::current().unwrap_or_default();
    when_first(
        &owner,
        move || is_wanted.get(),
        move || {
            if let Some(place) = place.get_untracked() {
                StoredValue::new_local(mount_to(place.unchecked_into(), view));
            }
        },
    );
}
