//! What was asked for and what came: whether an answer fits its question, and how long it holds.

pub mod freshness;
pub mod index;
pub mod keeping;
pub mod question;
