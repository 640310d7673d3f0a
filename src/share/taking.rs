//! Taking the view along: commands, links and files.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::collecting::Collecting;
use model::command::aliyun_command;
use model::location::Location;
use model::task::BatchTask;
use model::tr;
use model::view::share::export_menu::{Export, Savable, Scope};
use model::view::share::share_menu::{Shared, summary};

use super::export::exporting::{Exporting, Order};
use super::export::menu::{EXPORT_MENU, ExportMenu};
use super::export::progress::ExportProgress;
use super::share_menu::{SHARE_MENU, ShareMenu};
use crate::address::absolute;
use crate::browser::{self, keys};
use crate::i18n::use_locale;
use crate::pages::instance_names::Names;
use crate::pages::list_news::matching;
use crate::pages::list_state::Outcome;
use crate::pages::page::Page;
use crate::ui::menu::MenuButton;

/// Mounts the two menus at the end of the page's head, and how far an export is, and follows the key that copies the view.
pub(crate) fn mount_taking(page: Page, names: Names) {
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
            page.share(Shared::Aliyun);
        }
        is_copied
    });
    let begin = move |export| exporting.with_value(|exporting| exporting.begin(page.order(export)));
    browser::mount(".take", move || {
        view! {
            <Taking
                savable=Memo::new(move |_| page.savable())
                on_copy=Callback::new(move |choice| page.share(choice))
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

impl Page {
    /// The rows of the page, without those that are shown only because somebody is busy with them.
    fn rows_to_take(self) -> Vec<Arc<BatchTask>> {
        if self.outcome() != Outcome::Rows {
            return Vec::new();
        }
        self.rows.with(|rows| {
            let rows = rows.arrangement.rows.iter().filter(|row| !row.is_gone);
            rows.map(|row| Arc::clone(&row.task)).collect()
        })
    }

    fn savable(self) -> Savable {
        let rows = self.rows_to_take().len();
        let total =
            self.live.known.with(|list| list.answer().and_then(|answer| answer.value.total));
        Savable { rows, total: total.filter(|_| rows > 0) }
    }

    fn share(self, choice: Shared) {
        let location = self.location.get_untracked();
        let now = self.clock.instant();
        let pinned = || link(&location.with_query(location.query.pinned(now)));
        let text = match choice {
            Shared::SlidingLink => link(&location),
            Shared::PinnedLink => pinned(),
            Shared::Summary => self.summary(now, &pinned()),
            Shared::Aliyun => {
                let region = self.key.with_untracked(|key| key.endpoint.region.clone());
                aliyun_command(&location.query.request(now), region.as_deref())
            }
        };
        let words = choice.words(&self.locale.get_untracked());
        self.copying.copy(text, words.to_owned());
    }

    fn summary(self, now: DateTime<Utc>, link: &str) -> String {
        let locale = &self.locale.get_untracked();
        let rows = untrack(|| self.rows_to_take());
        let endpoint = self.key.with_untracked(|key| key.endpoint.label.clone());
        let is_filtered = self.shown_list().query.is_filtered();
        let (total, at) = self.live.known.with_untracked(|list| {
            list.answer().map_or((None, now), |answer| (answer.value.total, answer.received_at))
        });
        let total = total.map(|total| matching(locale, total, is_filtered)).unwrap_or_default();
        let tasks = rows.iter().map(|task| &**task);
        summary(locale, &endpoint, &locale.zone.full(at), &total, tasks, link)
    }

    /// What an export needs to begin.
    fn order(self, export: Export) -> Order {
        untrack(|| {
            let settings = self.config.with_value(|config| config.poll);
            let (total, received_at) = self.live.known.with(|list| {
                let answer = list.answer();
                let total = answer.and_then(|answer| answer.value.total);
                (total.unwrap_or_default(), answer.map(|answer| answer.received_at))
            });
            let (collecting, known_at) = match export.scope {
                Scope::Page => (Collecting::of_tasks(self.rows_to_take(), settings), received_at),
                Scope::All => {
                    let query = self.shown_list().query.pinned(self.clock.instant());
                    (Collecting::of_list(&query, total, settings), None)
                }
            };
            let quiet_until = self.live.refreshing.with(|refreshing| refreshing.quiet_until);
            Order {
                export,
                endpoint: self.key.with(|key| key.endpoint.clone()),
                collecting: collecting.with_subtasks(export.has_subtasks).not_before(quiet_until),
                known_at: known_at.filter(|_| !export.has_subtasks),
            }
        })
    }
}

fn link(location: &Location) -> String {
    absolute(&location.href())
}
