//! The second part of the program: the page works without it, and fetches it again.

use serde_json::json;

use crate::plain::{File, path_of};
use crate::preferences::open_dialog;
use crate::stage::Stage;

/// Until the second part is there, the tools of the header are of no use.
pub(crate) const HAS_TOOLS: &str = "!document.querySelector('.tools').inert";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_second_part_that_is_gone_or_cut_off_leaves_the_rows_and_is_fetched_again() {
    let part = path_of(("console-", "_part.wasm"));
    Stage::new().complaining(&["a status of 404", "integrity"]).play(async |visit| {
        visit.browser.devtools("Network.enable", json!({})).await;
        visit.browser.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
        for file in [File::missing(), File::half_of(&part, "application/wasm")] {
            visit.files.put(&part, file);
            assert_eq!(visit.open("").await.rows.len(), 30);
            visit.refresh().await;
            visit.expect(HAS_TOOLS, false).await;
            visit.files.restore();
            visit.refresh().await;
            visit.expect(HAS_TOOLS, true).await;
            open_dialog(visit).await;
            visit.expect("document.querySelector('dialog [name=views]').checked", true).await;
        }
    });
}
