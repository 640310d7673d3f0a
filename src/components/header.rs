//! The strip at the top: what this is, and which endpoint it shows.

use model::config::{Config, Endpoint};

use super::markup::{Markup, field_value};
use super::part::{Part, present};

/// Binds the header. `endpoint` is the one in use, `on_endpoint` is called with the id to change to.
pub fn bind_header(
    config: &Config,
    endpoint: impl Fn() -> Endpoint + Copy + 'static,
    on_endpoint: impl Fn(String) + 'static,
) {
    let header = Markup::of_page(".top");
    let choice = header.part("select");
    for choosable in &config.endpoints {
        choice.add_option(&choosable.id, &choosable.label);
    }
    let is_only = config.endpoints.len() == 1;
    choice
        .attribute("disabled", move || present(is_only))
        .follow(Part::Value, move || endpoint().id)
        .on("change", move |event| on_endpoint(field_value(&event)));
    header.part(".demo").attribute("hidden", move || present(!endpoint().is_demo));
}
