//! A row of the table.

use leptos::prelude::*;
use model::format::NOTHING;
use model::locale::Locale;
use model::tr;
use model::view::name::NameView;
use model::view::row::{Ends, ProgressView, RowState, RowView};

use super::live_rows::Cells;
use crate::ui::badge::Badge;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::Icon;
use crate::ui::progress_bar::ProgressBar;

/// A row and its cells; `shown_name` is what stands in its link. It keeps its elements when it is rendered anew.
pub(crate) fn table_row<N: IntoView>(cells: &Cells, shown_name: N) -> impl IntoView + use<N> {
    let Cells { row, state, locale } = cells;
    let row = &row.view;
    let RowView { name, flaws, href, status, began, task_type, batch_id, .. } = row.clone();
    let RowState { duration, length, ends, slow, is_open } = state.clone();
    let why = href.clone().filter(|_| row.needs_reason);
    let id = if batch_id.is_empty() { NOTHING.to_owned() } else { batch_id.clone() };
    let Ends { day, time, left, title: all, is_stalled } = ends;
    let whole_name = name.whole();
    view! {
        <tr
            role="row"
            class=if row.is_calm { "row calm" } else { "row" }
            aria-current=is_open.then_some("true")
            data-batch-id=batch_id.clone()
        >
            <th role="rowheader" scope="row" class="cell-task">
                <a class="name" dir="auto" translate="no" href=href title=whole_name>
                    {shown_name}
                </a>
                {flaws.map(|flaws| warning("flaws badge", flaws))}
            </th>
            <td role="cell" class="cell-status">
                <Badge tone=status.tone icon=status.icon word=status.word />
            </td>
            {progress(&row.progress, status.tone, locale)}
            <td role="cell" class="cell-began" data-times=began.title>
                <span class="time">{began.time}</span>
            </td>
            <td role="cell" class="cell-duration" data-slow=slow.factor>
                <span>{duration}</span>
                <i class="length" style:--length=format!("{length}px")></i>
                <span class="unseen">{slow.words}</span>
            </td>
            <td
                role="cell"
                class="cell-ends"
                data-times=all
                data-tone=is_stalled.then_some("warn")
            >
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
                <code class="id" translate="no">{id}</code>
                <CopyButton
                    class="copy"
                    label=tr!(locale, "Copy batch ID")
                    is_disabled=batch_id.is_empty()
                />
            </td>
        </tr>
    }
}

/// The name in its two parts.
pub(super) fn plain_name(cells: &Cells) -> impl IntoView + use<> {
    let NameView { head, tail } = cells.row.view.name.clone();
    view! {
        <span class="name-head">{head}</span>
        <span class="name-tail">{tail}</span>
    }
}

/// The bar with its counts, and what is not done in the tone of the status.
fn progress(progress: &ProgressView, tone: &'static str, locale: &Locale) -> impl IntoView + use<> {
    let ProgressView { value, spoken, done, counts, aside, rest, .. } = progress.clone();
    let odd = tr!(locale, "The counts do not fit each other");
    let (tone, is_read_otherwise) = match &rest {
        Some(_) => (Some(tone), Some("true")),
        None => (None, None),
    };
    view! {
        <td role="cell" class="cell-progress" data-tone=tone>
            <ProgressBar
                tone=progress.tone
                label=tr!(locale, "Progress")
                value=value
                text=spoken
                done=done
            />
            <span class="counts">{counts}</span>
            <span class="aside" aria-hidden=is_read_otherwise>
                {aside}
            </span>
            {rest.map(|rest| view! { <span class="unseen">{rest}</span> })}
            {progress.is_odd.then(|| warning("odd badge", odd.to_owned()))}
        </td>
    }
}

/// A mark that says what is wrong with a cell.
fn warning(class: &'static str, text: String) -> impl IntoView {
    let title = text.clone();
    view! {
        <span class=class data-tone="warn" title=title>
            <Icon name="i-warn" />
            <span class="unseen">{text}</span>
        </span>
    }
}
