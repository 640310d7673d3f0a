//! The pager as people read it.

use super::*;
use crate::i18n::chinese;

fn state(search: &str, rows: usize, total: u64, last_page: u32) -> PagerState {
    PagerState { location: Location::from_search(search), rows, total, last_page }
}

fn shown(state: &PagerState, place: &str, part: Part) -> String {
    shown_in(&Locale::default(), state, place, part)
}

fn shown_in(locale: &Locale, state: &PagerState, place: &str, part: Part) -> String {
    let fills = fills(locale, Some(state));
    let fill = fills.into_iter().find(|(at, of, _)| *at == place && *of == part);
    fill.map(|(.., value)| value).unwrap()
}

const HREF: Part = Part::Attribute("href");

#[test]
fn the_range_names_the_rows_of_the_page() {
    for (search, rows, range) in [
        ("", 30, "1–30"),
        ("?page=5", 8, "121–128"),
        ("?page=3&size=1000", 1000, "2,001–3,000"),
        ("?page=9", 0, "0"),
    ] {
        assert_eq!(shown(&state(search, rows, 128, 5), ".range strong", Part::Text), range);
    }
}

#[test]
fn links_lead_to_the_neighbours_and_the_ends_have_none() {
    for (search, previous, next) in [
        ("?status=FAILED", "", "?status=FAILED&page=2"),
        ("?page=2", "?", "?page=3"),
        ("?page=5", "?page=4", ""),
        ("?page=9", "", ""),
    ] {
        let state = state(search, 30, 128, 5);
        assert_eq!(shown(&state, PREVIOUS, HREF), previous, "{search}");
        assert_eq!(shown(&state, NEXT, HREF), next, "{search}");
    }
}

#[test]
fn a_gap_is_no_link_and_the_current_page_says_so() {
    let state = state("?page=12", 30, 1_285, 43);
    for (place, label, href, current) in [
        (0, "1", "?", ""),
        (1, "…", "", ""),
        (3, "12", "?page=12", "page"),
        (6, "43", "?page=43", ""),
    ] {
        assert_eq!(shown(&state, LINKS[place], Part::Text), label);
        assert_eq!(shown(&state, LINKS[place], HREF), href);
        assert_eq!(shown(&state, LINKS[place], Part::Attribute("aria-current")), current);
    }
}

#[test]
fn a_size_of_the_url_joins_the_choices_in_its_place() {
    for (size, choices) in [(7, "7 10 30 50 100"), (64, "10 30 50 64 100"), (50, "10 30 50 100")] {
        let (sizes, current) = sizes(PageSize::clamped(size));
        assert_eq!((sizes.join(" ").as_str(), current), (choices, size.to_string()));
    }
}

#[test]
fn chinese_has_words_before_the_range() {
    let state = state("?page=5", 8, 128, 5);
    let at = |place| shown_in(&chinese(), &state, place, Part::Text);
    let range = [".range .before", ".range strong", ".range .after"].map(at);
    assert_eq!(range.concat(), "第 121–128 条，共 128 条");
    let places = [".page-position .before", ".page-position strong", ".page-position .after"];
    assert_eq!(places.map(at).concat(), "第 5 / 5 页");
}
