//! What the panel shows in its URL: a link shows the same sub-tasks and the same reason.

use serde_json::json;

use crate::batch_reasons::{GROUPS, fifteen, open_fifteen};
use crate::batch_subtasks::{FIND, expect_listed, show};
use crate::panel::{ended, open, press_key, texts, three};
use crate::replies::{batch, list, subtasks};
use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_is_listed_is_in_the_url_and_no_step_of_the_history() {
    const SEARCH: &str = "location.search";
    let states = ["FAILED:disk full", "COMPLETED", "FAILED:no route", "WAITING"];
    let is_found = ["pa-1"];
    Stage::new().play(async |visit| {
        show(visit, batch("b", "RUNNING", &subtasks(&states))).await;
        let steps = visit.value("history.length").await;
        visit.press_text("Failed 2").await;
        visit.expect(SEARCH, "?batch=pcb-b&subtasks=failed").await;
        visit.type_into(FIND, "disk").await;
        visit.expect(SEARCH, "?batch=pcb-b&subtasks=failed,disk").await;
        assert_eq!(visit.value("history.length").await, steps);
        visit.reload().await;
        expect_listed(visit, &is_found, "1 of 4 sub-tasks").await;
        visit.expect(&texts(".choices [aria-pressed=true]"), json!(["Failed 2"])).await;
        visit.expect(&format!("document.querySelector(\"{FIND}\").value"), "disk").await;
        // Beside another list it is the same, and the row of the batch leads to it as it is.
        visit.upstream.answer_list(list(&[ended("b", "FAILED")]));
        visit.press_chip("FAILED").await;
        visit.expect(SEARCH, "?status=FAILED&batch=pcb-b&subtasks=failed,disk").await;
        expect_listed(visit, &is_found, "1 of 4 sub-tasks").await;
        visit.press("tbody .row .name").await;
        visit.expect(SEARCH, "?status=FAILED&batch=pcb-b&subtasks=failed,disk").await;
        expect_listed(visit, &is_found, "1 of 4 sub-tasks").await;
        // What the panel begins with is not said.
        visit.press(FIND).await;
        press_key(visit, "Escape").await;
        visit.press_text("All 4").await;
        visit.expect(SEARCH, "?status=FAILED&batch=pcb-b").await;
        // What is not known changes nothing.
        visit.upstream.answer_list(three());
        open(visit, "?batch=pcb-b&subtasks=nope").await;
        expect_listed(visit, &["pa-1", "pa-2", "pa-3", "pa-4"], "all 4 sub-tasks").await;
        visit.expect(SEARCH, "?batch=pcb-b&subtasks=nope").await;
        visit.upstream.answer_batch(batch("c", "RUNNING", &subtasks(&states)));
        visit.press("[aria-label='Next batch of the page']").await;
        visit.expect(SEARCH, "?batch=pcb-c").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_reason_that_somebody_opened_is_in_the_url() {
    /// The digest of a reason is not what this is about.
    const SEARCH: &str = "location.search.replace(/~[0-9a-f]{8}/g, '~')";
    const KEY: &str = "skill-package-checksum-mismatch~";
    let groups = |open: [bool; 3]| {
        json!([
            ["12 × assumeOssRole not exist", open[0]],
            ["2 × skill package checksum mismatch", open[1]],
            ["1 × No error message", open[2]],
        ])
    };
    Stage::new().play(async |visit| {
        open_fifteen(visit).await;
        let steps = visit.value("history.length").await;
        visit.press(".reason:nth-child(3) summary").await;
        visit.expect(SEARCH, "?batch=pcb-b&reason=No-error-message~").await;
        visit.press(".reason:nth-child(2) summary").await;
        visit.expect(SEARCH, format!("?batch=pcb-b&reason={KEY}")).await;
        // Nothing closes by itself.
        visit.expect(GROUPS, groups([true, true, true])).await;
        visit.reload().await;
        visit.expect(GROUPS, groups([false, true, false])).await;
        visit.expect(&texts(".subtask-scope"), json!(["15 of 16 sub-tasks"])).await;

        visit.press(".reason:nth-child(2) .filter-reason").await;
        visit.expect(SEARCH, format!("?batch=pcb-b&subtasks=reason&reason={KEY}")).await;
        assert_eq!(visit.value("history.length").await, steps);
        visit.reload().await;
        visit.expect(&texts(".subtask-scope"), json!(["2 of 16 sub-tasks"])).await;
        let words = "Reason: skill package checksum mismatch All reasons";
        visit.expect(&texts(".reason-filter"), json!([words])).await;
        visit.press_text("All reasons").await;
        visit.expect(SEARCH, format!("?batch=pcb-b&subtasks=all&reason={KEY}")).await;
        visit.press(".reason:nth-child(2) summary").await;
        visit.expect(SEARCH, "?batch=pcb-b&subtasks=all").await;
        visit.press("aside [aria-label=Close]").await;
        visit.expect(SEARCH, "").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_reason_of_a_link_that_the_batch_does_not_have_is_named() {
    let search = "?batch=pcb-b&subtasks=reason&reason=out-of-memory~00000000";
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(fifteen());
        open(visit, search).await;
        visit.expect(&texts(".reason-filter"), json!(["Reason: out of memory All reasons"])).await;
        visit.expect(&texts(".subtask-scope"), json!(["0 of 16 sub-tasks"])).await;
        visit.expect(&texts(".no-subtasks"), json!(["No sub-task matches."])).await;
        visit.expect("document.querySelector('.reason').open", true).await;
        visit.expect("location.search", search).await;
        visit.press_text("All reasons").await;
        visit.expect(&texts(".subtask-scope"), json!(["all 16 sub-tasks"])).await;
        visit.expect("location.search", "?batch=pcb-b&subtasks=all").await;
    });
}
