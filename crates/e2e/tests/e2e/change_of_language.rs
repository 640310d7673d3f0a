//! The language of the page: changed in place, and kept.

use serde_json::{Value, json};

use crate::plain::File;
use crate::plain::path_of;
use crate::preferences::{KEPT, open, reload};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

/// All that is said: texts, labels, hints and the title.
const SAID: &str = "[document.documentElement.lang, document.title,
    // What is told to screen readers was news then.
    ...['.skip', '.top', 'main', 'aside', '.foot'].map(place => document.querySelector(place)?.innerText ?? ''),
    ...[...document.querySelectorAll('[aria-label], [title], [placeholder], [aria-valuetext]')]
        .filter(it => it.checkVisibility())
        .map(it => [it.className, it.ariaLabel, it.title, it.placeholder ?? '', it.ariaValueText].join('|'))]
    .join('\\n').split('\\n').map(line => line.trim().replace(/[0-9A-F]{4,8}-[0-9A-F-]+/g, 'request')).filter(Boolean)";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn every_view_is_said_in_another_language_at_once_as_if_it_had_come_so() {
    const VIEWS: [(&str, &str, &str); 4] = [
        ("", "tbody .row", "运行中"),
        ("?view=timeline", ".span-row", "时间轴"),
        ("?status=FAILED", "tbody .row", "失败"),
        ("?type=polarclaw_x", ".state h2", "没有符合筛选条件的任务"),
    ];
    Stage::standing().play(async |visit| {
        visit.resize(1440).await;
        for (search, place, words) in VIEWS {
            open(visit, search).await;
            visit
                .expect(
                    &format!("document.querySelector({place:?})?.checkVisibility() ?? false"),
                    true,
                )
                .await;
            compare(visit, words).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_panel_is_said_in_another_language_at_once_as_if_it_had_come_so() {
    Stage::standing().play(async |visit| {
        visit.resize(1440).await;
        for (search, words) in [("?status=FAILED", "失败原因"), ("?status=RUNNING", "子任务")]
        {
            let id = visit.open(search).await.rows[1].batch_id.clone();
            crate::panel::open(visit, &format!("{search}&batch={id}")).await;
            visit.expect(HAS_TOOLS, true).await;
            compare(visit, words).await;
        }
    });
}

/// There and back again, and over a reload; the page is not loaded anew by it.
async fn compare(visit: &Visit, words: &str) {
    // What is shown at the first tick of the clock is there.
    visit.pass(1_500).await;
    let english = visit.value(SAID).await;
    visit.run("window.mark = 1").await;
    visit.choose_language("中文").await;
    visit.expect("document.documentElement.lang", "zh-CN").await;
    visit.expect("document.querySelector('h1').innerText", "批量任务").await;
    visit.expect(&format!("document.body.innerText.includes({words:?})"), true).await;
    visit.expect("window.mark", 1).await;
    visit.expect(KEPT, json!({ "version": 1, "language": "zh" })).await;
    let chinese = visit.value(SAID).await;
    reload(visit).await;
    visit.pass(1_500).await;
    assert_same(&visit.value(SAID).await, &chinese, "after a reload, and changed in place");
    visit.choose_language("English").await;
    visit.expect("document.documentElement.lang", "en").await;
    visit.pass(1_500).await;
    assert_same(&visit.value(SAID).await, &english, "back in English, and before");
}

fn assert_same(one: &Value, other: &Value, what: &str) {
    let lines = |value: &Value| value.as_array().unwrap().clone();
    let (one, other) = (lines(one), lines(other));
    let differing: Vec<_> = one.iter().zip(&other).filter(|(one, other)| one != other).collect();
    assert!(differing.is_empty() && one.len() == other.len(), "{what}: {differing:#?}");
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn words_that_cannot_be_had_leave_the_page_as_it_is() {
    let path = path_of(("words-", ".json"));
    Stage::new().complaining(&["a status of 404", "integrity"]).play(async |visit| {
        visit.resize(1440).await;
        visit.files.put(&path, File::missing());
        open(visit, "").await;
        visit.choose_language("中文").await;
        visit.expect(KEPT, json!({ "version": 1, "language": "zh" })).await;
        visit.expect("document.querySelector('h1').innerText", "Batch tasks").await;
        visit.expect("document.documentElement.lang", "en").await;
        reload(visit).await;
        visit.expect("document.querySelectorAll('tbody .row').length", 30).await;
        visit.expect("document.documentElement.lang", "en").await;
        visit.files.restore();
        reload(visit).await;
        visit.expect("document.documentElement.lang", "zh-CN").await;
    });
}
