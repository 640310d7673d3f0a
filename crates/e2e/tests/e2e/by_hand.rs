//! What people do with keys, with the clipboard, with extensions that translate, and on paper.

use serde_json::json;

use crate::panel::expect_shown;
use crate::replies::{batch, completed, list, row, subtasks};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;

async fn press(visit: &Visit, key: &str) {
    visit.run(&format!("document.body.dispatchEvent(new KeyboardEvent('keydown', {{ bubbles: true, cancelable: true, {key} }}))")).await;
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_key_that_is_held_down_acts_once() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.expect(HAS_TOOLS, true).await;
        press(visit, "key: 'f', code: 'KeyF'").await;
        visit.expect("location.search", "?status=FAILED").await;
        let length = visit.value("history.length").await;
        for _ in 0..3 {
            press(visit, "key: 'f', code: 'KeyF', repeat: true").await;
        }
        visit.expect("location.search", "?status=FAILED").await;
        assert_eq!(visit.value("history.length").await, length);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn single_keys_work_under_caps_lock_and_input_methods() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.expect(HAS_TOOLS, true).await;
        press(visit, "key: 'F', code: 'KeyF'").await;
        visit.expect("location.search", "?status=FAILED").await;
        press(visit, "key: 'Process', code: 'KeyF', keyCode: 229").await;
        visit.expect("location.search", "").await;
        press(visit, "key: 'Process', code: 'Slash', shiftKey: true").await;
        visit.expect("document.querySelector('dialog.keyboard').open", true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn without_the_clipboards_interface_copying_works_the_older_way() {
    const NO_CLIPBOARD: &str = "
        Object.defineProperty(navigator, 'clipboard', { value: undefined });
        addEventListener('copy', ({ target }) => { window.copied = target.value ?? String(getSelection()); });";
    Stage::new().play(async |visit| {
        visit.run_first(NO_CLIPBOARD).await;
        visit.upstream.answer(list(&[completed(1, "one")]));
        visit.open("").await;
        visit.expect(HAS_TOOLS, true).await;
        visit.resize(1440).await;
        visit.type_into("tbody .copy", " ").await;
        visit.expect("window.copied ?? ''", "pcb-000001").await;
        visit.expect("/Copied/.test(document.querySelector('.toast-place').innerText)", true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_translation_extension_leaves_data_alone_and_the_language_can_be_changed() {
    const WRAP: &str = "
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) texts.push(walker.currentNode);
        for (const text of texts.filter(text => text.data.trim() && !text.parentElement.closest('[translate=no]'))) {
            const font = document.createElement('font');
            font.textContent = 'übersetzt';
            text.replaceWith(font);
        }";
    Stage::new().play(async |visit| {
        visit.upstream.answer(list(&[completed(1, "one")]));
        visit.open("").await;
        visit.expect(HAS_TOOLS, true).await;
        visit.press(".more").await;
        visit.expect("document.querySelector('.tools')?.inert", false).await;
        visit.run(WRAP).await;
        visit.expect("document.querySelector('tbody .name').textContent", "one").await;
        visit.expect("document.querySelector('tbody .id').textContent", "pcb-000001").await;
        visit.press(".language").await;
        visit.expect("document.querySelector('h1')?.textContent", "批量任务").await;
        visit.expect("document.querySelectorAll('font').length", 0).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn paper_says_of_when_and_by_which_filters_and_has_the_panel() {
    Stage::standing().play(async |visit| {
        visit.resize(1440).await;
        visit.upstream.answer_list(list(&[row("a=3", "FAILED")]));
        visit.upstream.answer_batch(batch("a", "FAILED", &subtasks(&["FAILED:disk full"])));
        visit.open("?status=FAILED&last=24h&batch=pcb-a").await;
        expect_shown(visit, "batch").await;
        visit.expect(HAS_TOOLS, true).await;
        visit.run("dispatchEvent(new Event('beforeprint'))").await;
        visit.browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        for (place, is_there) in [
            (".age", true),
            (".chip[data-status=FAILED]", true),
            (".chip[data-status=RUNNING]", false),
            (".created-button", true),
            (".type-field", false),
            (".panel-name", true),
            (".refresh .square", false),
        ] {
            let is_shown = format!("document.querySelector('{place}').checkVisibility()");
            visit.expect(&is_shown, is_there).await;
        }
        visit.expect("/2026-11-24/.test(getComputedStyle(document.querySelector('.age'), '::after').content)", true).await;
        visit.expect("/Data from 2026-11-24/.test(document.querySelector('.age').title)", true).await;
        visit.expect("getComputedStyle(document.querySelector('.panel')).position", "static").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_long_sentence_for_screen_readers_makes_no_page_wider() {
    Stage::plain().play(async |visit| {
        visit.resize(390).await;
        let mut long = completed(1, &"慢日志分析".repeat(8));
        long["TaskBegin"] = json!("2026-04-06 20:51:40");
        visit.upstream.answer(list(&[long]));
        visit.open("?view=timeline").await;
        visit.expect("document.querySelectorAll('.span-row').length", 1).await;
        visit.expect("document.documentElement.scrollWidth <= 390", true).await;
    });
}
