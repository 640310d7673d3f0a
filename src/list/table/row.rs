//! A row of the table.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use model::format::NOTHING;
use model::locale::Locale;
use model::tr;
use model::view::row::{Ends, Row, RowKey, RowState, RowView, Rows};

use crate::pages::page::Page;
use crate::ui::badge::Badge;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::Icon;
use crate::ui::progress_bar::ProgressBar;

/// The row of a key, which is at a place now. It is rendered anew only when what it shows has changed, and keeps its
/// elements then.
pub(super) fn table_row(page: Page, rows: Memo<Rows>, place: usize, key: RowKey) -> impl IntoView {
    // No state, only where to look first.
    let last_place = AtomicUsize::new(place);
    let row = Memo::new(move |before: Option<&Option<Arc<Row>>>| {
        let found = rows.with(|rows| {
            let place = rows.place_of(&key, last_place.load(Ordering::Relaxed))?;
            last_place.store(place, Ordering::Relaxed);
            rows.at(place).cloned()
        });
        // A row that goes shows what it showed until it is gone.
        found.or_else(|| before.cloned().flatten())
    });
    let state = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| page.row_state(row))));
    move || {
        let locale = page.locale.read();
        row.with(|row| {
            state.with(|state| Some(cells(&row.as_ref()?.view, state.as_ref()?, &locale)))
        })
    }
}

/// A row and its cells.
fn cells(row: &RowView, state: &RowState, locale: &Locale) -> impl IntoView + use<> {
    let RowView { name, flaws, href, status, progress, began, task_type, batch_id, .. } =
        row.clone();
    let RowState { duration, ends, is_open } = state.clone();
    let why = href.clone().filter(|_| row.needs_reason);
    let odd = tr!(locale, "The counts do not fit each other");
    let (title, id) =
        (name.clone(), if batch_id.is_empty() { NOTHING.to_owned() } else { batch_id.clone() });
    let Ends { day, time, left, title: all, is_stalled } = ends;
    view! {
        <tr
            role="row"
            class="row"
            data-gone=row.is_gone.then_some("true")
            aria-current=is_open.then_some("true")
            data-batch-id=batch_id.clone()
        >
            <th role="rowheader" scope="row" class="cell-task">
                <a class="name" dir="auto" href=href title=title>
                    {name}
                </a>
                {flaws.map(|flaws| warning("flaws badge", flaws))}
            </th>
            <td role="cell" class="cell-status">
                <Badge tone=status.tone icon=status.icon word=status.word />
                <span class="rest">{status.rest}</span>
            </td>
            <td role="cell" class="cell-progress">
                <ProgressBar
                    tone=progress.tone
                    label=tr!(locale, "Progress")
                    value=progress.value
                    text=progress.spoken
                    done=progress.done
                />
                <span class="counts">{progress.counts}</span>
                <span class="percent">{progress.percent}</span>
                {progress.is_odd.then(|| warning("odd badge", odd.to_owned()))}
            </td>
            <td
                role="cell"
                class="cell-began"
                title=began.title
                data-today=began.is_today.then_some("true")
            >
                <span class="quiet">{began.day}</span>
                <span class="time">{began.time}</span>
                <span class="seconds">{began.seconds}</span>
            </td>
            <td role="cell" class="cell-duration">
                {duration}
            </td>
            <td role="cell" class="cell-ends" title=all data-tone=is_stalled.then_some("warn")>
                <span class="quiet">{day}</span>
                <span class="time">{time}</span>
                <span class="left">{left}</span>
                " "
                <a class="why" href=why>
                    {tr!(locale, "Why?")}
                </a>
            </td>
            <td
                role="cell"
                class=if task_type.is_raw { "cell-type raw" } else { "cell-type" }
                title=task_type.raw
            >
                {task_type.text}
            </td>
            <td role="cell" class="cell-id">
                <code class="id">{id}</code>
                <CopyButton
                    class="copy"
                    label=tr!(locale, "Copy batch ID")
                    is_disabled=batch_id.is_empty()
                />
            </td>
        </tr>
    }
}

/// A mark that says what is wrong with a cell.
fn warning(class: &'static str, text: String) -> impl IntoView {
    let title = text.clone();
    view! {
        <span class=class data-tone="warn" data-shown="true" title=title>
            <Icon name="i-warn" />
            <span class="unseen">{text}</span>
        </span>
    }
}
