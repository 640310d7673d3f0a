//! The table of what was found, in the place of the plain one while the list needs the index: the same rows, with heads that sort, groups,
//! and marks on what was searched for.

mod layout;
mod lines;

use leptos::either::EitherOf4;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::find::Find;
use model::tr;
use model::view::found::begin::show_day;
use model::view::found::lines::{Line, Opened};
use model::view::found::marks::marked;
use model::view::rows::{Around, Rows};

use super::found::Found;
use super::heads::{HeadRow, Heads};
use crate::browser;
use crate::browser::events::{is_plain_press, is_within};
use crate::browser::rows::{focus_row, place_among};
use crate::list::table::divider;
use crate::list::table::flash::flash_changes_of;
use crate::list::table::live_rows::{Cells, LiveRow, LiveRows, keep_cells};
use crate::list::table::row::table_row;
use crate::pages::page::Page;
use layout::Layout;
use lines::{group_line, marked_name, more_line};

/// The lines of groups, and those that show more.
const GROUPS: &str = ".found .group";
const MORE: &str = ".found .more-rows";

/// Mounts the table, which is there while the list that is shown needs the index, and the buttons over the heads of the plain one. `price`
/// is what sorting will cost, in words; empty where it costs nothing.
pub(crate) fn mount_found(page: Page, found: Signal<Found>, price: Signal<String>) {
    let is_found = Memo::new(move |_| {
        page.rows.track();
        page.shown_list().query.needs_index()
    });
    let heads = Heads::new(page, price);
    heads.mount_over_plain_heads();
    browser::mount(".card", move || {
        move || is_found.get().then(|| view! { <FoundTable page=page found=found heads=heads /> })
    });
    heads.keep_focus(is_found);
}

/// The signals of the table.
#[derive(Clone, Copy)]
struct FoundLines {
    page: Page,
    found: Signal<Found>,
    /// What the rows that are shown were asked for.
    find: Memo<Find>,
    opened: RwSignal<Opened>,
    layout: Memo<Layout>,
    rows: Memo<Rows>,
    live: Memo<LiveRows>,
}

/// A line with what it shows, or where that is.
enum FoundLine {
    Day(usize),
    Group(usize),
    Row(LiveRow),
    More(usize),
}

#[component]
fn FoundTable(page: Page, found: Signal<Found>, heads: Heads) -> impl IntoView {
    let lines = FoundLines::new(page, found);
    let locale = page.locale;
    let is_grouped = move || lines.layout.with(|layout| layout.lines.is_some()).then_some("true");
    view! {
        <table
            class="table found"
            role="table"
            aria-busy=move || page.is_turning().to_string()
            data-grouped=is_grouped
            on:click=move |event| lines.press(&event)
        >
            <caption class="unseen">{move || tr!(locale.read(), "Batch tasks")}</caption>
            <thead role="rowgroup">
                <HeadRow heads=heads />
            </thead>
            <tbody role="rowgroup">
                <For
                    each=move || lines.all()
                    key=FoundLine::key
                    children=move |line| match line {
                        FoundLine::Day(at) => {
                            EitherOf4::A(move || lines.live.with(|live| live.day(at).map(divider)))
                        }
                        FoundLine::Group(at) => {
                            EitherOf4::B(move || {
                                lines.layout.with(|it| it.group(at).map(group_line))
                            })
                        }
                        FoundLine::Row(row) => {
                            EitherOf4::C(move || row.cells.with(|cells| lines.row(cells)))
                        }
                        FoundLine::More(at) => {
                            EitherOf4::D(move || lines.layout.with(|it| it.more(at).map(more_line)))
                        }
                    }
                />
            </tbody>
        </table>
    }
}

impl FoundLines {
    fn new(page: Page, found: Signal<Found>) -> Self {
        let opened = RwSignal::new(Opened::default());
        let find = Memo::new(move |_| {
            page.rows.track();
            Find::read(&page.shown_list().query.find)
        });
        let layout = Memo::new(move |_| layout_of(page, found, find, opened));
        let rows = Memo::new(move |before| {
            layout.with(|layout| find.with(|find| rows_of(page, before, layout, find)))
        });
        let live = Memo::new(move |before: Option<&LiveRows>| {
            rows.with(|rows| LiveRows::after(before, rows, page))
        });
        keep_cells(page, rows, live);
        flash_changes_of(page, rows);
        Self { page, found, find, opened, layout, rows, live }
    }

    /// From top to bottom.
    fn all(self) -> Vec<FoundLine> {
        let lines = self.layout.with(|layout| {
            self.rows.with(|rows| self.find.with(|find| layout.all_lines(rows, find)))
        });
        let line = |live: &LiveRows, line| {
            Some(match line {
                Line::Day(at) => FoundLine::Day(at),
                Line::Group(at) => FoundLine::Group(at),
                Line::More(at) => FoundLine::More(at),
                Line::Row(at) => FoundLine::Row(live.at(at)?.clone()),
            })
        };
        self.live.with(|live| lines.into_iter().filter_map(|it| line(live, it)).collect())
    }

    fn row(self, cells: &Cells) -> impl IntoView + use<> {
        let name = &cells.row.placed.task.task_name;
        let found = self.found.with_untracked(|found| (found.marks)(name));
        table_row(cells, marked_name(marked(&cells.row.view.name, &found)))
    }

    fn press(self, event: &MouseEvent) {
        if let Some(place) = place_among(event, GROUPS) {
            if is_within(event, "button") || is_plain_press(event) {
                self.turn(place);
            }
        } else if let Some(place) = place_among(event, MORE) {
            if is_within(event, "button") {
                self.show_more(place);
            }
        } else {
            self.page.press_row(event, self.rows);
        }
    }

    fn turn(self, place: usize) {
        let opened = self.layout.with_untracked(|layout| {
            let mut opened = layout.opened.clone();
            opened.turn(&layout.groups.get(place)?.id);
            Some(opened)
        });
        opened.into_iter().for_each(|opened| self.opened.set(opened));
    }

    /// Shows more rows of a group; the focus goes to the first of them.
    fn show_more(self, place: usize) {
        let shown = self.layout.with_untracked(|layout| {
            let group = layout.groups.get(layout.group_of_more(place)?)?;
            let mut opened = layout.opened.clone();
            opened.show_more(&group.id, group.count);
            Some((opened, group.next.clone()))
        });
        if let Some((opened, next)) = shown {
            self.opened.set(opened);
            request_animation_frame(move || focus_row(&next));
        }
    }
}

fn layout_of(
    page: Page,
    found: Signal<Found>,
    find: Memo<Find>,
    opened: RwSignal<Opened>,
) -> Layout {
    page.day.track();
    let now = page.known_until_untracked();
    let opened =
        find.with(|find| opened.with(|opened| opened.of_list(find.group, !find.search.is_empty())));
    found.with(|found| match &found.groups {
        Some(groups) => page.locale.with(|locale| Layout::of_groups(groups, opened, locale, now)),
        None => page.rows.with(|rows| Layout::of_rows(&rows.arrangement.rows, opened)),
    })
}

/// The rows that are shown. Where no divider says their day, each does.
fn rows_of(page: Page, before: Option<&Rows>, layout: &Layout, find: &Find) -> Rows {
    let endpoint = page.key.with_untracked(|key| key.endpoint.id.as_str().into());
    let locale = page.locale.get();
    let around = Around { endpoint, list: page.shown_list(), locale };
    page.day.track();
    let now = page.known_until_untracked();
    let has_days = layout.has_days(find);
    Rows::adapted(before, around, &layout.placed, now, |row| {
        if !has_days {
            show_day(row, &locale, now);
        }
    })
}

impl FoundLine {
    /// Tells it from all others.
    fn key(&self) -> (u8, usize) {
        match self {
            Self::Day(at) => (0, *at),
            Self::Group(at) => (1, *at),
            Self::Row(row) => (2, row.slot),
            Self::More(at) => (3, *at),
        }
    }
}
