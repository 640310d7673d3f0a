//! The language is changed while the page is there: the panel of a batch, the timeline and the watches follow, and keep what
//! somebody did with them.

use serde_json::json;

use crate::panel::{open, texts, three};
use crate::replies::{batch, subtasks};
use crate::stage::Stage;
use crate::timeline::{LABELS, open_morning};
use crate::visit::Visit;

const LANGUAGE: &str = "document.documentElement.lang";
const PANEL: &str = "document.querySelector('.panel').innerText";
const SENTENCES: &str =
    "[...document.querySelectorAll('.span-row .sentence')].map(at => at.textContent)";
/// What the panel says in Latin letters, without what comes from outside and names that are the same in every language.
const LATIN: &str = "[...document.querySelectorAll('.panel, .panel *')].flatMap(element => {
    if (element.closest('code, pre, [dir=auto]') || !element.checkVisibility()) return [];
    const texts = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.nodeValue);
    return [...texts, ...['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) ?? '')];
}).filter(text => /[A-Za-z]{2}/.test(text.replace(/UTC|ID|JSON|Request|polarclaw|[0-9A-F-]{36}/g, '')))";

async fn speak(visit: &Visit, name: &str, lang: &str) {
    visit.choose_language(name).await;
    visit.expect(LANGUAGE, lang).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_panel_follows_the_language_and_stays_as_it_is() {
    Stage::new().play(async |visit| {
        visit.resize(1600).await;
        visit.upstream.answer_list(three());
        let subtasks = subtasks(&["COMPLETED", "FAILED:disk full", "FAILED", "PAUSE", "BLOCKING"]);
        visit.upstream.answer_batch(batch("b", "FAILED", &subtasks));
        open(visit, "?batch=pcb-b").await;
        visit.press(".reason:nth-child(2) summary").await;
        visit.press(".reason:nth-child(2) .filter-reason").await;
        visit.expect(&texts(".reason-filter strong"), json!(["No error message"])).await;
        let english = visit.value(PANEL).await;

        speak(visit, "中文", "zh-CN").await;
        for (place, words) in [
            (".done", json!(["已完成 1 / 5"])),
            (".facts > .fact-type", json!(["任务类型 安装技能"])),
            (".failed-count", json!(["2 个子任务"])),
            (".reason-title", json!(["disk full", "无错误信息"])),
            (
                ".reason .button",
                json!(["查看相关子任务", "复制实例 ID", "查看相关子任务", "复制实例 ID"]),
            ),
            (".reason-filter strong", json!(["无错误信息"])),
            (".subtask-scope", json!(["1 / 5 个子任务"])),
            (".choices button", json!(["全部 5", "已完成 1", "失败 2", "阻塞中 1", "已暂停 1"])),
            (".subtask-rows .badge-word", json!(["失败"])),
        ] {
            visit.expect(&texts(place), words).await;
        }
        let spoken = "document.querySelector('.segments').ariaLabel";
        visit.expect(spoken, "1 个已完成，2 个失败，1 个阻塞中，1 个已暂停").await;

        visit.press(".section-tools .copy-retry").await;
        let words = "将为 2 个失败实例创建新批次。本页不会发送任何请求。";
        visit.expect(&texts(".retry-words"), json!([words])).await;
        visit.press(".dialog[open] [aria-label='关闭']").await;
        speak(visit, "English", "en").await;
        visit.expect(PANEL, english).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_timeline_and_the_watches_follow_the_language() {
    Stage::plain().play(async |visit| {
        open_morning(visit).await;
        speak(visit, "中文", "zh-CN").await;
        visit.expect(LABELS, json!(["8 / 8 · 查看原因", "8 / 8"])).await;
        let sentences = json!([
            "task a，失败，8 / 8，11:00 开始，12:00 结束",
            "task b，已完成，8 / 8，12:00 开始，13:00 结束",
        ]);
        visit.expect(SENTENCES, sentences).await;
        let label = "document.querySelector('.timeline').ariaLabel";
        let words = "时间轴，10:54 – 13:06 UTC+8。左右方向键平移，加减键缩放。";
        visit.expect(label, words).await;
        speak(visit, "English", "en").await;
        visit.expect(LABELS, json!(["8 / 8 · Why?", "8 / 8"])).await;

        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(batch("a", "RUNNING", &subtasks(&["RUNNING"])));
        open(visit, "?batch=pcb-a").await;
        visit.press(".panel .watch").await;
        let count = "document.querySelector('.watch-count').textContent";
        visit.expect(count, "Watching 1").await;
        speak(visit, "中文", "zh-CN").await;
        visit.expect(count, "关注中 1").await;
        visit.expect(LATIN, json!([])).await;
        visit.press("[popovertarget=watch-menu]").await;
        let stop = "document.querySelector('.watching li button').ariaLabel";
        visit.expect(stop, "取消关注 task a").await;
    });
}
