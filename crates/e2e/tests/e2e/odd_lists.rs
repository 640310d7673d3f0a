//! Lists that are not as documented: without their numbers, without their rows, or with one id for several.

use serde_json::json;

use crate::replies::{completed, list};
use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_list_without_its_numbers_is_shown_all_the_same() {
    Stage::new().play(async |visit| {
        for (form, total, range) in
            [("null", "", "1–30"), ("absent", "", "1–30"), ("text", "128 tasks", "1–30 of 128")]
        {
            visit.upstream.answer_with(&format!("kind=page_fields&form={form}"));
            let view = visit.open("").await;
            assert_eq!(view.rows.len(), 30, "{form}");
            let shown = |what: &str| format!("document.querySelector('{what}').checkVisibility()");
            visit.expect(&shown(".total"), !total.is_empty()).await;
            assert_eq!((&*view.total, &*view.range), (total, range));
            // Page 2 can be reached in any case.
            visit.press("[rel=next]").await;
            visit.arrives("?page=2", "PageNumber=2&PageSize=30").await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_list_without_rows_is_empty_and_one_that_is_none_cannot_be_read() {
    Stage::new().play(async |visit| {
        for body in [
            json!({ "RequestId": "R-1", "TotalCount": 0, "TaskList": [] }),
            json!({ "RequestId": "R-1", "TotalCount": 0, "TaskList": null }),
            json!({ "RequestId": "R-1", "TotalCount": 0 }),
        ] {
            let mut reply = list(&[]);
            reply.body = body.to_string().into();
            visit.upstream.answer(reply);
            assert_eq!(visit.open("").await.panel, "No batch tasks yet");
            assert_eq!(visit.open("?type=x").await.panel, "No tasks match these filters");
        }
        visit.upstream.answer_with("kind=list&form=empty");
        let view = visit.open("").await;
        assert_eq!(
            view.advice,
            "The answer of cn-hangzhou does not fit the question. \
             Asked for page 1, received no rows and TotalCount 128."
        );
        visit.upstream.answer_with("kind=list&form=object");
        let view = visit.open("").await;
        assert_eq!(view.advice, "The answer of cn-hangzhou could not be read.");
        assert_eq!(view.evidence["Message"], "TaskList is not an array");
    });
}

/// Told apart by their order, and each keeps its place in the document through a refresh.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn every_row_of_an_id_is_kept() {
    const NAMES: &str =
        "[...document.querySelectorAll('tbody .name')].map(name => name.textContent)";
    const MARKED: &str = "[...document.querySelectorAll('tbody .row')].map(row => row.mark)";
    let rows = |names: [&str; 4]| {
        let ids = [1, 1, 2, 1];
        let rows: Vec<_> =
            ids.into_iter().zip(names).map(|(id, name)| completed(id, name)).collect();
        list(&rows)
    };
    Stage::new().play(async |visit| {
        visit.upstream.answer_next(rows(["a", "b", "other", "c"]));
        visit.upstream.answer(rows(["A", "b", "other", "C"]));
        visit.open("").await;
        visit.expect(NAMES, vec!["a", "b", "other", "c"]).await;
        let mark =
            "[...document.querySelectorAll('tbody .row')].forEach((row, at) => row.mark = at)";
        visit.value(mark).await;
        visit.refresh().await;
        visit.expect(NAMES, vec!["A", "b", "other", "C"]).await;
        visit.expect(MARKED, vec![0, 1, 2, 3]).await;
    });
}
