//! The lazy parts of the program: the page works without them, says so where one is awaited, and fetches it again.

use crate::plain::{File, path_of};
use crate::preferences::open_dialog;
use crate::replies::{batch, list, row};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

/// With this in the place of the second part the page has its rows, and its tools once that is as it was built.
pub(crate) async fn expect_rows_without(visit: &Visit, part: &str, file: File) {
    visit.files.put(part, file);
    assert_eq!(visit.open("").await.rows.len(), 30);
    visit.refresh().await;
    visit.expect(HAS_TOOLS, false).await;
    visit.files.restore();
    visit.refresh().await;
    visit.expect(HAS_TOOLS, true).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_second_part_that_is_gone_or_cut_off_leaves_the_rows_and_is_fetched_again() {
    let part = path_of(("console-", "_features.wasm"));
    Stage::new().complaining(&["a status of 404", "integrity"]).play(async |visit| {
        visit.browser.keep_no_files().await;
        for file in [File::missing(), File::half_of(&part, "application/wasm")] {
            expect_rows_without(visit, &part, file).await;
            open_dialog(visit).await;
            visit.expect("document.querySelector('dialog [name=views]').checked", true).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_feature_that_is_gone_is_told_where_it_is_awaited_and_fetched_again() {
    const TOLD: &str = "document.querySelector('.toast-words')?.textContent";
    for (feature, search, is_there) in [
        (
            "_panel.wasm",
            "?batch=pcb-a",
            "document.querySelector('#panel-name')?.textContent === 'task a'",
        ),
        ("_timeline.wasm", "?view=timeline", "document.querySelectorAll('.span-row').length === 1"),
    ] {
        let part = path_of(("console-", feature));
        Stage::new().complaining(&["a status of 404", "integrity"]).play(async |visit| {
            visit.upstream.answer_list(list(&[row("a", "RUNNING")]));
            visit.upstream.answer_batch(batch("a", "RUNNING", &[]));
            visit.files.put(&part, File::missing());
            visit.goto(search).await;
            let told = "A part of the console could not be loaded. It is tried again.";
            visit.expect(TOLD, told).await;
            visit.expect(is_there, false).await;
            visit.files.restore();
            visit.refresh().await;
            visit.expect(is_there, true).await;
        });
    }
}
