//! What comes from callers: connections, who may call, and requests read into typed ones.

mod accept;
pub mod app;
pub mod base_path;
pub mod callers;
pub mod console_config;
pub mod guard;
pub mod instances;
pub mod parameters;
pub mod server;
pub mod site;
pub mod tls;
