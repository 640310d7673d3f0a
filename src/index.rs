//! The index in the browser: what `model::sync::index` decides is done here. [`runner`] makes its calls, [`kept`] keeps it across
//! visits, on a small wrapper of IndexedDB ([`store`]) and with a turn that one tab has at a time ([`turn`]).

mod interop;
pub mod kept;
pub mod store;
pub mod turn;
