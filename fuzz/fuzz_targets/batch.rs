#![no_main]

#[path = "../../crates/model/tests/outside_text/invariants/batch.rs"]
mod batch;

libfuzzer_sys::fuzz_target!(|input: &[u8]| batch::hold(input));
