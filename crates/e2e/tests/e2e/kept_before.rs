//! What earlier releases have kept or linked still works, letter by letter.

use serde_json::json;

use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn preferences_of_the_release_before_are_followed() {
    const KEEP: &str = r#"localStorage.setItem('batch-tasks/#preferences', '{"version":1,"theme":"dark","zone":"UTC","density":"compact","hides":"duration","size":10,"interval":60000}')"#;
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.run(KEEP).await;
        let view = visit.open("").await;
        assert_eq!(view.rows.len(), 10);
        visit.expect_size("10").await;
        visit.expect("document.documentElement.dataset.theme", "dark").await;
        visit.expect("document.querySelector('thead .cell-began').innerText", "Began (UTC)").await;
        let height = "document.querySelectorAll('tbody .row')[1].offsetHeight";
        visit.expect(height, 32).await;
        let duration = "document.querySelector('thead .cell-duration')\
            .checkVisibility({ visibilityProperty: true })";
        visit.expect(duration, false).await;
        let pace =
            "document.querySelector('#live-menu [aria-pressed=true]:nth-of-type(n+3)').innerText";
        visit.press(".live").await;
        visit.expect(pace, "60 s").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_view_that_the_release_before_kept_is_shown_while_the_endpoint_is_down() {
    const KEEP: &str = r#"localStorage.setItem('batch-tasks/#view ./rpc ?status=FAILED', Date.now() + ' {"RequestId":"R","TotalRecordCount":1,"TotalCount":1,"TaskList":[{"BatchId":"pcb-old","TaskName":"kept","Status":"FAILED","SuccessCount":1,"TotalCount":3}]}')"#;
    Stage::new().complaining(&["a status of 502"]).play(async |visit| {
        visit.open("").await;
        visit.run(KEEP).await;
        visit.upstream.answer_with("kind=error&code=InternalError");
        visit.goto("?status=FAILED").await;
        let row = "['.name', '.badge-word', '.counts', '.aside'].map(part =>\
            document.querySelector(`tbody ${part}`)?.textContent)";
        visit.expect(row, json!(["kept", "Failed", "1 / 3", "−2"])).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn links_of_the_release_before_lead_to_the_same_view() {
    Stage::new().play(async |visit| {
        let view = visit.open("?type=polarclaw_install_skills&status=COMPLETED,FAILED&page=2&size=10").await;
        assert_eq!((view.chips.join(","), &*view.task_type), ("COMPLETED,PARTLY,FAILED".to_owned(), "Install skills"));
        assert_eq!(view.page, "2");
        visit.expect_size("10").await;
        visit.upstream.expect("PageNumber=2&PageSize=10&Status=%5B%22COMPLETED%22%2C%22FAILED%22%5D&TaskType=polarclaw_install_skills").await;
        let view = visit.open("?from=2026-11-19T16:00:00Z&to=2026-11-20T16:00:00Z").await;
        assert_eq!(view.created, "11-20");
        let view = visit.open("?last=7d&view=timeline").await;
        assert_eq!(view.created, "Last 7 d");
        visit.expect("document.querySelector('[data-view=timeline]').ariaPressed", "true").await;
    });
}
