//! The proxy as its callers see it: over sockets, with a scripted upstream or the simulator behind.

// Clippy knows test functions as tests, but not what they share.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod access;
mod base_path;
mod binary;
mod capture;
mod compressed;
mod config;
mod credentials;
mod deploy;
mod envelope;
mod errors;
mod exchange;
mod faults;
mod files;
mod gateways;
mod guards;
mod headers;
mod hostile;
mod hosts;
mod http_proxy;
mod identity;
mod instances;
mod limits;
mod load;
mod metadata;
mod operating;
mod panics;
mod profiles;
mod program;
mod repair;
mod rotation;
mod saving;
mod secrets;
mod simulated;
mod site;
mod source;
mod sources;
mod stage;
mod tls;
mod trouble;
mod upstream;
mod users;
mod web_server;
mod wrong_clock;
