//! The signing proxy between the console and PolarDB.
//!
//! A request passes through here in one direction. [`inbound`] says whether it may, and reads it strictly into a typed
//! request. [`outbound`] answers it from memory, or signs it and sends it, and decides what the browser gets of the
//! reply. [`ops`] has what the operator sees: log and metrics. [`cli`] has the commands of the program `batch-proxy`,
//! [`config`] its file.
//!
//! Deliberately absent: an upstream that a request could choose, any action that changes something,
//! any header of the caller on its way to PolarDB, and any way to print a secret.

pub mod answer;
pub mod cli;
pub mod config;
pub mod inbound;
pub mod ops;
pub mod outbound;
pub mod refusal;

pub use credentials;
