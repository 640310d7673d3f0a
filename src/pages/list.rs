//! The list of batch tasks: the URL and the settings in, the components placed.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::Config;
use model::format::grouped;
use model::location::Location;

use super::list_panels;
use super::list_state::{self, Outcome};
use crate::browser::{self, LOCAL_ZONE};
use crate::clock::Clock;
use crate::components::banner::banner;
use crate::components::created_menu::CREATED_POPOVER;
use crate::components::filter_bar::FilterBar;
use crate::components::header::Header;
use crate::components::pager::Pager;
use crate::components::refresh_control::RefreshControl;
use crate::components::skeleton::Skeleton;
use crate::components::state_panel::state_panel;
use crate::components::task_table::TaskTable;
use crate::components::toast::Toast;
use crate::copying::Copying;
use crate::live::{List, ListKey, Live};
use crate::navigation::Navigation;

/// The page of the list.
#[component]
pub fn ListPage(
    /// The deployment's settings.
    config: Arc<Config>,
    /// Whether they come from a `config.json`; otherwise they are a guess.
    is_configured: bool,
) -> impl IntoView {
    let navigation = Navigation::follow_window();
    let location = navigation.location();
    let key = key_of(Arc::clone(&config), location);
    let now = Clock::ticking().now();
    let live = Live::follow(Arc::clone(&config), key);
    let page =
        Page { navigation, location, key, live, now, copying: Copying::new(), is_configured };
    page.return_to_last_page();
    let header = move || {
        let endpoint = key.with(|key| key.endpoint.clone());
        view! { <Header config=Arc::clone(&config) endpoint on_endpoint=move |id| page.change_endpoint(id)/> }
    };
    view! {
        <a class="skip" href="#tasks">"Skip to tasks"</a>
        {header}
        <main class="page">
            {page.head()}
            <FilterBar location zone=LOCAL_ZONE now on_navigate=move |target| page.go_to(&target)/>
            {move || page.banner()}
            <div class="card" id="tasks" tabindex="-1" data-busy=move || page.is_turning().then_some("")>
                {page.body()}
            </div>
        </main>
        {move || page.foot()}
        <Toast notice=page.copying.notice() on_close=move || page.copying.close()/>
    }
}

/// The signals that the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    navigation: Navigation,
    location: ReadSignal<Location>,
    key: Memo<ListKey>,
    live: Live,
    now: ReadSignal<DateTime<Utc>>,
    copying: Copying,
    is_configured: bool,
}

impl Page {
    /// Goes to a view, from whichever menu it was chosen in.
    fn go_to(self, target: &Location) {
        browser::hide_popover(CREATED_POPOVER);
        self.navigation.push(target);
    }

    /// The same filters at another endpoint, from the first page.
    fn change_endpoint(self, id: String) {
        self.navigation.push(&self.location.get_untracked().with_env(Some(id)).with_page(1));
    }

    fn is_turning(self) -> bool {
        self.live.list.with(List::is_turning)
    }

    fn outcome(self) -> Outcome {
        self.location
            .with(|location| self.live.list.with(|list| list_state::outcome(location, list)))
    }

    /// A page beyond the last one leads to the last one, once; if that is gone too, it says so.
    fn return_to_last_page(self) {
        let has_returned = StoredValue::new(false);
        Effect::new(move |_| match self.outcome() {
            Outcome::Gone { last } if !has_returned.get_value() && !self.is_turning() => {
                has_returned.set_value(true);
                self.navigation.replace(&self.location.get_untracked().with_page(last));
            }
            Outcome::Rows | Outcome::Empty | Outcome::NoMatch => has_returned.set_value(false),
            Outcome::Gone { .. } | Outcome::Loading | Outcome::Reversed | Outcome::Failed(_) => {}
        });
    }

    fn head(self) -> impl IntoView {
        let live = self.live;
        let total = move || {
            let total =
                live.list.with(|list| list.answer().and_then(|answer| answer.value.total))?;
            let words = if total == 1 { " task matches" } else { " tasks match" };
            Some(view! { <p class="total"><strong>{grouped(total)}</strong>{words}</p> })
        };
        let state = move || {
            let (is_paused, next_try, now) =
                (live.is_paused.get(), live.next_try.get(), self.now.get());
            live.list.with(|list| list_state::refresh(list, is_paused, next_try, now))
        };
        view! {
            <div class="page-head">
                <h1>"Batch tasks"</h1>
                {total}
                <RefreshControl
                    state
                    on_toggle=move || live.toggle_pause()
                    on_refresh=move || live.refresh()
                />
            </div>
        }
    }

    fn banner(self) -> Option<impl IntoView> {
        let (title, text) = self.live.list.with(|list| list_state::banner(list, LOCAL_ZONE))?;
        Some(banner(title, text, move || self.live.refresh()))
    }

    /// Rows that stay are not drawn anew when a refresh ends.
    fn body(self) -> impl IntoView {
        let outcome = Memo::new(move |_| self.outcome());
        move || {
            let location = self.location.get_untracked();
            let endpoint = self.key.with_untracked(|key| key.endpoint.clone());
            let panel = match outcome.get() {
                Outcome::Loading => return view! { <Skeleton/> }.into_any(),
                Outcome::Rows => return self.table().into_any(),
                Outcome::Empty => list_panels::empty(&endpoint),
                Outcome::NoMatch => list_panels::no_match(&location),
                Outcome::Reversed => list_panels::reversed(&location),
                Outcome::Gone { last } => list_panels::gone(&location, last),
                Outcome::Failed(failure) => {
                    list_panels::failed(&failure, &endpoint, self.is_configured)
                }
            };
            state_panel(panel, self.copying.on_copy(), move || self.live.refresh()).into_any()
        }
    }

    fn table(self) -> impl IntoView {
        let tasks = move || {
            self.live.list.with(|list| list.answer().map(|answer| answer.value.tasks.clone()))
        };
        view! {
            <TaskTable
                tasks
                is_turning=move || self.is_turning()
                zone=LOCAL_ZONE
                now=self.now
                on_copy=self.copying.on_copy()
            />
        }
    }

    fn foot(self) -> Option<impl IntoView> {
        let location = self.location.get();
        let state = self.live.list.with(|list| list_state::pager(&location, list))?;
        Some(view! { <Pager state on_navigate=move |target: Location| self.go_to(&target)/> })
    }
}

/// What is asked for: the query of the URL, at the endpoint that it names or the default one.
fn key_of(config: Arc<Config>, location: ReadSignal<Location>) -> Memo<ListKey> {
    Memo::new(move |_| {
        location.with(|location| {
            // Reading a config proves that its default exists; a guess has one endpoint.
            let endpoint = config.endpoint(location.env.as_deref()).unwrap_or(&config.endpoints[0]);
            ListKey { endpoint: endpoint.clone(), query: location.query.clone() }
        })
    })
}
