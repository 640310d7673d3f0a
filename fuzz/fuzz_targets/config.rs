#![no_main]

#[path = "../../crates/model/tests/outside_text/invariants/config.rs"]
mod config;

libfuzzer_sys::fuzz_target!(|input: &[u8]| config::hold(input));
