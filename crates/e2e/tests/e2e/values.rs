//! No value is cut so that it reads as another one: counts, times, totals.

use serde_json::json;

use crate::panel::expect_shown;
use crate::replies::{batch, list, row, subtasks};
use crate::stage::Stage;

/// Whatever shows a value: its text is wider than its box, or than the cell that it is in.
const CUT: &str = "(() => {
    const places = 'tbody .counts, tbody .aside, tbody .cell-began .time, tbody .cell-duration > span, \
        tbody .cell-ends > :is(.quiet, .time), .day, .total, .range, .age, .created-words';
    return [...document.querySelectorAll(places)].filter(place => place.checkVisibility()).filter(place => {
        const text = document.createRange();
        text.selectNodeContents(place);
        const { left, right, width } = text.getBoundingClientRect();
        const box = (place.closest('td, th, .page-head, .foot, .filters, .card')).getBoundingClientRect();
        const hides = getComputedStyle(place).overflowX !== 'visible';
        return width > 0 && (right > box.right + 1 || left < box.left - 1 || hides && place.scrollWidth > place.clientWidth + 1);
    }).map(place => `${innerWidth}: ${place.className}: ${place.innerText}`);
})()";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_longest_of_each_column_is_read_in_full_at_any_width() {
    let mut last_year = row("a=123456", "COMPLETED");
    last_year["TotalCount"] = json!(123_456);
    last_year["TaskBegin"] = json!("2025-04-06 20:51:44");
    last_year["TaskEnd"] = json!("2025-12-31 21:51:44");
    let mut rest = row("b=99666", "FAILED");
    rest["TotalCount"] = json!(100_000);
    rest["TaskEnd"] = json!("2026-11-24 06:53:10");
    let mut runs = row("c=666", "RUNNING");
    runs["TotalCount"] = json!(1_000);
    runs["TaskBegin"] = json!("2026-11-22 06:40:00");
    Stage::plain_and_standing().play(async |visit| {
        visit.upstream.answer_list(list(&[last_year, rest, runs]));
        visit.upstream.answer_batch(batch("a", "FAILED", &subtasks(&["FAILED:disk full"])));
        for width in [1920, 1440, 1366, 1280, 1024, 900, 768, 620, 390, 320] {
            visit.resize(width).await;
            for search in ["", "?batch=pcb-a"] {
                visit.open(search).await;
                if !search.is_empty() {
                    expect_shown(visit, "batch").await;
                    // Narrower, the panel lies over the page.
                    if width < 1200 {
                        continue;
                    }
                }
                visit.expect(CUT, json!([])).await;
            }
        }
    });
}
