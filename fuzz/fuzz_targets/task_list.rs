#![no_main]

#[path = "../../crates/model/tests/outside_text/invariants/task_list.rs"]
mod task_list;

libfuzzer_sys::fuzz_target!(|input: &[u8]| task_list::hold(input));
