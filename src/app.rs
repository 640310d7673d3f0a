//! The whole app: the deployment's settings in, the list placed.

use leptos::prelude::*;

use crate::browser;
use crate::components::state_panel::state_panel;
use crate::config::Setup;
use crate::pages::list::ListPage;
use crate::pages::list_panels::invalid_config;

/// The app for a deployment.
pub fn app(setup: Setup) -> AnyView {
    match setup {
        Setup::Configured(config) => view! { <ListPage config is_configured=true/> }.into_any(),
        Setup::Assumed(config) => view! { <ListPage config is_configured=false/> }.into_any(),
        Setup::Invalid(error) => {
            let nothing_to_copy = Callback::new(|_: String| {});
            let panel = state_panel(invalid_config(&error), nothing_to_copy, browser::reload);
            view! { <main class="page">{panel}</main> }.into_any()
        }
    }
}
