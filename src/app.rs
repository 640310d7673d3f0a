//! The whole app: the deployment's settings in, the page bound.

use leptos::prelude::*;
use model::locale::Locale;

use crate::browser;
use crate::components::fill::Part;
use crate::components::markup::Markup;
use crate::components::state_panel::bind_state_panel;
use crate::config::Setup;
use crate::pages::list::bind_list;
use crate::pages::list_panels::invalid_config;

/// Brings the page to life for a deployment.
pub fn bind_app(setup: Setup) {
    match setup {
        Setup::Configured(config) => bind_list(&config, true),
        Setup::Assumed(config) => bind_list(&config, false),
        Setup::Invalid(error) => {
            let shows = |_: &Locale| vec![("", Part::Attribute("data-shows"), "panel".to_owned())];
            Markup::of_page(".card").show(shows);
            let error = StoredValue::new(error);
            let panel = move |locale: &Locale| {
                Some(error.with_value(|error| invalid_config(locale, error)))
            };
            bind_state_panel(panel, Callback::new(|_: String| {}), browser::reload);
        }
    }
}
