//! When running tasks will end: in their rows, and above them for all of the page.

use serde_json::Value;

use crate::replies::{at, list, running};
use crate::stage::Stage;
use crate::visit::Visit;

const ENDS: &str =
    "['.quiet', '.time', '.left'].map(part => document.querySelector(`tbody .cell-ends ${part}`)
    .textContent.trim()).filter(Boolean).join(' · ')";
const TONE: &str = "document.querySelector('tbody .cell-ends').dataset.tone ?? ''";
/// What the strip says of what runs.
const RUNNING: &str = "document.querySelector('.strip-part')?.innerText.trim() ?? ''";

/// From this second of the server's clock on these are the rows.
fn answer(visit: &Visit, time: &str, rows: &[Value]) {
    visit.upstream.answer(at(time, list(rows)));
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_end_is_foretold_by_the_progress_that_was_seen() {
    Stage::plain().play(async |visit| {
        answer(visit, "06:40:20", &[running(10, 100)]);
        visit.open("").await;
        visit.expect(ENDS, "--").await;
        visit.expect(RUNNING, "1 running").await;
        // Ten in a minute: the other eighty take eight.
        answer(visit, "06:41:20", &[running(20, 100)]);
        visit.expect(ENDS, "≈ 14:50 · 8 min left").await;
        visit.expect(RUNNING, "1 running, last ends ≈ 14:50").await;
        assert_eq!(visit.value(TONE).await, "");

        answer(visit, "06:53:50", &[running(20, 100)]);
        visit.expect(ENDS, "Stalled 12 min").await;
        visit.expect(TONE, "warn").await;
        visit.expect(RUNNING, "1 running").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_first_estimate_is_there_with_the_rows() {
    Stage::plain().play(async |visit| {
        let mut row = running(10, 100);
        row["TaskBegin"] = "2026-11-24 06:30:20".into();
        answer(visit, "06:40:20", std::slice::from_ref(&row));
        visit.open("").await;
        // Ten took ten minutes, so the other ninety take ninety.
        visit.expect(ENDS, "~ 16:11 · average").await;
        row["SuccessCount"] = 20.into();
        answer(visit, "06:41:20", &[row]);
        visit.expect(ENDS, "≈ 14:50 · 8 min left").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_that_are_not_fresh_foretell_nothing() {
    Stage::plain().play(async |visit| {
        answer(visit, "06:40:20", &[running(10, 100)]);
        visit.open("").await;
        visit.expect(ENDS, "--").await;
        answer(visit, "06:41:20", &[running(20, 100)]);
        visit.expect(ENDS, "≈ 14:50 · 8 min left").await;
        visit.lose_connection().await;
        visit.expect(ENDS, "--").await;
        visit.expect(RUNNING, "1 running").await;
        visit.run("dispatchEvent(new Event('online'))").await;
        visit.expect(ENDS, "≈ 14:50 · 8 min left").await;
    });
}
