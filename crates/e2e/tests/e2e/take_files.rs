//! The view taken along: what is in the files.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::json;
use simulator::Reply;

use crate::replies::{completed, list};
use crate::stage::Stage;
use crate::take::{self, TOAST};
use crate::visit::Visit;

const PROGRESS: &str = "document.querySelector('.exporting').checkVisibility()\
    && document.querySelector('.exporting-words').textContent";
const SAVED: &str = "files.map(([name]) => name.replace(/_20.*Z/, '_when'))";

/// Keeps what is saved, instead of the browser's folder: the name and the text with its byte order mark.
const KEEP_FILES: &str = "
    window.files = [];
    const blobs = new Map();
    const create = URL.createObjectURL;
    URL.createObjectURL = blob => { const url = create(blob); blobs.set(url, blob); return url; };
    HTMLAnchorElement.prototype.click = function () {
        new Response(blobs.get(this.href)).arrayBuffer().then(bytes =>
            files.push([this.download, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)]));
    };";

/// The first two of 128 tasks.
fn two_of_many() -> Reply {
    let rows = [completed(1, "one"), completed(2, "two")];
    let body = json!({ "PageNumber": 1, "PageSize": 30, "TotalCount": 128, "TaskList": rows });
    Reply::json(StatusCode::OK, body.to_string())
}

async fn open(visit: &Visit, search: &str) {
    visit.run_first(KEEP_FILES).await;
    take::open(visit, search).await;
}

async fn export(visit: &Visit, scope: &str, format: &str) {
    visit.press(".export").await;
    visit.press(&format!("#export-menu [data-scope={scope}] [data-as={format}]")).await;
}

/// The text of the file of this name, once it is the only one.
async fn saved(visit: &Visit, name: &str) -> String {
    visit.expect(SAVED, json!([name])).await;
    visit.value("files.pop()[1]").await.as_str().unwrap().to_owned()
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn this_page_is_saved_as_it_is_shown() {
    Stage::new().play(async |visit| {
        visit.upstream.answer(list(&[completed(1, "=1+1"), completed(2, "安装, \"x\"")]));
        open(visit, "").await;
        visit.press(".export").await;
        visit.expect("document.querySelector('[data-scope=page] legend').innerText", "This page · 2 rows").await;
        visit.expect("document.querySelector('[data-scope=all]').checkVisibility()", false).await;
        visit.press("[data-scope=page] [data-as=csv]").await;
        assert_eq!(
            saved(visit, "batch-tasks_this-page-2_when.csv").await,
            "\u{feff}BatchId,TaskName,TaskType,Status,SuccessCount,TotalCount,TaskBegin,TaskEnd,Duration\r\n\
             pcb-000001,'=1+1,polarclaw_install_skills,COMPLETED,8,8,2026-04-06T20:51:40Z,2026-04-06T20:52:40Z,60\r\n\
             pcb-000002,\"安装, \"\"x\"\"\",polarclaw_install_skills,COMPLETED,8,8,2026-04-06T20:51:40Z,2026-04-06T20:52:40Z,60\r\n"
        );
        visit.expect(TOAST, "Exported 2 tasks of this page as CSV").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn all_pages_are_saved_although_one_is_throttled() {
    Stage::new().complaining(&["429"]).play(async |visit| {
        open(visit, "").await;
        visit.pause().await;
        // The list's first page passes, the second does not.
        visit.upstream.answer_with("kind=throttled&status=429&wait_ms=3000&times=1&after=1");
        visit.press(".export").await;
        let head = "document.querySelector('[data-scope=all] legend').innerText";
        visit.expect(head, "All 128 matches · 2 requests").await;
        visit.press("[data-scope=all] [data-as=csv]").await;
        visit
            .expect(
                &format!("{PROGRESS}.startsWith('All 128 tasks · page 2 of 2 · throttled')"),
                true,
            )
            .await;
        let csv = saved(visit, "batch-tasks_all-128_when.csv").await;
        visit.expect(TOAST, "Exported all 128 tasks as CSV").await;
        visit.expect(PROGRESS, false).await;
        let ids: std::collections::HashSet<_> =
            csv.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!((csv.lines().count(), ids.len()), (129, 128));
        // New tasks do not shift the pages: the range ends where the export began.
        let queries = visit.upstream.queries();
        let asked: Vec<_> = queries[queries.len() - 3..]
            .iter()
            .map(|query| query.split('&').skip(1).collect::<Vec<_>>().join("&"))
            .collect();
        let page = |number| format!("PageNumber={number}&PageSize=100");
        assert_eq!(asked, [page(1), page(2), page(2)]);
        assert!(queries.last().unwrap().starts_with("EndTime="), "{queries:?}");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn cancelling_gives_up_what_is_on_its_way() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer(two_of_many());
        open(visit, "").await;
        visit.pause().await;
        visit.upstream.answer(Reply { delay: Duration::from_secs(60), ..two_of_many() });
        let calls = visit.upstream.handle.calls();
        export(visit, "all", "json").await;
        visit.upstream.expect_calls_beyond(calls).await;
        visit.expect(PROGRESS, "All 128 tasks · page 1 of 2").await;
        visit.press(".exporting button").await;
        visit.upstream.expect_given_up(1).await;
        visit.expect(TOAST, "Export cancelled: no file was saved").await;
        visit.expect(PROGRESS, false).await;
        assert_eq!(visit.upstream.handle.calls(), calls + 1);
        assert_eq!(visit.value("files").await, json!([]));
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn subtasks_are_saved_with_their_reasons() {
    Stage::plain().play(async |visit| {
        let mut nameless = completed(2, "nameless");
        nameless["BatchId"].take();
        visit.upstream.answer(list(&[completed(1, "one"), nameless]));
        open(visit, "").await;
        visit.pause().await;
        let batch = json!({ "BatchId": "pcb-000001", "Status": "FAILED", "SubTasks": [
            { "TaskId": "70", "InstanceId": "pa-1", "Status": "COMPLETED" },
            { "TaskId": "71", "InstanceId": "pa-2", "Status": "FAILED",
              "ErrorMsg": "aliuid:1422133474238823 assumeOssRole not exist" },
        ] });
        visit.upstream.answer(Reply::json(StatusCode::OK, batch.to_string()));
        visit.press(".export").await;
        visit.press("#export-menu input").await;
        visit.press("[data-scope=page] [data-as=csv]").await;
        let csv = saved(visit, "batch-tasks_this-page-2_sub-tasks_when.csv").await;
        let rows: Vec<_> =
            csv.lines().skip(1).map(|line| line.rsplitn(9, ',').collect::<Vec<_>>()).collect();
        let ends: Vec<_> = rows
            .iter()
            .map(|cells| format!("{} | {} | {}", cells[6], cells[1], cells[0]))
            .collect();
        assert_eq!(ends, ["pa-1 |  | ", "pa-2 | assumeOssRole not exist | ", " |  | No BatchId"]);
        let words =
            "Exported 2 tasks of this page as CSV. 1 without sub-tasks: see the column Note";
        visit.expect(TOAST, words).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_failure_leaves_no_file_and_says_why() {
    Stage::plain().complaining(&["500"]).play(async |visit| {
        visit.upstream.answer(two_of_many());
        open(visit, "").await;
        visit.pause().await;
        let error = json!({ "Code": "InternalError", "Message": "-", "RequestId": "3A6F" });
        visit.upstream.answer(Reply::json(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()));
        export(visit, "all", "csv").await;
        let words = "The export of all tasks stopped at page 1, and no file was saved. Could not load batch tasks: \
            The service answered with an error. Code InternalError · RequestId 3A6F";
        visit.expect(TOAST, words).await;
        assert_eq!(visit.value("files").await, json!([]));
    });
}
