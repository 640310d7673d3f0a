//! The list of batch tasks: the URL and the settings in, the components placed.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::{Config, Endpoint};
use model::format::grouped;
use model::location::Location;
use model::rows::Rows;

use super::list_body::body_view;
use super::list_state::{self, Body};
use crate::browser::{self, LOCAL_ZONE};
use crate::clock::Clock;
use crate::components::banner::Banner;
use crate::components::created_menu::CREATED_POPOVER;
use crate::components::filter_bar::FilterBar;
use crate::components::header::Header;
use crate::components::pager::Pager;
use crate::components::refresh_control::RefreshControl;
use crate::components::toast::Toast;
use crate::copying::Copying;
use crate::live::{ListKey, Live};
use crate::navigation::Navigation;

/// The signals that the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct ListView {
    pub(super) navigation: Navigation,
    pub(super) location: Memo<Location>,
    pub(super) endpoint: Memo<Endpoint>,
    pub(super) live: Live,
    pub(super) rows: Memo<Rows>,
    pub(super) now: Signal<DateTime<Utc>>,
    pub(super) copying: Copying,
    /// Whether a `config.json` was found.
    pub(super) is_configured: bool,
}

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
    let endpoint = endpoint_of(Arc::clone(&config), location);
    let key = Memo::new(move |_| ListKey {
        endpoint: endpoint.get(),
        query: location.with(|location| location.query.clone()),
    });
    let live = Live::follow(Arc::clone(&config), key);
    let rows = Memo::new(move |_| {
        live.list
            .with(|list| list.answer().map(|answer| Rows::new(&answer.value.tasks)))
            .unwrap_or_default()
    });
    let view = ListView {
        navigation,
        location,
        endpoint,
        live,
        rows,
        now: Clock::ticking().now(),
        copying: Copying::new(),
        is_configured,
    };
    view.return_to_last_page();
    let change_endpoint = Callback::new(move |id| {
        let location = location.with_untracked(|location| location.with_env(Some(id)));
        navigation.push(&location.with_query(location.query.with_page(Default::default())));
    });
    view! {
        <a class="skip" href="#tasks">"Skip to tasks"</a>
        <Header config endpoint on_endpoint=change_endpoint/>
        <main class="page">
            {page_head(view)}
            <FilterBar location zone=LOCAL_ZONE now=view.now on_navigate=view.navigate()/>
            {move || banner(view)}
            <div class="card" id="tasks" tabindex="-1" class:busy=move || view.is_turning()>
                {body_view(view)}
            </div>
        </main>
        {move || foot(view)}
        <Toast notice=view.copying.notice() on_close=view.copying.on_close()/>
    }
}

impl ListView {
    /// Goes to a view, from whichever menu it was chosen in.
    pub(super) fn navigate(self) -> Callback<Location> {
        Callback::new(move |location: Location| {
            browser::hide_popover(CREATED_POPOVER);
            self.navigation.push(&location);
        })
    }

    /// Asks again now.
    pub(super) fn refresh(self) -> Callback<()> {
        Callback::new(move |()| self.live.refresh())
    }

    /// Whether the rows of another view are still shown.
    pub(super) fn is_turning(self) -> bool {
        self.live.list.with(|list| list.is_turning())
    }

    /// A page beyond the last one leads to the last one, once; if that is gone too, it says so.
    fn return_to_last_page(self) {
        let has_returned = StoredValue::new(false);
        Effect::new(move |_| match self.body() {
            Body::Gone { last } if !has_returned.get_value() => {
                has_returned.set_value(true);
                let location = self.location.get_untracked();
                let page = model::query::PageNumber::clamped(last.into());
                self.navigation.replace(&location.with_query(location.query.with_page(page)));
            }
            Body::Rows | Body::Empty | Body::NoMatch => has_returned.set_value(false),
            Body::Gone { .. } | Body::Loading | Body::Reversed | Body::Failed(_) => {}
        });
    }

    /// What stands in the place of the table now.
    pub(super) fn body(self) -> Body {
        self.location.with(|location| self.live.list.with(|list| list_state::body(location, list)))
    }
}

/// The endpoint that the URL names, or the default one.
fn endpoint_of(config: Arc<Config>, location: Memo<Location>) -> Memo<Endpoint> {
    let config = StoredValue::new(config);
    Memo::new(move |last: Option<&Endpoint>| {
        let found = config.with_value(|config| {
            location.with(|location| config.endpoint(location.env.as_deref()).cloned())
        });
        found.or_else(|| last.cloned()).unwrap_or_else(|| {
            // Reading a config proves that its default exists.
            config.with_value(|config| config.endpoints[0].clone())
        })
    })
}

fn page_head(view: ListView) -> impl IntoView {
    let live = view.live;
    let total = move || {
        let total = live.list.with(|list| list.answer().and_then(|answer| answer.value.total));
        let total = total.filter(|_| !matches!(view.body(), Body::Reversed))?;
        let words = if total == 1 { " task matches" } else { " tasks match" };
        Some(view! { <p class="total"><strong>{grouped(total)}</strong>{words}</p> })
    };
    let age = Memo::new(move |_| {
        live.list.with(|list| list_state::age(list, live.next_try.get(), view.now.get()))
    });
    let liveness =
        Memo::new(move |_| live.list.with(|list| list_state::liveness(list, live.is_paused.get())));
    let is_refreshing = Memo::new(move |_| live.list.with(|list| list.is_in_flight()));
    view! {
        <div class="page-head">
            <h1>"Batch tasks"</h1>
            {total}
            <RefreshControl
                age
                liveness
                is_refreshing
                on_toggle=Callback::new(move |()| live.toggle_pause())
                on_refresh=view.refresh()
            />
        </div>
    }
}

fn banner(view: ListView) -> Option<impl IntoView> {
    let words = view.live.list.with(|list| list_state::banner(list, LOCAL_ZONE))?;
    Some(view! { <Banner words on_retry=view.refresh()/> })
}

fn foot(view: ListView) -> Option<impl IntoView> {
    let state = view
        .location
        .with(|location| view.live.list.with(|list| list_state::pager(location, list)))?;
    Some(view! { <Pager state on_navigate=view.navigate()/> })
}
