//! Heads that sort: in the table of what was found, and over the heads of the plain one, whose program has no room for them.

use leptos::prelude::*;
use model::find::{Column, Find, Sort};
use model::view::found::heads::{class_of, label, name, order_of, title};

use crate::browser;
use crate::pages::page::Page;

/// The columns that have a head of their own. What is not done has a button in that of the progress.
const HEADS: [Column; 8] = [
    Column::Name,
    Column::Status,
    Column::Progress,
    Column::Began,
    Column::Duration,
    Column::Ends,
    Column::Type,
    Column::Id,
];

/// What is in the head for what is not done.
const NOT_DONE: &str = "−";

/// What the heads share.
#[derive(Clone, Copy)]
pub struct Heads {
    page: Page,
    /// The order of the rows that are shown.
    sort: Memo<Sort>,
    /// What a press will cost, in words; empty where it costs nothing.
    price: Signal<String>,
    /// The column of the last press, until its head in the other table has the focus.
    pressed: StoredValue<Option<Column>>,
}

impl Heads {
    /// Heads that say what a press will cost: empty where it costs nothing.
    pub fn new(page: Page, price: Signal<String>) -> Self {
        let sort = Memo::new(move |_| {
            page.rows.track();
            Find::read(&page.shown_list().query.find).sort
        });
        Self { page, sort, price, pressed: StoredValue::new(None) }
    }

    /// Puts a button over each head of the plain table.
    pub fn mount_over_plain_heads(self) {
        for column in Column::ALL {
            let head = ["thead .", class_of(column)].concat();
            let class = "sort over";
            browser::mount(
                &head,
                move || view! { <SortButton heads=self column=column class=class /> },
            );
        }
    }

    /// Lets the head that was pressed keep the focus when the rows are shown in the other table.
    pub fn keep_focus(self, is_found: Memo<bool>) {
        Effect::new(move |_| {
            let table = if is_found.get() { ".found" } else { "thead" };
            if let Some(column) = self.pressed.try_update_value(Option::take).flatten() {
                request_animation_frame(move || {
                    // Somebody who has gone on meanwhile stays where they are.
                    const IS_FREE: &str =
                        ":root:is(:has(.sort:focus, #tasks:focus), :not(:has(:focus))) ";
                    let head = [IS_FREE, table, " [data-sort='", column.name(), "']"].concat();
                    browser::focus::focus_first(&head);
                });
            }
        });
    }

    fn press(self, column: Column) {
        let location = self.page.location.get_untracked();
        let find = Find::read(&location.query.find);
        let find = Find { sort: find.sort.pressed(column), ..find };
        self.pressed.set_value(Some(column));
        self.page.navigation.push(&location.with_query(location.query.with_find(find.to_text())));
    }
}

/// The row of heads.
#[component]
pub fn HeadRow(
    /// What they share.
    heads: Heads,
) -> impl IntoView {
    let order = move |column| order_of(heads.sort.get(), column).map(|order| order.aria);
    let head = move |column| {
        let rest = (column == Column::Progress).then_some(Column::Rest);
        let order = move || order(column).or_else(|| order(rest?));
        view! {
            <th role="columnheader" scope="col" class=class_of(column) aria-sort=order>
                <SortButton heads=heads column=column class="sort" />
                {rest
                    .map(|rest| view! { <SortButton heads=heads column=rest class="sort rest" /> })}
            </th>
        }
    };
    view! {
        <tr role="row" class="row head">
            {HEADS.into_iter().map(head).collect_view()}
        </tr>
    }
}

/// A head, or what is over it, by its class.
#[component]
fn SortButton(
    /// What all share.
    heads: Heads,
    /// The column that it sorts by.
    column: Column,
    /// Its class.
    class: &'static str,
) -> impl IntoView {
    let locale = heads.page.locale;
    let is_over = class == "sort over";
    let text = move || match column {
        Column::Rest => NOT_DONE,
        _ if is_over => "",
        _ => label(&locale.read(), column),
    };
    let is_named = is_over || column == Column::Rest;
    let has_zone = column == Column::Began && !is_over;
    let zone = move || {
        let now = heads.page.now.get_untracked();
        format!(" ({})", locale.read().zone.name_at(now))
    };
    let arrow = move || order_of(heads.sort.get(), column).map(|order| order.arrow);
    view! {
        <button
            type="button"
            class=class
            data-sort=column.name()
            data-arrow=arrow
            aria-label=move || is_named.then(|| name(&locale.read(), column))
            title=move || heads.price.with(|price| title(&locale.read(), column, price))
            on:click=move |_| heads.press(column)
        >
            {text}
            {has_zone.then(|| view! { <span class="zone">{zone}</span> })}
        </button>
    }
}
