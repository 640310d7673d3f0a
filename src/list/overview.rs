//! What stands above the list: the strip, and beside it the histogram with its brush.

pub mod brushing;
pub mod histogram;
pub mod strip;
