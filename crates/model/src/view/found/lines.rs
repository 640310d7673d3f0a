//! What is in which line of the table, and which groups are open.

use std::collections::{BTreeMap, BTreeSet};

use crate::find::Group;
use crate::view::rows::DayGroup;

/// How many rows of a group are shown at first.
pub const FIRST_ROWS: usize = 8;
/// How many one press adds at most: as many as the largest page has, so that the browser is not kept busy.
pub const MORE_ROWS: usize = 100;

/// A line of the table. Numbers are places, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The divider of a day.
    Day(usize),
    /// The line of a group.
    Group(usize),
    /// A row, among all that are shown.
    Row(usize),
    /// What shows more rows of a group.
    More(usize),
}

/// Which groups are open, as somebody has left them. Groups are told by texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// What rows are grouped by.
    group: Group,
    are_open_at_first: bool,
    /// Those that are not as they were at first.
    turned: BTreeSet<String>,
    /// How many rows are shown of those that show more.
    rows: BTreeMap<String, usize>,
}

impl Opened {
    /// As they are in a list. In one that is grouped otherwise, or searched and was not before, it is as at first: open where something
    /// is searched for, so that it can be seen.
    #[must_use]
    pub fn of_list(&self, group: Group, is_searched: bool) -> Self {
        if self.group == group && self.are_open_at_first == is_searched {
            return self.clone();
        }
        Self { group, are_open_at_first: is_searched, ..Self::default() }
    }

    /// Whether a group is open.
    pub fn is_open(&self, group: &str) -> bool {
        self.are_open_at_first != self.turned.contains(group)
    }

    /// Opens a group or closes it.
    pub fn turn(&mut self, group: &str) {
        if !self.turned.remove(group) {
            self.turned.insert(group.to_owned());
        }
    }

    /// How many of a group's rows are shown.
    pub fn rows_of(&self, group: &str, all: usize) -> usize {
        let wanted = self.rows.get(group).copied().unwrap_or(FIRST_ROWS);
        if self.is_open(group) { wanted.min(all) } else { 0 }
    }

    /// How many more one press shows; none for a group that is closed.
    pub fn more_of(&self, group: &str, all: usize) -> usize {
        match self.rows_of(group, all) {
            0 => 0,
            shown => (all - shown).min(MORE_ROWS),
        }
    }

    /// Shows more rows of a group.
    pub fn show_more(&mut self, group: &str, all: usize) {
        let shown = self.rows_of(group, all) + self.more_of(group, all);
        self.rows.insert(group.to_owned(), shown);
    }
}

/// The lines of groups, each told by a text and with so many rows.
pub fn lines_of_groups<'a>(
    groups: impl IntoIterator<Item = (&'a str, usize)>,
    opened: &Opened,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rows = 0;
    for (place, (group, all)) in groups.into_iter().enumerate() {
        lines.push(Line::Group(place));
        let shown = opened.rows_of(group, all);
        lines.extend((rows..rows + shown).map(Line::Row));
        rows += shown;
        if opened.more_of(group, all) > 0 {
            lines.push(Line::More(place));
        }
    }
    lines
}

/// The lines of rows with a divider for each day.
pub fn lines_of_days(days: &[DayGroup]) -> Vec<Line> {
    let of_day = |(place, day): (usize, &DayGroup)| {
        std::iter::once(Line::Day(place)).chain((day.begin..day.end).map(Line::Row))
    };
    days.iter().enumerate().flat_map(of_day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `g0 r0 r1 +0`: a group, two rows and the line for more.
    fn words(lines: &[Line]) -> String {
        let word = |line: &Line| match line {
            Line::Day(at) => format!("d{at}"),
            Line::Group(at) => format!("g{at}"),
            Line::Row(at) => format!("r{at}"),
            Line::More(at) => format!("+{at}"),
        };
        lines.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn groups_are_closed_at_first_and_open_with_a_search() {
        let groups = [("a", 2), ("b", 10), ("c", 1)];
        let at_first = |is_searched| Opened::default().of_list(Group::Type, is_searched);
        let mut closed = at_first(false);
        assert_eq!(words(&lines_of_groups(groups, &closed)), "g0 g1 g2");
        closed.turn("b");
        closed.turn("c");
        let two_open = "g0 g1 r0 r1 r2 r3 r4 r5 r6 r7 +1 g2 r8";
        assert_eq!(words(&lines_of_groups(groups, &closed)), two_open);
        closed.show_more("b", 10);
        let all = "g0 g1 r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 g2 r10";
        assert_eq!(words(&lines_of_groups(groups, &closed)), all);
        closed.turn("b");
        assert_eq!(words(&lines_of_groups(groups, &closed)), "g0 g1 g2 r0");

        let mut open = at_first(true);
        assert_eq!(words(&lines_of_groups([("a", 2), ("c", 1)], &open)), "g0 r0 r1 g1 r2");
        open.turn("a");
        assert_eq!(words(&lines_of_groups([("a", 2), ("c", 1)], &open)), "g0 g1 r0");
        open.turn("a");
        assert!(open.is_open("a"));
        open.turn("a");
        assert_eq!(open.of_list(Group::Type, true), open);
        assert!(open.of_list(Group::Rollout, true).is_open("a"));
        assert!(!open.of_list(Group::Type, false).is_open("c"));
    }

    #[test]
    fn a_large_group_shows_a_page_more_with_each_press() {
        let mut opened = Opened::default().of_list(Group::Rollout, true);
        let shown = |opened: &Opened| (opened.rows_of("a", 150), opened.more_of("a", 150));
        assert_eq!(shown(&opened), (8, 100));
        opened.show_more("a", 150);
        assert_eq!(shown(&opened), (108, 42));
        opened.show_more("a", 150);
        assert_eq!(shown(&opened), (150, 0));
        // It grew, or became smaller.
        assert_eq!((opened.rows_of("a", 160), opened.more_of("a", 160)), (150, 10));
        assert_eq!((opened.rows_of("a", 5), opened.more_of("a", 5)), (5, 0));
    }

    #[test]
    fn dividers_stand_above_the_rows_of_their_days() {
        let view = crate::view::day::DayView { name: "Today", date: String::new() };
        let day = |begin, end| DayGroup { day: None, view: view.clone(), begin, end };
        assert_eq!(words(&lines_of_days(&[day(0, 2), day(2, 3)])), "d0 r0 r1 d1 r2");
        assert_eq!(lines_of_days(&[]), []);
    }
}
