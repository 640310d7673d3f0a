//! The header: what this is, which endpoint it shows, and tools.

use std::sync::Arc;

use leptos::prelude::*;
use model::config::{Config, Endpoint};
use model::location::Location;
use model::word;

use super::search_field::SearchField;
use crate::i18n::translated;
use crate::navigation::Navigation;
use crate::preferences::use_preferences;
use crate::ui::icon::Icon;

/// Not written into `view!`: tachys renders markup without any expression as HTML, in which `use_` is no element.
const MARK: &str = "#i-mark";

/// The header. It is created once.
#[component]
pub fn Header<V: IntoView + 'static>(
    /// The deployment's settings.
    config: Arc<Config>,
    /// The endpoint in use.
    endpoint: Memo<Endpoint>,
    /// Called with the id of the endpoint to change to.
    on_endpoint: Callback<String>,
    /// The view that is shown.
    location: ReadSignal<Location>,
    /// Goes to other views.
    navigation: Navigation,
    /// Called to go to the rows.
    on_rows: Callback<()>,
    /// The tools at its right end.
    children: TypedChildren<V>,
) -> impl IntoView {
    let chosen = use_preferences();
    let home = move || {
        let size = chosen.read().page_size;
        size.map_or_else(|| "?".to_owned(), |size| format!("?size={size}"))
    };
    let demo = move || !endpoint.read().is_demo;
    view! {
        <header class="top">
            <a class="brand" href=home aria-label=translated(word!("PolarDB Batch Tasks"))>
                <svg class="mark" aria-hidden="true">
                    <use_ href=MARK></use_>
                </svg>
                <span class="brand-name">{translated(word!("PolarDB Batch Tasks"))}</span>
            </a>
            <EndpointField config=config endpoint=endpoint on_endpoint=on_endpoint />
            <span class="demo" hidden=demo>
                <span>{translated(word!("Demo: the data is simulated"))}</span>
                <span>{translated(word!("Demo"))}</span>
            </span>
            <SearchField location=location navigation=navigation on_rows=on_rows />
            // The bell with the watched batches, which the features mount.
            <div class="watching"></div>
            {children.into_inner()()}
        </header>
    }
}

#[component]
fn EndpointField(
    config: Arc<Config>,
    endpoint: Memo<Endpoint>,
    on_endpoint: Callback<String>,
) -> impl IntoView {
    let option = |choice: &Endpoint| {
        let id = choice.id.clone();
        let is_selected = move || endpoint.read().id == id;
        view! {
            <option value=choice.id.clone() prop:selected=is_selected>
                {choice.label.clone()}
            </option>
        }
    };
    view! {
        <label class="endpoint">
            <Icon name="i-server" />
            <select
                class="field bare"
                aria-label=translated(word!("Endpoint"))
                disabled=config.endpoints.len() == 1
                on:change=move |event| on_endpoint.run(event_target_value(&event))
            >
                {config.endpoints.iter().map(option).collect_view()}
            </select>
        </label>
    }
}
