//! What this browser keeps of the console: whether it may, and how to get rid of it.

use js_sys::Reflect;

use super::fill::{Filled, Part, present, within};
use super::markup::{Markup, is_checked};

/// Binds the menu, which is there only where there is something to choose: `is_on` is whether the last known
/// views are kept. That is asked for when the menu is opened, because the browser takes its time for it.
pub fn bind_settings_menu(
    is_possible: bool,
    is_on: impl Fn() -> bool + 'static,
    on_switch: impl Fn(bool) + 'static,
    on_clear: impl Fn() + 'static,
) {
    let menu = Markup::of_page(".settings");
    let box_ = within(&menu.0, "input");
    menu.on("click", "button", move |_| {
        let _ = Reflect::set(&box_, &"checked".into(), &is_on().into());
    });
    menu.on("change", "input", move |event| on_switch(is_checked(&event)));
    menu.on("click", ".clear", move |_| on_clear());
    Filled::new(menu.0).show(vec![("", Part::Attribute("hidden"), present(!is_possible))]);
}
