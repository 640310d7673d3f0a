//! The controls of the page: header, filters, banner and toast.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::config::ConfigTrouble;
use model::find::{Find, Group};
use model::locale::Locale;
use model::location::Location;
use model::query::PageSize;
use model::view::state_panel::config_trouble;

use super::control_inputs::ControlInputs;
use super::list_state;
use super::page::Page;
use crate::config::{self, Setup};
use crate::copying::Copying;
use crate::i18n::use_locale;
use crate::list::display_menu::DisplayMenu;
use crate::list::filters::bar::FilterBar;
use crate::list::filters::counts::follow_counts;
use crate::list::filters::sheet::FilterSheet;
use crate::list::header::Header;
use crate::list::live_menu::LiveMenu;
use crate::list::news_pill::NewsPill;
use crate::list::pager::Pager;
use crate::list::search_field::SearchLine;
use crate::list::states::StatePanel;
use crate::list::view_select::ViewSelect;
use crate::settings::keyboard::walk_rows;
use crate::settings::tools::Tools;
use crate::turns::{Step, pause};
use crate::ui::banner::Banner;
use crate::ui::sprite::Sprite;
use crate::ui::toast::Toast;
use crate::{browser, navigation};

/// Puts the controls in the places of the skeleton, what is seen first.
#[inline(never)]
pub(crate) fn steps_of_controls(page: Page) -> Vec<Step> {
    vec![
        Box::new(move || {
            mount_sprite();
            mount_header(page);
        }),
        Box::new(move || mount_filters(page)),
        Box::new(move || mount_pager(page)),
        Box::new(move || {
            mount_banner(page);
            page.mount_state_panel();
            mount_toast(page);
        }),
        Box::new(move || {
            mount_menus(page);
            page.has_controls.set(true);
        }),
    ]
}

fn mount_sprite() {
    browser::mount("body", || view! { <Sprite /> });
}

fn mount_toast(page: Page) {
    let close = Callback::new(move |()| page.copying.close());
    browser::mount(".toast-place", move || {
        view! { <Toast notice=page.copying.notice() on_close=close /> }
    });
}

fn mount_header(page: Page) {
    let endpoint = Memo::new(move |_| page.key.with(|key| key.endpoint.clone()));
    let change = Callback::new(move |id| page.change_endpoint(id));
    let go_to_rows = Callback::new(|()| walk_rows(0));
    let config = page.config.get_value();
    browser::mount_instead(".top-place", move || {
        view! {
            <Header
                config=config
                endpoint=endpoint
                on_endpoint=change
                location=page.location
                navigation=page.navigation
                on_rows=go_to_rows
            >
                <Tools page=page />
            </Header>
        }
    });
    browser::mount(".search-place", || view! { <SearchLine /> });
}

fn mount_filters(page: Page) {
    let has_counts = page.config.with_value(|config| config.has_status_counts);
    let inputs = ControlInputs::of_page();
    let asked = has_counts.then(|| follow_counts(page, inputs.counts));
    let counts = Signal::derive(move || {
        let indexed = inputs.counts.get();
        let is_known = indexed.iter().any(Option::is_some);
        let asked = asked.filter(|_| !is_known).map(|asked| asked.get());
        asked.unwrap_or(indexed)
    });
    let go_to = Callback::new(move |target: Location| page.go_to(&target));
    let seen_types = Memo::new(move |before| page.types_seen_after(before));
    let is_sheet_open = RwSignal::new(false);
    browser::mount_instead(".filters-place", move || {
        view! {
            <FilterBar
                location=page.location
                now=page.now
                day=page.day
                seen_types=seen_types
                counts=counts
                has_counts=has_counts
                inputs=inputs
                is_sheet_open=is_sheet_open
                on_navigate=go_to
            />
        }
    });
    browser::mount("body", move || view! { <FilterSheet is_open=is_sheet_open /> });
    browser::mount(".view-place", move || {
        view! { <ViewSelect location=page.location on_navigate=go_to /> }
    });
}

fn mount_pager(page: Page) {
    browser::mount(".foot-place", move || {
        let state = move || {
            page.location
                .with(|location| page.live.known.with(|list| list_state::pager(location, list)))
        };
        let on_navigate = move |target: Location| page.go_to(&target);
        view! { <Pager state=state on_navigate=on_navigate /> }
    });
}

/// The menus of the page's head and of the toolbar.
fn mount_menus(page: Page) {
    let live = page.live;
    let set_up = page.config.with_value(|config| config.poll.base);
    let is_paused = Memo::new(move |_| live.refreshing.with(|refreshing| refreshing.is_paused));
    let interval = Memo::new(move |_| live.refreshing.with(|refreshing| refreshing.interval));
    let size = Memo::new(move |_| page.location.with(|location| location.query.size));
    let resize = move |size: PageSize| {
        page.preferences.update(|chosen| chosen.page_size = Some(size.get()));
        let location = page.location.get_untracked();
        page.go_to(&location.with_query(location.query.with_size(size)));
    };
    let group =
        Memo::new(move |_| page.location.with(|location| Find::read(&location.query.find).group));
    let regroup = move |group: Group| {
        let location = page.location.get_untracked();
        page.go_to(&location.with_query(location.query.with_group(group)));
    };
    browser::mount("main", move || {
        view! {
            <LiveMenu
                is_paused=is_paused
                set_up=set_up
                interval=interval
                on_toggle=Callback::new(move |()| live.toggle_pause())
                on_interval=Callback::new(move |pause| live.set_interval(pause))
            />
            <DisplayMenu
                group=group
                on_group=Callback::new(regroup)
                chosen=page.preferences
                size=size
                on_size=Callback::new(resize)
            />
        }
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
    let news = Memo::new(move |_| page.news(&locale.read()));
    let show = Callback::new(move |()| page.show_all());
    browser::mount(".news-place", move || view! { <NewsPill news=news on_show=show /> });
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

/// Shows what is wrong with `config.json`, with a button to load the page again. One that could not be got is asked for again.
pub(crate) fn mount_explanation(error: ConfigTrouble) {
    if let ConfigTrouble::Unavailable(_) = error {
        spawn_local(reload_when_available());
    }
    let panel = move |locale: &Locale| Some(config_trouble(locale, &error));
    let on_retry = Callback::new(|()| navigation::reload());
    mount_sprite();
    browser::mount(".state-place", move || {
        view! { <StatePanel panel=panel copying=Copying::new() on_retry=on_retry on_example=on_retry /> }
    });
}

/// Loads the page again once `config.json` can be got.
async fn reload_when_available() {
    // As the panel says it.
    const BETWEEN_TRIES: Duration = Duration::from_secs(5);
    loop {
        pause(BETWEEN_TRIES).await;
        match config::load().await {
            Setup::Useless(ConfigTrouble::Unavailable(_)) => {}
            _ => return navigation::reload(),
        }
    }
}
