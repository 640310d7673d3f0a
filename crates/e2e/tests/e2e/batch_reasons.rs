//! Why subtasks of a batch failed, and what somebody takes along to do something about it.

use serde_json::json;
use simulator::Reply;

use crate::panel::{FOCUS, open, press_key, texts, three};
use crate::replies::{batch, subtask, subtasks};
use crate::stage::Stage;
use crate::visit::Visit;

const CLIPBOARD: &str = "navigator.clipboard.readText()";
/// The reasons, and which of them are open.
pub(crate) const GROUPS: &str = "[...document.querySelectorAll('.reason')].map(group => [\
    group.querySelector('summary').innerText.trim().replace(/\\s+/g, ' '), group.open])";
const TOAST: &str = "document.querySelector('[role=status] .toast').innerText.trim()";

/// 12 for one reason, 2 for another and 1 without a word.
pub(crate) fn fifteen() -> Reply {
    let states = (1..=16).rev().map(|number| (number, match number {
        1..=12 => format!(
            "FAILED:aliuid:14221334742388{number} assumeOssRole not exist,serviceName:polarclaw"
        ),
        13 | 14 => "FAILED:skill package checksum mismatch".to_owned(),
        15 => "FAILED".to_owned(),
        _ => "COMPLETED".to_owned(),
    }));
    let subtasks: Vec<_> = states.map(|(number, state)| subtask(number, &state)).collect();
    batch("b", "FAILED", &subtasks)
}

/// Opens the batch with these.
pub(crate) async fn open_fifteen(visit: &Visit) {
    visit.allow_clipboard().await;
    visit.upstream.answer_list(three());
    visit.upstream.answer_batch(fifteen());
    open(visit, "?batch=pcb-b").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn reasons_are_grouped_the_most_frequent_first() {
    const FIRST: &str = ".reason:nth-child(1)";
    Stage::new().play(async |visit| {
        open_fifteen(visit).await;
        let groups = json!([
            ["12 × assumeOssRole not exist", true],
            ["2 × skill package checksum mismatch", false],
            ["1 × No error message", false],
        ]);
        visit.expect(GROUPS, groups).await;
        visit.expect(&texts(".failed-count"), json!(["15 sub-tasks"])).await;
        let raw = "aliuid:1422133474238812 assumeOssRole not exist,serviceName:polarclaw";
        visit.expect(&texts(".reason-raw"), json!([raw])).await;
        let tokens = texts(".reason:nth-child(1) .instances > *");
        let five = json!(["pa-12", "pa-11", "pa-10", "pa-9", "pa-8", "+ 7 more"]);
        visit.expect(&tokens, five).await;
        visit.press(".reason:nth-child(1) .more").await;
        let all = json!([
            "pa-12",
            "pa-11",
            "pa-10",
            "pa-9",
            "pa-8",
            "pa-7 pa-6 pa-5 pa-4 pa-3 pa-2 pa-1"
        ]);
        visit.expect(&tokens, all).await;

        visit.press(&format!("{FIRST} .copy-reason")).await;
        let lines: Vec<_> = (1..=12).rev().map(|number| format!("pa-{number}")).collect();
        visit.expect(TOAST, "12 instance IDs copied").await;
        visit.expect(CLIPBOARD, lines.join("\n")).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_sub_tasks_of_a_reason_are_listed() {
    Stage::new().play(async |visit| {
        open_fifteen(visit).await;
        visit.expect(&texts(".subtask-scope"), json!(["15 of 16 sub-tasks"])).await;
        visit.press(".reason:nth-child(2) summary").await;
        visit.press(".reason:nth-child(2) .filter-reason").await;
        visit.expect(&texts(".subtask-scope"), json!(["2 of 16 sub-tasks"])).await;
        visit.expect(&texts(".cell-instance"), json!(["pa-14", "pa-13"])).await;
        let words = "Reason: skill package checksum mismatch All reasons";
        visit.expect(&texts(".reason-filter"), json!([words])).await;
        let is_seen = "(place => place.top >= 0 && place.bottom <= innerHeight)\
            (document.querySelector('#subtasks-title').getBoundingClientRect())";
        visit.expect(is_seen, true).await;
        visit.press_text("All reasons").await;
        visit.expect(&texts(".subtask-scope"), json!(["all 16 sub-tasks"])).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_failed_instances_are_copied_in_three_forms() {
    Stage::new().play(async |visit| {
        visit.allow_clipboard().await;
        visit.upstream.answer_list(three());
        let mut failed = subtasks(&["FAILED:x", "COMPLETED", "FAILED:y", "FAILED:z", "FAILED:x"]);
        failed[3]["InstanceId"] = json!("pa-1");
        failed[4]["InstanceId"] = json!(null);
        visit.upstream.answer_batch(batch("b", "FAILED", &failed));
        open(visit, "?batch=pcb-b").await;
        for (form, text) in [
            ("One per line", "pa-1\npa-3"),
            ("Comma separated", "pa-1,pa-3"),
            ("JSON array", r#"["pa-1","pa-3"]"#),
        ] {
            visit.choose_in(".section-tools .copy-failed", "#ids-menu", form).await;
            visit.expect(CLIPBOARD, text).await;
            visit.expect(TOAST, "2 instance IDs copied").await;
        }
        visit.press("aside [aria-label='Copy batch ID']").await;
        visit.expect(CLIPBOARD, "pcb-b").await;
    });
}

/// Where the panel covers the page the buttons are at its foot, and beside the page in one row with their title.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_can_be_copied_of_the_failures_is_in_one_row_at_any_width() {
    const BUTTONS: &str = "[...document.querySelectorAll('.copy-failed, .copy-retry')]\
        .filter(button => button.checkVisibility())";
    Stage::new().play(async |visit| {
        open_fifteen(visit).await;
        for (width, title, names) in [
            (1440, "#reasons-title", ["Copy instance IDs", "Copy retry command"]),
            (390, ".action-bar", ["Failed IDs", "Retry command"]),
        ] {
            visit.resize(width).await;
            let name = "button.ariaLabel ?? button.textContent.trim()";
            visit.expect(&format!("{BUTTONS}.map(button => {name})"), json!(names)).await;
            let is_one_row = format!(
                "(middles => Math.max(...middles) - Math.min(...middles) < 14)\
                 ([...{BUTTONS}, ...document.querySelectorAll('{title}')].map(it => \
                 (box => (box.top + box.bottom) / 2)(it.getBoundingClientRect())))"
            );
            visit.expect(&is_one_row, true).await;
        }
        visit.choose_in(".action-bar .copy-failed", "#ids-menu", "JSON array").await;
        let ids: Vec<_> = (1..=15).rev().map(|number| format!("\"pa-{number}\"")).collect();
        visit.expect(CLIPBOARD, format!("[{}]", ids.join(","))).await;
    });
}

const COMMAND: &str = r#"aliyun polardb CreateBatchTask \
  --RegionId cn-hangzhou \
  --TaskName 'retry task b' \
  --TaskType polarclaw_install_skills \
  --ApplicationType polarclaw \
  --InstanceIds '["pa-1","pa-2"]' \
  --Param "[{\"skillName\":\"${SKILL_NAME:?}\",\"version\":\"${SKILL_VERSION:?}\"}]""#;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_retry_command_is_shown_with_its_gaps_and_copied() {
    const OPEN: &str = "document.querySelectorAll('dialog[open]').length";
    Stage::new().play(async |visit| {
        visit.allow_clipboard().await;
        visit.upstream.answer_list(three());
        let states = ["FAILED:<b>x</b>", "FAILED:y", "COMPLETED"];
        visit.upstream.answer_batch(batch("b", "FAILED", &subtasks(&states)));
        open(visit, "?batch=pcb-b").await;
        let calls = visit.upstream.batch_queries().len();
        visit.press_text("Copy retry command").await;
        visit.expect("document.querySelector('dialog code').textContent", COMMAND).await;
        let gaps = json!(["${SKILL_NAME:?}", "${SKILL_VERSION:?}"]);
        visit.expect(&texts("dialog mark"), gaps).await;
        let words =
            "Creates a new batch for the 2 failed instances. Nothing is sent from this page.";
        visit.expect(&texts("dialog .retry-words"), json!([words])).await;
        visit.press_text("Copy command").await;
        visit.expect(CLIPBOARD, COMMAND).await;
        // Nothing covers the toast.
        visit.expect(OPEN, 0).await;
        visit.expect(TOAST, "Retry command copied. Fill in the marked parts.").await;
        visit.expect(FOCUS, "Copy retry command").await;

        for way in ["Escape", "Cancel"] {
            visit.press_text("Copy retry command").await;
            visit.expect(OPEN, 1).await;
            match way {
                "Escape" => press_key(visit, way).await,
                _ => visit.press("dialog[open] .dialog-buttons .quiet").await,
            }
            visit.expect(OPEN, 0).await;
            visit.expect(FOCUS, "Copy retry command").await;
        }
        let queries = visit.upstream.queries();
        assert!(queries.iter().all(|query| !query.contains("Create")), "{queries:?}");
        assert!(visit.upstream.batch_queries().len() <= calls + 1);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_retry_command_that_cannot_be_copied_is_there_to_be_selected() {
    let failed: Vec<_> = (1..=100).map(|number| subtask(number, "FAILED:disk full")).collect();
    Stage::new().play(async |visit| {
        visit
            .run_first(
                "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));
                document.execCommand = () => false;",
            )
            .await;
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(batch("b", "FAILED", &failed));
        open(visit, "?batch=pcb-b").await;
        visit.press_text("Copy retry command").await;
        let outcome = texts("dialog .outcome");
        visit.expect(&outcome, json!([])).await;
        visit.press_text("Copy command").await;
        visit.expect(&outcome, json!(["Copy failed. Select the text instead."])).await;
        // All of it, although only its beginning and its end were shown to be read.
        visit.expect("getSelection().toString().includes('\"pa-50\"')", true).await;
        visit.press("dialog[open] .dialog-buttons .quiet").await;
        visit.press_text("Copy retry command").await;
        visit.expect(&outcome, json!([])).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn ten_thousand_reasons_leave_the_page_usable() {
    const WORDS: [&str; 10] =
        ["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibex", "jay"];
    let word = |number: usize, place: u32| WORDS[number / 10_usize.pow(place) % 10];
    let reason = |number| [3, 2, 1, 0].map(|place| word(number, place)).join(" ");
    let subtasks: Vec<_> =
        (0..10_000).map(|number| subtask(number, &format!("FAILED:{}", reason(number)))).collect();
    let groups = "document.querySelectorAll('.reason').length";
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(batch("b", "FAILED", &subtasks));
        open(visit, "?batch=pcb-b").await;
        visit.expect(groups, 30).await;
        visit.expect(&texts(".failed-count"), json!(["10,000 sub-tasks"])).await;
        visit.press_text("Show more of 9,970 other reasons").await;
        visit.expect(groups, 60).await;
        visit.expect(&texts(".more-reasons"), json!(["Show more of 9,940 other reasons"])).await;
        // What has the focus is not below the bar that sticks.
        let button = "document.querySelector('.reason .filter-reason')";
        visit.run(&format!("{button}.focus()")).await;
        let bar = "document.querySelector('.panel-top').getBoundingClientRect().bottom";
        visit.expect(&format!("{button}.getBoundingClientRect().top >= {bar}"), true).await;
        visit.press(".reason:nth-child(1) .filter-reason").await;
        visit.expect(&texts(".subtask-scope"), json!(["1 of 10,000 sub-tasks"])).await;
        visit.run("document.querySelector('aside').scrollTo(0, 0)").await;
        visit.press_text("Copy retry command").await;
        let length = "document.querySelector('dialog code').textContent.length < 1000";
        visit.expect(length, true).await;
    });
}
