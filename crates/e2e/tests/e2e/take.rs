//! The view taken along: what is on the clipboard.

use std::process::Command;

use serde_json::Value;

use crate::replies::{completed, list};
use crate::stage::Stage;
use crate::visit::Visit;

/// What the toast says.
pub(crate) const TOAST: &str = "(toast => toast.checkVisibility() ? toast.innerText.replace(/\\s+/g, ' ').trim() : '')\
    (document.querySelector('[role=status] .toast'))";

/// What is on the clipboard.
pub(crate) const CLIPBOARD: &str = "navigator.clipboard.readText()";

/// Opens a view, and waits until it can be taken along.
pub(crate) async fn open(visit: &Visit, search: &str) {
    visit.allow_clipboard().await;
    visit.open(search).await;
    visit.expect("document.querySelector('.take > .export') !== null", true).await;
}

/// Copies the view, and returns what is on the clipboard once the toast has said so.
async fn copy(visit: &Visit, choice: &str, words: &str) -> String {
    copied_by(visit, ".copy-as", &format!("#copy-menu [data-as={choice}]"), words).await
}

/// Presses a choice of the menu that a button opens, and returns what is on the clipboard once the toast has said so.
pub(crate) async fn copied_by(visit: &Visit, button: &str, choice: &str, words: &str) -> String {
    visit.press(button).await;
    visit.press(choice).await;
    visit.expect(TOAST, words).await;
    visit.value(CLIPBOARD).await.as_str().unwrap().to_owned()
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_view_is_copied_as_commands_that_ask_the_same() {
    Stage::new().play(async |visit| {
        open(visit, "?status=FAILED&size=3").await;
        let command = copy(visit, "aliyun", "Copied as aliyun CLI").await;
        assert_eq!(
            command,
            "aliyun polardb DescribeBatchTasks --region cn-hangzhou \\\n  --PageNumber 1 \\\n  --PageSize 3 \\\n  \
             --Status '[\"FAILED\"]'"
        );
        let command = copy(visit, "curl", "Copied as curl").await;
        let origin = &visit.origin;
        assert_eq!(
            command,
            format!(
                "curl -X POST \\\n  -H 'Accept: application/json' \\\n  -H 'Origin: {origin}' \\\n  \
                 '{origin}/rpc?Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=1&PageSize=3\
                 &Status=%5B%22FAILED%22%5D'"
            )
        );
        let shown = visit.view().await.batch_ids();
        let run = move || Command::new("sh").args(["-c", &command]).output().unwrap();
        let output = tokio::task::spawn_blocking(run).await.unwrap();
        let reply: Value = serde_json::from_slice(&output.stdout).unwrap();
        let rows = reply["TaskList"].as_array().unwrap().iter();
        let asked: Vec<_> = rows.map(|row| row["BatchId"].as_str().unwrap().to_owned()).collect();
        assert_eq!(asked, shown);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_are_copied_as_json() {
    Stage::new().play(async |visit| {
        visit.upstream.answer(list(&[completed(1, "=1+1")]));
        open(visit, "").await;
        let text = copy(visit, "json", "Copied the 1 row of this page as JSON").await;
        assert_eq!(
            text,
            "[\n{\"BatchId\":\"pcb-000001\",\"TaskName\":\"=1+1\",\"TaskType\":\"polarclaw_install_skills\",\
             \"Status\":\"COMPLETED\",\"SuccessCount\":8,\"TotalCount\":8,\
             \"TaskBegin\":\"2026-04-06T20:51:40Z\",\"TaskEnd\":\"2026-04-06T20:52:40Z\"}\n]\n"
        );
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_sliding_link_slides_and_a_pinned_one_stands() {
    Stage::new().play(async |visit| {
        open(visit, "?last=1h&page=2&size=10").await;
        let sliding = copy(visit, "sliding", "Copied a sliding link").await;
        assert_eq!(sliding, format!("{}/?last=1h&page=2&size=10", visit.origin));
        let pinned = copy(visit, "pinned", "Copied a link with pinned times").await;
        let search = pinned.strip_prefix(&format!("{}/?", visit.origin)).unwrap().to_owned();
        let times: Vec<_> =
            search.split('&').filter_map(|pair| pair.split_once('=')).take(2).collect();
        let [("from", from), ("to", to)] = times[..] else { panic!("{search}") };
        let [begin, end] =
            [from, to].map(|time| time.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
        assert_eq!((end - begin).num_seconds(), 3600);
        assert!(search.ends_with("&page=2&size=10"), "{search}");
        // Whenever it is opened, PolarDB is asked for the same range.
        let colon = |time: &str| time.replace(':', "%3A");
        let query =
            format!("EndTime={}&PageNumber=2&PageSize=10&StartTime={}", colon(to), colon(from));
        for _ in 0..2 {
            visit.open(&format!("?{search}")).await;
            visit.upstream.expect(&query).await;
        }
    });
}
