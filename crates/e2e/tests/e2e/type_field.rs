//! The filter for task types: a list to choose from, and a text field for any other type.

use fantoccini::key::Key;
use serde_json::json;

use crate::panel::{self, failed, press_key, three};
use crate::replies::{list, row};
use crate::stage::Stage;
use crate::visit::Visit;

const LIST: &str = "select[name=type]";
const FIELD: &str = "[name=other-type]";
/// The name that is chosen, and whether the text field is there.
const HELD: &str = "[document.querySelector('select[name=type]').selectedOptions[0].text, \
    document.querySelector('[name=other-type]').checkVisibility()]";
const OFFERED: &str =
    "[...document.querySelector('select[name=type]').options].map(option => option.text)";
const FOCUS: &str = "document.activeElement.name";
const ALL: [&str; 4] = ["Any", "Install skills", "Uninstall skills", "Other…"];

async fn expect_held(visit: &Visit, name: &str) {
    visit.expect(HELD, json!([name, false])).await;
}

async fn press(visit: &Visit, key: Key) {
    visit.type_into(FIELD, &char::from(key).to_string()).await;
}

/// Opens the text field and types into it.
async fn begin_to_type(visit: &Visit, text: &str) {
    visit.choose_type("Other…").await;
    visit.expect(HELD, json!(["Other…", true])).await;
    visit.expect(FOCUS, "other-type").await;
    visit.type_into(FIELD, text).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_type_is_chosen_by_its_name() {
    const UNINSTALL: &str = "?type=polarclaw_uninstall_skills";
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.expect(OFFERED, json!(ALL)).await;
        expect_held(visit, "Any").await;
        visit.choose_type("Uninstall skills").await;
        let view = visit
            .arrives(UNINSTALL, "PageNumber=1&PageSize=30&TaskType=polarclaw_uninstall_skills")
            .await;
        assert_eq!((&*view.task_type, &*view.total), ("Uninstall skills", "29 tasks match"));
        // All types are there although one is chosen.
        visit.expect(OFFERED, json!(ALL)).await;
        visit.choose_type("Any").await;
        visit.expect("location.search", "").await;
        expect_held(visit, "Any").await;
        visit.back().await;
        expect_held(visit, "Uninstall skills").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn escape_takes_back_what_was_typed_and_closes_nothing_else() {
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(failed());
        panel::open(visit, "?type=polarclaw_install_skills&batch=pcb-b").await;
        begin_to_type(visit, "sync").await;
        press_key(visit, "Escape").await;
        expect_held(visit, "Install skills").await;
        visit.expect(FOCUS, "type").await;
        visit.expect("location.search", "?type=polarclaw_install_skills&batch=pcb-b").await;
        press_key(visit, "Escape").await;
        panel::expect_closed(visit).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn another_type_is_typed_and_offered_from_then_on() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        begin_to_type(visit, "sync").await;
        press(visit, Key::Enter).await;
        visit.expect("location.search", "?type=sync").await;
        expect_held(visit, "sync").await;
        visit.expect(FOCUS, "type").await;
        visit.expect(OFFERED, json!(["Any", ALL[1], ALL[2], "sync", "Other…"])).await;
        // Nothing typed changes nothing.
        begin_to_type(visit, " ").await;
        press(visit, Key::Enter).await;
        expect_held(visit, "sync").await;
        begin_to_type(visit, "").await;
        visit.press("h1").await;
        expect_held(visit, "sync").await;
        visit.expect("location.search", "?type=sync").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn leaving_the_field_applies_the_name_that_was_typed() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        begin_to_type(visit, "uninstall skills").await;
        press(visit, Key::Tab).await;
        visit.expect("location.search", "?type=polarclaw_uninstall_skills").await;
        expect_held(visit, "Uninstall skills").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn types_of_shown_tasks_are_offered_and_a_refresh_takes_nothing_away() {
    Stage::new().play(async |visit| {
        let of_type = |task_type: &str| {
            let mut row = row("a", "RUNNING");
            row["TaskType"] = task_type.into();
            list(&[row])
        };
        visit.upstream.answer_list(of_type("sync_index"));
        visit.open("").await;
        visit.expect(OFFERED, json!(["Any", ALL[1], ALL[2], "sync_index", "Other…"])).await;
        begin_to_type(visit, "half").await;
        for another in ["b", "c", "d"] {
            visit.upstream.answer_list(of_type(another));
            visit.run("document.querySelector('[aria-label=\"Refresh now\"]').click()").await;
            visit.expect(&format!("{OFFERED}.includes('{another}')"), true).await;
        }
        visit.expect(&format!("document.querySelector('{FIELD}').value"), "half").await;
        visit.expect(FOCUS, "other-type").await;
        visit.expect(&format!("document.querySelector('{LIST}').checkVisibility()"), false).await;
    });
}
