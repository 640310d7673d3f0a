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
    #[prop(into)]
    endpoint: Signal<Endpoint>,
    /// Called with the id of the endpoint to change to.
    on_endpoint: Callback<String>,
) -> impl IntoView {
    let demo = move || {
        endpoint.with(|endpoint| endpoint.is_demo).then(|| {
            view! { <span class="demo">"Demo: the data is simulated"</span> }
        })
    };
    view! {
        <header class="top">
            <a class="brand" href="?">
                <svg class="mark" aria-hidden="true"><use href="#i-mark"></use></svg>
                <span class="brand-name">"PolarDB Batch Tasks"</span>
            </a>
            <span class="endpoint">
                {icon("i-server")}
                {choice(config, endpoint, on_endpoint)}
            </span>
            {demo}
        </header>
    }
}

fn choice(
    config: Arc<Config>,
    endpoint: Signal<Endpoint>,
    on_endpoint: Callback<String>,
) -> AnyView {
    if config.endpoints.len() == 1 {
        let label = move || endpoint.with(|endpoint| endpoint.label.clone());
        return view! { <span class="endpoint-label">{label}</span> }.into_any();
    }
    let options: Vec<_> = config
        .endpoints
        .iter()
        .map(|choice| {
            let id = choice.id.clone();
            let is_chosen = move || endpoint.with(|endpoint| endpoint.id == id);
            view! { <option value=choice.id.clone() selected=is_chosen>{choice.label.clone()}</option> }
        })
        .collect();
    let change = move |event: ev::Targeted<ev::Event, web_sys::HtmlSelectElement>| {
        on_endpoint.run(event.target().value());
    };
    view! {
        <select class="field bare" aria-label="Endpoint" on:change:target=change>{options}</select>
    }
    .into_any()
}
