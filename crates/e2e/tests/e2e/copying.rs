//! Copying a batch's id, and an example where there is none.

use crate::replies::list;
use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_batch_id_goes_to_the_clipboard_and_the_toast_says_so() {
    Stage::new().play(async |visit| {
        visit.allow_clipboard().await;
        visit.resize(1440).await;
        let view = visit.open("").await;
        for row in [0, 4] {
            let id = view.rows[row].batch_id.clone();
            visit.press(&format!("tbody tr:nth-child({}) button", row + 2)).await;
            let toast =
                "document.querySelector('[role=status] .toast').innerText.replace(/\\s+/g, ' ').trim()";
            visit.expect(toast, format!("Copied {id}")).await;
            assert_eq!(visit.value("navigator.clipboard.readText()").await, id);
        }
        visit.press("[role=status] button[aria-label=Close]").await;
        visit.expect("document.querySelector('[role=status] .toast').checkVisibility()", false).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_list_without_tasks_offers_an_example_that_runs_nothing_as_it_is() {
    const EXAMPLE: &str = r#"aliyun polardb CreateBatchTask \
  --RegionId cn-hangzhou \
  --TaskName "${TASK_NAME:?}" \
  --TaskType "${TASK_TYPE:?}" \
  --InstanceIds "${INSTANCE_IDS:?}" \
  --Param "${PARAM:?}""#;
    Stage::new().play(async |visit| {
        visit.allow_clipboard().await;
        visit.upstream.answer(list(&[]));
        assert_eq!(visit.open("").await.panel, "No batch tasks yet");
        visit.expect("document.querySelector('.take > .export') !== null", true).await;
        assert_eq!(visit.offers(".state-buttons button").await, ["Copy example command"]);
        visit.press_text("Copy example command").await;
        visit
            .expect("document.querySelector('.toast-words').innerText", "Copied as aliyun CLI")
            .await;
        assert_eq!(visit.value("navigator.clipboard.readText()").await, EXAMPLE);
    });
}
