//! Copying a batch's id.

use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_id_goes_to_the_clipboard_and_the_toast_says_so() {
    Stage::new().play(async |visit| {
        visit.allow_clipboard().await;
        let view = visit.open("").await;
        for row in [0, 4] {
            let id = view.rows[row].batch_id.clone();
            visit.press(&format!("tbody tr:nth-child({}) button", row + 1)).await;
            let toast =
                "document.querySelector('[role=status] .toast').innerText.replace(/\\s+/g, ' ').trim()";
            visit.expect(toast, format!("Copied {id}")).await;
            assert_eq!(visit.value("navigator.clipboard.readText()").await, id);
        }
        visit.press("[role=status] button[aria-label=Close]").await;
        visit.expect("document.querySelector('[role=status] .toast').checkVisibility()", false).await;
    });
}
