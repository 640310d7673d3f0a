use super::*;
use crate::time;

fn instant(text: &str) -> DateTime<Utc> {
    time::from_api(text).unwrap()
}

#[test]
fn every_filter_goes_back_to_the_first_page() {
    let query = ListQuery { page: PageNumber::clamped(7), ..ListQuery::default() };
    for changed in [
        query.with_task_type(Some("polarclaw_install_skills")),
        query.with_status_toggled(BatchStatus::Failed),
        query.with_created(Created::Last(Span::Day)),
        query.with_size(PageSize::clamped(100)),
        query.without_filters(),
    ] {
        assert_eq!(changed.page.get(), 1);
    }
}

#[test]
fn turning_the_page_keeps_the_filters() {
    let query = ListQuery::default().with_status_toggled(BatchStatus::Failed);
    let next = query.with_page(PageNumber::clamped(2));
    assert_eq!((next.page.get(), next.statuses), (2, query.statuses));
}

#[test]
fn a_list_without_filters_keeps_its_order_its_groups_and_its_page_size() {
    let find = "q=a&sort=-duration&group=rollout&rest=only&slow=only";
    let query = ListQuery::default()
        .with_task_type(Some("install"))
        .with_created(Created::Last(Span::Day))
        .with_size(PageSize::clamped(10))
        .with_find(find.to_owned());
    let plain = query.without_filters();
    assert!(!plain.is_filtered());
    assert_eq!((&*plain.find, plain.size), ("sort=-duration&group=rollout", query.size));
}

#[test]
fn what_is_counted_is_under_the_other_filters() {
    let query = ListQuery::default()
        .with_task_type(Some("install"))
        .with_created(Created::Last(Span::Day))
        .with_status_toggled(BatchStatus::Failed)
        .with_page(PageNumber::clamped(7));
    let counted = query.of_any_status();
    assert_eq!(counted.with_status_toggled(BatchStatus::Failed).with_size(query.size), {
        query.with_page(PageNumber::FIRST)
    });
    assert_eq!((counted.statuses, counted.size.get()), (StatusSet::default(), 1));
}

#[test]
fn an_empty_type_is_no_filter() {
    assert_eq!(ListQuery::default().with_task_type(Some("  ")).task_type, None);
    assert_eq!(ListQuery::default().with_task_type(Some(" x ")).task_type.as_deref(), Some("x"));
}

#[test]
fn asks_for_a_sliding_range_without_an_end() {
    let query = ListQuery::default().with_created(Created::Last(Span::Hour));
    assert_eq!(
        query.request(instant("2026-04-06T20:51:40Z")).proxy_query(),
        "Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=1&PageSize=30\
         &StartTime=2026-04-06T19%3A51%3A40Z"
    );
}

#[test]
fn knows_a_range_that_cannot_match() {
    let (early, late) = (instant("2026-04-06T00:00:00Z"), instant("2026-04-07T00:00:00Z"));
    for (from, to, reversed) in [
        (Some(early), Some(late), false),
        (Some(late), Some(early), true),
        (Some(early), Some(early), false),
        (Some(late), None, false),
    ] {
        assert_eq!(Created::Between { from, to }.is_reversed(), reversed);
    }
}

#[test]
fn pages_and_sizes_are_clamped() {
    for (number, page, size) in [(0, 1, 1), (1, 1, 1), (1_000_000_000_000, 1_000_000, 1000)] {
        assert_eq!(PageNumber::clamped(number).get(), page);
        assert_eq!(PageSize::clamped(number).get(), size);
    }
}

#[test]
fn a_pinned_range_holds_no_later_task() {
    let between = |from: &str, to: &str| Created::Between {
        from: time::from_api(from),
        to: time::from_api(to),
    };
    for (created, from, to) in [
        (Created::Any, "", "2026-11-24T06:53:02Z"),
        (Created::Last(Span::Hour), "2026-11-24T05:53:02Z", "2026-11-24T06:53:02Z"),
        (Created::Last(Span::Month), "2026-10-25T06:53:02Z", "2026-11-24T06:53:02Z"),
        (between("2026-11-20T00:00:00Z", ""), "2026-11-20T00:00:00Z", "2026-11-24T06:53:02Z"),
        (between("", "2026-11-21T00:00:00Z"), "", "2026-11-21T00:00:00Z"),
        (between("", "2026-12-24T00:00:00Z"), "", "2026-11-24T06:53:02Z"),
        // What lies in the future, or is the wrong way round, holds nothing to keep.
        (between("2026-12-01T00:00:00Z", ""), "2026-12-01T00:00:00Z", ""),
        (
            between("2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z"),
            "2026-11-22T00:00:00Z",
            "2026-11-21T00:00:00Z",
        ),
    ] {
        let pinned = created.pinned(instant("2026-11-24T06:53:02Z"));
        assert_eq!(pinned, between(from, to), "{created:?}");
    }
}

#[test]
fn a_pinned_view_stays_at_its_page() {
    let query = ListQuery::default()
        .with_task_type(Some("polarclaw_install_skills"))
        .with_created(Created::Last(Span::Day))
        .with_page(PageNumber::clamped(3));
    let pinned = query.pinned(instant("2026-11-24T06:53:02Z"));
    assert_eq!((pinned.page, pinned.task_type), (query.page, query.task_type));
}
