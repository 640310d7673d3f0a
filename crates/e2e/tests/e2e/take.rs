//! The view taken along: what is on the clipboard.

use crate::replies::{completed, list, row};
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
    copied_by(visit, ".share", &format!("#share-menu [data-as={choice}]"), words).await
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
fn a_view_is_copied_as_a_command_that_asks_the_same() {
    Stage::new().play(async |visit| {
        open(visit, "?status=FAILED&size=3").await;
        let command = copy(visit, "aliyun", "Copied as aliyun CLI").await;
        assert_eq!(
            command,
            "aliyun polardb DescribeBatchTasks --region cn-hangzhou \\\n  --PageNumber 1 \\\n  --PageSize 3 \\\n  \
             --Status '[\"FAILED\"]'"
        );
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_view_is_summed_up_in_lines_for_a_chat() {
    Stage::new().play(async |visit| {
        visit.upstream.answer(list(&[
            row("a=3", "RUNNING"),
            row("b=3", "FAILED"),
            completed(1, "c"),
        ]));
        open(visit, "").await;
        let text = copy(visit, "summary", "Copied the summary").await;
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[0].starts_with("**Batch tasks · cn-hangzhou** · 20"), "{text}");
        let link = format!("{}/?to=", visit.origin);
        assert!(lines.last().is_some_and(|line| line.starts_with(&link)), "{text}");
        assert_eq!(
            lines[1..lines.len() - 1],
            [
                "3 tasks · on this page: Running 1, Failed 1, Completed 1",
                "- task b (`pcb-b`): Failed, 3 / 8",
            ]
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
