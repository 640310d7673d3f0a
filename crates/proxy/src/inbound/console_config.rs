//! The `config.json` that tells the console where this proxy is.

use serde_json::{Value, json};

use crate::inbound::callers::Auth;

/// How the console shows this proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleEntry {
    /// What a link names it by.
    pub id: String,
    /// What the user reads.
    pub label: String,
    /// The region whose tasks it shows, for commands that are copied.
    pub region: Option<String>,
    /// Whether the rows are simulated; the page says so.
    pub is_demo: bool,
    /// Whether the console may ask how many tasks are in each status.
    pub has_status_counts: bool,
    /// How many of the newest tasks the console reads by itself, where that is not its own number.
    pub index_auto: Option<u32>,
}

impl ConsoleEntry {
    /// The file, as the contract has it: one endpoint, on the page's own origin.
    pub(crate) fn config(&self, auth: Auth<'_>) -> Value {
        let mut endpoint = json!({
            "id": self.id,
            "label": self.label,
            "url": "./rpc",
            "auth": match auth {
                Auth::None => "none",
                Auth::Sso(_) => "sso",
                Auth::Bearer => "bearer",
            },
            "credentials": "same-origin",
        });
        if let Some(region) = &self.region {
            endpoint["region"] = region.as_str().into();
        }
        if self.is_demo {
            endpoint["demo"] = Value::Bool(true);
        }
        if let Auth::Sso(Some(url)) = auth {
            endpoint["signInUrl"] = url.into();
        }
        let mut config = json!({
            "version": 1,
            "endpoints": [endpoint],
            "default": self.id,
            "allowCustomEndpoint": false,
            "poll": { "baseMs": 5000, "maxMs": 60000 },
        });
        if !self.has_status_counts {
            config["statusCounts"] = Value::Bool(false);
        }
        if let Some(auto) = self.index_auto {
            config["index"] = json!({ "auto": auto });
        }
        config
    }
}
