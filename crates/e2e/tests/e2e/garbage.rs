//! Any link opens something: garbage in the address falls back to defaults, and is never asked for.

use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn garbage_falls_back_to_defaults() {
    Stage::new().play(async |visit| {
        for (search, query, range) in [
            (
                "?type=%20&status=,,&last=&from=%20&to=&page=x&size=-1&env=&batch=&view=%00&zz=NOPE",
                "PageNumber=1&PageSize=30",
                "1–30 of 128",
            ),
            ("?status=&status=,&page=&size=", "PageNumber=1&PageSize=30", "1–30 of 128"),
            ("?page=0", "PageNumber=1&PageSize=30", "1–30 of 128"),
            ("?page=-3&size=1e3", "PageNumber=1&PageSize=30", "1–30 of 128"),
            ("?size=0", "PageNumber=1&PageSize=1", "1–1 of 128"),
            ("?size=99999999999999999999", "PageNumber=1&PageSize=1000", "1–128 of 128"),
            ("?&&==&%&%zz=1&page=2", "PageNumber=2&PageSize=30", "31–60 of 128"),
            ("#?page=2", "PageNumber=1&PageSize=30", "1–30 of 128"),
        ] {
            let view = visit.open(search).await;
            visit.upstream.expect(query).await;
            assert_eq!(view.range, range, "{search}");
            assert_eq!((&*view.task_type, &*view.created, &*view.panel), ("", "Any time", ""));
            assert_eq!(view.chips, [""; 0], "{search}");
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_filter_that_is_not_understood_is_named_and_nothing_is_asked() {
    Stage::new().play(async |visit| {
        for (search, words) in [
            ("?status=NOPE,running", "status=NOPE is no filter. Nothing was asked."),
            ("?last=99y&page=2", "last=99y is no filter. Nothing was asked."),
            (
                "?from=yesterday&to=%FF",
                "from=yesterday, to=\u{fffd} is no filter. Nothing was asked.",
            ),
            (
                "?from=20266-11-28T00:00:00Z",
                "from=20266-11-28T00:00:00Z is no filter. Nothing was asked.",
            ),
            ("?env=production", "No endpoint production is set up here. Nothing was asked."),
            ("?env=prod+b&batch=pcb-1", "No endpoint prod b is set up here. Nothing was asked."),
        ] {
            let view = visit.open(search).await;
            assert_eq!((&*view.panel, &*view.advice), ("This link is not understood", words));
            assert_eq!((view.rows.len(), visit.upstream.queries()), (0, Vec::new()), "{search}");
        }
        // What is understood of it is one press away, and so is the endpoint.
        visit.press_text("cn-hangzhou").await;
        visit.arrives("?env=default", "PageNumber=1&PageSize=30").await;
        visit.open("?status=NOPE,running").await;
        visit.press_text("Leave it out").await;
        visit
            .arrives("?status=RUNNING", "PageNumber=1&PageSize=30&Status=%5B%22RUNNING%22%5D")
            .await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_filter_is_understood_where_its_meaning_is_plain() {
    Stage::new().play(async |visit| {
        for (search, query) in [
            ("?status=running", "PageNumber=1&PageSize=30&Status=%5B%22RUNNING%22%5D"),
            ("?type=a+b", "PageNumber=1&PageSize=30&TaskType=a%20b"),
            (
                "?from=2026-11-28&to=2026-11-28",
                "EndTime=2026-11-28T23%3A59%3A59Z&PageNumber=1&PageSize=30&StartTime=2026-11-28T00%3A00%3A00Z",
            ),
            (
                "?from=2026-11-28T10:00:00%2B08:00",
                "PageNumber=1&PageSize=30&StartTime=2026-11-28T02%3A00%3A00Z",
            ),
        ] {
            visit.open(search).await;
            visit.upstream.expect(query).await;
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_range_the_wrong_way_round_is_not_asked_for() {
    Stage::new().play(async |visit| {
        let view = visit.open("?from=2026-04-07T00:00:00Z&to=2026-04-06T00:00:00Z").await;
        assert_eq!(view.panel, "From must be before To");
        assert_eq!(visit.upstream.queries(), [""; 0]);
        visit.press_text("Swap them").await;
        let view = visit
            .arrives(
                "?from=2026-04-06T00:00:00Z&to=2026-04-07T00:00:00Z",
                "EndTime=2026-04-07T00%3A00%3A00Z&PageNumber=1&PageSize=30&StartTime=2026-04-06T00%3A00%3A00Z",
            )
            .await;
        assert_eq!(view.panel, "No tasks match these filters");
        assert_eq!(visit.upstream.handle.calls(), 1);
    });
}
