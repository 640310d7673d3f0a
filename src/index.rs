//! The index in the browser: what `model::sync::index` decides is done here. [`runner`] makes its calls, [`kept`] keeps it across
//! visits, on a small wrapper of IndexedDB ([`store`]) and with a turn that one tab has at a time ([`turn`]).

pub mod circumstances;
mod interop;
pub mod kept;
mod news;
pub mod runner;
mod settings;
pub mod store;
pub mod turn;
