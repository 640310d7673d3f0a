//! `config.json`, read once at start.

use std::sync::Arc;

use model::config::{Config, ConfigError};

use crate::api;

/// What the deployment says.
#[derive(Clone, Debug)]
pub enum Setup {
    /// A `config.json` was found.
    Configured(Arc<Config>),
    /// There is none: a proxy beside the page is tried.
    Assumed(Arc<Config>),
    /// There is one, and this is wrong with it.
    Invalid(ConfigError),
}

/// Gets `config.json` from beside the page.
pub async fn load() -> Setup {
    match api::get_json("config.json").await.as_ref().map(Config::read) {
        Some(Ok(config)) => Setup::Configured(Arc::new(config)),
        Some(Err(error)) => Setup::Invalid(error),
        None => Setup::Assumed(Arc::new(Config::beside_the_page())),
    }
}
