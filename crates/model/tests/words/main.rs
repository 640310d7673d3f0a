//! What the console says is there in every language, and what is there is said.

// Clippy's permission for tests stops at functions that are no tests themselves.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

mod markup;
mod sources;

/// The words of a language by the English ones.
fn words_of(file: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("locales").join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All English words: of the program and of the markup.
fn all_said() -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for directory in ["src", "crates/model/src"] {
        for file in files_below(&root().join(directory)) {
            let text = fs::read_to_string(&file).unwrap();
            match file.extension().and_then(|extension| extension.to_str()) {
                Some("rs") => said.extend(sources::words(&text)),
                Some("html") => said.extend(markup::words(&text)),
                _ => {}
            }
        }
    }
    said.extend(markup::words(&fs::read_to_string(root().join("index.html")).unwrap()));
    said
}

fn files_below(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    entries.flat_map(below).collect()
}

fn names_in(pattern: &str) -> BTreeSet<&str> {
    pattern.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

#[test]
fn all_that_is_said_is_there_in_chinese_and_nothing_else_is() {
    let chinese: BTreeSet<_> = words_of("words-zh.json").into_keys().collect();
    let said = all_said();
    let missing: Vec<_> = said.difference(&chinese).collect();
    let unused: Vec<_> = chinese.difference(&said).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing: {missing:#?}\nunused: {unused:#?}");
}

#[test]
fn all_that_index_html_says_is_translated_before_the_program_is_there() {
    let html = fs::read_to_string(root().join("index.html")).unwrap();
    let boot = fs::read_to_string(root().join("boot.js")).unwrap();
    let (_, rest) = boot.split_once("const texts = [...document.querySelectorAll('").unwrap();
    let (selector, _) = rest.split_once("')").unwrap();
    let sorted = |words: Vec<String>| words.into_iter().collect::<BTreeSet<_>>();
    assert_eq!(sorted(markup::translated_words(&html, selector)), sorted(markup::words(&html)));
}

#[test]
fn translations_have_the_values_of_the_english_words() {
    for (english, chinese) in words_of("words-zh.json") {
        assert_eq!(names_in(&chinese), names_in(&english), "{english}");
        assert_eq!(chinese.trim(), chinese, "{english}");
        assert!(!chinese.is_empty(), "{english}");
    }
}

#[test]
fn the_file_is_in_order_and_says_nothing_twice() {
    let text = fs::read_to_string(root().join("locales/words-zh.json")).unwrap();
    let in_order = serde_json::to_string_pretty(&words_of("words-zh.json")).unwrap();
    assert!(text.trim_end() == in_order, "sort locales/words-zh.json by its keys, one line each");
}
