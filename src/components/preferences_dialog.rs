//! The dialog with all preferences. Every change acts at once.

use model::tr;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement};

use super::fill::{Fill, Part, present, within};
use super::markup::{Markup, field_value, is_checked, target};
use super::stencil::Stencil;
use crate::{browser, i18n, zone};

const MARKUP: &str = include_str!("preferences_dialog.html");

/// Called with the name of a field and what it holds now.
pub type OnChoose = dyn Fn(&str, &str);

/// What the dialog shows and does.
pub struct Choices {
    /// The value of a field, by its name.
    pub field: Box<dyn Fn(&str) -> String>,
    /// Called with the name of a field and what it holds now.
    pub on_choose: Box<OnChoose>,
    /// Forgets the last known views.
    pub on_clear: Box<dyn Fn()>,
    /// Whether there are any to keep.
    pub keeps_views: bool,
    /// Chooses nothing any more.
    pub on_reset: Box<dyn Fn()>,
}

/// The dialog, which is closed most of the time.
#[derive(Clone)]
pub struct PreferencesDialog(HtmlDialogElement);

impl PreferencesDialog {
    /// Adds the dialog to the page. `None` in a browser without dialogs.
    pub fn new(choices: Choices) -> Option<Self> {
        let dialog = Markup(Stencil::new(MARKUP)?.place_in(&Markup::of_page("body").0)?);
        let Choices { field, on_choose, on_clear, keeps_views, on_reset } = choices;
        let error = within(&dialog.0, ".range-error");
        dialog.on("change", ".preference-fields", move |event| {
            let locale = &i18n::untracked();
            let unknown = choose(&event, &on_choose);
            error.set_text_content(Some(if unknown {
                tr!(locale, "The browser does not know this zone.")
            } else {
                ""
            }));
        });
        dialog.on("submit", ".preference-fields", |event| event.prevent_default());
        dialog.on("click", ".clear", move |_| on_clear());
        dialog.on("click", ".reset-preferences", move |_| on_reset());
        dialog.show(move |_| fills(&field, keeps_views));
        Some(Self(dialog.0.dyn_into().ok()?))
    }

    /// Opens it.
    pub fn open(&self) {
        let list = Markup(within(&self.0, "datalist"));
        if list.0.child_element_count() == 0 {
            let zones = zone::all();
            list.set_options(zones.iter().map(|zone| (&**zone, "")), "");
        }
        browser::open_dialog(&self.0);
    }
}

/// Chooses what a field holds now; `true` where that is no zone of the browser's.
fn choose(event: &Event, on_choose: &OnChoose) -> bool {
    let Some(name) = target(event).and_then(|field| field.get_attribute("name")) else {
        return false;
    };
    let is_box =
        target(event).is_some_and(|field| field.matches("[type=checkbox]").unwrap_or_default());
    let value = if is_box { present(is_checked(event)) } else { field_value(event) };
    let value = value.trim();
    if matches!(&*name, "zone" | "zoneless") && !value.is_empty() && !zone::is_known(value) {
        return true;
    }
    on_choose(&name, value);
    false
}

fn fills(field: &dyn Fn(&str) -> String, keeps_views: bool) -> Vec<Fill> {
    let mut fills: Vec<Fill> = FIELDS.map(|(name, place)| (place, Part::Value, field(name))).into();
    fills.extend(BOXES.map(|(name, place)| (place, Part::Ticked, field(name))));
    fills.extend(
        ["label.keeping", "p.keeping", ".clear"]
            .map(|place| (place, Part::Attribute("hidden"), present(!keeps_views))),
    );
    fills
}

const FIELDS: [(&str, &str); 7] = [
    ("language", "[name=language]"),
    ("theme", "[name=theme]"),
    ("zone", "[name=zone]"),
    ("zoneless", "[name=zoneless]"),
    ("density", "[name=density]"),
    ("size", "[name=size]"),
    ("interval", "[name=interval]"),
];

const BOXES: [(&str, &str); 6] = [
    ("began", "[name=began]"),
    ("duration", "[name=duration]"),
    ("type", "[name=type]"),
    ("id", "[name=id]"),
    ("shortcuts", "[name=shortcuts]"),
    ("views", "[name=views]"),
];
