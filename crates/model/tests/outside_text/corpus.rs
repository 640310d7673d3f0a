//! `tests/corpus/<reader>/`: past failures and everything that looks like one to come. They are also
//! what the fuzzer begins with.

use std::fs;
use std::path::Path;

use crate::invariants::{batch, config, error_envelope, task_list, url};

/// Shows each file to the reader. The last name printed is that of the input that broke it.
fn replay(reader: &str, hold: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(reader);
    let mut files: Vec<_> =
        fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        println!("{}", file.display());
        hold(&fs::read(&file).unwrap());
    }
}

#[test]
fn task_lists_that_were_trouble_hold() {
    replay("task_list", task_list::hold);
}

#[test]
fn batches_that_were_trouble_hold() {
    replay("batch", batch::hold);
}

#[test]
fn error_envelopes_that_were_trouble_hold() {
    replay("error_envelope", error_envelope::hold);
}

#[test]
fn urls_that_were_trouble_hold() {
    replay("url", url::hold);
}

#[test]
fn configs_that_were_trouble_hold() {
    replay("config", config::hold);
}
