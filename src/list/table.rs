//! The table of a page. A refresh touches what has changed, and the clock only the cells of what runs.

pub mod flash;
pub(crate) mod live_rows;
pub(crate) mod row;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::either::Either;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::locale::Locale;
use model::tr;
use model::view::day::DayView;
use model::view::row as view;
use model::view::row::{Estimate, RowState};
use model::view::rows::{Around, Row, Rows};

use crate::browser::events::{is_plain_press, is_within};
use crate::browser::rows::{TASK_ROWS, place_among};
use crate::pages::page::Page;
use live_rows::{Cells, Line, LiveRows, keep_cells};
use row::{plain_name, table_row};

/// The table. Its roles are spelled out, because the rows are laid out as grids, and as cards on a phone, which takes
/// the native ones away.
#[component]
pub fn TaskTable(
    /// The signals of the page.
    page: Page,
) -> impl IntoView {
    let locale = page.locale;
    let rows = Memo::new(move |before| page.rows_after(before));
    let live = Memo::new(move |before: Option<&LiveRows>| {
        rows.with(|rows| LiveRows::after(before, rows, page))
    });
    keep_cells(page, rows, live);
    page.table_rows.set_value(Some(rows));
    view! {
        <table
            class="table"
            role="table"
            aria-busy=move || page.is_turning().to_string()
            on:click=move |event| page.press_row(&event, rows)
        >
            <caption class="unseen">{move || tr!(locale.read(), "Batch tasks")}</caption>
            <thead role="rowgroup">{move || head(page, &locale.read())}</thead>
            <tbody role="rowgroup">
                <For
                    each=move || live.with(LiveRows::lines)
                    key=Line::key
                    children=move |line| match line {
                        Line::Day(at) => {
                            Either::Left(move || live.with(|live| live.day(at).map(divider)))
                        }
                        Line::Row(row) => {
                            Either::Right(move || {
                                row.cells.with(|cells| table_row(cells, plain_name(cells)))
                            })
                        }
                    }
                />
            </tbody>
        </table>
    }
}

/// What is above the rows of one day.
pub(crate) fn divider(day: &DayView) -> impl IntoView + use<> {
    let DayView { name, date } = day.clone();
    view! {
        <tr role="row" class="day">
            <th role="rowheader" scope="rowgroup" colspan="8">
                <strong>{name}</strong>
                " "
                <span class="quiet">{date}</span>
            </th>
        </tr>
    }
}

fn head(page: Page, locale: &Locale) -> impl IntoView + use<> {
    let zone = format!("({})", locale.zone.name_at(page.now.get_untracked()));
    let column = |class: &'static str, label: &'static str| {
        view! {
            <th role="columnheader" scope="col" class=class>
                {label}
            </th>
        }
    };
    view! {
        <tr role="row" class="row head">
            {column("cell-task", tr!(locale, "Task"))}
            {column("cell-status", tr!(locale, "Status"))}
            {column("cell-progress", tr!(locale, "Progress"))}
            <th role="columnheader" scope="col" class="cell-began" aria-sort="descending">
                {tr!(locale, "Began")}
                " "
                <span class="zone">{zone}</span>
            </th>
            {column("cell-duration", tr!(locale, "Duration"))}
            {column("cell-ends", tr!(locale, "Ends"))}
            {column("cell-type", tr!(locale, "Type"))}
            {column("cell-id", tr!(locale, "Batch ID"))}
        </tr>
    }
}

impl Page {
    /// The rows as they are now. What is read without following it is as it was when the rows came: links lead to the list of
    /// the answer, not to that of the URL.
    fn rows_after(self, before: Option<&Rows>) -> Rows {
        let endpoint = self.key.with_untracked(|key| key.endpoint.id.as_str().into());
        self.rows.with(|rows| {
            let list = self.shown_list();
            // What the index answers is in the table of the chunk `find`.
            let is_elsewhere = list.query.needs_index();
            let rows = if is_elsewhere { &[] } else { &rows.arrangement.rows[..] };
            let around = Around { endpoint, list, locale: self.locale.get() };
            self.day.track();
            Rows::new(before, around, rows, self.known_until_untracked())
        })
    }

    /// What a row shows. Only what runs follows the clock.
    fn cells(self, row: &Arc<Row>, rows: &Rows) -> Cells {
        let locale = self.locale.get();
        Cells { row: Arc::clone(row), state: self.row_state(row, rows.longest(), &locale), locale }
    }

    /// Does what a press in the row of a table does: a press on its copy button, or anywhere else where nothing else happens.
    pub(crate) fn press_row(self, event: &MouseEvent, rows: Memo<Rows>) {
        let Some(place) = place_among(event, TASK_ROWS) else { return };
        let Some(row) = rows.with_untracked(|rows| rows.at(place).cloned()) else { return };
        if is_within(event, ".copy:enabled") {
            self.copying.on_copy().run(row.key.batch_id.clone());
        } else if is_plain_press(event) {
            row.view.href.iter().for_each(|href| self.open_link(href));
        }
    }

    fn row_state(self, row: &Row, longest: TimeDelta, locale: &Locale) -> RowState {
        let task = &row.placed.task;
        let runs = row.placed.runs(locale);
        let stale_since = if runs { self.stale_since() } else { None };
        let now = match stale_since {
            Some(since) => since,
            None if runs => self.now.get(),
            None => self.known_until_untracked(),
        };
        let is_fresh = runs && stale_since.is_none();
        let Estimate { ends, slow } =
            if runs { self.forecast(locale, task, now) } else { Estimate::default() };
        let ends = ends.or_else(|| view::average_end(locale, task, now).filter(|_| is_fresh));
        RowState {
            duration: view::duration(locale, task, now),
            length: view::length(locale, task, longest, now),
            ends: ends.unwrap_or_else(|| view::ended(locale, task, now)),
            slow,
            is_open: self.open.with(|open| open.as_ref() == Some(&row.key.batch_id)),
        }
    }

    /// Up to when what the rows tell is known, not only to the last tick.
    pub(crate) fn known_until_untracked(self) -> DateTime<Utc> {
        untrack(|| self.stale_since().unwrap_or_else(|| self.clock.instant()))
    }
}
