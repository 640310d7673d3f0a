//! The visit: signing in, and new releases of the page.

pub mod release;
pub mod sign_in;
pub mod token_dialog;
