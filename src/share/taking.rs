//! Taking the view along: commands, links and files.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::collecting::Collecting;
use model::command::list_command;
use model::location::Location;
use model::query::ListQuery;
use model::task::BatchTask;
use model::tr;
use model::view::share::export_menu::{Export, Savable, Scope};
use model::view::share::share_menu::{Shared, Summed, summary};
use model::view::timeline::window;

use super::export::exporting::{Exporting, Order};
use super::export::menu::{EXPORT_MENU, ExportMenu};
use super::export::progress::ExportProgress;
use super::share_menu::{SHARE_MENU, ShareMenu};
use crate::address::absolute;
use crate::ask::ListKey;
use crate::browser::{self, keys};
use crate::i18n::use_locale;
use crate::last_views::LastViews;
use crate::pages::instance_names::Names;
use crate::pages::list_news::matching;
use crate::pages::list_state::Outcome;
use crate::pages::page::Page;
use crate::ui::menu::MenuButton;

/// Mounts the two menus at the end of the page's head, and how far an export is, and follows the key that copies the view.
pub(crate) fn mount_taking(page: Page, views: LastViews, names: Names) {
    let view = TakenView { page, views };
    let exporting = Exporting::new(page.clock, page.copying, page.locale, names);
    let progress = exporting.progress();
    let exporting = StoredValue::new_local(exporting);
    Effect::new(move |_| {
        page.now.track();
        exporting.with_value(Exporting::tick);
    });
    browser::mount("body", move || {
        let on_cancel = Callback::new(move |()| exporting.with_value(Exporting::cancel));
        view! { <ExportProgress progress=progress on_cancel=on_cancel /> }
    });
    keys::on_key(move |key| {
        let is_copied = key == "c" && page.has_shortcuts();
        if is_copied {
            view.share(Shared::Aliyun);
        }
        is_copied
    });
    let begin = move |export| {
        let order = view.order(export);
        exporting
            .with_value(|exporting| order.into_iter().for_each(|order| exporting.begin(order)));
    };
    browser::mount(".take", move || {
        view! {
            <Taking
                savable=Memo::new(move |_| view.savable())
                on_copy=Callback::new(move |choice| view.share(choice))
                on_export=Callback::new(begin)
            />
        }
    });
}

/// The buttons and menus of what a view is shared as or exported as.
#[component]
fn Taking(
    /// What there is to save.
    savable: Memo<Savable>,
    /// Copies the view.
    on_copy: Callback<Shared>,
    /// Exports the view.
    on_export: Callback<Export>,
) -> impl IntoView {
    let locale = use_locale();
    let buttons = move || {
        let locale = locale.read();
        let (share, export) = (tr!(locale, "Share"), tr!(locale, "Export"));
        view! {
            <MenuButton class="button share" menu=SHARE_MENU icon="i-out" label=share />
            <MenuButton class="button export" menu=EXPORT_MENU icon="i-export" label=export />
        }
    };
    view! {
        {buttons}
        <ShareMenu on_copy=on_copy />
        <ExportMenu savable=savable on_export=on_export />
    }
}

/// The view that is taken along, with the index that answers it where PolarDB cannot.
#[derive(Clone, Copy)]
struct TakenView {
    page: Page,
    views: LastViews,
}

impl TakenView {
    /// The rows of the page, without those that are shown only because somebody is busy with them.
    fn rows(self) -> Vec<Arc<BatchTask>> {
        if self.page.outcome() != Outcome::Rows {
            return Vec::new();
        }
        self.page.rows.with(|rows| {
            let rows = rows.arrangement.rows.iter().filter(|row| !row.is_gone);
            rows.map(|row| Arc::clone(&row.task)).collect()
        })
    }

    /// What the rows answer, if it is not PolarDB that answers it.
    fn key_of_index(self) -> Option<ListKey> {
        self.page.live.known.with(|list| {
            let key = &list.answer()?.key;
            key.query.needs_index().then(|| key.clone())
        })
    }

    /// What was looked through for the matches that the index has.
    fn scope(self) -> Option<String> {
        let key = self.key_of_index()?;
        self.page.locale.with(|locale| self.views.index()?.scope(&key, locale))
    }

    fn savable(self) -> Savable {
        let rows = self.rows().len();
        let total =
            self.page.live.known.with(|list| list.answer().and_then(|answer| answer.value.total));
        let scope = self.scope();
        // PolarDB would give other tasks.
        let is_known = scope.is_some() || self.key_of_index().is_none();
        Savable { rows, total: total.filter(|_| rows > 0 && is_known), scope }
    }

    fn share(self, choice: Shared) {
        let page = self.page;
        let location = page.location.get_untracked();
        let now = page.clock.instant();
        // A range by days is of the zone of the page, which whoever opens the link need not have.
        let created = page.key.with_untracked(|key| key.range);
        let query = ListQuery { created, ..location.query.clone() };
        let pinned = || {
            let window = location.window.as_deref().map(|text| window::pinned(text, now));
            link(&Location { query: query.pinned(now), window, ..location.clone() })
        };
        let text = match choice {
            Shared::SlidingLink => link(&location),
            Shared::PinnedLink => pinned(),
            Shared::Summary => self.summary(now, &pinned()),
            Shared::Aliyun => {
                let region = page.key.with_untracked(|key| key.endpoint.region.clone());
                list_command(&query, now, region.as_deref())
            }
        };
        let words = choice.words(&page.locale.get_untracked());
        page.copying.copy(text, words.to_owned());
    }

    fn summary(self, now: DateTime<Utc>, link: &str) -> String {
        let page = self.page;
        let locale = &page.locale.get_untracked();
        let matches = untrack(|| self.matches());
        let scope = untrack(|| self.scope()).filter(|_| matches.is_some());
        let tasks = matches.unwrap_or_else(|| untrack(|| self.rows()));
        let endpoint = page.key.with_untracked(|key| key.endpoint.label.clone());
        let is_filtered = page.shown_list().query.is_filtered();
        let (total, at) = page.live.known.with_untracked(|list| {
            list.answer().map_or((None, now), |answer| (answer.value.total, answer.received_at))
        });
        let total = total.map(|total| matching(locale, total, is_filtered)).unwrap_or_default();
        let summed = Summed {
            endpoint: &endpoint,
            time: &locale.zone.full(at),
            total: &total,
            scope: scope.as_deref(),
            link,
        };
        summary(locale, summed, tasks.iter().map(|task| &**task))
    }

    /// All matches, as the index has them.
    fn matches(self) -> Option<Vec<Arc<BatchTask>>> {
        self.views.index()?.matches(&self.key_of_index()?)
    }

    /// What an export needs to begin; `None` where nobody knows all matches.
    fn order(self, export: Export) -> Option<Order> {
        untrack(|| {
            let page = self.page;
            let settings = page.config.with_value(|config| config.poll);
            let (total, received_at) = page.live.known.with(|list| {
                let answer = list.answer();
                let total = answer.and_then(|answer| answer.value.total);
                (total.unwrap_or_default(), answer.map(|answer| answer.received_at))
            });
            let scope = self.scope().filter(|_| export.scope == Scope::All);
            let (collecting, known_at) = match export.scope {
                Scope::Page => (Collecting::of_tasks(self.rows(), settings), received_at),
                Scope::All if self.key_of_index().is_some() => {
                    (Collecting::of_tasks(self.matches()?, settings), received_at)
                }
                Scope::All => {
                    // A range by days is of the zone of the page.
                    let query = page.live.known.with(|list| Some(list.answer()?.key.resolved()))?;
                    let query = query.pinned(page.clock.instant());
                    (Collecting::of_list(&query, total, settings), None)
                }
            };
            let quiet_until = page.live.refreshing.with(|refreshing| refreshing.quiet_until);
            Some(Order {
                export,
                searched: scope,
                endpoint: page.key.with(|key| key.endpoint.clone()),
                collecting: collecting.with_subtasks(export.has_subtasks).not_before(quiet_until),
                known_at: known_at.filter(|_| !export.has_subtasks),
            })
        })
    }
}

fn link(location: &Location) -> String {
    absolute(&location.href())
}
