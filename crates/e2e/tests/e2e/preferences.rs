//! What somebody prefers: chosen on the page, followed at once, and kept.

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::replies::{completed, list};
use crate::stage::Stage;
use crate::view::{HAS_TOOLS, IS_SETTLED};
use crate::visit::Visit;

pub(crate) const KEPT: &str = "JSON.parse(localStorage.getItem('batch-tasks/#preferences'))";
const KEEP: &str = "localStorage.setItem('batch-tasks/#preferences', JSON.stringify";
const COLUMNS: &str = "[...document.querySelectorAll('thead th')]\
    .filter(head => head.checkVisibility({ visibilityProperty: true })).map(head => head.innerText.replace(/\\s+/g, ' ').replace(/ ?−/, ' −'))";
const ROW_HEIGHT: &str =
    "Math.round(document.querySelector('tbody tr:nth-child(3)').getBoundingClientRect().height)";
const THEME: &str = "document.documentElement.dataset.theme ?? ''";
const CANVAS: &str = "getComputedStyle(document.body).backgroundColor";
const LIGHT: &str = "rgb(246, 247, 249)";
const DARK: &str = "rgb(13, 17, 23)";

/// Goes to a link and waits until something can be chosen there.
pub(crate) async fn open(visit: &Visit, search: &str) {
    visit.goto(search).await;
    expect_ready(visit).await;
}

/// Loads the page again and waits likewise.
pub(crate) async fn reload(visit: &Visit) {
    visit.browser.client.refresh().await.unwrap();
    expect_ready(visit).await;
}

/// In any language.
async fn expect_ready(visit: &Visit) {
    visit.expect(IS_SETTLED, true).await;
    visit.expect(HAS_TOOLS, true).await;
}

/// Opens the dialog.
pub(crate) async fn open_dialog(visit: &Visit) {
    visit.press(".more").await;
    visit.press(".open-preferences").await;
    visit.expect("document.querySelector('dialog.preferences').open", true).await;
    visit.run("document.querySelector('dialog.preferences details').open = true").await;
}

pub(crate) async fn close_dialog(visit: &Visit) {
    visit.press("dialog.preferences [aria-label=Close]").await;
    visit.expect("document.querySelector('dialog.preferences').open", false).await;
}

/// Types into a field of the dialog in place of what is there, and leaves it.
pub(crate) async fn enter(visit: &Visit, name: &str, text: &str) {
    let place = format!("dialog.preferences [name={name}]");
    let field = visit.browser.client.find(Locator::Css(&place)).await.unwrap();
    // The field is not cleared by the driver: that would be a choice, too. Not every driver lets go of the key in Control and A.
    visit.run(&format!("document.querySelector('{place}').select()")).await;
    let delete = char::from(Key::Delete);
    field.send_keys(&format!("{delete}{text}\u{e004}")).await.unwrap();
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn columns_and_the_height_of_rows() {
    let all = json!([
        "Task",
        "Status",
        "Progress −",
        "Began (UTC+8)",
        "Duration",
        "Ends",
        "Type",
        "Batch ID"
    ]);
    let fewer = json!(["Task", "Status", "Progress −", "Duration", "Ends", "Type"]);
    Stage::new().play(async |visit| {
        // Where all columns have room.
        visit.resize(1600).await;
        open(visit, "").await;
        visit.expect(COLUMNS, all.clone()).await;
        visit.expect(ROW_HEIGHT, 40).await;
        open_dialog(visit).await;
        for column in ["began", "id"] {
            visit.press(&format!("dialog.preferences [name={column}]")).await;
        }
        visit.choose("dialog.preferences [name=density]", "Compact").await;
        close_dialog(visit).await;
        for _ in 0..2 {
            visit.expect(COLUMNS, fewer.clone()).await;
            visit.expect(ROW_HEIGHT, 32).await;
            visit.expect("document.documentElement.scrollWidth <= innerWidth", true).await;
            reload(visit).await;
        }
        visit
            .expect(KEPT, json!({ "version": 1, "density": "compact", "hides": "began id" }))
            .await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_theme_is_there_before_anything_is_painted() {
    const NOTE_FIRST_CANVAS: &str = "
        new PerformanceObserver(() => window.first ??= getComputedStyle(document.body).backgroundColor)
            .observe({ type: 'paint', buffered: true });
    ";
    Stage::new().play(async |visit| {
        visit.run_first(NOTE_FIRST_CANVAS).await;
        open(visit, "").await;
        for (theme, label, canvas) in [("light", "Light", LIGHT), ("dark", "Dark", DARK)] {
            visit.change_theme().await;
            visit.expect(THEME, theme).await;
            visit.expect("document.querySelector('.theme .value').textContent", label).await;
            visit.expect(CANVAS, canvas).await;
            reload(visit).await;
            visit.expect("window.first", canvas).await;
        }
        visit.change_theme().await;
        visit.expect(THEME, "").await;
        visit.expect(KEPT, json!({ "version": 1 })).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_number_of_rows_and_the_interval_are_kept() {
    const PACE: &str = "[...document.querySelectorAll('#live-menu [aria-pressed=true]')]\
        .map(it => it.textContent).join()";
    Stage::new().play(async |visit| {
        open(visit, "").await;
        visit.choose_size("10").await;
        visit.arrives("?size=10", "PageNumber=1&PageSize=10").await;
        visit.choose_pace("60 s").await;
        visit.expect(KEPT, json!({ "version": 1, "size": 10, "interval": 60000 })).await;
        let calls = visit.upstream.queries().len();
        open(visit, "").await;
        assert_eq!(visit.view().await.rows.len(), 10);
        visit.press(".live").await;
        visit.expect(PACE, "Live,60 s").await;
        // Not first for another number of rows.
        assert_eq!(visit.upstream.queries()[calls..], ["PageNumber=1&PageSize=10"]);
        // A link that says how many has its way.
        assert_eq!(visit.open("?size=7").await.rows.len(), 7);
        open(visit, "").await;
        open_dialog(visit).await;
        visit.expect("document.querySelector('dialog.preferences [name=size]').value", "10").await;
        visit.choose("dialog.preferences [name=size]", "50").await;
        visit.arrives("?size=50", "PageNumber=1&PageSize=50").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn all_is_reset_at_once() {
    let kept = json!({
        "version": 1, "theme": "dark", "language": "zh", "zone": "UTC", "zoneless": "Asia/Shanghai",
        "density": "compact", "hides": "type", "size": 10, "interval": 60000, "shortcuts": false,
    });
    Stage::new().play(async |visit| {
        visit.resize(1440).await;
        visit.upstream.answer(list(&[completed(1, "one"), completed(2, "two")]));
        open(visit, "").await;
        let before = look(visit).await;
        visit.run(&format!("{KEEP}({kept}))")).await;
        open(visit, "").await;
        visit.expect(ROW_HEIGHT, 32).await;
        visit.expect("document.documentElement.lang", "zh-CN").await;
        assert_ne!(look(visit).await, before);
        open_dialog(visit).await;
        visit.press("dialog.preferences .reset-preferences").await;
        visit.expect(KEPT, json!({ "version": 1 })).await;
        visit.expect("document.documentElement.lang", "en").await;
        visit.expect("location.search", "").await;
        visit.expect(LOOK, before.clone()).await;
        visit.press("dialog.preferences .icon-button").await;
        reload(visit).await;
        open_menus_once(visit).await;
        visit.expect(LOOK, before).await;
    });
}

/// What a choice can change: looks, words, columns, times.
const LOOK: &str = "[{...document.documentElement.dataset}, document.documentElement.lang, \
    [...document.querySelectorAll('thead, tbody .row, .zone-words, #live-menu, #display-menu')].map(it => it.value ?? it.innerText.replace(/\\s+/g, ' ').trim())]";

async fn look(visit: &Visit) -> Value {
    open_menus_once(visit).await;
    visit.value(LOOK).await
}

/// What is in a menu is there once it was opened.
pub(crate) async fn open_menus_once(visit: &Visit) {
    for menu in [".live", ".display", ".more"] {
        visit.press(menu).await;
        visit.press(menu).await;
    }
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_cannot_be_read_is_not_chosen() {
    const TEXTS: [&str; 10] = [
        "",
        "{",
        "null",
        "7",
        "[]",
        "\"version\"",
        r#"{"theme":"dark","language":"zh"}"#,
        r#"{"version":2,"theme":"dark","language":"zh","size":10,"hides":"type","density":"compact"}"#,
        r#"{"version":"1","theme":"dark"}"#,
        r#"{"version":1,"theme":"pink","language":"fr","zone":"Mars/Olympus","zoneless":7,"density":"vast","hides":"task","size":"many","interval":1,"shortcuts":"no"}"#,
    ];
    Stage::new().play(async |visit| {
        visit.upstream.answer(list(&[completed(1, "one"), completed(2, "two")]));
        open(visit, "").await;
        let before = look(visit).await;
        for text in TEXTS {
            visit.run(&format!("localStorage.setItem('batch-tasks/#preferences', {text:?})")).await;
            open(visit, "").await;
            assert_eq!(look(visit).await, before, "{text}");
            visit.expect(CANVAS, LIGHT).await;
            visit.upstream.expect("PageNumber=1&PageSize=30").await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_end_of_a_working_day_and_reading_ahead_are_chosen() {
    const SINCE: &str = "document.querySelector('[data-created=friday] .value').innerText";
    const READS: &str = "document.querySelector('dialog.preferences [name=index]').checked";
    const OFF: &str = "localStorage.getItem('batch-tasks/#index')";
    Stage::standing().play(async |visit| {
        open(visit, "").await;
        visit.open_created().await;
        visit.expect(SINCE, "11-23 18:00").await;
        visit.open_created().await;
        open_dialog(visit).await;
        visit.choose("dialog.preferences [name=evening]", "09:00").await;
        visit.expect(KEPT, json!({ "version": 1, "evening": 9 })).await;
        visit.expect(READS, true).await;
        visit.press("dialog.preferences [name=index]").await;
        visit.expect(OFF, "off").await;
        close_dialog(visit).await;
        visit.open_created().await;
        visit.expect(SINCE, "11-23 09:00").await;
        reload(visit).await;
        open_dialog(visit).await;
        visit.expect(READS, false).await;
        visit.press("dialog.preferences .reset-preferences").await;
        visit.expect(READS, true).await;
        visit.expect(OFF, Value::Null).await;
        visit.expect("document.querySelector('dialog.preferences [name=evening]').value", "").await;
    });
}
