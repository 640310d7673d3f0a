//! The table of what was found: the heads that sort it, the lines of its groups, and what its rows show differently.

pub mod begin;
pub mod group;
pub mod grouping;
pub mod heads;
pub mod lines;
pub mod marks;
pub mod told;
