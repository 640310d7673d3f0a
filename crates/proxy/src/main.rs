//! batch-proxy
fn main() {}
