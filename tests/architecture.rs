//! The sources keep to the architecture: which modules may import which, and where elements are named.

#![cfg(not(target_arch = "wasm32"))]
// Clippy's permission for tests stops at functions that are no tests themselves.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

/// The modules of `src` that a folder may import, besides its own and those in [`EVERYWHERE`]. What is not listed may import
/// anything: `pages` and `lazy` put the features together.
const MAY_IMPORT: [(&str, &[&str]); 16] = [
    ("browser", &[]),
    ("i18n", &["zone"]),
    ("ui", &["browser", "i18n", "turns"]),
    ("known_rows", &["ask"]),
    ("api", &["ask", "clock", "guards", "known_rows", "language", "token"]),
    ("live", &["api", "ask", "browser", "clock", "guards", "known_rows"]),
    ("navigation", &["browser"]),
    ("index", &[FEATURE, "api", "ask", "config", "guards", "last_views", "live", "turns"]),
    ("list", &[FEATURE, "api", "ask", "guards"]),
    // Its table has the rows of the list.
    ("find", &[FEATURE, "ask", "forecasting", "index", "last_views", "list", "turns"]),
    // The head of the panel has the bell of a watch.
    ("batch", &[FEATURE, "ask", "forecasting", "live", "watch"]),
    ("timeline", &[FEATURE, "forecasting"]),
    ("share", &[FEATURE, "api", "ask", "guards", "last_views"]),
    ("watch", &[FEATURE, "api", "ask", "guards", "json"]),
    ("settings", &[FEATURE, "ask", "language", "last_views", "zone"]),
    ("session", &[FEATURE, "api", "live", "token"]),
];

/// Stands for [`OF_A_FEATURE`].
const FEATURE: &str = "feature";

/// What any feature may import. `pages` has the signals of the page, and pure functions of what they hold.
const OF_A_FEATURE: [&str; 8] =
    ["browser", "clock", "copying", "i18n", "navigation", "pages", "preferences", "ui"];

/// Small modules that import none but each other. The last one is there in tests only.
const EVERYWHERE: [&str; 4] = ["address", "json", "sample_batch", "storage"];

/// What only `src/browser` names.
const WORDS_OF_ELEMENTS: [&str; 5] =
    ["web_sys::Element", "set_attribute", "set_text_content", "query_selector", "inner_html"];

/// What the model never names: it is pure.
const WORDS_OF_THE_BROWSER: [&str; 4] = ["leptos", "web_sys", "js_sys", "wasm_bindgen"];

/// `src/browser` is what is left of the browser, and not a place for what the page does.
const MOST_LINES_OF_BROWSER: usize = 600;

/// A line of a source, and where it is.
struct Line {
    /// The file below the root of the repository, with `/`.
    file: String,
    number: usize,
    text: String,
}

/// All code of the Rust files below a folder, by lines; an import of several lines is one. Comments are left out.
fn code(folder: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let file = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            lines.extend(code(&file));
        } else if file.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            let line = |(number, text)| Line { file: file.clone(), number, text };
            lines.extend(numbered(&text).into_iter().map(line));
        }
    }
    lines
}

fn numbered(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().map(str::trim).enumerate() {
        match lines.last_mut() {
            _ if line.starts_with("//") => {}
            Some((_, import)) if import.starts_with("use ") && !import.ends_with(';') => {
                import.push_str(line);
            }
            _ => lines.push((at + 1, line.to_owned())),
        }
    }
    lines
}

/// The module of `src` that a file belongs to: `list` for `src/list.rs` and for all that is below `src/list`.
fn module_of(file: &str) -> &str {
    let path = file.strip_prefix("src/").unwrap();
    path.split(['/', '.']).next().unwrap()
}

/// The modules that a line imports from the root of the crate: `a` and `b` for `use crate::{a, b::c};`.
fn imports(line: &str) -> Vec<&str> {
    let paths = line.split("crate::").skip(1).flat_map(|path| match path.strip_prefix('{') {
        Some(list) => paths_of(list),
        None => vec![path],
    });
    paths.map(first_name).filter(|name| !name.is_empty()).collect()
}

/// The paths of a list that begins after its brace, each with what is in its own braces.
fn paths_of(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let ends = |c: char| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        c == ',' && depth == 0
    };
    list.split(ends).map(str::trim).collect()
}

fn first_name(path: &str) -> &str {
    let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    &path[..end.unwrap_or(path.len())]
}

fn may_import(module: &str, imported: &str) -> bool {
    let Some((_, listed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
        return true;
    };
    let is_listed =
        listed.contains(&imported) || listed.contains(&FEATURE) && OF_A_FEATURE.contains(&imported);
    module == imported || is_listed || EVERYWHERE.contains(&imported)
}

/// Fails with every line that offends, and why.
fn expect_none(offences: &[(Line, String)]) {
    let lines: Vec<_> = offences
        .iter()
        .map(|(Line { file, number, text }, why)| format!("{file}:{number}: {why}: {text}"))
        .collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

/// The first of these words that a line names.
fn named<'a>(line: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().find(|word| line.contains(**word)).copied()
}

/// Whether a line names a type of elements, such as `HtmlInputElement`.
fn names_an_element(line: &str) -> bool {
    let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.any(|word| word.ends_with("Element"))
}

#[test]
fn only_the_browser_module_names_elements() {
    let outside = code("src").into_iter().filter(|line| module_of(&line.file) != "browser");
    let offences = outside.filter_map(|line| {
        let why = named(&line.text, &WORDS_OF_ELEMENTS)
            .or(names_an_element(&line.text).then_some("a type of elements"))?;
        let why = format!("{why} outside of src/browser");
        Some((line, why))
    });
    expect_none(&offences.collect::<Vec<_>>());
}

#[test]
fn the_browser_module_stays_small() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = code("src").into_iter().map(|line| line.file).collect();
    files.retain(|file| module_of(file) == "browser");
    files.dedup();
    let length = |file: &String| fs::read_to_string(root.join(file)).unwrap().lines().count();
    let lines: usize = files.iter().map(length).sum();
    assert!(lines > 0);
    assert!(lines <= MOST_LINES_OF_BROWSER, "{files:#?} have {lines} lines");
}

#[test]
fn the_model_is_pure() {
    let offences = code("crates/model/src").into_iter().filter_map(|line| {
        let why = format!("{} in the model", named(&line.text, &WORDS_OF_THE_BROWSER)?);
        Some((line, why))
    });
    expect_none(&offences.collect::<Vec<_>>());
}

#[test]
fn features_import_what_is_below_them_only() {
    let offences = code("src").into_iter().filter_map(|line| {
        let module = module_of(&line.file).to_owned();
        let imported = imports(&line.text).into_iter().find(|name| !may_import(&module, name))?;
        let why = format!("{module} imports {imported}");
        Some((line, why))
    });
    expect_none(&offences.collect::<Vec<_>>());
}

#[test]
fn arrows_point_one_way() {
    for (module, imported, may) in [
        ("list", "ui", true),
        ("list", "batch", false),
        ("batch", "watch", true),
        ("watch", "batch", false),
        ("ui", "list", false),
        ("browser", "ui", false),
        ("pages", "list", true),
    ] {
        assert_eq!(may_import(module, imported), may, "{module} imports {imported}");
    }
}

#[test]
fn an_import_of_several_lines_is_read_as_one() {
    let text = "//! Doc.\nuse crate::{\n    browser,\n    json,\n};\n// A comment.\nfn open() {}";
    let lines = [(2, "use crate::{browser,json,};".to_owned()), (7, "fn open() {}".to_owned())];
    assert_eq!(numbered(text), lines);
}

#[test]
fn imports_are_read_from_a_line() {
    for (line, modules) in [
        ("use crate::list::table::TaskTable;", &["list"][..]),
        ("use crate::{browser, json};", &["browser", "json"]),
        ("use crate::{api::{self, Ended}, ask};", &["api", "ask"]),
        ("    crate::ui::icon::sprite(crate::i18n::use_locale())", &["ui", "i18n"]),
        ("pub(in crate::batch) fn open() {}", &["batch"]),
        ("use model::task::BatchTask;", &[]),
    ] {
        assert_eq!(imports(line), modules, "{line}");
    }
}
