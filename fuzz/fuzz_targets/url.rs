#![no_main]

#[path = "../../crates/model/tests/outside_text/invariants/url.rs"]
mod url;

libfuzzer_sys::fuzz_target!(|input: &[u8]| url::hold(input));
