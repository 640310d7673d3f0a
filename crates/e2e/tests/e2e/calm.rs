//! A refresh under the hands of somebody who is busy with the rows.

use serde_json::{Value, json};

use crate::replies::{list, row};
use crate::stage::Stage;
use crate::view::HAS_ALL_PARTS;
use crate::visit::Visit;

const IDS: &str =
    "[...document.querySelectorAll('tbody code')].map(id => id.textContent).join(' ')";
const WAITING: &str = "(pill => pill.checkVisibility() ? pill.innerText.trim() : null)\
    (document.querySelector('.pill-button'))";
const TOP_OF_A: &str = "[...document.querySelectorAll('tbody .row')].find(row => row.innerText.includes('task a'))\
     .getBoundingClientRect().top";
const SAID: &str = "document.querySelector('[role=status] p').textContent";

/// `a=3 b`: two running tasks, of which the first has 3 of 8 subtasks done.
fn answer_next(visit: &Visit, rows: &str) {
    let rows: Vec<_> = rows.split(' ').map(|words| row(words, "RUNNING")).collect();
    visit.upstream.answer_next(list(&rows));
}

async fn refresh(visit: &Visit, rows: &str) {
    answer_next(visit, rows);
    visit.refresh().await;
}

async fn open(visit: &Visit, rows: &str) {
    visit.resize(1440).await;
    answer_next(visit, rows);
    visit.open("").await;
    visit.pause().await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_refresh_in_which_nothing_changed_touches_only_the_clocks() {
    const WATCH: &str = "
        window.touched = [];
        const isClock = node => (node.nodeType === 1 ? node : node.parentElement)
            ?.closest('.age, .cell-duration');
        new MutationObserver(changes => {
            for (const { type, target, attributeName } of changes)
                if (!isClock(target)) window.touched.push([type, attributeName, target.nodeName].join());
        }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });";
    Stage::new().play(async |visit| {
        visit.upstream.handle.inject(list(&[row("a=3", "RUNNING"), row("b", "COMPLETED")]));
        visit.open("").await;
        visit.expect(SAID, "2 tasks").await;
        visit.expect(HAS_ALL_PARTS, true).await;
        let calls = visit.upstream.handle.calls();
        visit.run(WATCH).await;
        visit.upstream.expect_calls_beyond(calls + 1).await;
        visit
            .expect("/^Updated [01] s/.test(document.querySelector('.age').textContent)", true)
            .await;
        assert_eq!(visit.value("window.touched").await, json!([]));
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_in_use_stay_until_they_are_let_go() {
    const SELECT: &str = "getSelection().selectAllChildren(document.querySelector('tbody .name'))";
    const FOCUS: &str = "document.querySelector('tbody button').focus()";
    Stage::new().play(async |visit| {
        for busy in [SELECT, FOCUS] {
            open(visit, "a=3 b").await;
            visit.run(busy).await;
            refresh_by_script(visit, "n m a=5 b").await;
            visit.expect(WAITING, "2 new tasks").await;
            assert_eq!(visit.value(IDS).await, "pcb-a pcb-b");
            visit.expect("document.querySelector('tbody .counts').textContent", "5 / 8").await;
            visit.press(".pill-button").await;
            visit.expect(IDS, "pcb-n pcb-m pcb-a pcb-b").await;
            visit.expect(WAITING, Value::Null).await;
            visit.expect("document.activeElement.id", "tasks").await;
            visit.run("getSelection().empty()").await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_was_let_go_is_not_held_again() {
    Stage::new().play(async |visit| {
        let many: Vec<_> = (0..40).map(|number| format!("x{number}")).collect();
        let many = many.join(" ");
        open(visit, &many).await;
        visit.point_at("tbody .row").await;
        refresh_by_script(visit, &format!("n {many}")).await;
        visit.expect(WAITING, "1 new task").await;
        visit.press(".pill-button").await;
        visit.point_at("h1").await;
        visit.expect("scrollY", 0).await;
        refresh_by_script(visit, &format!("m n {many}")).await;
        visit.expect("document.querySelector('tbody code').textContent", "pcb-m").await;
        visit.expect(WAITING, Value::Null).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn nothing_moves_on_a_page_too_short_to_scroll() {
    Stage::new().play(async |visit| {
        open(visit, "a b c").await;
        visit.point_at("tbody .row").await;
        let top = visit.value(TOP_OF_A).await;
        refresh_by_script(visit, "n a b c").await;
        visit.expect(WAITING, "1 new task").await;
        assert_eq!(visit.value(TOP_OF_A).await, top);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_head_of_the_table_stays_in_view() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.run("scrollTo(0, 600)").await;
        visit.expect("document.querySelector('thead tr').getBoundingClientRect().top", 96).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn nothing_moves_under_the_pointer() {
    Stage::new().play(async |visit| {
        let many: Vec<_> = (0..40).map(|number| format!("x{number}")).collect();
        let many = format!("a {}", many.join(" "));
        open(visit, &many).await;
        visit.point_at("tbody .row").await;
        let top = visit.value(TOP_OF_A).await;
        refresh_by_script(visit, &format!("n {many}")).await;
        visit.expect(WAITING, "1 new task").await;
        assert_eq!(visit.value(TOP_OF_A).await, top);
        visit.point_at("h1").await;
        refresh_by_script(visit, &format!("n {many}")).await;
        visit.expect("document.querySelector('tbody code').textContent", "pcb-n").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_row_that_left_the_page_says_so_and_stays() {
    Stage::new().play(async |visit| {
        open(visit, "a b").await;
        visit.run("document.querySelector('tbody button').focus()").await;
        refresh_by_script(visit, "a").await;
        visit.expect(WAITING, "The list has changed").await;
        assert_eq!(visit.value(IDS).await, "pcb-a pcb-b");
        let cells = "[...document.querySelectorAll('tbody .row')].map(row =>\
            ['.cell-status', '.cell-ends'].map(cell => row.querySelector(cell).innerText.trim()))";
        visit.expect(cells, json!([["Running", "--"], ["Left this page", "--"]])).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_in_use_outlast_a_list_that_became_empty() {
    Stage::new().play(async |visit| {
        open(visit, "a b").await;
        visit.run("document.querySelector('tbody button').focus()").await;
        visit.upstream.answer_next(list(&[]));
        visit.run("document.querySelector(\"[aria-label='Refresh now']\").click()").await;
        visit.expect(WAITING, "The list has changed").await;
        visit.expect("document.querySelector('tbody').checkVisibility()", true).await;
        visit.press(".pill-button").await;
        visit.expect("document.querySelector('main h2').innerText", "No batch tasks yet").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn cells_that_changed_are_marked_unless_motion_is_unwanted() {
    const WATCH: &str = "
        window.marked = [];
        window.KeyframeEffect = class extends KeyframeEffect {
            constructor(cell, ...all) {
                super(cell, ...all);
                window.marked.push(cell.className);
            }
        };";
    Stage::new().play(async |visit| {
        open(visit, "a=3 b=3").await;
        visit.run(WATCH).await;
        refresh(visit, "a=5 b=3").await;
        visit.expect("window.marked", json!(["cell-progress"])).await;
        visit.browser.reduce_motion().await;
        refresh(visit, "a=6 b=3").await;
        visit.expect("document.querySelector('tbody .counts').textContent", "6 / 8").await;
        assert_eq!(
            visit
                .value("document.getAnimations().filter(it => it instanceof CSSTransition).length")
                .await,
            0
        );
        assert_eq!(visit.value("window.marked").await, json!(["cell-progress"]));
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_ended_and_what_is_new_is_said_in_one_sentence() {
    Stage::new().play(async |visit| {
        open(visit, "a b c").await;
        visit.expect(SAID, "3 tasks").await;
        let rows = [
            row("n", "RUNNING"),
            row("a=8", "COMPLETED"),
            row("b=3", "COMPLETED"),
            row("c", "FAILED"),
        ];
        visit.upstream.answer_next(list(&rows));
        visit.refresh().await;
        visit.expect(SAID, "1 completed, 1 completed in part, 1 failed, 1 new").await;
    });
}

/// By the keyboard's focus and the pointer the browser knows who is busy: neither may move for it.
async fn refresh_by_script(visit: &Visit, rows: &str) {
    answer_next(visit, rows);
    visit.run("document.querySelector(\"[aria-label='Refresh now']\").click()").await;
}
