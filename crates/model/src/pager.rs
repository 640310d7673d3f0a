//! Which page links a pager shows.

/// One place in a pager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagerItem {
    /// A page by its number.
    Page(u32),
    /// Pages left out.
    Gap,
}

/// How many places a pager has at most.
pub const PLACES: usize = 7;

/// At most [`PLACES`]: the ends, and the current page with its neighbours.
pub fn pager_items(current: u32, last: u32) -> Vec<PagerItem> {
    use PagerItem::{Gap, Page};
    let current = current.min(last);
    if last as usize <= PLACES {
        return (1..=last).map(Page).collect();
    }
    if current <= 4 {
        return (1..=5).map(Page).chain([Gap, Page(last)]).collect();
    }
    if current + 3 >= last {
        return [Page(1), Gap].into_iter().chain((last - 4..=last).map(Page)).collect();
    }
    vec![Page(1), Gap, Page(current - 1), Page(current), Page(current + 1), Gap, Page(last)]
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
