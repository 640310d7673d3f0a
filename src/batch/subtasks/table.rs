//! The subtasks in rows, of which only those that are visible are in the document.

use leptos::html;
use leptos::prelude::*;
use model::subtask_list::{Column, SubtaskList};
use model::tr;
use model::view::batch::subtask_row::SubtaskRowView;
use model::view::batch::subtasks::{Listed, SubtaskKey, sort_of};

use super::row::SubtaskRow;
use super::visible_rows::{FEW, VisibleRows};
use crate::browser::{listen, on_window, rows::height_of};
use crate::i18n::use_locale;

/// The heads of the columns. A press sorts.
#[component]
pub fn Heads(
    /// Which subtasks are listed.
    list: RwSignal<SubtaskList>,
) -> impl IntoView {
    let locale = use_locale();
    let heads = move || {
        let locale = locale.read();
        let heads = [
            (Column::Instance, "instance", tr!(locale, "Instance")),
            (Column::Error, "error", tr!(locale, "Error")),
            (Column::Status, "state", tr!(locale, "Status")),
            (Column::Duration, "took", tr!(locale, "Duration")),
            (Column::End, "end", tr!(locale, "Ended")),
        ];
        list.with(|list| {
            heads.map(|(column, name, text)| (column, name, text, sort_of(list, column)))
        })
        .map(|(column, name, text, sort)| {
            let press = move |_| list.update(|list| *list = list.sorted_further(column));
            view! {
                <span role="columnheader" class=["head-", name].concat() aria-sort=sort>
                    <button type="button" data-column=name on:click=press>
                        {text}
                    </button>
                </span>
            }
        })
    };
    view! {
        <div role="rowgroup">
            <div class="subtask-row head" role="row" aria-rowindex="1">
                {heads}
            </div>
        </div>
    }
}

/// The rows, of which only those that are visible are in the document.
#[component]
pub fn SubtaskRows(
    /// The subtasks that are listed.
    listed: Memo<Listed>,
    /// What scrolls them.
    scroller: NodeRef<html::Aside>,
) -> impl IntoView {
    let visible = VisibleRows::follow(listed);
    let element = NodeRef::<html::Div>::new();
    let measure = move || {
        if let Some((rows, scroller)) = element.get_untracked().zip(scroller.get_untracked()) {
            let top = scroller.get_bounding_client_rect().top();
            // A list that begins below has a negative part above, which becomes 0.
            let above = (top - rows.get_bounding_client_rect().top()) as u32;
            let height = scroller.client_height().unsigned_abs();
            visible.measured((above, height), height_of(&rows, ".subtask-row:not([data-open])"));
        }
    };
    Effect::new(move |_| {
        visible.window.track();
        measure();
    });
    Effect::new(move |_| {
        if let Some(scroller) = scroller.get() {
            listen(&scroller, "scroll", Box::new(move |_| measure()));
        }
    });
    on_window("resize", move |_| measure());
    let padding = Memo::new(move |_| visible.padding());
    let toggle = Callback::new(move |key| visible.toggle(key));
    let rows = visible.rows;
    let keys = move || rows.with(|rows| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>());
    let row = move |key: SubtaskKey| {
        let row = row_of(rows, key);
        move || view! { <SubtaskRow row=row.get() on_toggle=toggle /> }
    };
    view! {
        <div
            class="subtask-rows"
            role="rowgroup"
            node_ref=element
            data-windowed=move || visible.window.with(|window| window.rows > FEW).then_some("true")
            style:padding-top=move || format!("{}px", padding.get().0)
            style:padding-bottom=move || format!("{}px", padding.get().1)
        >
            <For each=keys key=SubtaskKey::clone children=row />
        </div>
    }
}

/// The row of a subtask, found by its key.
fn row_of(rows: Memo<Vec<SubtaskRowView>>, key: SubtaskKey) -> Memo<SubtaskRowView> {
    Memo::new(move |_| {
        rows.with(|rows| rows.iter().find(|row| row.key == key).cloned().unwrap_or_default())
    })
}
