//! Which rows of the subtasks are visible.

use std::collections::HashSet;
use std::ops::Range;

use leptos::prelude::*;
use model::row_window::RowWindow;
use model::view::batch::subtask_row::{SubtaskRowView, subtask_row_view};
use model::view::batch::subtasks::{Listed, SubtaskKey};

use crate::i18n::use_locale;

/// As many rows are all in the document, where the browser's own search finds them.
pub(super) const FEW: usize = 200;

/// The visible rows, and what decides that they are.
#[derive(Clone, Copy)]
pub(super) struct VisibleRows {
    /// All rows with their heights.
    pub(super) window: Memo<RowWindow>,
    /// Those that are visible.
    pub(super) rows: Memo<Vec<SubtaskRowView>>,
    range: Memo<Range<usize>>,
    /// Those that are open.
    open: RwSignal<HashSet<SubtaskKey>>,
    /// In CSS pixels.
    row_height: RwSignal<u32>,
    /// How much is hidden above what scrolls the rows, and how high that is, in CSS pixels.
    scrolled: RwSignal<(u32, u32)>,
}

impl VisibleRows {
    /// Follows what is listed, opened and measured.
    pub(super) fn follow(listed: Memo<Listed>) -> Self {
        let locale = use_locale();
        let open = RwSignal::new(HashSet::new());
        let (row_height, scrolled) = (RwSignal::new(36), RwSignal::new((0, 0)));
        let window = Memo::new(move |_| {
            listed.with(|listed| open.with(|open| listed.window(open, row_height.get())))
        });
        let range = Memo::new(move |_| {
            window.with(|window| match scrolled.get() {
                _ if window.rows <= FEW => 0..window.rows,
                (above, height) => window.seen(above, height),
            })
        });
        let rows = Memo::new(move |_| {
            let (range, locale) = (range.get(), locale.get());
            listed.with(|listed| {
                open.with(|open| {
                    let row = |place: usize| {
                        let is_open = open.contains(&listed.subtasks[place].0);
                        subtask_row_view(listed, place, is_open, &locale)
                    };
                    range.map(row).collect::<Vec<_>>()
                })
            })
        });
        Self { window, rows, range, open, row_height, scrolled }
    }

    /// The heights of what is left out above the visible rows and below them, in CSS pixels.
    pub(super) fn padding(self) -> (u32, u32) {
        let Range { start, end } = self.range.get();
        self.window.with(|window| (window.offset(start), window.height() - window.offset(end)))
    }

    /// Opens the row of a subtask, or closes it.
    pub(super) fn toggle(self, key: SubtaskKey) {
        self.open.update(|open| {
            if !open.remove(&key) {
                open.insert(key);
            }
        });
    }

    /// Takes over what was measured: how much is hidden above what scrolls the rows, how high that is, and how high a row
    /// is, in CSS pixels.
    pub(super) fn measured(self, scrolled: (u32, u32), row_height: Option<u32>) {
        set_if_changed(self.scrolled, scrolled);
        // On a phone rows are higher, which is known when there is one.
        if let Some(height) = row_height {
            set_if_changed(self.row_height, height);
        }
    }
}

fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|current| *current != value) {
        signal.set(value);
    }
}
