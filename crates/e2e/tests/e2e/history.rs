//! The whole view is in its address: through the history, a reload and a link sent to somebody else.

use crate::stage::Stage;
use crate::view::View;
use crate::visit::Visit;

/// Three views on the way of a user, with what they ask PolarDB.
const WAY: [(&str, &str); 3] = [
    ("?size=10", "PageNumber=1&PageSize=10"),
    (
        "?type=polarclaw_uninstall_skills&size=10",
        "PageNumber=1&PageSize=10&TaskType=polarclaw_uninstall_skills",
    ),
    (
        "?type=polarclaw_uninstall_skills&page=2&size=10",
        "PageNumber=2&PageSize=10&TaskType=polarclaw_uninstall_skills",
    ),
];

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn back_and_forward_restore_the_view() {
    Stage::new().play(async |visit| {
        let seen = walk(visit).await;
        for (step, number) in [("back", 1), ("back", 0), ("forward", 1), ("forward", 2)] {
            match step {
                "back" => visit.back().await,
                _ => visit.forward().await,
            }
            let (search, query) = WAY[number];
            check_same(&visit.arrives(search, query).await, &seen[number]);
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_reload_and_a_pasted_link_show_the_same_view() {
    Stage::new().play(async |visit| {
        let [.., last] = walk(visit).await;
        let (search, query) = WAY[2];
        check_same(&visit.reload().await, &last);
        visit.upstream.expect(query).await;
        check_same(&visit.open_in_new_tab(search).await, &last);
        visit.upstream.expect(query).await;
        assert_eq!((&*last.range, &*last.page), ("11–20 of 29", "2"));
        visit.expect_size("10").await;
        assert_eq!(last.task_type, "Uninstall skills");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_link_with_every_parameter_sets_every_control() {
    Stage::new().play(async |visit| {
        let search =
            "?type=polarclaw_install_skills&status=FAILED,COMPLETED&last=7d&page=2&size=50";
        let view = visit.open(search).await;
        assert_eq!(
            visit.upstream.last_query_without("StartTime"),
            "PageNumber=2&PageSize=50&Status=%5B%22COMPLETED%22%2C%22FAILED%22%5D\
             &TaskType=polarclaw_install_skills"
        );
        assert_eq!(view.chips, ["COMPLETED", "PARTLY", "FAILED"]);
        assert_eq!((&*view.task_type, &*view.created), ("Install skills", "Last 7 d"));
        assert_eq!(view.page, "2");
        visit.expect_size("50").await;
        assert_eq!(view.range, format!("51–{} of {0}", view.matching()));
        assert!(
            view.rows
                .iter()
                .all(|row| ["Completed", "Partly done", "Failed"].contains(&&*row.status))
        );
        assert!(view.rows.iter().all(|row| row.task_type == "Install skills"), "{view:#?}");
    });
}

/// Goes the way by hand; gives what was seen on it.
async fn walk(visit: &Visit) -> [View; 3] {
    let first = visit.open(WAY[0].0).await;
    visit.enter_type("polarclaw_uninstall_skills").await;
    let second = visit.arrives(WAY[1].0, WAY[1].1).await;
    visit.press("a[rel=next]").await;
    [first, second, visit.arrives(WAY[2].0, WAY[2].1).await]
}

/// The same controls and the same batches; they may have moved on.
fn check_same(view: &View, expected: &View) {
    assert_eq!(view.batch_ids(), expected.batch_ids());
    assert_eq!(View { rows: expected.rows.clone(), ..view.clone() }, *expected);
}
