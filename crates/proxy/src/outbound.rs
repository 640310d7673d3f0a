//! What goes to PolarDB: when a call is made, how it is signed and tried again, and what its reply means.

pub mod ambient;
pub mod asker;
pub(crate) mod call;
pub mod cloud_clock;
pub mod forward;
pub(crate) mod http_client;
pub mod pace;
pub(crate) mod passage;
pub mod reply;
mod retry;
pub(crate) mod room;
pub mod saving;
pub(crate) mod signing;
pub(crate) mod source;
pub mod upstream;
pub mod verdict;
