//! `config.json`: where requests may go. Nothing else says so, no URL and no user input.

use std::time::Duration;

use crate::json::Json;
use crate::percent;
use crate::poll::PollSettings;
use crate::text::split_at_first;
use crate::word;

mod index;
mod unknown;

pub use index::{MOST_INDEXED, index_auto};
pub use unknown::unknown_field;

/// The deployment's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The proxies to choose from; never empty.
    pub endpoints: Vec<Endpoint>,
    /// The id of the endpoint that is used when the URL names none.
    pub default: String,
    /// How often to ask.
    pub poll: PollSettings,
    /// Whether the last known views may be kept in the browser.
    pub keeps_last_views: bool,
    /// Whether the chips of the statuses bear counts, for which the endpoint is asked besides the rows.
    pub has_status_counts: bool,
}

/// A signing proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// What a link names it by.
    pub id: String,
    /// What the user reads.
    pub label: String,
    /// The region whose tasks it shows, if the deployment says so: commands that are copied name it.
    pub region: Option<String>,
    /// Where requests go: absolute, or relative to the page.
    pub url: String,
    /// Whether cookies go along to another origin too.
    pub credentials: Credentials,
    /// Whether the proxy knows users by tokens, which they type into the page.
    pub wants_token: bool,
    /// Where the user signs in when a gateway in front answers 401.
    pub sign_in_url: Option<String>,
    /// Where the names of the instances are, if the operator has any.
    pub instances: Option<String>,
    /// Whether the data is simulated; the page says so.
    pub is_demo: bool,
}

impl Endpoint {
    /// Where the user signs in, with `here`, the address to come back to, in the place of `{here}`.
    pub fn sign_in_address(&self, here: &str) -> Option<String> {
        let url = self.sign_in_url.as_deref()?;
        Some(match split_at_first(url, "{here}") {
            Some((before, after)) => [before, &percent::encode(here), after].concat(),
            None => url.to_owned(),
        })
    }
}

/// The `credentials` of a fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Never send cookies.
    Omit,
    /// Cookies to the page's own origin only.
    SameOrigin,
    /// Cookies to the endpoint wherever it is.
    Include,
}

/// Why a deployment's settings cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigTrouble {
    /// There is a `config.json` with this mistake.
    Invalid(ConfigError),
    /// It could not be got: the HTTP status, where there was a reply. Nothing is asked, since it may name another endpoint, or
    /// forbid to keep what comes.
    Unavailable(Option<u16>),
}

/// What is wrong with a `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The path of the field, such as `endpoints[0].url`.
    pub field: String,
    /// What it should be, in words to be [said](crate::words::said).
    pub expected: &'static str,
}

impl Config {
    /// What is tried where there is no `config.json`: a proxy beside the page.
    pub fn beside_the_page() -> Self {
        Self {
            endpoints: vec![Endpoint {
                id: "default".to_owned(),
                label: "./rpc".to_owned(),
                region: None,
                url: "./rpc".to_owned(),
                credentials: Credentials::SameOrigin,
                wants_token: false,
                sign_in_url: None,
                instances: None,
                is_demo: false,
            }],
            default: "default".to_owned(),
            poll: PollSettings::default(),
            keeps_last_views: true,
            has_status_counts: true,
        }
    }

    /// Reads a `config.json`, and names the first field that is wrong.
    pub fn read(json: &Json) -> Result<Self, ConfigError> {
        if json.get("version").text() != Some("1") {
            return Err(error("version", "1"));
        }
        let Json::List(entries) = json.get("endpoints") else {
            return Err(error("endpoints", word!("an array of at least one endpoint")));
        };
        let endpoints: Vec<_> = entries
            .iter()
            .enumerate()
            .map(|(index, entry)| endpoint(&format!("endpoints[{index}]"), entry))
            .collect::<Result<_, _>>()?;
        let Some(first) = endpoints.first() else {
            return Err(error("endpoints", word!("an array of at least one endpoint")));
        };
        let is_taken = |(index, endpoint): &(usize, &Endpoint)| {
            endpoints[..*index].iter().any(|other| other.id == endpoint.id)
        };
        if let Some((index, _)) = endpoints.iter().enumerate().find(is_taken) {
            return Err(error(
                &format!("endpoints[{index}].id"),
                word!("the id of no other endpoint"),
            ));
        }
        let default = json.get("default").filled_text().unwrap_or(&first.id).to_owned();
        if !endpoints.iter().any(|endpoint| endpoint.id == default) {
            return Err(error("default", word!("the id of one of the endpoints")));
        }
        Ok(Self {
            endpoints,
            default,
            poll: poll(json.get("poll"))?,
            keeps_last_views: switch(json, "keepLastViews")?,
            has_status_counts: switch(json, "statusCounts")?,
        })
    }

    /// Whether there is an endpoint of this id; a URL need not name one.
    pub fn has(&self, id: Option<&str>) -> bool {
        id.is_none_or(|id| self.endpoints.iter().any(|endpoint| endpoint.id == id))
    }

    /// The endpoint that a URL names by its id; the default one where it names none or an unknown one.
    pub fn endpoint(&self, id: Option<&str>) -> Option<&Endpoint> {
        let find = |id: &str| self.endpoints.iter().find(|endpoint| endpoint.id == id);
        id.and_then(find).or_else(|| find(&self.default))
    }
}

fn endpoint(path: &str, entry: &Json) -> Result<Endpoint, ConfigError> {
    let required = |name: &str| {
        let value = entry.get(name).filled_text().map(str::to_owned);
        value.ok_or_else(|| error(&format!("{path}.{name}"), word!("a text")))
    };
    let (id, url) = (required("id")?, required("url")?);
    // The parameters of a request are appended after a `?`.
    if !is_web_address(&url) || url.contains(['?', '#']) {
        return Err(error(
            &format!("{path}.url"),
            word!("relative, or beginning with https:// or http://, without ? and #"),
        ));
    }
    let address = |name: &str| match entry.get(name).filled_text() {
        Some(url) if !is_web_address(url) => Err(error(
            &format!("{path}.{name}"),
            word!("relative, or beginning with https:// or http://"),
        )),
        url => Ok(url.map(str::to_owned)),
    };
    let (sign_in_url, instances) = (address("signInUrl")?, address("instances")?);
    let credentials = match entry.get("credentials") {
        Json::Null => Credentials::SameOrigin,
        value => match value.text() {
            Some("omit") => Credentials::Omit,
            Some("same-origin") => Credentials::SameOrigin,
            Some("include") => Credentials::Include,
            _ => {
                return Err(error(
                    &format!("{path}.credentials"),
                    word!("omit, same-origin or include"),
                ));
            }
        },
    };
    let wants_token = match entry.get("auth") {
        Json::Null => false,
        value => match value.text() {
            Some("none" | "sso") => false,
            Some("bearer") => true,
            _ => return Err(error(&format!("{path}.auth"), word!("none, sso or bearer"))),
        },
    };
    // Who has a token to type is not led anywhere else.
    let sign_in_url = sign_in_url.filter(|_| !wants_token);
    let label = entry.get("label").filled_text().unwrap_or(&id).to_owned();
    let region = entry.get("region").filled_text().map(str::to_owned);
    let is_demo = entry.get("demo") == &Json::Bool(true);
    Ok(Endpoint {
        id,
        label,
        region,
        url,
        credentials,
        wants_token,
        sign_in_url,
        instances,
        is_demo,
    })
}

/// A relative address has no scheme: no `:` before the first `/`, `?` or `#`.
fn is_web_address(url: &str) -> bool {
    let scheme = url.split(['/', '?', '#']).next().unwrap_or_default();
    !scheme.bytes().any(|byte| byte == b':')
        || url.starts_with("https://")
        || url.starts_with("http://")
}

fn poll(json: &Json) -> Result<PollSettings, ConfigError> {
    /// A day. A browser's timers end at 2³¹ milliseconds.
    const LONGEST: u64 = 86_400_000;
    let defaults = PollSettings::default();
    let milliseconds = |name: &str, default: Duration| match json.get(name) {
        Json::Null => Ok(default),
        value => value
            .text()
            .and_then(|text| text.parse().ok())
            .filter(|milliseconds| (1000..=LONGEST).contains(milliseconds))
            .map(Duration::from_millis)
            .ok_or_else(|| {
                error(&format!("poll.{name}"), word!("milliseconds, from 1000 to 86400000"))
            }),
    };
    let base = milliseconds("baseMs", defaults.base)?;
    Ok(PollSettings { base, max: milliseconds("maxMs", defaults.max)?.max(base) })
}

/// What is on unless the file says otherwise.
fn switch(json: &Json, name: &str) -> Result<bool, ConfigError> {
    match json.get(name) {
        Json::Null => Ok(true),
        Json::Bool(is_on) => Ok(*is_on),
        _ => Err(error(name, word!("true or false"))),
    }
}

fn error(field: &str, expected: &'static str) -> ConfigError {
    ConfigError { field: field.to_owned(), expected }
}

#[cfg(test)]
mod tests;
