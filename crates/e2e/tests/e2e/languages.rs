//! The page in Chinese: from its first frame on, for whoever's browser or own choice says so, and without a word left
//! over. What cannot be translated is English, and works.

use axum::http::StatusCode;
use serde_json::{Value, json};
use simulator::Reply;

use crate::language_scripts::{LATE_WORDS, LATIN, NO_WORDS, WATCH_FRAMES};
use crate::plain::{File, path_of};
use crate::replies::{completed, list, row};
use crate::stage::Stage;
use crate::starting::{CAUSE, WATCH, expect_soon_and_readable};
use crate::view::IS_SETTLED;
use crate::visit::Visit;

const LANGUAGE: &str = "document.documentElement.lang";
const HEADING: &str = "document.querySelector('h1').innerText";
const PANEL: &str = "document.querySelector('main h2').innerText";

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_chinese_browser_never_shows_english() {
    Stage::with_status_counts().play(async |visit| {
        prefer_chinese(visit).await;
        for script in [LATIN, LATE_WORDS, WATCH_FRAMES] {
            visit.run_first(script).await;
        }
        open_in_chinese(visit, "").await;
        visit.expect("document.querySelectorAll('tbody .row').length", 30).await;
        visit.expect("document.querySelector('.chip-count').innerText !== ''", true).await;
        assert_eq!(visit.value("headings").await, json!(["批量任务"]));
        assert!(visit.value("hiddenFrames").await.as_u64().unwrap() > 0);
        visit.expect("document.title", "批量任务 · PolarDB").await;
        assert_eq!(visit.value("[...new Set(read)]").await, json!([]));
        for menu in
            ["created-menu", "live-menu", "display-menu", "watch-menu", "more-menu", "zone-menu"]
        {
            visit.press(&format!("[popovertarget={menu}]")).await;
            let is_open = format!("document.querySelector('#{menu}:popover-open') !== null");
            visit.expect(&is_open, true).await;
            visit.expect("latin()", json!([])).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_of_every_kind_are_told_in_chinese() {
    Stage::plain().play(async |visit| {
        prefer_chinese(visit).await;
        visit.run_first(LATIN).await;
        let mut odd = row("odd", "FAILED");
        odd["SuccessCount"] = json!(9);
        odd["TaskEnd"] = json!("2026-04-06 20:50:00");
        let mut unreadable = row("unreadable", "");
        (unreadable["TotalCount"], unreadable["TaskType"]) = (json!("?"), json!(""));
        let rows = [
            completed(1, "一"),
            row("rest", "COMPLETED"),
            row("running", "RUNNING"),
            row("dispatching", "DISPATCHING"),
            odd,
            unreadable,
        ];
        visit.upstream.answer(list(&rows));
        open_in_chinese(visit, "").await;
        let words = "[...document.querySelectorAll('tbody .badge-word, tbody .cell-progress > .unseen')].map(e => e.innerText)\
            .filter(words => words)";
        let expected = ["已完成", "部分完成", "6 个未完成", "运行中", "调度中", "失败", "未知"];
        visit.expect(words, json!(expected)).await;
        visit.expect("document.querySelector('.cell-duration:not(.head *)').innerText", "1 分 00 秒").await;
        // `TotalCount`, which could not be read, is named.
        visit.expect("latin()", json!(["无法读取：TotalCount"])).await;
        visit.expect("document.querySelector('.total').innerText", "共 6 个任务").await;
        visit.expect("document.querySelector('footer p').innerText", "第 1–6 条，共 6 条").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_stands_in_the_place_of_rows_is_told_in_chinese() {
    Stage::plain().complaining(&["a status of 403"]).play(async |visit| {
        prefer_chinese(visit).await;
        visit.run_first(LATIN).await;
        let denied =
            json!({ "Code": "Forbidden.RAM", "Message": "Not authorized.", "RequestId": "R" });
        let denied = Reply::json(StatusCode::FORBIDDEN, denied.to_string());
        for (search, reply, title) in [
            ("", list(&[]), "还没有批量任务"),
            ("?status=FAILED&last=1h", list(&[]), "没有符合筛选条件的任务"),
            (
                "?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                list(&[]),
                "开始时间必须早于结束时间",
            ),
            ("?page=3", denied, "没有查看批量任务的权限"),
        ] {
            visit.upstream.answer(reply);
            open_in_chinese(visit, search).await;
            visit.expect(PANEL, title).await;
            visit.expect("latin()", json!([])).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_language_chosen_here_comes_before_the_browsers() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.expect(LANGUAGE, "en").await;
        choose(visit, &json!("zh")).await;
        open_in_chinese(visit, "").await;
        choose(visit, &json!("en")).await;
        prefer_chinese(visit).await;
        assert_eq!(visit.reload().await.total, "128 tasks");
        visit.expect(LANGUAGE, "en").await;
        // What is no language is none.
        choose(visit, &json!(7)).await;
        assert_eq!(visit.reload().await.total, "128 tasks");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn without_its_words_the_page_is_english_and_works() {
    Stage::new().complaining(&["a status of 404", "integrity"]).play(async |visit| {
        visit.files.put(&path_of(("words-", ".json")), File::missing());
        prefer_chinese(visit).await;
        assert_eq!(visit.open("").await.rows.len(), 30);
        is_english_and_works(visit).await;
    });
    Stage::new().play(async |visit| {
        prefer_chinese(visit).await;
        visit.run_first(NO_WORDS).await;
        assert_eq!(visit.open("").await.rows.len(), 30);
        is_english_and_works(visit).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_program_that_is_gone_or_cut_off_is_explained_in_chinese() {
    let program = path_of(("console-", "_bg.wasm"));
    let complaints = ["a status of 404", "HTTP 404", "integrity", "Failed to fetch"];
    Stage::new().complaining(&complaints).play(async |visit| {
        prefer_chinese(visit).await;
        visit.run_first(WATCH).await;
        for (file, words) in [
            (File::missing(), "本站点没有 FILE（HTTP 404）。可能已有新版本，请重新加载页面。"),
            (File::half_of(&program, "application/wasm"), "FILE 在传输中被改动或截断。"),
        ] {
            visit.files.put(&program, file);
            visit.goto("").await;
            visit.expect(CAUSE, words).await;
            expect_soon_and_readable(visit).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn another_language_is_the_pages_at_once() {
    Stage::with_status_counts().play(async |visit| {
        visit.run_first(LATIN).await;
        let english = visit.open("?size=10").await;
        // Where the header has room for it.
        visit.resize(1600).await;
        for _ in 0..2 {
            visit.choose_language("中文").await;
            visit.expect(HEADING, "批量任务").await;
            visit.expect(LANGUAGE, "zh-CN").await;
            visit.expect("document.title", "批量任务 · PolarDB").await;
            visit.expect("latin()", json!([])).await;
            visit.choose_language("English").await;
            visit.expect(HEADING, "Batch tasks").await;
            visit.expect_view(&english).await;
            visit.expect(LANGUAGE, "en").await;
            visit
                .expect("/[\\u4e00-\\u9fff]/.test(document.querySelector('main').innerText)", false)
                .await;
        }
    });
}

/// The user's browser is in Chinese from now on.
async fn prefer_chinese(visit: &Visit) {
    visit.browser.prefer_languages("zh-CN,zh;q=0.9,en;q=0.8").await;
}

/// As the settings keep it.
async fn choose(visit: &Visit, language: &Value) {
    let preferences = json!({ "version": 1, "language": language }).to_string();
    visit.run(&format!("localStorage.setItem('batch-tasks/#preferences', '{preferences}')")).await;
}

/// A view is read by its English words, so this reads none.
async fn open_in_chinese(visit: &Visit, search: &str) {
    visit.goto(search).await;
    visit.expect(IS_SETTLED, true).await;
    visit.expect(LANGUAGE, "zh-CN").await;
    visit.expect(HEADING, "批量任务").await;
}

async fn is_english_and_works(visit: &Visit) {
    visit.expect(LANGUAGE, "en").await;
    visit.expect(HEADING, "Batch tasks").await;
    visit.press_chip("FAILED").await;
    let query = "PageNumber=1&PageSize=30&Status=%5B%22FAILED%22%5D";
    let view = visit.arrives("?status=FAILED", query).await;
    assert_eq!(view.rows[0].status, "Failed");
}
