//! Taking the view along: commands, links and files.

use std::sync::Arc;

use leptos::prelude::*;
use model::collected::{Collected, Details};
use model::collecting::Collecting;
use model::command::{aliyun_command, curl_command};
use model::config::Endpoint;
use model::locale::Locale;
use model::location::Location;
use model::request::Request;
use model::task::BatchTask;
use model::tr;
use model::view::share::copy_menu::CopyAs;
use model::view::share::export_menu::{Export, Savable, Scope};

use super::copy_menu::{COPY_MENU, CopyMenu};
use super::export::exporting::{Exporting, Order};
use super::export::menu::{EXPORT_MENU, ExportMenu};
use super::export::progress::ExportProgress;
use crate::address::{absolute, origin};
use crate::browser;
use crate::i18n::use_locale;
use crate::pages::list_state::Outcome;
use crate::pages::page::Page;
use crate::ui::menu::MenuButton;

/// Mounts the two menus at the end of the page's head, and how far an export is.
pub(crate) fn mount_taking(page: Page) {
    let exporting = Exporting::new(page.clock, page.copying, page.locale);
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
    let begin = move |export| exporting.with_value(|exporting| exporting.begin(page.order(export)));
    browser::mount(".take", move || {
        view! {
            <Taking
                savable=Memo::new(move |_| page.savable())
                on_copy=Callback::new(move |choice| page.copy_as(choice))
                on_export=Callback::new(begin)
            />
        }
    });
}

/// The buttons and menus of what a view is copied as or exported as.
#[component]
fn Taking(
    /// What there is to save.
    savable: Memo<Savable>,
    /// Copies the view.
    on_copy: Callback<CopyAs>,
    /// Exports the view.
    on_export: Callback<Export>,
) -> impl IntoView {
    let locale = use_locale();
    let has_rows = Memo::new(move |_| savable.with(|savable| savable.rows > 0));
    let buttons = move || {
        let locale = locale.read();
        let (copy, export) = (tr!(locale, "Copy as"), tr!(locale, "Export"));
        view! {
            <MenuButton class="button copy-as" menu=COPY_MENU icon="i-code" label=copy />
            <MenuButton class="button export" menu=EXPORT_MENU icon="i-export" label=export />
        }
    };
    view! {
        {buttons}
        <CopyMenu has_rows=has_rows on_copy=on_copy />
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

    fn copy_as(self, choice: CopyAs) {
        let locale = &self.locale.get_untracked();
        let location = self.location.get_untracked();
        let now = self.clock.instant();
        let rows = untrack(|| self.rows_to_take());
        let words = choice.words(locale, Some(rows.len()));
        let endpoint = self.key.with_untracked(|key| key.endpoint.clone());
        let request = || location.query.request(now);
        let text = match choice {
            CopyAs::Aliyun => aliyun_command(&request(), endpoint.region.as_deref()),
            CopyAs::Curl => curl(&endpoint, &request()),
            CopyAs::Json => json(locale, rows),
            CopyAs::SlidingLink => link(&location),
            CopyAs::PinnedLink => link(&location.with_query(location.query.pinned(now))),
        };
        self.copying.copy(text, words);
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

/// The command that asks this endpoint, from where the console does.
pub(crate) fn curl(endpoint: &Endpoint, request: &Request) -> String {
    curl_command(&absolute(&endpoint.url), &origin(), endpoint.wants_token, request)
}

fn json(locale: &Locale, tasks: Vec<Arc<BatchTask>>) -> String {
    let promised = tasks.len() as u64;
    let rows = tasks.into_iter().map(|task| (task, Details::Unread)).collect();
    Collected { rows, has_subtasks: false, promised }.table(locale).to_json()
}

fn link(location: &Location) -> String {
    absolute(&location.href())
}
