//! The pager as people read it.

use super::*;
use crate::locale::chinese;

fn state(search: &str, rows: usize, total: u64, last_page: u32) -> PagerState {
    let location = Location::from_search(search);
    let size = location.query.size.get().into();
    PagerState { location, rows, size, total: Some(total), last_page: Some(last_page) }
}

fn english(state: &PagerState) -> PagerView {
    pager_view(Some(state), &Locale::default())
}

#[test]
fn the_range_names_the_rows_of_the_page() {
    for (search, rows, range) in [
        ("", 30, "1–30"),
        ("?page=5", 8, "121–128"),
        ("?page=3&size=1000", 1000, "2,001–3,000"),
        ("?page=9", 0, "0"),
    ] {
        assert_eq!(english(&state(search, rows, 128, 5)).range.strong, range);
    }
}

#[test]
fn links_lead_to_the_neighbours_and_the_ends_have_none() {
    for (search, previous, next) in [
        ("?status=FAILED", None, Some("?status=FAILED&page=2")),
        ("?page=2", Some("?"), Some("?page=3")),
        ("?page=5", Some("?page=4"), None),
        ("?page=9", None, None),
    ] {
        let view = english(&state(search, 30, 128, 5));
        assert_eq!(view.previous.as_deref(), previous, "{search}");
        assert_eq!(view.next.as_deref(), next, "{search}");
    }
}

#[test]
fn a_gap_is_no_link_and_the_current_page_says_so() {
    let view = english(&state("?page=12", 30, 1_285, 43));
    for (place, label, href, is_current) in [
        (0, "1", Some("?"), false),
        (1, "…", None, false),
        (3, "12", Some("?page=12"), true),
        (6, "43", Some("?page=43"), false),
    ] {
        let link = PageLink { label: label.into(), href: href.map(Into::into), is_current };
        assert_eq!(view.links[place], link);
    }
}

#[test]
fn only_a_long_list_has_a_field_for_a_page_number() {
    for (last, has_pages, go_to) in
        [(1, false, None), (2, true, None), (7, true, None), (8, true, Some(8))]
    {
        let view = english(&state("", 30, 240, last));
        assert_eq!((view.has_pages, view.go_to), (has_pages, go_to), "{last}");
    }
    assert!(pager_view(None, &Locale::default()).is_hidden);
}

#[test]
fn a_size_of_the_url_joins_the_choices_in_its_place() {
    for (size, choices) in [(7, "7 10 30 50 100"), (64, "10 30 50 64 100"), (50, "10 30 50 100")] {
        let sizes = sizes(PageSize::clamped(size));
        let sizes: Vec<_> = sizes.into_iter().map(|size| size.get().to_string()).collect();
        assert_eq!(sizes.join(" "), choices);
    }
}

#[test]
fn chinese_has_words_before_the_range() {
    let view = pager_view(Some(&state("?page=5", 8, 128, 5)), &chinese());
    assert_eq!(view.range.text(), "第 121–128 条，共 128 条");
    assert_eq!(view.position.text(), "第 5 / 5 页");
}

#[test]
fn shows_the_ends_and_the_neighbours() {
    for (current, last, shown) in [
        (1, 1, "1"),
        (3, 5, "1 2 3 4 5"),
        (7, 7, "1 2 3 4 5 6 7"),
        (1, 43, "1 2 3 4 5 … 43"),
        (4, 43, "1 2 3 4 5 … 43"),
        (5, 43, "1 … 4 5 6 … 43"),
        (12, 43, "1 … 11 12 13 … 43"),
        (40, 43, "1 … 39 40 41 42 43"),
        (43, 43, "1 … 39 40 41 42 43"),
        (99, 43, "1 … 39 40 41 42 43"),
    ] {
        let text: Vec<_> = pager_items(current, last)
            .into_iter()
            .map(|item| match item {
                PagerItem::Page(number) => number.to_string(),
                PagerItem::Gap => "…".to_owned(),
            })
            .collect();
        assert_eq!(text.join(" "), shown);
    }
}

#[test]
fn without_a_total_a_full_page_has_a_next_one() {
    for (search, rows, range, previous, next, position) in [
        ("", 30, "1–30", None, Some("?page=2"), "1"),
        ("?page=2", 30, "31–60", Some("?"), Some("?page=3"), "2"),
        ("?page=3", 8, "61–68", Some("?page=2"), None, "3"),
        ("?page=4", 0, "0", Some("?page=3"), None, "4"),
    ] {
        let state = PagerState { total: None, last_page: None, ..state(search, rows, 0, 0) };
        let view = english(&state);
        assert_eq!((&*view.range.strong, &*view.range.after), (range, ""));
        assert_eq!((view.previous.as_deref(), view.next.as_deref()), (previous, next), "{search}");
        assert!(view.has_pages);
        assert_eq!(view.position.strong, position);
        assert_eq!(view.links.len(), 1);
    }
    let only = PagerState { total: None, last_page: None, ..state("", 8, 0, 0) };
    assert!(!english(&only).has_pages);
}

#[test]
fn pages_of_another_size_than_was_asked_for_are_counted_as_they_came() {
    let state = PagerState { size: 100, ..state("?page=2&size=1000", 100, 500, 5) };
    let view = english(&state);
    assert_eq!(
        (&*view.range.before, &*view.range.strong, &*view.range.after),
        ("", "101–200", " of 500")
    );
    assert_eq!(view.note, "The service gives 100 rows per page.");
    assert_eq!(view.next.as_deref(), Some("?page=3&size=1000"));
    assert_eq!(english(&super::tests::state("", 30, 128, 5)).note, "");
}
