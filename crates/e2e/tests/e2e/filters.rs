//! Filters by status and type, alone and together: in the address, on the way to PolarDB, and in the rows.

use serde_json::json;

use crate::stage::Stage;
use crate::view::{Row, View};

/// Everything, as PolarDB is asked for it.
const ALL: &str = "PageNumber=1&PageSize=30";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_chip_narrows_the_list_to_its_status() {
    Stage::new().play(async |visit| {
        assert_eq!(visit.open("").await.total, "128 tasks");
        for (status, word) in
            [("DISPATCHING", "Dispatching"), ("RUNNING", "Running"), ("FAILED", "Failed")]
        {
            visit.press_chip(status).await;
            let search = format!("?status={status}");
            let view = visit.arrives(&search, &format!("{ALL}&Status=%5B%22{status}%22%5D")).await;
            assert_eq!(view.chips, [status]);
            check_rows(&view, &[word]);
            visit.press_chip(status).await;
            let view = visit.arrives("", ALL).await;
            assert_eq!((view.chips.as_slice(), view.total.as_str()), (&[][..], "128 tasks"));
        }
        // What is done in full and what is done in part is of one status.
        visit.press_completed().await;
        let query = format!("{ALL}&Status=%5B%22COMPLETED%22%5D");
        let view = visit.arrives("?status=COMPLETED", &query).await;
        assert_eq!(view.chips, ["COMPLETED", "PARTLY"]);
        check_rows(&view, &["Completed"]);
        visit.press_completed().await;
        assert_eq!(visit.arrives("", ALL).await.total, "128 tasks");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn chips_tell_apart_what_one_status_has_and_what_is_in_none() {
    Stage::new().play(async |visit| {
        visit.open("?status=COMPLETED").await;
        assert_eq!(visit.view().await.chips, ["COMPLETED", "PARTLY"]);
        for (chip, search, chips) in [
            ("COMPLETED", "?status=COMPLETED&rest=only", &["PARTLY"][..]),
            ("FAILED", "?status=COMPLETED,FAILED&rest=only", &["PARTLY", "FAILED"]),
            ("PARTLY", "?status=FAILED", &["FAILED"]),
            ("COMPLETED", "?status=COMPLETED,FAILED&rest=none", &["COMPLETED", "FAILED"]),
            (
                "OTHER",
                "?status=COMPLETED,FAILED&rest=none&other=only",
                &["COMPLETED", "FAILED", "OTHER"],
            ),
            ("FAILED", "?status=COMPLETED&rest=none&other=only", &["COMPLETED", "OTHER"]),
            ("COMPLETED", "?other=only", &["OTHER"]),
            ("OTHER", "", &[]),
        ] {
            visit.press_chip(chip).await;
            visit.expect("location.search", search).await;
            visit.expect(CHIPS, json!(chips)).await;
        }
    });
}

/// The chips that are on.
const CHIPS: &str =
    "[...document.querySelectorAll('.chip[aria-pressed=true]')].map(chip => chip.dataset.status)";

/// A check comes in the place of an icon, so that the chips beside stay where they are.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_pressed_chip_is_as_wide_as_before() {
    const PLACES: &str = "[...document.querySelectorAll('.chip')].map(chip => chip.getBoundingClientRect())\
        .map(({ left, right, top }) => [left, right, top])";
    Stage::new().play(async |visit| {
        visit.resize(1440).await;
        visit.open("").await;
        let places = visit.value(PLACES).await;
        for chip in ["DISPATCHING", "RUNNING", "COMPLETED", "PARTLY", "FAILED", "OTHER"] {
            visit.press_chip(chip).await;
        }
        visit.expect(&format!("{CHIPS}.length"), 6).await;
        assert_eq!(visit.value(PLACES).await, places);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn chips_add_up() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.press_chip("FAILED").await;
        visit.arrives("?status=FAILED", &format!("{ALL}&Status=%5B%22FAILED%22%5D")).await;
        visit.press_chip("RUNNING").await;
        let query = format!("{ALL}&Status=%5B%22RUNNING%22%2C%22FAILED%22%5D");
        let view = visit.arrives("?status=RUNNING,FAILED", &query).await;
        assert_eq!(view.chips, ["RUNNING", "FAILED"]);
        check_rows(&view, &["Running", "Failed"]);
        visit.press_chip("FAILED").await;
        let query = format!("{ALL}&Status=%5B%22RUNNING%22%5D");
        check_rows(&visit.arrives("?status=RUNNING", &query).await, &["Running"]);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_type_is_chosen_or_typed() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.choose_type("Uninstall skills").await;
        let query = format!("{ALL}&TaskType=polarclaw_uninstall_skills");
        let view = visit.arrives("?type=polarclaw_uninstall_skills", &query).await;
        assert_eq!(view.total, "29 tasks match");
        assert!(view.rows.iter().all(|row| row.task_type == "Uninstall skills"), "{view:#?}");

        visit.enter_type("a b+c&d").await;
        let query = format!("{ALL}&TaskType=a%20b%2Bc%26d");
        let view = visit.arrives("?type=a%20b%2Bc%26d", &query).await;
        assert_eq!(view.panel, "No tasks match these filters");
        assert_eq!(view.task_type, "a b+c&d");
        visit.press_text("Reset filters").await;
        assert_eq!(visit.arrives("", ALL).await.task_type, "");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn all_filters_narrow_together_and_are_reset_together() {
    Stage::new().play(async |visit| {
        visit.open("?size=10").await;
        visit.enter_type("polarclaw_install_skills").await;
        visit.press_completed().await;
        visit.press_chip("FAILED").await;
        let calls = visit.upstream.handle.calls();
        visit.choose_created("24h").await;
        let search = "?type=polarclaw_install_skills&status=COMPLETED,FAILED&last=24h&size=10";
        visit.expect("location.search", search).await;
        visit.upstream.expect_calls_beyond(calls).await;
        let view = visit.settled().await;
        visit.upstream.expect_looked_back(86_400);
        let query = visit.upstream.last_query_without("StartTime");
        assert_eq!(
            query,
            "PageNumber=1&PageSize=10&Status=%5B%22COMPLETED%22%2C%22FAILED%22%5D\
             &TaskType=polarclaw_install_skills"
        );
        assert_eq!(view.rows.len(), 10);
        assert!(view.rows.iter().all(|row| row.task_type == "Install skills"), "{view:#?}");
        assert!(
            view.rows
                .iter()
                .all(|row| ["Completed", "Partly done", "Failed"].contains(&&*row.status))
        );

        visit.press_text("Reset").await;
        let view = visit.arrives("?size=10", "PageNumber=1&PageSize=10").await;
        assert_eq!(view, View { rows: view.rows.clone(), ..all_in_tens() });
    });
}

fn all_in_tens() -> View {
    View {
        search: "?size=10".to_owned(),
        total: "128 tasks".to_owned(),
        created: "Any time".to_owned(),
        range: "1–10 of 128".to_owned(),
        page: "1".to_owned(),
        ..View::default()
    }
}

/// Every row bears one of these words, and there are as many rows as the total has it.
fn check_rows(view: &View, words: &[&str]) {
    // What is partly done has the status COMPLETED.
    let word = |row: &Row| row.status.replace("Partly done", "Completed");
    assert!(view.rows.iter().all(|row| words.contains(&&*word(row))), "{words:?}: {view:#?}");
    assert_eq!(view.rows.len(), view.matching().min(30), "{view:#?}");
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_is_offered_without_rows_follows_the_filters() {
    Stage::new().play(async |visit| {
        let view = visit.open("?type=nothing&last=1h").await;
        assert_eq!(view.panel, "No tasks match these filters");
        visit.enter_type("other").await;
        visit.expect("location.search", "?type=other&last=1h").await;
        let any_time = "[...document.querySelectorAll('main a')]\
            .find(link => link.textContent === 'Any time').getAttribute('href')";
        visit.expect(any_time, "?type=other").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_list_without_matches_names_its_filters_and_takes_each_away() {
    Stage::new().play(async |visit| {
        let search = "?type=nothing&status=RUNNING,FAILED&last=1h";
        assert_eq!(visit.open(search).await.panel, "No tasks match these filters");
        let tokens =
            "[...document.querySelectorAll('.tokens a')].map(token => token.innerText).join()";
        visit.expect(tokens, "Running,Failed,nothing,Last 1 h").await;
        visit.press("[aria-label='Remove filter: Failed']").await;
        visit.expect("location.search", "?type=nothing&status=RUNNING&last=1h").await;
        visit.expect(tokens, "Running,nothing,Last 1 h").await;
        visit.press("[aria-label='Remove filter: nothing']").await;
        visit.expect("location.search", "?status=RUNNING&last=1h").await;
        visit.expect(tokens, "").await;
    });
}
