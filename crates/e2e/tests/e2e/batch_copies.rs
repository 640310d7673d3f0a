//! One batch taken along: what is on the clipboard.

use serde_json::{Value, json};

use crate::panel::{FOCUS, TITLE, expect_closed, expect_shown, open, press_key, texts, three};
use crate::replies::{batch, subtasks};
use crate::stage::Stage;
use crate::take::copied_by;
use crate::visit::Visit;

const IS_OPEN: &str = "document.querySelector('#share-batch-menu').matches(':popover-open')";

async fn open_failed(visit: &Visit, search: &str) {
    visit.allow_clipboard().await;
    visit.upstream.answer_list(three());
    visit.upstream.answer_batch(batch("b", "FAILED", &subtasks(&["COMPLETED", "FAILED:=1+1"])));
    open(visit, search).await;
}

async fn copy(visit: &Visit, choice: &str, words: &str) -> String {
    let choice = format!("#share-batch-menu [data-as={choice}]");
    let text = copied_by(visit, ".share-batch", &choice, words).await;
    visit.expect(IS_OPEN, false).await;
    text
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_is_copied_as_commands_that_ask_for_it() {
    Stage::new().play(async |visit| {
        open_failed(visit, "?status=FAILED&batch=pcb-b").await;
        let command = copy(visit, "aliyun", "Copied as aliyun CLI").await;
        assert_eq!(command, "aliyun polardb DescribeBatchTask --region cn-hangzhou --BatchId pcb-b");
        let command = copy(visit, "curl", "Copied as curl").await;
        let origin = &visit.origin;
        assert_eq!(
            command,
            format!(
                "curl -X POST \\\n  -H 'Accept: application/json' \\\n  -H 'Origin: {origin}' \\\n  \
                 '{origin}/rpc?Action=DescribeBatchTask&Version=2017-08-01&BatchId=pcb-b'"
            )
        );
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_end_of_a_batch_can_be_waited_for_as_long_as_it_runs() {
    const WAITER: &str = "document.querySelector('#share-batch-menu [data-as=waiter]') !== null";
    let states = ["COMPLETED", "RUNNING"];
    Stage::new().play(async |visit| {
        visit.allow_clipboard().await;
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(batch("a", "RUNNING", &subtasks(&states)));
        open(visit, "?batch=pcb-a").await;
        let command = copy(visit, "waiter", "Copied as aliyun CLI").await;
        assert_eq!(
            command,
            "aliyun polardb DescribeBatchTask --region cn-hangzhou --BatchId pcb-a \\\n  \
             --waiter expr='Status' to='COMPLETED' timeout=3600 interval=10"
        );
        visit.upstream.answer_batch(batch("a", "COMPLETED", &subtasks(&["COMPLETED"; 2])));
        visit.refresh().await;
        visit.expect(WAITER, false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_is_shared_by_its_link_its_ids_and_a_line() {
    Stage::new().play(async |visit| {
        open_failed(visit, "?batch=pcb-b").await;
        let link = format!("{}/?batch=pcb-b", visit.origin);
        assert_eq!(copy(visit, "link", "Link copied").await, link);
        assert_eq!(copy(visit, "id", "Copied pcb-b").await, "pcb-b");
        let request = "925B84D9-CA72-432C-95CF-738C22D41F07";
        assert_eq!(copy(visit, "request", &format!("Copied {request}")).await, request);
        let line = format!("task b (`pcb-b`): Failed, 1 / 2\n{link}");
        assert_eq!(copy(visit, "summary", "Copied the summary").await, line);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_is_copied_as_json_with_its_sub_tasks() {
    Stage::new().play(async |visit| {
        open_failed(visit, "?batch=pcb-b").await;
        let text = copy(visit, "json", "Copied as JSON").await;
        let copied: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            copied,
            json!({
                "RequestId": "925B84D9-CA72-432C-95CF-738C22D41F07",
                "BatchId": "pcb-b",
                "TaskName": "task b",
                "TaskType": "polarclaw_install_skills",
                "Status": "FAILED",
                "SuccessCount": 1,
                "TotalCount": 2,
                "TaskBegin": "2026-04-06T20:51:40Z",
                "TaskEnd": "2026-04-06T21:11:58Z",
                "ApplicationType": "polarclaw",
                "SubTasks": [
                    {"TaskId": "7001", "InstanceId": "pa-1", "Status": "COMPLETED",
                     "TaskBegin": "2026-04-06T20:51:46Z", "TaskEnd": "2026-04-06T20:52:02Z", "ErrorMsg": ""},
                    {"TaskId": "7002", "InstanceId": "pa-2", "Status": "FAILED",
                     "TaskBegin": "2026-04-06T20:51:46Z", "TaskEnd": "2026-04-06T20:52:02Z", "ErrorMsg": "=1+1"},
                ],
            })
        );
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_that_is_not_there_is_a_command_and_no_json() {
    Stage::new().complaining(&["a status of 404"]).play(async |visit| {
        visit.allow_clipboard().await;
        visit.upstream.answer_list(three());
        visit
            .upstream
            .answer_with("kind=error&code=InvalidBatchId.NotFound&action=DescribeBatchTask");
        visit.open("?batch=pcb-'z").await;
        expect_shown(visit, "trouble").await;
        let json = "document.querySelector('#share-batch-menu [data-as=json]')?.disabled";
        visit.press(".share-batch").await;
        visit.expect(json, true).await;
        visit.press(".share-batch").await;
        let command = copy(visit, "aliyun", "Copied as aliyun CLI").await;
        assert_eq!(
            command,
            r"aliyun polardb DescribeBatchTask --region cn-hangzhou --BatchId 'pcb-'\''z'"
        );
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn escape_closes_the_menu_before_the_panel() {
    Stage::new().play(async |visit| {
        open_failed(visit, "?batch=pcb-b").await;
        for width in [1440, 390] {
            visit.resize(width).await;
            visit.press(".share-batch").await;
            let offers = json!([
                "Copy link",
                "Copy batch ID",
                "Copy summary",
                "Copy as CLI",
                "Copy as curl",
                "Copy as JSON",
                "Copy request ID"
            ]);
            visit.expect(&texts("#share-batch-menu button"), offers).await;
            let is_on_the_page = "(menu => menu.left >= 0 && menu.right <= innerWidth && menu.top >= 40)\
                (document.querySelector('#share-batch-menu').getBoundingClientRect())";
            visit.expect(is_on_the_page, true).await;
            press_key(visit, "Escape").await;
            visit.expect(IS_OPEN, false).await;
            visit.expect(FOCUS, "Share").await;
            assert_eq!(visit.value(TITLE).await, "task b");
        }
        // A menu that was left open by a step back does not take the next Escape.
        visit.press("aside [aria-label=Close]").await;
        expect_closed(visit).await;
        visit.press("tbody tr:nth-child(3) .name").await;
        expect_shown(visit, "batch").await;
        visit.press(".share-batch").await;
        visit.expect(IS_OPEN, true).await;
        visit.back().await;
        expect_closed(visit).await;
        visit.expect(IS_OPEN, false).await;
    });
}
