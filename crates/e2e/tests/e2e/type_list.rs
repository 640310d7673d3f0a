//! The list of types below the field of the filter bar, by keyboard and by mouse.

use fantoccini::key::Key;
use serde_json::json;

use crate::panel::{self, failed, press_key, texts, three};
use crate::stage::Stage;
use crate::visit::Visit;

const FIELD: &str = "input[role=combobox]";
const HELD: &str = "document.querySelector('input[name=type]').value";
/// What the keyboard is at in the list; nothing where it is in the text alone.
const ACTIVE: &str = "(field => document.getElementById(field.getAttribute('aria-activedescendant'))\
    ?.innerText.replace(/\\s+/g, ' ').trim() ?? '')(document.querySelector('input[role=combobox]'))";
const IS_OPEN: &str = "[document.querySelector('input[role=combobox]').ariaExpanded, \
    document.querySelector('#type-list').matches(':popover-open')]";
const ALL: [&str; 3] = [
    "Any",
    "Install skills polarclaw_install_skills",
    "Uninstall skills polarclaw_uninstall_skills",
];

async fn expect_open(visit: &Visit, is_open: bool) {
    visit.expect(IS_OPEN, json!([is_open.to_string(), is_open])).await;
}

async fn expect_offered(visit: &Visit, options: &[&str]) {
    visit.expect(&texts("[role=option]"), json!(options)).await;
}

async fn press(visit: &Visit, key: Key) {
    visit.type_into(FIELD, &char::from(key).to_string()).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_type_is_found_by_its_name_and_chosen_by_keys() {
    const UNINSTALL: &str = "?type=polarclaw_uninstall_skills";
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.type_into(FIELD, "INST").await;
        expect_open(visit, true).await;
        let found = [ALL[0], ALL[1], ALL[2], "Use “INST” as typed"];
        expect_offered(visit, &found).await;
        for (key, active) in [
            (Key::Down, found[1]),
            (Key::Down, found[2]),
            (Key::End, found[3]),
            (Key::Home, found[0]),
            (Key::Up, found[3]),
            (Key::Up, found[2]),
        ] {
            press(visit, key).await;
            visit.expect(ACTIVE, active).await;
        }
        press(visit, Key::Enter).await;
        let view = visit
            .arrives(UNINSTALL, "PageNumber=1&PageSize=30&TaskType=polarclaw_uninstall_skills")
            .await;
        assert_eq!((&*view.task_type, &*view.total), ("Uninstall skills", "29 tasks match"));
        expect_open(visit, false).await;
        // Opened again, all types are there although one is chosen.
        press(visit, Key::Down).await;
        expect_offered(visit, &ALL).await;
        press(visit, Key::Enter).await;
        visit.expect("location.search", "").await;
        visit.expect(HELD, "").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn escape_takes_back_what_was_typed_and_closes_nothing_else() {
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(failed());
        panel::open(visit, "?type=polarclaw_install_skills&batch=pcb-b").await;
        visit.press(FIELD).await;
        visit.type_into(FIELD, "sync").await;
        expect_offered(visit, &["Any", "Use “sync” as typed"]).await;
        press_key(visit, "Escape").await;
        expect_open(visit, false).await;
        visit.expect(HELD, "Install skills").await;
        visit.expect("location.search", "?type=polarclaw_install_skills&batch=pcb-b").await;
        press_key(visit, "Escape").await;
        panel::expect_closed(visit).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_type_is_chosen_by_mouse_or_as_it_was_typed() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.press(FIELD).await;
        expect_offered(visit, &ALL).await;
        visit.press("#type-1").await;
        visit.expect("location.search", "?type=polarclaw_install_skills").await;
        visit.expect(HELD, "Install skills").await;
        expect_open(visit, false).await;
        // The text is selected, so that typing replaces it.
        visit.press(FIELD).await;
        visit.type_into(FIELD, "sync").await;
        visit.press("#type-3").await;
        visit.expect("location.search", "?type=sync").await;
        visit.expect(HELD, "sync").await;
        visit.press(FIELD).await;
        expect_open(visit, true).await;
        visit.press("h1").await;
        expect_open(visit, false).await;
        visit.expect("location.search", "?type=sync").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn leaving_the_field_applies_the_name_that_was_typed() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.type_into(FIELD, "uninstall skills").await;
        press(visit, Key::Tab).await;
        visit.expect("location.search", "?type=polarclaw_uninstall_skills").await;
        visit.expect(HELD, "Uninstall skills").await;
        expect_open(visit, false).await;
    });
}
