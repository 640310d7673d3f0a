//! The subtasks of a batch: which are listed, in what order, and ten thousand of them.

use serde_json::json;
use simulator::Reply;

use crate::panel::{FOCUS, open, press_key, texts, three};
use crate::plain::File;
use crate::replies::{batch, subtasks};
use crate::stage::Stage;
use crate::visit::Visit;

const INSTANCES: &str =
    "[...document.querySelectorAll('.cell-instance')].map(id => id.textContent)";
const SORTED: &str = "[...document.querySelectorAll('aside [role=columnheader]')]\
    .map(head => head.ariaSort).filter(sort => sort)";
const OPEN: &str = "[...document.querySelectorAll('.error-text')]\
    .filter(text => text.checkVisibility()).map(text => text.textContent)";
const ERRORS: &str =
    "[...document.querySelectorAll('.subtask-rows .error')].map(error => error.textContent)";
/// The field for a text that sub-tasks contain.
pub(crate) const FIND: &str = "[aria-label='Find in sub-tasks']";

/// Opens the batch `b`, which this answers.
pub(crate) async fn show(visit: &Visit, reply: Reply) {
    visit.upstream.answer_list(three());
    visit.upstream.answer_batch(reply);
    open(visit, "?batch=pcb-b").await;
    visit.pause().await;
}

/// Waits until these instances are listed, with these words about it.
pub(crate) async fn expect_listed(visit: &Visit, instances: &[&str], scope: &str) {
    visit.expect(INSTANCES, json!(instances)).await;
    visit.expect(&texts(".subtask-scope"), json!([scope])).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn sub_tasks_are_chosen_by_status_text_and_reason() {
    let states = [
        "FAILED:disk full",
        "COMPLETED",
        "FAILED:no route to 10.0.0.1",
        "WAITING",
        "FAILED:disk full",
    ];
    let choices = json!(["All 5", "Completed 1", "Failed 3", "Waiting 1"]);
    Stage::new().play(async |visit| {
        show(visit, batch("b", "RUNNING", &subtasks(&states))).await;
        visit.expect(&texts(".choices button"), choices).await;
        expect_listed(visit, &["pa-1", "pa-2", "pa-3", "pa-4", "pa-5"], "all 5 sub-tasks").await;
        visit.press_text("Failed 3").await;
        expect_listed(visit, &["pa-1", "pa-3", "pa-5"], "3 of 5 sub-tasks").await;
        visit.expect(&texts(".choices [aria-pressed=true]"), json!(["Failed 3"])).await;
        visit.type_into(FIND, "DISK").await;
        expect_listed(visit, &["pa-1", "pa-5"], "2 of 5 sub-tasks").await;
        visit.type_into(FIND, " nowhere").await;
        expect_listed(visit, &[], "0 of 5 sub-tasks").await;
        visit.expect(&texts(".no-subtasks"), json!(["No sub-task matches."])).await;
        visit.press(FIND).await;
        press_key(visit, "Escape").await;
        expect_listed(visit, &["pa-1", "pa-3", "pa-5"], "3 of 5 sub-tasks").await;
        visit.press(".reason:nth-child(1) .filter-reason").await;
        expect_listed(visit, &["pa-1", "pa-5"], "2 of 5 sub-tasks").await;
        visit.type_into(FIND, "7005").await;
        expect_listed(visit, &["pa-5"], "1 of 5 sub-tasks").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_that_ended_badly_begins_with_what_failed_and_another_one_anew() {
    Stage::new().play(async |visit| {
        show(visit, batch("b", "FAILED", &subtasks(&["COMPLETED", "FAILED:x"]))).await;
        expect_listed(visit, &["pa-2"], "1 of 2 sub-tasks").await;
        visit.type_into(FIND, "pa").await;
        let states = ["BLOCKING", "RUNNING", "FAILED:x", "HUMAN_PROCESSING", "WAITING", "X"];
        visit.upstream.answer_batch(batch("a", "RUNNING", &subtasks(&states)));
        visit.press("[aria-label='Previous batch of the page']").await;
        let all = ["pa-1", "pa-2", "pa-3", "pa-4", "pa-5", "pa-6"];
        expect_listed(visit, &all, "all 6 sub-tasks").await;
        visit.expect(&format!("document.querySelector(\"{FIND}\").value"), "").await;
        visit.press_text("Needs attention 3").await;
        expect_listed(visit, &["pa-1", "pa-3", "pa-4"], "3 of 6 sub-tasks").await;
        visit.press_text("Unknown 1").await;
        expect_listed(visit, &["pa-6"], "1 of 6 sub-tasks").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_press_on_a_head_sorts_and_the_third_one_lets_go() {
    let mut entries = subtasks(&["FAILED:b", "COMPLETED", "FAILED:a"]);
    let ids = [("900", "pa-x"), ("1000", "pa-z"), ("950", "pa-y")];
    for (entry, (id, instance)) in entries.iter_mut().zip(ids) {
        (entry["TaskId"], entry["InstanceId"]) = (json!(id), json!(instance));
    }
    entries[1]["TaskBegin"] = json!("2026/04/06T20:51:40Z");
    entries[1]["TaskEnd"] = json!("2026/04/06T20:52:30Z");
    entries[2]["TaskEnd"] = json!("");
    let all = "all 3 sub-tasks";
    Stage::new().play(async |visit| {
        show(visit, batch("b", "RUNNING", &entries)).await;
        for (head, ascending, descending) in [
            ("instance", ["pa-x", "pa-y", "pa-z"], ["pa-z", "pa-y", "pa-x"]),
            ("state", ["pa-z", "pa-x", "pa-y"], ["pa-x", "pa-y", "pa-z"]),
            ("took", ["pa-x", "pa-z", "pa-y"], ["pa-z", "pa-x", "pa-y"]),
            ("end", ["pa-x", "pa-z", "pa-y"], ["pa-z", "pa-x", "pa-y"]),
            ("error", ["pa-y", "pa-x", "pa-z"], ["pa-x", "pa-y", "pa-z"]),
        ] {
            visit.press(&format!(".subtask-row [data-column={head}]")).await;
            expect_listed(visit, &ascending, all).await;
            visit.expect(SORTED, json!(["ascending"])).await;
            visit.press(&format!(".subtask-row [data-column={head}]")).await;
            expect_listed(visit, &descending, all).await;
            visit.expect(SORTED, json!(["descending"])).await;
            visit.press(&format!(".subtask-row [data-column={head}]")).await;
            expect_listed(visit, &["pa-x", "pa-z", "pa-y"], all).await;
            visit.expect(SORTED, json!([])).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_error_is_opened_by_a_press_and_by_the_keyboard() {
    let error = "FAILED:line one\n  <img src=x onerror='window.ran = true'>\u{202e}\nlast";
    Stage::new().play(async |visit| {
        show(visit, batch("b", "RUNNING", &subtasks(&[error, "COMPLETED", "FAILED:short"]))).await;
        visit.press(".subtask-rows .subtask-row:nth-child(1) .cell-state").await;
        visit.expect(OPEN, json!([&error[7..]])).await;
        visit.press(".subtask-rows .subtask-row:nth-child(2) .cell-state").await;
        visit
            .run("document.querySelector('.subtask-rows .subtask-row:nth-child(3) .error').focus()")
            .await;
        press_key(visit, "Enter").await;
        visit.expect(OPEN, json!([&error[7..], "short"])).await;
        visit.expect("document.activeElement.ariaExpanded", "true").await;
        press_key(visit, "Enter").await;
        visit.expect(OPEN, json!([&error[7..]])).await;
        visit.expect(FOCUS, "short").await;
        visit.press(".subtask-rows .subtask-row:nth-child(1) .error").await;
        visit.expect(OPEN, json!([])).await;
        visit.expect("document.querySelectorAll('aside img').length", 0).await;
        visit.expect("window.ran === undefined", true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_error_of_a_sub_task_without_ids_opens_alone_and_stays_open() {
    let mut entries = subtasks(&["FAILED:first", "COMPLETED", "FAILED:second", "FAILED:third"]);
    for entry in &mut entries {
        (entry["TaskId"], entry["InstanceId"]) = (json!(null), json!(""));
    }
    Stage::new().play(async |visit| {
        show(visit, batch("b", "RUNNING", &entries)).await;
        visit.press(".subtask-rows .subtask-row:nth-child(3) .error").await;
        visit.expect(OPEN, json!(["second"])).await;
        visit.press_text("Failed 3").await;
        visit.expect(&texts(".subtask-scope"), json!(["3 of 4 sub-tasks"])).await;
        visit.expect(OPEN, json!(["second"])).await;
        visit.press_text("Error").await;
        visit.press_text("Error").await;
        visit.expect(ERRORS, json!(["third", "second", "first"])).await;
        visit.expect(OPEN, json!(["second"])).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn instances_have_the_names_and_owners_that_the_operator_gave_them() {
    let config = json!({
        "version": 1,
        "endpoints": [{ "id": "default", "url": "./rpc", "instances": "./instances.json" }],
    });
    let names = json!({
        "pa-1": { "name": "<b>orders</b>", "owner": "team-trade" },
        "pa-2": { "name": "计费生产" },
        "pa-9": { "name": "elsewhere" },
    });
    Stage::new().play(async |visit| {
        visit.files.put("/config.json", File::json(&config.to_string()));
        visit.files.put("/instances.json", File::json(&names.to_string()));
        show(visit, batch("b", "RUNNING", &subtasks(&["WAITING", "WAITING", "WAITING"]))).await;
        let shown = ["pa-1<b>orders</b> · team-trade", "pa-2计费生产", "pa-3"];
        visit.expect(INSTANCES, json!(shown)).await;
        visit.type_into(FIND, "TEAM-").await;
        visit.expect(INSTANCES, json!([shown[0]])).await;
        visit.expect("document.querySelector('.subtask-row:not(.head)').offsetHeight", 36).await;
    });
}
