//! Rows whose fields are not as documented: each shows what can be read of it and flags the rest, and its neighbours are
//! none the worse for it.

use serde_json::{Value, json};

use crate::replies::list;
use crate::stage::Stage;
use crate::visit::Visit;

/// The cells of each row, with what is said to those who do not see the icons.
const CELLS: &str = "[...document.querySelectorAll('tbody .row')].map(row => [...row.cells]\
    .map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()))";
/// What an intact row shows before its id.
const INTACT: &str = "name | Completed | 8 / 8 | 04:51 | 1 min 00 s | 04:52 | Install skills | ";
const ALL: &[usize] = &[0, 1, 2, 3, 4, 5, 6, 7];
const STATUS_AND_END: &[usize] = &[1, 5];
const STATUS_AND_PROGRESS: &[usize] = &[1, 2];
const NAME_AND_TIMES: &[usize] = &[0, 3, 4, 5];

/// A well-formed row with these fields instead.
fn row(fields: &Value) -> Value {
    let mut row = json!({
        "BatchId": "pcb-1",
        "TaskName": "name",
        "TaskType": "polarclaw_install_skills",
        "Status": "COMPLETED",
        "TotalCount": 8,
        "SuccessCount": 8,
        "TaskBegin": "2024-04-06 20:51:40",
        "TaskEnd": "2024-04-06 20:52:40",
    });
    for (name, value) in fields.as_object().unwrap() {
        row[name] = value.clone();
    }
    row
}

/// Shows these rows, each with an intact neighbour, and compares the cells of both in these columns.
async fn check(visit: &Visit, columns: &[usize], cases: &[(Value, &str)]) {
    let neighbour = |number| row(&json!({ "BatchId": format!("pcb-intact-{number}") }));
    let rows = cases.iter().enumerate();
    let rows: Vec<_> =
        rows.flat_map(|(number, (odd, _))| [odd.clone(), neighbour(number)]).collect();
    visit.upstream.answer(list(&rows));
    visit.open("").await;
    let cells: Vec<Vec<String>> = serde_json::from_value(visit.value(CELLS).await).unwrap();
    assert_eq!(cells.len(), rows.len());
    for (number, (pair, (odd, expected))) in cells.chunks(2).zip(cases).enumerate() {
        let shown: Vec<_> = columns.iter().map(|column| &*pair[0][*column]).collect();
        assert_eq!(shown.join(" | "), *expected, "{odd}");
        assert_eq!(pair[1].join(" | "), format!("{INTACT}pcb-intact-{number}"), "beside {odd}");
    }
    visit.expect_liveness("Live").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn fields_of_other_types_are_read_or_flagged() {
    const EMPTY: &str = "-- | Unknown | -- / -- | -- | -- | -- | -- | --";
    const NO_ROW: &str = "-- Not readable: TaskList | Unknown | -- / -- | -- | -- | -- | -- | --";
    let times = "04:51 | 1 min 00 s | 04:52";
    let intact = format!("{INTACT}pcb-1");
    let as_numbers = format!("7 | 7 | 8 / 8 | {times} | 7 | 7");
    let as_texts =
        format!("name | Partly done | 5 / 8 −3 3 not done | {times} Why? | Install skills | pcb-1");
    let no_texts = format!(
        "-- Not readable: TaskName, TaskType, Status | Unknown | 8 / 8 | {times} | -- | pcb-1"
    );
    let no_counts = format!(
        "name Not readable: SuccessCount, TotalCount | Completed | -- / -- | {times} | Install skills | pcb-1"
    );
    let no_times = "name Not readable: BatchId, TaskBegin, TaskEnd | Completed | 8 / 8 | \
        -- | -- | -- | Install skills | --";
    let nulls = json!({
        "BatchId": null, "TaskName": null, "TaskType": null, "Status": null, "TotalCount": null,
        "SuccessCount": null, "TaskBegin": null, "TaskEnd": null,
    });
    let cases = [
        (row(&json!({ "TotalCount": "8", "SuccessCount": " 5 " })), &*as_texts),
        (row(&json!({ "TaskName": 7, "TaskType": 7, "Status": 7, "BatchId": 7 })), &as_numbers),
        (row(&json!({ "TaskName": {}, "TaskType": [], "Status": true })), &no_texts),
        (row(&json!({ "TotalCount": {}, "SuccessCount": "many" })), &no_counts),
        (row(&json!({ "TaskBegin": [], "TaskEnd": {}, "BatchId": false })), no_times),
        (row(&json!({ "Extra": { "nested": [1, 2, { "deep": null }] } })), &intact),
        (nulls, EMPTY),
        (json!({}), EMPTY),
        (json!(null), NO_ROW),
        (json!("a row"), NO_ROW),
        (json!([row(&json!({}))]), NO_ROW),
    ];
    Stage::new().play(async |visit| check(visit, ALL, &cases).await);
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn counts_are_printed_as_they_came_and_marked_where_they_make_no_sense() {
    const BARS: &str = "[...document.querySelectorAll('tbody .bar')].filter((_, at) => at % 2 === 0)\
        .map(bar => `${bar.style.getPropertyValue('--done')} ${bar.ariaValueNow}`)";
    let counts = |success: Value, total: Value| {
        row(&json!({ "SuccessCount": success, "TotalCount": total }))
    };
    let cases = [
        (counts(json!(13), json!(8)), "Completed | 13 / 8 The counts do not fit each other"),
        (counts(json!(0), json!(0)), "Completed | 0 / 0"),
        (counts(json!(5), json!(0)), "Completed | 5 / 0 The counts do not fit each other"),
        (counts(json!(-3), json!(-8)), "Completed | -3 / -8 The counts do not fit each other"),
        (
            counts(json!(2.25), json!(8.5)),
            "Completed | 2.25 / 8.5 The counts do not fit each other",
        ),
        (
            counts(json!("9007199254740993"), json!("9007199254740995")),
            "Completed | 9007199254740993 / 9007199254740995 The counts do not fit each other",
        ),
        (
            counts(json!(9_007_199_254_740_990_u64), json!(9_007_199_254_740_991_u64)),
            "Partly done | 9007199254740990 / 9007199254740991 −1 1 not done",
        ),
        (counts(json!("NaN"), json!(8)), "Completed | -- / 8"),
        (counts(json!(""), json!(8)), "Completed | -- / 8"),
        (counts(json!(5), json!(8)), "Partly done | 5 / 8 −3 3 not done"),
    ];
    let bars = [
        "100.0% null",
        "0.0% null",
        "100.0% null",
        "100.0% null",
        "100.0% null",
        "100.0% null",
        "99.9% 99",
        "0.0% null",
        "0.0% null",
        "62.5% 62",
    ];
    Stage::new().play(async |visit| {
        check(visit, STATUS_AND_PROGRESS, &cases).await;
        visit.expect(BARS, bars.to_vec()).await;
    });
}

/// The browser's own parser rounds them, also to 2⁵³, which looks like a number to count with.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn numbers_beyond_a_double_make_no_sense() {
    let cases = [(9_007_199_254_740_993_u64, 9_007_199_254_740_993_u64)];
    let cases = cases.map(|(success, total)| {
        let row = row(&json!({ "SuccessCount": success, "TotalCount": total }));
        (row, "9007199254740993 / 9007199254740993 The counts do not fit each other")
    });
    Stage::new().play(async |visit| check(visit, &[2], &cases).await);
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn an_unknown_status_is_a_word_and_no_end() {
    let status = |status: &str| row(&json!({ "Status": status }));
    let long = "LONG".repeat(1000);
    let cases = [
        (status("RUNNING "), "Running | --".to_owned()),
        (status("\tFAILED\n"), "Failed | 04:52 Why?".to_owned()),
        (status("HALF_DONE"), "HALF_DONE | 04:52".to_owned()),
        (status("running"), "running | 04:52".to_owned()),
        (status(""), "Unknown | 04:52".to_owned()),
        (status(&long), format!("{long} | 04:52")),
    ];
    let cases = cases.each_ref().map(|(row, shown)| (row.clone(), &**shown));
    const TONES: &str = "[...document.querySelectorAll('tbody .cell-status .badge')]\
        .filter((_, at) => at % 2 === 0).map(badge => badge.dataset.tone)";
    Stage::new().play(async |visit| {
        check(visit, STATUS_AND_END, &cases).await;
        visit.expect(TONES, vec!["run", "bad", "mute", "mute", "mute", "mute"]).await;
        // Nothing is known to be unfinished but the first; without it, too, rows are asked for as often.
        let fields = json!({ "Status": "HALF_DONE" });
        visit.upstream.answer(list(&[row(&fields)]));
        visit.open("").await;
        let calls = visit.upstream.handle.calls();
        visit.upstream.expect_calls_beyond(calls).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn times_are_read_in_every_format_or_shown_as_they_came() {
    const TITLES: &str = "[...document.querySelectorAll('tbody .cell-began')]\
        .filter((_, at) => at % 2 === 0).slice(0, 4).map(cell => cell.dataset.times)";
    let times = |begin: &str, end: &str| row(&json!({ "TaskBegin": begin, "TaskEnd": end }));
    let cases = [
        (times("2024-04-06 20:51:40", "2024-04-06T20:51:41Z"), "name | 04:51 | 1 s | 04:51"),
        (times("2024/04/06T20:51:40Z", "2024/04/06 22:51:40"), "name | 04:51 | 2 h 00 min | 06:51"),
        (
            times("yesterday", "2024-13-45 99:99:99"),
            "name Not readable: TaskBegin, TaskEnd | yesterday | -- | 2024-13-45 99:99:99",
        ),
        (
            times("2024-04-06 20:51:44", "2024-04-06 20:41:44"),
            "name | 04:51 | ends before it begins | 04:41",
        ),
        (
            times("1775508700", "2024-02-30 00:00:00"),
            "name Not readable: TaskBegin, TaskEnd | 1775508700 | -- | 2024-02-30 00:00:00",
        ),
        (times("", " "), "name | -- | -- | --"),
        (
            times("0999-01-01 00:00:00", "9999-12-31 12:00:00"),
            "name | 08:05 | 3287546 d 12 h | 9999-12-31 20:00",
        ),
        (
            row(&json!({ "Status": "RUNNING", "TaskBegin": "9999-01-01 00:00:00" })),
            "name | 08:00 | -- | --",
        ),
    ];
    let titles = [
        "2024-04-07 04:51:40 (UTC+8); received: 2024-04-06 20:51:40, assumed UTC",
        "2024-04-07 04:51:40 (UTC+8); received: 2024/04/06T20:51:40Z",
        "yesterday",
        "2024-04-07 04:51:44 (UTC+8); received: 2024-04-06 20:51:44, assumed UTC",
    ];
    Stage::new().play(async |visit| {
        check(visit, NAME_AND_TIMES, &cases).await;
        visit.expect(TITLES, titles.to_vec()).await;
    });
}
