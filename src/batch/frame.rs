//! The panel as a part of the page: how it is left, and where the focus goes.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use super::open_batch::OpenBatch;
use crate::browser;
use crate::browser::focus::{focus, has_focus, has_open_menu};
use crate::browser::page::{close_panel_dialogs, set_panel};
use crate::browser::{events, rows};

/// Narrower, the panel lies over the page, which cannot be used meanwhile.
const IS_MODAL: &str = "(width < 1200px)";

/// Lets the page and the focus follow the panel. Nothing hidden or inert can have the focus, so it moves last.
pub(super) fn follow_frame(batch: OpenBatch, aside: NodeRef<html::Aside>, name: NodeRef<html::H2>) {
    let is_modal = RwSignal::new(false);
    browser::follow_media(IS_MODAL, move |fits| is_modal.set(fits));
    Effect::new(move |before: Option<Option<String>>| {
        let before = before.flatten();
        let id = batch.id.get();
        let standing = match (&id, is_modal.get()) {
            (None, _) => "",
            (Some(_), false) => "docked",
            (Some(_), true) => "modal",
        };
        if before != id {
            // One that outlasts its batch would keep the page covered without being visible.
            close_panel_dialogs();
        }
        // The row of the batch stays where it is.
        let row = id.as_ref().or(before.as_ref()).map_or("", String::as_str);
        rows::hold_row(row, || set_panel(standing));
        match (before, &id) {
            (Some(before), None) => close(&before),
            (before, Some(open_id)) if before != id => {
                if before.is_some() {
                    rows::reveal_row(open_id);
                }
                open(before.is_some(), aside, name);
            }
            _ => {}
        }
        id
    });
    leave_on_escape(batch);
}

/// Closing focuses the row.
fn close(batch_id: &str) {
    // Open, it would take the next Escape without being visible.
    browser::hide_popover("share-batch-menu");
    rows::focus_row(batch_id);
}

/// Opening focuses the title. From one batch to the next, the focus stays in the panel.
fn open(was_open: bool, aside: NodeRef<html::Aside>, name: NodeRef<html::H2>) {
    let (Some(aside), Some(name)) = (aside.get_untracked(), name.get_untracked()) else { return };
    aside.set_scroll_top(0);
    if !was_open || !has_focus(&aside) {
        focus(&name);
    }
}

fn leave_on_escape(batch: OpenBatch) {
    let around = batch.around;
    window_event_listener(ev::keydown, move |event| {
        let is_meant = event.key() == "Escape"
            && !event.default_prevented()
            && !events::is_at_filled_search(&event)
            && !has_open_menu();
        let location = around.location.get_untracked();
        if is_meant && location.batch.is_some() {
            around.navigation.push(&location.with_batch(None));
        }
    });
}

/// "Why?" of a row leads to the reasons of its batch, as soon as that is there, and of no other.
pub(super) fn follow_why(batch: OpenBatch, title: NodeRef<html::H3>) {
    let asked = batch.around.navigation.reasons_of;
    Effect::new(move |_| {
        let Some(id) = asked.get() else { return };
        let is_there = batch.key.with(|key| key.batch_id == id);
        let has_reasons = batch.with(|batch| batch.failed().next().is_some());
        let Some(has_reasons) = has_reasons.filter(|_| is_there) else { return };
        asked.set(None);
        if let Some(title) = title.get_untracked().filter(|_| has_reasons) {
            spawn_local(async move {
                // The panel shows the batch once all that follows the answer has run, and nothing hidden takes the focus.
                tick().await;
                title.scroll_into_view();
                focus(&title);
            });
        }
    });
}
