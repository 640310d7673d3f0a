//! Rows that mean harm: markup in a name, and far more of them than were asked for.

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
    Stage::new().play(async |visit| {
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

const FRAME_AFTER_A_PRESS: &str = "new Promise(resolve => {
    const begin = performance.now();
    document.querySelector('[data-status=COMPLETED]').click();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin)));
})";
