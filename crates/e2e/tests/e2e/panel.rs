//! The panel of one batch as a test handles it.

use serde_json::{Value, json};
use simulator::Reply;

use crate::keys;
use crate::plain::{self, File};
use crate::replies::{batch, list, row, subtasks};
use crate::visit::Visit;

/// The title of the panel; none without a panel.
pub(crate) const TITLE: &str = "(panel => panel?.checkVisibility() ? \
    panel.querySelector('h2').textContent : '')(document.querySelector('aside'))";
/// What the keyboard is at: its id, its label or its text.
pub(crate) const FOCUS: &str = "(at => at.id || at.getAttribute('aria-label') || \
    at.textContent.trim())(document.activeElement)";
/// The list, as far as opening a panel may change it.
pub(crate) const IS_IN_THE_WAY: &str =
    "['main', 'header', 'footer'].map(place => document.querySelector(place).inert)";
/// The banner of the panel; none without trouble.
pub(crate) const TROUBLE: &str = "(banner => banner.checkVisibility() ? \
    banner.querySelector('p').innerText.trim().replace(/\\d\\d:\\d\\d:\\d\\d/g, 'hh:mm:ss') : '')\
    (document.querySelector('aside [role=alert]'))";
/// The facts by their names.
pub(crate) const FACTS: &str = "[...document.querySelectorAll('.facts > div')]\
    .filter(fact => fact.checkVisibility()).map(fact => fact.innerText.trim().replace(/\\s*\\n\\s*/g, ': '))";

/// Three batches: `a` runs, `b` failed, `c` is over.
pub(crate) fn three() -> Reply {
    list(&[row("a=3", "RUNNING"), ended("b", "FAILED"), ended("c=8", "COMPLETED")])
}

/// A row of a batch that has ended.
pub(crate) fn ended(words: &str, status: &str) -> Value {
    let mut row = row(words, status);
    row["TaskEnd"] = json!("2026-04-06 21:11:58");
    row
}

/// The batch `b`: 1 completed, 2 failed.
pub(crate) fn failed() -> Reply {
    let states = ["COMPLETED", "FAILED:disk full", "FAILED:disk full"];
    batch("b", "FAILED", &subtasks(&states))
}

/// The deployment asks once a second.
pub(crate) fn ask_often(visit: &Visit) {
    visit.files.put("/config.json", File::json(&plain::config().to_string()));
}

/// Goes to a link with a batch in it, and waits until the batch is there.
pub(crate) async fn open(visit: &Visit, search: &str) {
    visit.open(search).await;
    expect_shown(visit, "batch").await;
}

/// Waits until the panel shows this: `batch`, `trouble`, `skeleton`.
pub(crate) async fn expect_shown(visit: &Visit, what: &str) {
    let shown = "(beside => beside && !beside.hidden && beside.dataset.shows)\
        (document.querySelector('.beside'))";
    visit.expect(shown, what).await;
}

/// Waits until the panel is closed, or not there yet.
pub(crate) async fn expect_closed(visit: &Visit) {
    visit.expect("document.querySelector('aside')?.checkVisibility() ?? false", false).await;
    visit.expect("location.search.includes('batch')", false).await;
}

/// Presses a key where the keyboard is.
pub(crate) async fn press_key(visit: &Visit, key: &str) {
    let key = match key {
        "Enter" => keys::ENTER,
        "Escape" => keys::ESCAPE,
        other => panic!("no code for {other}"),
    };
    keys::press(visit, [key]).await;
}

/// The texts of all visible elements that a selector finds.
pub(crate) fn texts(selector: &str) -> String {
    format!(
        "[...document.querySelectorAll('{selector}')].filter(it => it.checkVisibility())\
         .map(it => it.innerText.trim().replace(/\\s+/g, ' '))"
    )
}
