//! The rows as bars over time: the way there and back, where bars are, and what they lead to.

use serde_json::{Value, json};

use crate::replies::{at, list, row, running};
use crate::stage::Stage;
use crate::visit::Visit;

const NAMES: &str =
    "[...document.querySelectorAll('.span-row .name-text')].map(name => name.textContent)";
const SHOWN: &str =
    "['.table', '.timeline'].filter(view => document.querySelector(view)?.checkVisibility())";
/// The words beside each bar.
pub(crate) const LABELS: &str = "[...document.querySelectorAll('.span-row .label')].map(label =>
    [...label.children].filter(part => part.checkVisibility()).map(part => part.innerText).join(' · '))";
/// Where each bar begins and how wide it is, in percents of its lane.
const BARS: &str = "[...document.querySelectorAll('.lane')].map(lane => {
    const { left, width } = lane.getBoundingClientRect();
    const bar = lane.querySelector('.ran').getBoundingClientRect();
    return [bar.left - left, bar.width].map(length => Math.round(length * 100 / width));
})";
pub(crate) const TIMES: &str = "document.querySelector('.times').textContent";
const TO: &str = "document.querySelector('.lane').style.getPropertyValue('--to')";
const NOW: &str = "document.querySelector('.now').style.getPropertyValue('--at')";

/// The batch `a` that ran at these times of 2026-11-24: `03:00:00 04:00:00`.
pub(crate) fn ran(id: &str, status: &str, times: &str) -> Value {
    let (begin, end) = times.split_once(' ').unwrap();
    let mut row = row(&format!("{id}=8"), status);
    row["TaskBegin"] = json!(format!("2026-11-24 {begin}"));
    row["TaskEnd"] = json!(format!("2026-11-24 {end}"));
    row
}

/// The window of [`open_morning`] in a URL.
pub(crate) const MORNING: &str = "2026-11-24T02:54Z,132m";

/// Two batches one after the other: from 11:00 to 13:00 in Shanghai, and now is 14:53:20.
pub(crate) async fn open_morning(visit: &Visit) {
    visit.resize(1440).await;
    let rows =
        [ran("a", "FAILED", "03:00:00 04:00:00"), ran("b", "COMPLETED", "04:00:00 05:00:00")];
    visit.upstream.answer(at("06:53:20", list(&rows)));
    visit.open("?view=timeline").await;
    visit.press_text("Fit").await;
    visit.expect(TIMES, "10:54 – 13:06").await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_timeline_shows_the_rows_of_the_table_and_is_one_step_back_in_the_history() {
    Stage::new().play(async |visit| {
        let table = visit.open("?size=10&last=7d").await;
        let names: Vec<_> = table.rows.iter().map(|row| row.name.clone()).collect();
        let steps = visit.value("history.length").await.as_u64().unwrap();
        visit.press_text("Timeline").await;
        visit.expect("location.search", "?last=7d&size=10&view=timeline").await;
        visit.expect(SHOWN, json!([".timeline"])).await;
        visit.expect(NAMES, json!(names)).await;
        assert_eq!(visit.value("history.length").await, steps + 1);
        assert_eq!(visit.offers("[data-view][aria-pressed=true]").await, ["Timeline"]);

        visit.back().await;
        visit.expect("location.search", "?size=10&last=7d").await;
        visit.expect(SHOWN, json!([".table"])).await;
        visit.forward().await;
        visit.expect(SHOWN, json!([".timeline"])).await;
        visit.reload().await;
        visit.expect(NAMES, json!(names)).await;
        visit.expect(SHOWN, json!([".timeline"])).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn bars_are_where_their_batches_ran() {
    Stage::plain().play(async |visit| {
        open_morning(visit).await;
        // 6 and 66 of 132 minutes.
        visit.expect(BARS, json!([[5, 45], [50, 45]])).await;
        let styles = "[...document.querySelectorAll('.lane')].map(({ style }) =>
            ['--from', '--to'].map(name => style.getPropertyValue(name)).join(' '))";
        assert_eq!(visit.value(styles).await, json!(["4.54% 50.00%", "50.00% 95.45%"]));
        assert_eq!(visit.value(LABELS).await, json!(["8 / 8 · Why?", "8 / 8"]));
        assert_eq!(
            visit.value("document.querySelector('.span-head .zone').textContent").await,
            "UTC+8"
        );
        let sentences =
            "[...document.querySelectorAll('.span-row .sentence')].map(at => at.textContent)";
        let expected = json!([
            "task a, failed, 8 of 8, began 11:00, ended 12:00",
            "task b, completed, 8 of 8, began 12:00, ended 13:00",
        ]);
        assert_eq!(visit.value(sentences).await, expected);

        visit.press("[data-zoom=now]").await;
        visit.expect(TIMES, "13:03 – 15:15").await;
        visit.expect(LABELS, json!(["‹ 11:00 – 12:00 · 8 / 8", "‹ 12:00 – 13:00 · 8 / 8"])).await;
        visit.expect("document.querySelector('.now-pill').textContent", "Now 14:53").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_name_and_a_bar_lead_to_the_batch() {
    Stage::plain().play(async |visit| {
        open_morning(visit).await;
        for (pressed, id) in [("[role=listitem]:nth-child(2) .name", "b"), (".lane .ran", "a")] {
            visit.press(pressed).await;
            let search = format!("?view=timeline&batch=pcb-{id}&window={MORNING}");
            visit.expect("location.search", search).await;
            let open = "document.querySelector('.span-row[aria-current] .name-text').textContent";
            visit.expect(open, format!("task {id}")).await;
        }
        visit.back().await;
        let search = format!("?view=timeline&batch=pcb-b&window={MORNING}");
        visit.expect("location.search", search).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_tick_touches_only_what_runs() {
    const WATCH: &str = "
        window.touched = new Set();
        new MutationObserver(changes => {
            for (const { target } of changes) {
                const name = target.parentElement?.closest('.span-row')?.querySelector('.name-text');
                if (name) window.touched.add(name.textContent);
            }
        }).observe(document.querySelector('.span-rows'), { subtree: true, childList: true, characterData: true, attributes: true });";
    Stage::plain().play(async |visit| {
        let mut runs = running(3, 8);
        runs["TaskBegin"] = json!("2026-11-24 06:52:00");
        let rows = [
            runs,
            ran("a", "FAILED", "06:50:00 06:51:00"),
            ran("b", "COMPLETED", "06:49:00 06:50:00"),
        ];
        visit.upstream.answer(at("06:53:20", list(&rows)));
        visit.open("?view=timeline").await;
        visit.expect(NAMES, json!(["roll out", "task a", "task b"])).await;
        visit.run(WATCH).await;
        visit.expect("[...touched].join()", "roll out").await;
        visit.pass(3_000).await;
        assert_eq!(visit.value("[...touched].join()").await, "roll out");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn bars_stop_where_the_last_answer_was_and_now_goes_on() {
    Stage::plain().play(async |visit| {
        let mut runs = running(10, 100);
        runs["TaskBegin"] = json!("2026-11-24 06:40:00");
        visit.upstream.answer(at("06:40:20", list(&[runs.clone()])));
        visit.open("?view=timeline").await;
        runs["SuccessCount"] = json!(20);
        visit.upstream.answer(at("06:41:20", list(&[runs])));
        let ahead = "document.querySelector('.lane .ahead').checkVisibility()";
        visit.expect(ahead, true).await;
        visit.lose_connection().await;
        visit.expect(ahead, false).await;
        visit.expect(LABELS, json!(["20 / 100"])).await;
        let (to, now) = (visit.value(TO).await, visit.value(NOW).await);
        visit.expect(&format!("{NOW} === {now}"), false).await;
        assert_eq!(visit.value(TO).await, to);
    });
}
