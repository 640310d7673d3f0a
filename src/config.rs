//! `config.json`, read once at start.

use std::sync::Arc;

use model::config::{Config, ConfigError, ConfigTrouble};

use crate::api::{self, File};
use crate::json;

/// What the deployment says.
#[derive(Clone, Debug)]
pub enum Setup {
    /// A `config.json` was found.
    Configured(Arc<Config>),
    /// There is none: a proxy beside the page is tried.
    Assumed(Arc<Config>),
    /// Nothing can be asked for this reason.
    Useless(ConfigTrouble),
}

/// Gets `config.json` from beside the page.
pub async fn load() -> Setup {
    let text = match api::get_file("config.json").await {
        File::Found(text) => text,
        File::Missing => return Setup::Assumed(Arc::new(Config::beside_the_page())),
        File::Failed(status) => return Setup::Useless(ConfigTrouble::Unavailable(status)),
    };
    // A file that nobody can read may name another endpoint than the one that would be tried without it.
    let not_json = || ConfigError { field: "config.json".to_owned(), expected: "JSON" };
    match json::read_text(&text).ok_or_else(not_json).and_then(|json| Config::read(&json)) {
        Ok(config) => Setup::Configured(Arc::new(config)),
        Err(error) => Setup::Useless(ConfigTrouble::Invalid(error)),
    }
}
