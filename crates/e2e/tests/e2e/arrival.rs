//! The first seconds: the skeleton, the rows in its place, and which endpoint it is.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::panel::{self, failed, three};
use crate::plain::{self, File, path_of};
use crate::replies::{completed, list};
use crate::stage::Stage;
use crate::starting::forget_files;
use crate::visit::Visit;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn nothing_moves_when_rows_take_the_skeletons_place() {
    Stage::new().play(async |visit| {
        visit.run_first(WATCH_PLACES).await;
        let rows: Vec<_> = (0..30).map(|n| completed(n, &format!("task {n}"))).collect();
        let mut reply = list(&rows);
        reply.delay = Duration::from_millis(700);
        visit.upstream.answer_next(reply);
        visit.goto("").await;
        visit.expect("document.querySelector('main [role=img][aria-busy]') !== null", true).await;
        assert_eq!(visit.settled().await.rows.len(), 30);
        let shifts = visit.value(LAYOUT_SHIFTS).await.as_f64().unwrap();
        assert!(shifts < 0.01, "layout shift {shifts}");
        let places = visit.value("window.places").await;
        let places: BTreeMap<String, Vec<i64>> = serde_json::from_value(places).unwrap();
        assert_eq!(places.len(), 4);
        assert!(places.values().all(|tops| tops.len() == 1), "{places:?}");
    });
}

/// The heights at which the frame and the first row stood, from the first frame on: of the page as it came, of the
/// skeleton and of the table. The browser's own score knows nothing of what is drawn anew.
const WATCH_PLACES: &str = "
    window.places = {};
    const look = () => {
        for (const part of ['h1', '.filters', '.card', '.row:not(.head)']) {
            const place = document.querySelector('main ' + part)?.getBoundingClientRect().top;
            const places = window.places[part] ??= [];
            if (place !== undefined && !places.includes(place)) places.push(place);
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
";

/// Their sum since the page began, as the browser scores them.
const LAYOUT_SHIFTS: &str = "new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))));
})";

/// Not when the rows come, nor the second part of the program, nor the counts, each in its time.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn nothing_at_all_shifts_until_everything_is_there() {
    const COUNTS: &str = "['DISPATCHING', 'RUNNING', 'FAILED'].every(status => document.querySelector(`[data-status=${status}] .chip-count`)?.textContent)";
    Stage::with_status_counts().play(async |visit| {
        for (width, search) in [
            (1440, "?status=COMPLETED"),
            (1440, "?view=timeline&status=COMPLETED"),
            (1000, "?status=COMPLETED"),
            (768, "?status=COMPLETED"),
            (390, "?status=COMPLETED"),
            (390, "?view=timeline&status=COMPLETED"),
        ] {
            visit.resize(width).await;
            visit.goto(search).await;
            visit.expect(COUNTS, true).await;
            visit.expect("document.querySelector('.take > .export') !== null", true).await;
            let shifts = visit.value(LAYOUT_SHIFTS).await.as_f64().unwrap();
            assert!(shifts < 0.001, "layout shift {shifts} at {width} of {search}");
            visit.expect("document.documentElement.scrollWidth <= innerWidth", true).await;
        }
    });
}

/// With the controls on their way for a second, in which the rows come.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn controls_take_the_skeletons_place_in_one_frame_and_leave_the_focus() {
    const HAS_BOXES: &str = "!!document.querySelector('.box')";
    const BRAND: &str = "document.activeElement.className";
    let part = path_of(("console-", "_controls.wasm"));
    Stage::new().play(async |visit| {
        forget_files(visit).await;
        visit.run_first(WATCH_PLACES).await;
        visit.files.put(&part, File::whole(&part, "application/wasm").after(1_500));
        for (width, search) in [(1440, "?status=COMPLETED"), (390, "?status=COMPLETED")] {
            visit.resize(width).await;
            visit.goto(search).await;
            visit.expect("!!document.querySelector('tbody .row')", true).await;
            visit.expect(HAS_BOXES, true).await;
            visit.run("document.querySelector('.brand').focus()").await;
            visit.expect(HAS_BOXES, false).await;
            visit.expect(BRAND, "brand").await;
            let shifts = visit.value(LAYOUT_SHIFTS).await.as_f64().unwrap();
            assert!(shifts < 0.001, "layout shift {shifts} at {width}");
            let places = visit.value("window.places").await;
            let places: BTreeMap<String, Vec<i64>> = serde_json::from_value(places).unwrap();
            assert!(places.values().all(|tops| tops.len() == 1), "{places:?} at {width}");
        }
    });
}

/// The panel's place is kept, although its rows and its style come with the second part.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_link_to_a_batch_begins_beside_its_panel() {
    Stage::new().play(async |visit| {
        visit.upstream.answer_list(three());
        visit.upstream.answer_batch(failed());
        visit.resize(1440).await;
        for search in ["?batch=pcb-b", "?view=timeline&batch=pcb-b"] {
            panel::open(visit, search).await;
            let shifts = visit.value(LAYOUT_SHIFTS).await.as_f64().unwrap();
            assert!(shifts < 0.001, "layout shift {shifts} of {search}");
            visit.expect("scrollY", 0).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_demo_says_so() {
    const DEMO: &str = "Demo: the data is simulated";
    Stage::demo().play(async |visit| {
        visit.open("").await;
        assert!(visit.page_text().await.contains(DEMO));
    });
    Stage::new().play(async |visit| {
        visit.open("").await;
        assert!(!visit.page_text().await.contains(DEMO));
        visit
            .expect(
                "document.querySelector('select[aria-label=Endpoint]').selectedOptions[0].text",
                "cn-hangzhou",
            )
            .await;
    });
}

fn of_lists(visit: &Visit) -> Vec<String> {
    let queries = visit.upstream.queries().into_iter();
    queries.filter(|query| query.starts_with("PageNumber=")).collect()
}

/// What the program would ask is asked once, and without the program.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_rows_of_common_links_are_asked_for_while_the_program_is_on_its_way() {
    let program = path_of(("console-", "_bg.wasm"));
    Stage::new().complaining(&["a status of 404", "HTTP 404", "integrity"]).play(async |visit| {
        forget_files(visit).await;
        for (link, query) in [
            ("", "PageNumber=1&PageSize=30"),
            ("?page=2&size=10", "PageNumber=2&PageSize=10"),
            ("?status=FAILED", "PageNumber=1&PageSize=30&Status=%5B%22FAILED%22%5D"),
            (
                "?type=polarclaw_install_skills&status=RUNNING&view=timeline",
                "PageNumber=1&PageSize=30&Status=%5B%22RUNNING%22%5D&TaskType=polarclaw_install_skills",
            ),
            ("?batch=pcb-a", "PageNumber=1&PageSize=30"),
        ] {
            visit.files.restore();
            let before = of_lists(visit).len();
            visit.open(link).await;
            assert_eq!(of_lists(visit)[before..], [query], "{link}");
            visit.files.put(&program, File::missing());
            visit.goto(link).await;
            visit.expect("!!document.querySelector('.boot-problem[role=alert]')", true).await;
            assert_eq!(of_lists(visit)[before + 1..], [query], "{link}");
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_later_visit_asks_for_rows_before_it_has_the_settings() {
    const ROWS_CAME_FIRST: &str = "(() => {
        const entries = performance.getEntriesByType('resource');
        const [rows] = entries.filter(({ name }) => name.includes('/rpc?'));
        const [settings] = entries.filter(({ name }) => name.endsWith('config.json'));
        return rows?.responseEnd < settings?.responseEnd;
    })()";
    Stage::plain().play(async |visit| {
        visit.upstream.answer(list(&[completed(1, "here")]));
        visit.open("").await;
        assert_eq!(visit.upstream.handle.calls(), 1);
        let settings = plain::config();
        visit.files.put("/config.json", File::json(&settings.to_string()).after(1_500));
        let view = visit.reload().await;
        assert_eq!(view.rows[0].name, "here");
        visit.expect(ROWS_CAME_FIRST, true).await;
        assert_eq!(visit.upstream.handle.calls(), 2, "and not once more");
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn rows_that_the_settings_of_before_have_brought_are_not_shown_by_those_of_today() {
    Stage::plain().play(async |visit| {
        visit.upstream.answer(list(&[completed(1, "of before")]));
        visit.open("").await;
        let mut settings = plain::config();
        settings["endpoints"][0]["url"] = "./elsewhere".into();
        visit.files.put("/config.json", File::json(&settings.to_string()).after(1_500));
        let rows = r#"{"RequestId":"R","TotalCount":0,"PageNumber":1,"PageSize":30,"TaskList":[]}"#;
        visit.files.put("/elsewhere", File::json(rows));
        assert_eq!(visit.reload().await.panel, "No batch tasks yet");
        assert_eq!(visit.upstream.handle.calls(), 2);
    });
}
