//! What somebody has in hand while the rows change below it: the focus, an open menu, a half-typed field, a selected text.

use serde_json::json;

use crate::replies::{list, row};
use crate::stage::Stage;
use crate::visit::Visit;

const REFRESHES: usize = 20;
/// How far the first task of the table is.
const COUNTS: &str = "document.querySelector('tbody .counts').textContent";
const IN_HAND: &str = "({
    focus: document.activeElement === window.held && document.activeElement.matches(':focus'),
    menu: document.querySelector('#created-menu').matches(':popover-open'),
    typed: document.querySelector('#created-menu input').value,
    selected: getSelection().toString(),
})";

/// Two tasks, the first one further with each refresh, and a new one that waits to be shown.
fn answer_next(visit: &Visit, number: usize) {
    let done = format!("a={}", number % 8);
    let status = if number.is_multiple_of(2) { "RUNNING" } else { "PAUSE" };
    let newcomer = format!("n{number}");
    visit.upstream.answer_next(list(&[
        row(&newcomer, "DISPATCHING"),
        row(&done, status),
        row("b", "COMPLETED"),
    ]));
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn twenty_refreshes_leave_what_somebody_has_in_hand() {
    Stage::new().play(async |visit| {
        visit.resize(1440).await;
        visit.upstream.answer_next(list(&[row("a=7", "RUNNING"), row("b", "COMPLETED")]));
        visit.open("").await;
        visit.pause().await;
        visit.open_created().await;
        visit.type_into("#created-menu input", "2026-11").await;
        for focused in [
            "tbody .name",
            "tbody button.copy",
            "[aria-label='Refresh now']",
            ".refresh .live",
            ".chip",
            "#created-menu input",
            "#created-menu .item",
        ] {
            let hold = format!("window.held = document.querySelector(\"{focused}\"); held.focus()");
            visit.run(&hold).await;
            visit
                .run("getSelection().selectAllChildren(document.querySelector('tbody .name'))")
                .await;
            for number in 0..REFRESHES {
                answer_next(visit, number);
                visit.run("document.querySelector(\"[aria-label='Refresh now']\").click()").await;
                visit.expect(COUNTS, format!("{} / 8", number % 8)).await;
                let expected = json!({
                    "focus": true, "menu": true, "typed": "2026-11", "selected": "task a",
                });
                assert_eq!(visit.value(IN_HAND).await, expected, "{focused}, refresh {number}");
            }
        }
    });
}
