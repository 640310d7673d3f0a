//! The signing proxy between the console and PolarDB.
//!
//! A request passes through here in one direction: [`guard`] says whether it may, [`parameters`]
//! reads it strictly into a typed request, [`forward`] answers it from memory or lets `call` sign it
//! and send it, [`verdict`] decides what the browser gets of the reply. [`app`] holds the routes, [`server`] the connections, [`cli`]
//! the commands of the program `batch-proxy`.
//!
//! Deliberately absent: an upstream that a request could choose, any action that changes something,
//! any header of the caller on its way to PolarDB, and any way to print a secret.

pub mod ambient;
pub mod answer;
pub mod app;
mod call;
pub mod callers;
pub mod cli;
pub mod cloud_clock;
pub mod config;
pub mod console_config;
pub mod credentials;
pub mod forward;
pub mod guard;
mod http_client;
pub mod log;
pub mod metrics;
pub mod pace;
pub mod panics;
pub mod parameters;
pub mod refusal;
mod retry;
pub mod saving;
pub mod server;
pub mod site;
pub mod tls;
pub mod upstream;
pub mod verdict;
