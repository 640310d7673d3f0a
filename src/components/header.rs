//! The strip at the top: what this is, and which endpoint it shows.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use model::config::{Config, Endpoint};

use super::icon::icon;

/// The header. The name links to the list without filters.
#[component]
pub fn Header(
    /// The endpoints to choose from.
    config: Arc<Config>,
    /// The endpoint in use.
    endpoint: Endpoint,
    /// Called with the id of the endpoint to change to.
    on_endpoint: impl Fn(String) + 'static,
) -> impl IntoView {
    let options: Vec<_> = config
        .endpoints
        .iter()
        .map(|choice| {
            let is_chosen = choice.id == endpoint.id;
            view! { <option value=choice.id.clone() selected=is_chosen>{choice.label.clone()}</option> }
        })
        .collect();
    let change = move |event: ev::Targeted<ev::Event, web_sys::HtmlSelectElement>| {
        on_endpoint(event.target().value());
    };
    let demo = if endpoint.is_demo { "Demo: the data is simulated" } else { "" };
    view! {
        <header class="top">
            <a class="brand" href="?">
                <svg class="mark" aria-hidden="true"><use href="#i-mark"></use></svg>
                <span class="brand-name">"PolarDB Batch Tasks"</span>
            </a>
            <label class="endpoint">
                {icon("i-server")}
                <select
                    class="field bare"
                    aria-label="Endpoint"
                    disabled=config.endpoints.len() == 1
                    on:change:target=change
                >
                    {options}
                </select>
            </label>
            <span class="demo">{demo}</span>
        </header>
    }
}
