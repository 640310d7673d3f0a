//! On a phone: the filters, the view and what is taken along, in a sheet at the lower edge. They are the controls of the
//! page's head themselves, which are in the sheet as long as it is open.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, Node};

use super::markup::{Markup, target};
use super::stencil::Stencil;
use crate::browser;

const MARKUP: &str = include_str!("filter_sheet.html");

/// What the sheet takes in, in the order of the page.
const CONTROLS: [&str; 8] = [
    ".combo",
    "#type-list",
    ".created-button",
    "#created-menu",
    ".chips",
    ".views",
    ".take",
    ".reset",
];

/// An element, and where it belongs: in an element, before a sibling.
type Place = (Element, Element, Option<Node>);

/// Adds the sheet to the page, and opens it by its button. A wider page has room for all of it and closes the sheet.
pub fn bind_filter_sheet() {
    let body = Markup::of_page("body");
    let sheet = Stencil::new(MARKUP).and_then(|sheet| sheet.place_in(&body.0));
    let Some(sheet) = sheet.and_then(|sheet| sheet.dyn_into::<HtmlDialogElement>().ok()) else {
        return;
    };
    let places = Rc::new(RefCell::new(Vec::new()));
    body.on("click", ".open-filters", {
        let (sheet, places) = (sheet.clone(), Rc::clone(&places));
        move |_| {
            take_in(&sheet, &mut places.borrow_mut());
            browser::open_dialog(&sheet);
        }
    });
    let markup = Markup(sheet.clone().into());
    markup.on("close", "", move |_| put_back(&mut places.borrow_mut()));
    markup.on("click", "", {
        let sheet = sheet.clone();
        move |event| {
            if target(&event).is_some_and(|at| at.closest(DONE).is_ok_and(|done| done.is_some())) {
                sheet.close();
            }
        }
    });
    browser::follow_media("(width >= 768px)", move |_| sheet.close());
}

/// What leads away from the filters: another view, no filters, something taken along.
const DONE: &str = ".views button, .reset, .take-menu .item";

fn take_in(sheet: &HtmlDialogElement, places: &mut Vec<Place>) {
    for selector in CONTROLS {
        let found = document().query_selector(selector).ok().flatten();
        if let Some((element, parent)) =
            found.and_then(|it| Some((it.clone(), it.parent_element()?)))
        {
            let next = element.next_sibling();
            // Only something that contains the sheet would be refused.
            let _ = sheet.append_child(&element);
            places.push((element, parent, next));
        }
    }
}

/// The last one first: what it stood before is there then.
fn put_back(places: &mut Vec<Place>) {
    while let Some((element, parent, next)) = places.pop() {
        let _ = parent.insert_before(&element, next.as_ref());
    }
}
