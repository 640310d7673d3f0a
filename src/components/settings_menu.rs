//! What this browser keeps of the console: whether it may, and how to get rid of it.

use super::fill::{Filled, Part, present};
use super::markup::{Markup, is_checked};

/// Binds the menu, which is there only where there is something to choose: `is_on` is whether the last known
/// views are kept.
pub fn bind_settings_menu(
    is_on: Option<bool>,
    on_switch: impl Fn(bool) + 'static,
    on_clear: impl Fn() + 'static,
) {
    let menu = Markup::of_page(".settings");
    menu.on("change", "input", move |event| on_switch(is_checked(&event)));
    menu.on("click", ".clear", move |_| on_clear());
    Filled::new(menu.0).show(vec![
        ("", Part::Attribute("hidden"), present(is_on.is_none())),
        ("input", Part::Attribute("checked"), present(is_on == Some(true))),
    ]);
}
