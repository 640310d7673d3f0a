//! What the tab is called, by which a view is found again among many.

use crate::panel::{expect_closed, expect_shown, failed, three};
use crate::replies::{batch, subtasks};
use crate::stage::Stage;

const TITLE: &str = "document.title";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_tab_is_called_after_what_it_shows() {
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(failed());
        visit.open("").await;
        visit.expect(TITLE, "Batch tasks · PolarDB").await;
        visit.open("?status=RUNNING,FAILED&last=7d").await;
        let list = "Running, Failed · Last 7 d · PolarDB Batch Tasks";
        visit.expect(TITLE, list).await;
        visit.press("tbody tr:nth-child(3) .name").await;
        visit.expect(TITLE, "task b · PolarDB Batch Tasks").await;
        expect_shown(visit, "batch").await;
        visit.upstream.answer_batch(batch("c", "COMPLETED", &subtasks(&["COMPLETED"])));
        visit.press("[aria-label='Next batch of the page']").await;
        visit.expect(TITLE, "task c · PolarDB Batch Tasks").await;
        visit.press("aside [aria-label=Close]").await;
        expect_closed(visit).await;
        visit.expect(TITLE, list).await;
        visit.choose_language("中文").await;
        visit.expect(TITLE, "运行中，失败 · 最近 7 天 · PolarDB 批量任务").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_of_another_page_is_called_by_its_id_until_its_name_is_known() {
    Stage::new().complaining(&["a status of 404"]).play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_with(
            "kind=error&code=InvalidBatchId.NotFound&action=DescribeBatchTask&times=1",
        );
        visit.open("?batch=pcb-z").await;
        expect_shown(visit, "trouble").await;
        visit.expect(TITLE, "pcb-z · PolarDB Batch Tasks").await;
        visit.upstream.answer_batch(batch("z", "COMPLETED", &subtasks(&["COMPLETED"])));
        visit.refresh().await;
        visit.expect(TITLE, "task z · PolarDB Batch Tasks").await;
    });
}
