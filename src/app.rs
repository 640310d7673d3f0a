//! The frame of the page: the deployment's settings in, the list placed.

use leptos::prelude::*;
use model::config::ConfigError;

use crate::components::state_panel::StatePanel;
use crate::config::Setup;
use crate::pages::list::ListPage;

/// The whole app.
pub fn app(setup: Setup) -> AnyView {
    match setup {
        Setup::Configured(config) => view! { <ListPage config is_configured=true/> }.into_any(),
        Setup::Assumed(config) => view! { <ListPage config is_configured=false/> }.into_any(),
        Setup::Invalid(error) => invalid(&error).into_any(),
    }
}

fn invalid(error: &ConfigError) -> impl IntoView + use<> {
    let text = format!("In config.json, {} must be {}.", error.field, error.expected);
    view! {
        <main class="page">
            <StatePanel tone="bad" symbol="i-failed" title="config.json cannot be used" text=text>
                <p class="state-buttons">
                    <a class="button primary" href="">"Check again"</a>
                </p>
            </StatePanel>
        </main>
    }
}
