//! A page that comes back to its user: out of the back-forward cache, or out of the background.

use std::time::Duration;

use simulator::Reply;

use crate::plain::File;
use crate::replies::{completed, list, running};
use crate::stage::Stage;

const NAME: &str = "document.querySelector('tbody .name')?.textContent ?? ''";
const ELSEWHERE: &str = "<title>Elsewhere</title><link rel=icon href='data:,'>";

const NOTE_HOW_IT_CAME: &str = "
    addEventListener('pageshow', event => window.isOutOfCache = event.persisted);
";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_page_out_of_the_back_forward_cache_asks_once() {
    Stage::plain().play(async |visit| {
        visit.files.put("/elsewhere.html", File::html(ELSEWHERE));
        visit.run_first(NOTE_HOW_IT_CAME).await;
        visit.upstream.answer(list(&[completed(1, "before")]));
        visit.open("").await;
        visit.choose_pace("60 s").await;
        visit.goto("elsewhere.html").await;
        visit.expect("document.title", "Elsewhere").await;
        visit.upstream.answer(list(&[completed(1, "after")]));
        let calls = visit.upstream.handle.calls();
        visit.back().await;
        visit.expect("window.isOutOfCache", true).await;
        visit.expect(NAME, "after").await;
        visit.pass(2_500).await;
        assert_eq!(visit.upstream.handle.calls(), calls + 1);
    });
}

/// The page asks once a second while it is seen. On its return the answer takes so long that a second request could only
/// be one of those that were missed.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_hidden_page_asks_nothing_and_makes_up_for_nothing() {
    let late = Reply { delay: Duration::from_secs(2), ..list(&[running(30, 40)]) };
    Stage::plain().play(async |visit| {
        visit.upstream.answer(list(&[running(10, 40)]));
        visit.open("").await;
        visit.upstream.expect_calls_beyond(visit.upstream.handle.calls()).await;
        let calls = visit
            .look_elsewhere_while(async || {
                visit.pass(1_500).await;
                let calls = visit.upstream.handle.calls();
                visit.pass(4_000).await;
                assert_eq!(visit.upstream.handle.calls(), calls);
                visit.upstream.answer(late);
                calls
            })
            .await;
        visit.upstream.expect_calls_beyond(calls).await;
        visit.pass(1_000).await;
        assert_eq!(visit.upstream.handle.calls(), calls + 1);
        visit.expect("document.querySelector('tbody .counts').textContent", "30 / 40").await;
        visit.upstream.expect_calls_beyond(calls + 1).await;
    });
}
