//! Which rows and lines the table has, of what was found and what is open.

use chrono::{DateTime, Utc};
use model::arrangement::PlacedTask;
use model::find::{Column, Find};
use model::locale::Locale;
use model::view::found::group::{FoundGroup, GroupView, group_view, more_words};
use model::view::found::lines::{Line, Opened, lines_of_days, lines_of_groups};
use model::view::rows::Rows;

/// The rows that are shown, and what is between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// From top to bottom.
    pub(super) placed: Vec<PlacedTask>,
    /// All lines, where there are groups.
    pub(super) lines: Option<Vec<Line>>,
    /// All groups.
    pub(super) groups: Vec<Group>,
    /// Which of them are open.
    pub(super) opened: Opened,
}

/// A group of the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// Tells it from the others.
    pub(super) id: String,
    /// How many rows it has.
    pub(super) count: usize,
    /// The batch of the first row that is not shown.
    pub(super) next: String,
    /// Its line.
    view: GroupView,
    /// What the line says that shows more.
    more: String,
}

impl Layout {
    /// Of groups, of which the open ones show rows.
    pub(super) fn of_groups(
        groups: &[FoundGroup],
        opened: Opened,
        locale: &Locale,
        now: DateTime<Utc>,
    ) -> Self {
        let counts = groups.iter().map(|group| (&*group.id, group.tasks.len()));
        let lines = lines_of_groups(counts, &opened);
        let mut placed = Vec::new();
        let group = |group: &FoundGroup| {
            let FoundGroup { id, tasks, .. } = group;
            let shown = opened.rows_of(id, tasks.len());
            placed.extend(tasks.iter().take(shown).cloned().map(PlacedTask::listed));
            Group {
                id: id.clone(),
                count: tasks.len(),
                next: tasks.get(shown).map(|task| task.batch_id.clone()).unwrap_or_default(),
                view: group_view(group, opened.is_open(id), locale, now),
                more: more_words(locale, opened.more_of(id, tasks.len())),
            }
        };
        let groups = groups.iter().map(group).collect();
        Self { placed, lines: Some(lines), groups, opened }
    }

    /// Of rows without groups.
    pub(super) fn of_rows(rows: &[PlacedTask], opened: Opened) -> Self {
        Self { placed: rows.to_vec(), opened, ..Self::default() }
    }

    /// Whether a divider stands above the rows of each day: where they are in that order.
    pub(super) fn has_days(&self, find: &Find) -> bool {
        self.lines.is_none() && find.sort.column == Column::Began
    }

    /// All lines from top to bottom.
    pub(super) fn all_lines(&self, rows: &Rows, find: &Find) -> Vec<Line> {
        match &self.lines {
            Some(lines) => lines.clone(),
            None if self.has_days(find) => lines_of_days(rows.groups()),
            None => (0..self.placed.len()).map(Line::Row).collect(),
        }
    }

    /// The line of a group.
    pub(super) fn group(&self, at: usize) -> Option<&GroupView> {
        self.groups.get(at).map(|group| &group.view)
    }

    /// What the line says that shows more of a group.
    pub(super) fn more(&self, at: usize) -> Option<&str> {
        self.groups.get(at).map(|group| &*group.more)
    }

    /// The group of a line that shows more, by its place among such lines.
    pub(super) fn group_of_more(&self, place: usize) -> Option<usize> {
        let more = |line: &Line| match line {
            Line::More(at) => Some(*at),
            Line::Day(_) | Line::Group(_) | Line::Row(_) => None,
        };
        self.lines.iter().flatten().filter_map(more).nth(place)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::find::Sort;
    use model::find::groups::Summary;
    use model::location::Location;
    use model::task::BatchTask;
    use model::view::found::group::GroupOf;
    use model::view::rows::Around;

    use super::*;
    use crate::pages::sample;

    /// Batches with the ids `a0`, `a1` and so on.
    fn tasks(name: &str, count: usize) -> Arc<Vec<Arc<BatchTask>>> {
        let ids: Vec<_> = (0..count).map(|at| format!("{name}{at}:COMPLETED")).collect();
        Arc::new(sample::page(&ids.join(" ")).tasks)
    }

    fn group(name: &str, count: usize) -> FoundGroup {
        FoundGroup {
            id: name.to_owned(),
            of: GroupOf::Rollout(name.to_owned()),
            summary: Summary { count, ..Summary::default() },
            run: None,
            tasks: tasks(name, count),
        }
    }

    fn shown(layout: &Layout) -> Vec<&str> {
        layout.placed.iter().map(|placed| &*placed.task.batch_id).collect()
    }

    #[test]
    fn an_open_group_shows_its_first_rows_and_what_comes_next() {
        let groups = [group("a", 1), group("b", 10), group("c", 9)];
        let at = |opened| Layout::of_groups(&groups, opened, &Locale::default(), sample::at(0));
        let mut opened = Opened::default();
        opened.turn("a");
        opened.turn("c");
        let layout = at(opened.clone());
        assert_eq!(shown(&layout), ["a0", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"]);
        assert_eq!(layout.group(1).map(|group| group.is_open), Some(false));
        assert_eq!((layout.group_of_more(0), layout.group_of_more(1)), (Some(2), None));
        assert_eq!((layout.more(2), &*layout.groups[2].next), (Some("Show 1 more"), "c8"));
        opened.show_more("c", 9);
        let layout = at(opened);
        assert_eq!((shown(&layout).last(), layout.group_of_more(0)), (Some(&"c8"), None));
    }

    #[test]
    fn rows_have_dividers_in_the_order_of_their_days_only() {
        let rows: Vec<_> = tasks("a", 2).iter().cloned().map(PlacedTask::listed).collect();
        let layout = Layout::of_rows(&rows, Opened::default());
        let around =
            Around { endpoint: "e".into(), list: Location::default(), locale: Locale::default() };
        let rows = Rows::new(None, around, &rows, sample::at(0));
        let lines = |column| {
            let sort = Sort { column, is_descending: false };
            layout.all_lines(&rows, &Find { sort, ..Find::default() })
        };
        assert_eq!(lines(Column::Began), [Line::Day(0), Line::Row(0), Line::Row(1)]);
        assert_eq!(lines(Column::Duration), [Line::Row(0), Line::Row(1)]);
    }
}
