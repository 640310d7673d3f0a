//! The panel as a part of the page: when it is there, how it is left, and where the keyboard goes.

use leptos::prelude::*;
use model::format::grouped;
use model::location::Location;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::batch::Panel;
use crate::browser;
use crate::components::fill::{Fill, Part, held, present, within};
use crate::components::markup::{Markup, target};
use crate::components::task_table::SharedRows;
use crate::effect::follow;

/// Narrower, the panel lies over the page, which cannot be used meanwhile.
const IS_MODAL: &str = "(width < 1200px)";

/// Binds the frame.
pub(super) fn bind_frame(panel: Panel, beside: &Element, rows: SharedRows) {
    let page = panel.page;
    let is_modal = RwSignal::new(false);
    browser::follow_media(IS_MODAL, move |fits| is_modal.set(fits));
    Markup(beside.clone()).show(move || page.location.with(|location| fills(panel, location)));
    Markup::of_page("body").show(move || {
        let is_open = page.location.with(|location| location.batch.is_some());
        let is_covered = is_open && is_modal.get();
        let name = match (is_open, is_covered) {
            (false, _) => "",
            (true, false) => "docked",
            (true, true) => "modal",
        };
        let inert = || present(is_covered);
        vec![
            ("", Part::Attribute("data-panel"), name.to_owned()),
            (".skip", Part::Attribute("inert"), inert()),
            (".top", Part::Attribute("inert"), inert()),
            ("main", Part::Attribute("inert"), inert()),
            (".foot", Part::Attribute("inert"), inert()),
        ]
    });
    bind_focus(panel, beside, rows);
    bind_field(panel);
    browser::on_window("keydown", move |event| {
        let is_escape = event.unchecked_ref::<KeyboardEvent>().key() == "Escape";
        let is_open = page.location.with_untracked(|location| location.batch.is_some());
        if is_escape && is_open && !event.default_prevented() && !browser::has_open_menu() {
            page.navigation.push(&page.location.get_untracked().with_batch(None));
        }
    });
}

/// The field for the id of a batch that need not be on the page. A pasted one may have space around it.
fn bind_field(panel: Panel) {
    let form = Markup::of_page(".open-batch");
    let field = within(&form.0, "input");
    form.show(|| vec![("", Part::Attribute("inert"), String::new())]);
    form.on("submit", "", move |event| {
        event.prevent_default();
        let id = held(&field).unwrap_or_default();
        let there = panel.page.location.get_untracked().with_batch(Some(&id));
        if there.batch.is_some() {
            let _ = js_sys::Reflect::set(&field, &"value".into(), &"".into());
            panel.page.navigation.push(&there);
        }
    });
}

/// Where the batch stands on the page, and the links to its neighbours and out.
fn fills(panel: Panel, location: &Location) -> Vec<Fill> {
    let ids: Vec<_> = panel.page.rows.with(|rows| {
        let ids = rows.arrangement.rows.iter().map(|row| row.task.batch_id.clone());
        ids.filter(|id| !id.is_empty()).collect()
    });
    let id = location.batch.clone().unwrap_or_default();
    let place = ids.iter().position(|other| *other == id);
    let link = |place: Option<usize>| {
        let neighbour = place.and_then(|place| ids.get(place));
        neighbour.map(|id| location.with_batch(Some(id)).href()).unwrap_or_default()
    };
    let position = place.map(|place| format!("{} / {}", place + 1, grouped(ids.len() as u64)));
    let close = location.with_batch(None).href();
    vec![
        ("", Part::Attribute("hidden"), present(location.batch.is_none())),
        (".panel-id code", Part::Text, id),
        (".position", Part::Text, position.unwrap_or_default()),
        (".previous", Part::Attribute("href"), link(place.and_then(|place| place.checked_sub(1)))),
        (".next", Part::Attribute("href"), link(place.map(|place| place + 1))),
        (".scrim", Part::Attribute("href"), close.clone()),
        (".close", Part::Attribute("href"), close.clone()),
        (".close-panel", Part::Attribute("href"), close),
    ]
}

/// Opening puts the keyboard to the panel's title, closing back to the row, or to the table if the row is gone. Who asked
/// why a batch failed is led there.
fn bind_focus(panel: Panel, beside: &Element, rows: SharedRows) {
    let asks_why = StoredValue::new(false);
    Markup::of_page("#tasks").on("click", "", move |event| {
        let link = target(&event).and_then(|element| element.closest(".why").ok().flatten());
        asks_why.set_value(link.is_some());
    });
    let [aside, title] = [".panel", ".panel-name"].map(|place| within(beside, place));
    let reasons = within(beside, "#reasons-title");
    let mut open: Option<String> = None;
    follow({
        let aside = aside.clone();
        move || {
            let id = panel.page.location.with(|location| location.batch.clone());
            let before = std::mem::replace(&mut open, id.clone());
            match (before, id) {
                (Some(before), None) => leave(&rows, &before),
                (before, Some(id)) if before.as_ref() != Some(&id) => {
                    aside.set_scroll_top(0);
                    if before.is_none() || !browser::has_focus(&aside) {
                        browser::focus(&title);
                    }
                }
                _ => {}
            }
        }
    });
    follow(move || {
        let has_reasons = panel.with_batch(|batch| batch.failed().next().is_some());
        if has_reasons == Some(true) && asks_why.get_value() {
            asks_why.set_value(false);
            reasons.scroll_into_view();
            browser::focus(&reasons);
        }
    });
}

fn leave(rows: &SharedRows, id: &str) {
    let link = rows.borrow().element_of(id).and_then(|row| row.query_selector(".name").ok()?);
    match link {
        Some(link) => browser::focus(&link),
        None => browser::focus_tasks(),
    }
}
