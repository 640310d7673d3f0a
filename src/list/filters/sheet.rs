//! On a phone: the filters, the view and what is taken along, in a sheet at the lower edge. They are the controls of the
//! page's head themselves, which are in the sheet as long as it is open.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use model::word;

use crate::browser;
use crate::browser::borrowed::Borrowed;
use crate::i18n::translated;
use crate::ui::icon::Icon;

/// What the sheet takes in, in the order of the page.
const CONTROLS: [&str; 7] =
    [".type-field", ".created-button", "#created-menu", ".chips", ".views", ".take", ".reset"];

/// What leads away from the filters: another view, no filters, something taken along.
const DONE: &str = ".views button, .reset, .take-menu .item";

/// The sheet. A wider page has room for all of it and closes the sheet.
#[component]
pub fn FilterSheet(
    /// Whether it is open, which follows what people do.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let sheet = NodeRef::<html::Dialog>::new();
    let borrowed = StoredValue::new_local(Borrowed::default());
    Effect::new(move |_| {
        let Some(sheet) = sheet.get() else { return };
        let is_open = is_open.get();
        if is_open {
            borrowed.update_value(|borrowed| borrowed.take(&CONTROLS, &sheet));
        }
        browser::set_dialog_open(&sheet, is_open);
    });
    let closed = move |_| {
        borrowed.update_value(Borrowed::give_back);
        is_open.set(false);
    };
    let pressed = move |event: MouseEvent| {
        if browser::events::is_within(&event, DONE) {
            is_open.set(false);
        }
    };
    browser::follow_media("(width >= 768px)", move |_| {
        is_open.try_set(false);
    });
    view! {
        <dialog
            class="sheet"
            aria-labelledby="sheet-title"
            closedby="any"
            node_ref=sheet
            on:close=closed
            on:click=pressed
        >
            <form method="dialog">
                <h2 id="sheet-title">{translated(word!("Filters"))}</h2>
                <button class="icon-button" aria-label=translated(word!("Close"))>
                    <Icon name="i-close" />
                </button>
            </form>
        </dialog>
    }
}
