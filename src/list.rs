//! The list of batch tasks: what stands around the table.

pub mod card;
pub mod filters;
pub mod header;
pub mod pager;
pub mod problem;
pub mod refresh;
pub mod states;
pub mod table;
pub mod total;
