//! The panel as a part of the page: when it is there, how it is left, and where the keyboard goes.

use leptos::prelude::*;
use model::format::grouped;
use model::location::Location;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::batch_panel::Panel;
use crate::components::fill::{Fill, Filled, Part, held, present, within};
use crate::components::markup::{Markup, target};
use crate::components::task_table::SharedRows;
use crate::effect::follow;
use crate::{attention, browser};

/// Narrower, the panel lies over the page, which cannot be used meanwhile.
const IS_MODAL: &str = "(width < 1200px)";

/// Binds the frame.
pub(super) fn bind_frame(panel: Panel, beside: &Element, rows: SharedRows) {
    let page = panel.page;
    let is_modal = RwSignal::new(false);
    browser::follow_media(IS_MODAL, move |fits| is_modal.set(fits));
    Markup(beside.clone()).show(move |_| page.location.with(|location| fills(panel, location)));
    bind_page(panel, beside, is_modal.read_only(), rows);
    bind_why(panel, within(beside, "#reasons-title"));
    bind_field(panel);
    browser::on_window("keydown", move |event| {
        let is_escape = event.unchecked_ref::<KeyboardEvent>().key() == "Escape" && !clears(&event);
        let is_open = page.location.with_untracked(|location| location.batch.is_some());
        if is_escape && is_open && !event.default_prevented() && !attention::has_open_menu() {
            page.navigation.push(&page.location.get_untracked().with_batch(None));
        }
    });
}

/// What becomes of the page beside the panel, or below it, and where the keyboard goes once that is so: nothing hidden or
/// inert can have it. The row of the batch stays where it is.
fn bind_page(panel: Panel, beside: &Element, is_modal: ReadSignal<bool>, rows: SharedRows) {
    let mut filled = Filled::new(Markup::of_page("body").0);
    let aside = within(beside, ".panel");
    let mut last: Option<String> = None;
    follow(move || {
        let id = panel.page.location.with(|location| location.batch.clone());
        let is_covered = id.is_some() && is_modal.get();
        let name = match (&id, is_covered) {
            (None, _) => "",
            (Some(_), false) => "docked",
            (Some(_), true) => "modal",
        };
        let before = std::mem::replace(&mut last, id.clone());
        let row = id.as_ref().or(before.as_ref());
        let row = row.and_then(|id| rows.borrow().element_of(id).cloned());
        let inert = || present(is_covered);
        holding(row, || {
            filled.show(vec![
                ("", Part::Attribute("data-panel"), name.to_owned()),
                (".skip", Part::Attribute("inert"), inert()),
                (".top", Part::Attribute("inert"), inert()),
                ("main", Part::Attribute("inert"), inert()),
                (".foot", Part::Attribute("inert"), inert()),
                (".beside", Part::Attribute("hidden"), present(id.is_none())),
            ]);
        });
        move_focus(&aside, &rows, before, id);
    });
}

/// Makes a change that moves a row, which stays where it is if it can be seen: the page scrolls with it.
fn holding(row: Option<Element>, change: impl FnOnce()) {
    let top = |row: &Element| row.get_bounding_client_rect().top();
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    let seen = row.map(|row| (top(&row), row));
    let seen = seen.filter(|(top, _)| *top >= 0.0 && *top < height.unwrap_or_default());
    change();
    if let Some((before, row)) = seen {
        window().scroll_by_with_x_and_y(0.0, top(&row) - before);
    }
}

/// Whether Escape takes the text out of the field that it is pressed in.
fn clears(event: &Event) -> bool {
    let field = target(event).filter(|field| field.matches("[type=search]").unwrap_or_default());
    field.and_then(|field| held(&field)).is_some_and(|text| !text.is_empty())
}

/// The field for the id of a batch that need not be on the page. A pasted one may have space around it.
fn bind_field(panel: Panel) {
    let form = Markup::of_page(".open-batch");
    let field = within(&form.0, "input");
    form.show(|_| vec![("", Part::Attribute("inert"), String::new())]);
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
    let previous = link(place.and_then(|place| place.checked_sub(1)));
    let next = link(place.map(|place| place + 1));
    let close = location.with_batch(None).href();
    vec![
        (".panel-id code", Part::Text, id),
        (".position", Part::Text, position.unwrap_or_default()),
        (".previous", Part::Attribute("aria-disabled"), present(previous.is_empty())),
        (".previous", Part::Attribute("href"), previous),
        (".next", Part::Attribute("aria-disabled"), present(next.is_empty())),
        (".next", Part::Attribute("href"), next),
        (".scrim", Part::Attribute("href"), close.clone()),
        (".close", Part::Attribute("href"), close.clone()),
        (".close-panel", Part::Attribute("href"), close),
    ]
}

/// Opening puts the keyboard to the panel's title, closing back to the row, or to the table if the row is gone.
fn move_focus(aside: &Element, rows: &SharedRows, before: Option<String>, id: Option<String>) {
    match (before, id) {
        (Some(before), None) => {
            // Open, it would take the next Escape without being seen.
            browser::hide_popover("copy-batch-menu");
            leave(rows, &before);
        }
        (before, Some(id)) if before.as_ref() != Some(&id) => {
            aside.set_scroll_top(0);
            if before.is_none() || !attention::has_focus(aside) {
                attention::focus(&within(aside, ".panel-name"));
            }
        }
        _ => {}
    }
}

/// "Why?" leads to the reasons of the batch that it stands beside, as soon as that is there, and of no other.
fn bind_why(panel: Panel, reasons: Element) {
    let asked = RwSignal::new(None);
    Markup::of_page("#tasks").on("click", "", move |event| {
        let link = target(&event).and_then(|element| element.closest(".why").ok().flatten());
        let href = link.and_then(|link| link.get_attribute("href"));
        asked.set(href.and_then(|href| Location::from_search(&href).batch));
    });
    follow(move || {
        let Some(id) = asked.get() else { return };
        let is_there = panel.key.with(|key| key.batch_id == id);
        let has_reasons = panel.with_batch(|batch| batch.failed().next().is_some());
        if let Some(has_reasons) = has_reasons.filter(|_| is_there) {
            asked.set(None);
            if has_reasons {
                reasons.scroll_into_view();
                attention::focus(&reasons);
            }
        }
    });
}

fn leave(rows: &SharedRows, id: &str) {
    let link = rows.borrow().element_of(id).and_then(|row| row.query_selector(".name").ok()?);
    match link {
        Some(link) => attention::focus(&link),
        None => attention::focus_tasks(),
    }
}
