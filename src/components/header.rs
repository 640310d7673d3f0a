//! The strip at the top: what this is, and which endpoint it shows.

use model::config::{Config, Endpoint};

use super::fill::{Fill, Part, present, within};
use super::markup::{Markup, field_value};

/// Binds the header. `endpoint` is the one in use, `on_endpoint` is called with the id to change to.
pub fn bind_header(
    config: &Config,
    endpoint: impl Fn() -> Endpoint + 'static,
    on_endpoint: impl Fn(String) + 'static,
) {
    let header = Markup::of_page(".top");
    let options = config.endpoints.iter().map(|choice| (&*choice.id, &*choice.label));
    Markup(within(&header.0, "select")).set_options(options, &config.default);
    let is_only = config.endpoints.len() == 1;
    header.on("change", "select", move |event| on_endpoint(field_value(&event)));
    header.show(move |_| fills(&endpoint(), is_only));
}

fn fills(endpoint: &Endpoint, is_only: bool) -> Vec<Fill> {
    vec![
        ("select", Part::Value, endpoint.id.clone()),
        ("select", Part::Attribute("disabled"), present(is_only)),
        (".demo", Part::Attribute("hidden"), present(!endpoint.is_demo)),
    ]
}
