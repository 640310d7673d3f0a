//! The whole app: the deployment's settings in, the list bound.

use leptos::prelude::*;

use crate::browser;
use crate::components::markup::Markup;
use crate::components::state_panel::state_panel;
use crate::config::Setup;
use crate::pages::list::list_page;
use crate::pages::list_panels::invalid_config;

/// The app for a deployment, for the place of the page's panels.
pub fn app(setup: Setup) -> AnyView {
    match setup {
        Setup::Configured(config) => list_page(&config, true).into_any(),
        Setup::Assumed(config) => list_page(&config, false).into_any(),
        Setup::Invalid(error) => {
            Markup::of_page(".card").attribute("data-shows", || "panel".to_owned());
            let nothing_to_copy = Callback::new(|_: String| {});
            state_panel(invalid_config(&error), nothing_to_copy, browser::reload).into_any()
        }
    }
}
