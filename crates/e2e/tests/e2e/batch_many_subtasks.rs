//! Ten thousand subtasks, errors of a megabyte, and fields of other types.

use serde_json::{Value, json};
use simulator::Reply;

use crate::panel::{open, texts, three};
use crate::replies::{batch, subtask, subtasks};
use crate::stage::Stage;
use crate::visit::Visit;

const ROWS: &str = "document.querySelectorAll('.subtask-rows .subtask-row').length";
const FEW_ROWS: &str = "(rows => rows > 10 && rows < 100)\
    (document.querySelectorAll('.subtask-rows .subtask-row').length)";
const FIRST: &str = "document.querySelector('.subtask-rows .cell-instance').textContent";

async fn show(visit: &Visit, reply: Reply) {
    visit.upstream.answer_list(three());
    visit.upstream.answer_batch(reply);
    open(visit, "?batch=pcb-b").await;
    visit.pause().await;
}

fn ten_thousand() -> Vec<Value> {
    let state = |number| if number % 5 == 0 { "FAILED:disk full" } else { "COMPLETED" };
    (1..=10_000).map(|number| subtask(number, state(number))).collect()
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn of_ten_thousand_only_those_that_can_be_seen_are_rows() {
    const SEES_LAST: &str = "[...document.querySelectorAll('.cell-instance')].some(id =>\
        id.textContent === 'pa-10000' && id.getBoundingClientRect().bottom <= innerHeight)";
    const TO_THE_END: &str = "document.querySelector('aside').scrollTo(0, 1e9)";
    const TO_THE_ROWS: &str = "document.querySelector('#subtasks-title').scrollIntoView()";
    Stage::new().play(async |visit| {
        show(visit, batch("b", "RUNNING", &ten_thousand())).await;
        visit.expect(&texts(".subtask-scope"), json!(["all 10,000 sub-tasks"])).await;
        let count = "document.querySelector('aside [role=table]').getAttribute('aria-rowcount')";
        visit.expect(count, "10001").await;
        for _ in 0..5 {
            visit.run(TO_THE_END).await;
            visit.expect(SEES_LAST, true).await;
            visit.expect(FEW_ROWS, true).await;
            visit.run(TO_THE_ROWS).await;
            visit.expect(FIRST, "pa-1").await;
            visit.expect(FEW_ROWS, true).await;
        }
        let index = "document.querySelector('.subtask-rows .subtask-row').ariaRowIndex";
        visit.expect(index, "2").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn ten_thousand_are_sorted_and_filtered() {
    Stage::new().play(async |visit| {
        show(visit, batch("b", "RUNNING", &ten_thousand())).await;
        visit.run("document.querySelector('#subtasks-title').scrollIntoView()").await;
        visit.press_text("Instance").await;
        visit.press_text("Instance").await;
        visit.expect(FIRST, "pa-9999").await;
        visit.press_text("Failed 2,000").await;
        visit.expect(&texts(".subtask-scope"), json!(["2,000 of 10,000 sub-tasks"])).await;
        visit.type_into("[aria-label='Find in sub-tasks']", "pa-1234").await;
        visit.expect(&texts(".subtask-scope"), json!(["0 of 10,000 sub-tasks"])).await;
        visit.press_text("All 10,000").await;
        visit.expect(FIRST, "pa-1234").await;
        visit.expect(ROWS, 1).await;
        let rows = "document.querySelector('aside [role=table]').getAttribute('aria-rowcount')";
        visit.expect(rows, "2").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_megabyte_of_an_error_is_text_and_leaves_the_panel_usable() {
    const HOSTILE: &str = "<img src=x onerror='window.ran = true'>\u{202e}\u{2067}";
    let long = format!("FAILED:{HOSTILE}{}", "0123456789".repeat(100_000));
    let open_text = "document.querySelector('.error-text').textContent.length";
    Stage::new().play(async |visit| {
        let states = [&*long, "FAILED:its neighbour"];
        show(visit, batch("b", "RUNNING", &subtasks(&states))).await;
        let height = "document.querySelector('.subtask-rows .subtask-row').offsetHeight";
        visit.expect(height, 36).await;
        visit.press(".subtask-rows .subtask-row:nth-child(1) .error").await;
        visit.expect(open_text, HOSTILE.encode_utf16().count() + 1_000_000).await;
        visit.expect("document.querySelectorAll('aside img').length", 0).await;
        visit.expect("window.ran === undefined", true).await;
        visit.expect("document.querySelector('aside').scrollWidth < 700", true).await;
        visit.type_into("[aria-label='Find in sub-tasks']", "neighbour").await;
        visit.expect(&texts(".subtask-scope"), json!(["1 of 2 sub-tasks"])).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn thirty_six_odd_fields_spoil_no_neighbour() {
    const FIELDS: [&str; 6] =
        ["TaskId", "InstanceId", "Status", "TaskBegin", "TaskEnd", "ErrorMsg"];
    const CELLS: &str = "[...document.querySelectorAll('.subtask-rows .subtask-row')].map(row =>\
        [...row.querySelectorAll('[role=rowheader], span[role=cell]')]\
        .map(cell => cell.innerText.trim()).join(' | '))";
    let values = [json!(null), json!(7), json!(true), json!({}), json!([1]), json!("odd")];
    let mut entries = Vec::new();
    for (field, value) in
        FIELDS.iter().flat_map(|field| values.iter().map(move |value| (field, value)))
    {
        let number = entries.len() + 1;
        entries.push(subtask(number, "FAILED:disk full"));
        entries[number - 1][*field] = value.clone();
        entries.push(subtask(number + 1, "FAILED:disk full"));
    }
    Stage::new().play(async |visit| {
        show(visit, batch("b", "RUNNING", &entries)).await;
        visit.expect(ROWS, 72).await;
        let cells: Vec<String> = serde_json::from_value(visit.value(CELLS).await).unwrap();
        for (at, pair) in cells.chunks(2).enumerate() {
            let number = 2 * at + 2;
            let intact = format!("pa-{number} | disk full | Failed | 16 s | 04:52");
            assert_eq!(pair[1], intact, "beside {}", pair[0]);
        }
        let odd = |field: usize, value: usize| &*cells[2 * (6 * field + value)];
        assert_eq!(odd(0, 0), "pa-1 | disk full | Failed | 16 s | 04:52");
        assert_eq!(odd(2, 5), "pa-35 | disk full | odd | 16 s | 04:52");
        assert_eq!(odd(3, 5), "pa-47 | disk full | Failed | -- | 04:52");
        assert_eq!(odd(5, 3), "pa-67 | -- | Failed | 16 s | 04:52");
        visit.expect("document.querySelectorAll('.subtask-row[title]').length", 22).await;
    });
}
