//! The table of a page. A refresh touches what has changed, and the clock only the cells of what runs.

mod row;

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use model::locale::Locale;
use model::task::Duration;
use model::tr;
use model::view::row as view;
use model::view::row::{Row, RowState, Rows, changed_cells};

use crate::browser::events::{is_plain_press, is_within};
use crate::browser::rows::{flash_cells, row_place};
use crate::pages::page::Page;
use row::table_row;

/// The table. Its roles are spelled out, because the rows are laid out as grids, and as cards on a phone, which takes
/// the native ones away.
#[component]
pub fn TaskTable(
    /// The signals of the page.
    page: Page,
) -> impl IntoView {
    let locale = page.locale;
    let rows = Memo::new(move |_| page.table_rows());
    let body = NodeRef::<html::Tbody>::new();
    flash_changes(page, rows, body);
    let keys = move || {
        rows.with(|rows| rows.iter().map(|row| row.key.clone()).enumerate().collect::<Vec<_>>())
    };
    let on_click = move |event: MouseEvent| {
        let Some(place) = row_place(&event) else { return };
        let Some(row) = rows.with_untracked(|rows| rows.at(place).cloned()) else { return };
        if is_within(&event, ".copy:enabled") {
            page.copying.on_copy().run(row.key.batch_id.clone());
        } else if is_plain_press(&event) {
            row.view.href.iter().for_each(|href| page.open_link(href));
        }
    };
    view! {
        <table class="table" role="table" aria-busy=move || page.is_turning().to_string()>
            <caption class="unseen">{move || tr!(locale.read(), "Batch tasks")}</caption>
            <thead role="rowgroup">{move || head(page, &locale.read())}</thead>
            <tbody role="rowgroup" node_ref=body on:click=on_click>
                <For
                    each=keys
                    key=|(_, key)| key.clone()
                    children=move |(place, key)| table_row(page, rows, place, key)
                />
            </tbody>
        </table>
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
            <th role="columnheader" scope="col" class="cell-began">
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

/// Marks for a moment what has changed, where that is news to who sees it.
fn flash_changes(page: Page, rows: Memo<Rows>, body: NodeRef<html::Tbody>) {
    Effect::new(move |before: Option<Rows>| {
        let rows = rows.get();
        let is_news = page.rows.with_untracked(|rows| rows.is_news);
        if let (Some(before), Some(body)) = (before, body.get_untracked())
            && is_news
        {
            for (index, cells) in changed_cells(&before, &rows, &page.locale.get_untracked()) {
                flash_cells(&body, index, &cells);
            }
        }
        rows
    });
}

impl Page {
    /// The rows as they are now. When the day changes all are made anew, because times of today omit the date. What is read
    /// without following it is as it was when the rows came: links lead to the list of the answer, not to that of the URL.
    fn table_rows(self) -> Rows {
        let endpoint = self.key.with_untracked(|key| key.endpoint.id.clone());
        self.rows.with(|rows| {
            let list = self.shown_list();
            let locale = self.locale.get();
            self.day.track();
            let now = self.known_until_untracked();
            Rows::new(&endpoint, &rows.arrangement.rows, &list, &locale, now)
        })
    }

    /// What of a row follows the clock. Only the row of what runs does.
    fn row_state(self, row: &Row) -> RowState {
        let (locale, task) = (self.locale.get(), &row.placed.task);
        let runs = matches!(task.duration(&locale), Duration::Since(_)) && !row.placed.is_gone;
        let now = if runs {
            self.stale_since().unwrap_or_else(|| self.now.get())
        } else {
            self.known_until_untracked()
        };
        let ends = if runs { self.forecast(&locale, task, now) } else { None };
        RowState {
            duration: view::duration(&locale, task, now),
            ends: ends.unwrap_or_else(|| view::ended(&locale, task, now)),
            is_open: self.open.with(|open| open.as_ref() == Some(&row.key.batch_id)),
        }
    }

    fn known_until_untracked(self) -> chrono::DateTime<chrono::Utc> {
        untrack(|| self.stale_since().unwrap_or_else(|| self.now.get()))
    }
}
