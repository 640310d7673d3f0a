//! Texts that mean harm, in names and in errors, and far more rows than were asked for.

use axum::http::StatusCode;
use serde_json::json;
use simulator::Reply;

use crate::replies::{completed, list};
use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn markup_in_a_name_is_text() {
    const MARKUP: &str =
        "<img src=x onerror=\"window.ran = true\"><script>window.ran = true</script>";
    Stage::new().play(async |visit| {
        visit.upstream.handle.inject(list(&[completed(1, MARKUP)]));
        let view = visit.open("").await;
        assert_eq!(view.rows[0].name, MARKUP);
        visit.expect("document.querySelectorAll('tbody img, tbody script').length", 0).await;
        visit.expect("window.ran === undefined", true).await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn ten_thousand_rows_leave_the_page_usable() {
    Stage::new().alone().play(async |visit| {
        let rows: Vec<_> = (0..10_000).map(|n| completed(n, &format!("task {n}"))).collect();
        visit.upstream.answer_next(list(&rows));
        let view = visit.open("").await;
        assert_eq!(view.rows.len(), 10_000);
        assert_eq!(view.rows[9_999].name, "task 9999");
        let milliseconds = visit.value(FRAME_AFTER_A_PRESS).await.as_f64().unwrap();
        assert!(milliseconds < 2000.0, "{milliseconds} ms from a press to the next frame");
        let query = "PageNumber=1&PageSize=30&Status=%5B%22COMPLETED%22%5D";
        assert_eq!(visit.arrives("?status=COMPLETED", query).await.rows.len(), 30);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_megabyte_of_a_name_leaves_the_page_usable() {
    let long = "0123456789".repeat(100_000);
    Stage::new().alone().play(async |visit| {
        visit.upstream.answer_next(list(&[completed(1, &long), completed(2, "its neighbour")]));
        let view = visit.open("").await;
        assert_eq!((view.rows[0].name.len(), &*view.rows[1].name), (1_000_000, "its neighbour"));
        // One line, of which the rest can be read in the title.
        let row = "document.querySelector('tbody .row').getBoundingClientRect().height";
        let height = visit.value(row).await.as_f64().unwrap();
        assert!(height < 60.0, "{height} px");
        visit.expect("document.querySelector('tbody .name').title.length", 1_000_000).await;
        visit.expect("document.documentElement.scrollWidth <= innerWidth", true).await;
        let milliseconds = visit.value(FRAME_AFTER_A_PRESS).await.as_f64().unwrap();
        assert!(milliseconds < 2000.0, "{milliseconds} ms from a press to the next frame");
        let query = "PageNumber=1&PageSize=30&Status=%5B%22COMPLETED%22%5D";
        assert_eq!(visit.arrives("?status=COMPLETED", query).await.rows.len(), 30);
    });
}

/// A name that turns the direction of writing turns nobody else's.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn control_and_bidi_characters_stay_in_their_cell() {
    const CONTROL: &str = "nul\0bell\u{7}escape\u{1b}[31m\r\nline\ttab\u{7f}\u{85}\u{2028}end";
    const BIDI: &str = "\u{202e}desrever \u{2067}isolated \u{200f}\u{feff}e\u{301}\u{301}";
    const NEIGHBOURS: &str = "[...document.querySelectorAll('tbody .row')].map(row =>\
        [...row.cells].slice(1).map(cell => [Math.round(cell.getBoundingClientRect().left), cell.innerText]))";
    Stage::new().play(async |visit| {
        let name_of = |name: &str| {
            let mut row = completed(1, name);
            row["BatchId"] = "pcb-same".into();
            row
        };
        visit.upstream.answer(list(&[name_of(CONTROL), name_of(BIDI), name_of("plain")]));
        let view = visit.open("").await;
        // The reading of a page trims at the ends, not within.
        assert_eq!((&*view.rows[0].name, &*view.rows[2].name), (CONTROL, "plain"));
        visit.expect("document.querySelectorAll('tbody .name')[1].textContent", BIDI).await;
        let cells = visit.value(NEIGHBOURS).await;
        assert_eq!(cells[0], cells[2]);
        assert_eq!(cells[1], cells[2]);
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn markup_in_an_error_is_text_in_the_panel_and_in_the_banner() {
    const MARKUP: &str = "<img src=x onerror='window.ran = true'>&lt;b&gt;</dd></p>";
    const NOTHING_RAN: &str = "document.querySelectorAll('main img, main b').length === 0 && \
        window.ran === undefined";
    let body = json!({ "RequestId": MARKUP, "Code": MARKUP, "Message": MARKUP });
    let reply = Reply::json(StatusCode::BAD_REQUEST, body.to_string());
    Stage::new().complaining(&["a status of 400"]).play(async |visit| {
        visit.upstream.answer_next(reply.clone());
        let view = visit.open("").await;
        let evidence = ["Code", "Message"].map(|name| &*view.evidence[name]);
        assert_eq!(evidence, [MARKUP; 2]);
        // The proxy hands on no id with such letters.
        assert_eq!(view.evidence["RequestId"].len(), 36);
        visit.expect(NOTHING_RAN, true).await;

        visit.press_text("Try again").await;
        visit.expect("document.querySelectorAll('tbody .row').length", 30).await;
        visit.upstream.answer_next(reply);
        visit.refresh().await;
        visit.expect_liveness("Stopped").await;
        let banner = visit.banner().await;
        assert!(banner.contains(&format!("{MARKUP} · ")), "{banner}");
        visit.expect(NOTHING_RAN, true).await;
    });
}

const FRAME_AFTER_A_PRESS: &str = "new Promise(resolve => {
    const begin = performance.now();
    for (const chip of ['COMPLETED', 'PARTLY']) document.querySelector(`[data-status=${chip}]`).click();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin)));
})";
