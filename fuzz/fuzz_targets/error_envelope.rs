#![no_main]

#[path = "../../crates/model/tests/outside_text/invariants/error_envelope.rs"]
mod error_envelope;

libfuzzer_sys::fuzz_target!(|input: &[u8]| error_envelope::hold(input));
