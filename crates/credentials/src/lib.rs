#![doc = include_str!("../README.md")]

mod chain;
mod cli_profile;
mod clock;
mod endpoint;
mod environment;
mod error;
mod fetch;
mod fetch_error;
mod http;
mod http_proxy;
mod ini;
mod key_uri;
mod provider;
mod shared_file;
mod source;
mod stored;
mod text;
mod warning;
mod world;

pub use self::chain::{Asked, Found, find};
pub use self::clock::{Clock, SystemClock};
pub use self::endpoint::{Endpoint, EndpointError};
pub use self::error::CredentialsError;
pub use self::fetch::Endpoints;
pub use self::fetch_error::FetchError;
pub use self::http::is_clock_error;
pub use self::http_proxy::{HttpProxy, HttpProxyError};
pub use self::key_uri::{KeyUri, KeyUriError};
pub use self::provider::{Held, NoCredentials, NotReady, Provider};
pub use self::source::{Role, Source};
pub use self::stored::StoredKey;
pub use self::warning::Warning;
pub use self::world::World;

/// The variable with the access key's id.
pub const ACCESS_KEY_ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
/// The variable with the access key's secret.
pub const ACCESS_KEY_SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
/// The variable with the token of a temporary key.
pub const SECURITY_TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";
