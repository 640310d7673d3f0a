//! A file that is not whole, or not the one that was built, is not used, even if it would work: the page says that it
//! cannot start, or does without it. What the browser has kept of it is not found again.

use serde_json::json;

use crate::on_demand::expect_rows_without;
use crate::plain::{File, path_of};
use crate::stage::Stage;
use crate::starting::{CAUSE, CHANGED};
use crate::visit::Visit;

const REFUSED: &str = "integrity";
const HEADING: &str = "document.querySelector('h1').innerText";

/// Cut off, and changed so that it would still do the same.
fn spoiled(path: &str) -> [File; 2] {
    [File::half_of(path, kind(path)), File::with_more(path, kind(path), harmless(path))]
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').unwrap().1 {
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "wasm" => "application/wasm",
        other => panic!("no kind of {other}"),
    }
}

/// White space, or a section of a program that means nothing.
fn harmless(path: &str) -> &'static [u8] {
    if path.ends_with(".wasm") { &[0, 2, 1, b'x'] } else { b"\n" }
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_program_or_style_of_other_bytes_is_refused_with_an_explanation() {
    let complaints = [REFUSED, "Failed to fetch", "style-"];
    Stage::new().complaining(&complaints).play(async |visit| {
        for file in [("console-", "_bg.wasm"), ("console-", ".js"), ("style-", ".css")] {
            let path = path_of(file);
            for spoiled in spoiled(&path) {
                forget_files(visit).await;
                visit.files.put(&path, spoiled);
                visit.goto("").await;
                visit.expect(CAUSE, CHANGED).await;
                visit.expect("document.body.innerText.includes('Batch ID')", false).await;
                visit.files.restore();
                visit.goto("").await;
                visit.expect(&is_whole(&path), true).await;
                assert_eq!(visit.reload().await.rows.len(), 30);
            }
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_first_script_of_other_bytes_is_refused_and_the_page_says_what_to_do() {
    let path = path_of(("boot-", ".js"));
    Stage::new().complaining(&[REFUSED]).play(async |visit| {
        for spoiled in spoiled(&path) {
            forget_files(visit).await;
            visit.files.put(&path, spoiled);
            visit.goto("").await;
            let is_told = "document.querySelector('.late').getBoundingClientRect().height > 40";
            visit.expect(is_told, true).await;
            visit.expect("document.querySelectorAll('tbody .row .name').length", 0).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_second_part_of_other_bytes_is_refused_and_fetched_again() {
    let path = path_of(("console-", "_features.wasm"));
    Stage::new().complaining(&[REFUSED]).play(async |visit| {
        for spoiled in spoiled(&path) {
            forget_files(visit).await;
            expect_rows_without(visit, &path, spoiled).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn words_of_other_bytes_are_refused_and_the_page_is_english() {
    let path = path_of(("words-", ".json"));
    Stage::new().complaining(&[REFUSED]).play(async |visit| {
        visit.open("").await;
        let chinese = json!({ "version": 1, "language": "zh" });
        visit.run(&format!("localStorage.setItem('batch-tasks/#preferences', '{chinese}')")).await;
        for spoiled in spoiled(&path) {
            forget_files(visit).await;
            visit.files.put(&path, spoiled);
            assert_eq!(visit.reload().await.rows.len(), 30);
            visit.expect(HEADING, "Batch tasks").await;
            visit.files.restore();
            visit.goto("").await;
            visit.expect(HEADING, "批量任务").await;
        }
    });
}

/// What the browser would use without asking is the site's own file again.
fn is_whole(path: &str) -> String {
    let length = File::length_of(path);
    format!(
        "fetch('{path}', {{ cache: 'force-cache' }}).then(reply => reply.arrayBuffer())\
         .then(bytes => bytes.byteLength === {length})"
    )
}

/// Otherwise a file that was there once is there for good, because its name bears its hash.
async fn forget_files(visit: &Visit) {
    visit.browser.forget_files().await;
}
