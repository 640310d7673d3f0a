//! The controls of the page: header, filters, banner and toast.

use leptos::prelude::*;
use model::config::ConfigError;
use model::locale::Locale;
use model::location::Location;
use model::query::PageSize;
use model::view::state_panel::invalid_config;

use super::list_state;
use super::page::Page;
use crate::browser;
use crate::copying::Copying;
use crate::i18n::use_locale;
use crate::list::filters::bar::FilterBar;
use crate::list::filters::counts::follow_counts;
use crate::list::filters::sheet::FilterSheet;
use crate::list::header::Header;
use crate::list::pager::Pager;
use crate::list::states::StatePanel;
use crate::settings::tools::Tools;
use crate::ui::banner::Banner;
use crate::ui::toast::Toast;

/// Puts the controls in the places of the skeleton.
#[inline(never)]
pub(crate) fn mount_controls(page: Page) {
    mount_header(page);
    mount_filters(page);
    mount_banner(page);
    page.mount_state_panel();
    mount_pager(page);
    let close = Callback::new(move |()| page.copying.close());
    browser::mount(".toast-place", move || {
        view! { <Toast notice=page.copying.notice() on_close=close /> }
    });
    page.has_controls.set(true);
}

fn mount_header(page: Page) {
    let endpoint = Memo::new(move |_| page.key.with(|key| key.endpoint.clone()));
    let change = Callback::new(move |id| page.change_endpoint(id));
    let open = Callback::new(move |id: String| {
        let there = page.location.get_untracked().with_batch(Some(&id));
        let is_batch = there.batch.is_some();
        if is_batch {
            page.navigation.push(&there);
        }
        is_batch
    });
    let config = page.config.get_value();
    browser::mount_instead(".top-place", move || {
        view! {
            <Header config=config endpoint=endpoint on_endpoint=change on_open_batch=open>
                <Tools page=page />
            </Header>
        }
    });
}

fn mount_filters(page: Page) {
    let has_counts = page.config.with_value(|config| config.has_status_counts);
    let counts = has_counts.then(|| follow_counts(page));
    let go_to = Callback::new(move |target: Location| page.go_to(&target));
    let seen_types = Memo::new(move |before| page.types_seen_after(before));
    let is_sheet_open = RwSignal::new(false);
    browser::mount_instead(".filters-place", move || {
        view! {
            <FilterBar
                location=page.location
                now=page.now
                seen_types=seen_types
                counts=counts
                is_sheet_open=is_sheet_open
                on_navigate=go_to
            />
        }
    });
    browser::mount("body", move || view! { <FilterSheet is_open=is_sheet_open /> });
}

fn mount_pager(page: Page) {
    browser::mount(".foot-place", move || {
        let state = move || {
            page.location
                .with(|location| page.live.known.with(|list| list_state::pager(location, list)))
        };
        let size = move || page.location.with(|location| location.query.size);
        let on_navigate = move |target: Location| page.go_to(&target);
        let on_size = move |size: PageSize| {
            page.preferences.update(|chosen| chosen.page_size = Some(size.get()));
        };
        view! { <Pager state=state size=size on_navigate=on_navigate on_size=on_size /> }
    });
}

fn mount_banner(page: Page) {
    let locale = use_locale();
    let banner = Memo::new(move |_| page.banner(&locale.get()));
    let act = Callback::new(move |()| {
        banner.get_untracked().action.iter().for_each(|action| page.act_on_banner(action));
    });
    let copy = Callback::new(move |()| {
        page.copying.on_copy().run(page.ticket(&page.locale.get_untracked()));
    });
    browser::mount(".banner-place", move || {
        view! { <Banner banner=banner on_act=act on_ticket=copy /> }
    });
}

impl Page {
    /// The types of tasks that were shown until now.
    fn types_seen_after(self, before: Option<&Vec<String>>) -> Vec<String> {
        let mut seen = before.cloned().unwrap_or_default();
        self.rows.with(|rows| {
            for row in &rows.arrangement.rows {
                if !seen.contains(&row.task.task_type) {
                    seen.push(row.task.task_type.clone());
                }
            }
        });
        seen
    }
}

/// Shows what is wrong with `config.json`, with a button to load the page again.
pub(crate) fn mount_explanation(error: ConfigError) {
    let panel = move |locale: &Locale| Some(invalid_config(locale, &error));
    let on_retry = Callback::new(|()| browser::reload());
    browser::mount(".state-place", move || {
        view! { <StatePanel panel=panel copying=Copying::new() on_retry=on_retry on_example=on_retry /> }
    });
}
