//! Any link opens something: garbage in the address falls back to defaults, and is never asked for.

use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn garbage_falls_back_to_defaults() {
    Stage::new().play(async |visit| {
        for (search, query, range) in [
            (
                "?type=%20&status=NOPE,,running%20&last=1y&from=yesterday&to=%FF&page=x&size=-1&env=nowhere&batch=..&view=%00",
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
