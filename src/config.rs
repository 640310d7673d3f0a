//! `config.json`, read once at start.

use std::sync::Arc;

use model::config::{Config, ConfigError};

use crate::{api, json};

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
    let Some(text) = api::get_text("config.json").await else {
        return Setup::Assumed(Arc::new(Config::beside_the_page()));
    };
    // A file that nobody can read may name another endpoint than the one that would be tried without it.
    let not_json = || ConfigError { field: "config.json".to_owned(), expected: "JSON" };
    match json::parse(&text).ok_or_else(not_json).and_then(|json| Config::read(&json)) {
        Ok(config) => Setup::Configured(Arc::new(config)),
        Err(error) => Setup::Invalid(error),
    }
}
