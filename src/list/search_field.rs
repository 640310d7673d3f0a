//! The field that searches names, batch ids and types, and opens a batch by its id.
//!
//! The list follows each key at once, the URL a little later. One search is one step in the history, however often it is changed until
//! the field is left.

use std::time::Duration;

use leptos::ev::{CompositionEvent, Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use model::find::Find;
use model::location::Location;
use model::query::batch_id;
use model::word;

use crate::browser;
use crate::browser::borrowed::Borrowed;
use crate::browser::focus::{focus, focus_first};
use crate::guards::Timer;
use crate::i18n::translated;
use crate::navigation::Navigation;
use crate::ui::icon::Icon;

/// How far the URL may lag behind. Browsers refuse more than a hundred changes in 30 s.
const LAG: Duration = Duration::from_millis(300);

/// What describes the field: which tasks are searched, once something is.
const SCOPE: &str = "scope-words";

/// The field.
#[component]
pub fn SearchField(
    /// The view that is shown.
    location: ReadSignal<Location>,
    /// Goes to other views.
    navigation: Navigation,
    /// Called to go to the rows.
    on_rows: Callback<()>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let searching = Searching {
        location,
        navigation,
        field,
        own: StoredValue::new(None),
        timer: StoredValue::new_local(None),
        is_composing: StoredValue::new(false),
        is_pasted: StoredValue::new(false),
    };
    searching.follow_location();
    let press = move |event: KeyboardEvent| searching.press(&event, on_rows);
    let compose = move |is_begun: bool| {
        move |event: CompositionEvent| {
            searching.is_composing.set_value(is_begun);
            searching.changed(&event);
        }
    };
    view! {
        <div class="search field" role="search">
            <Icon name="i-search" />
            <input
                type="search"
                role="searchbox"
                node_ref=field
                aria-label=translated(word!("Search name or batch ID"))
                aria-describedby=SCOPE
                title=translated(word!("Words in any order. \"exact words\", -without"))
                placeholder=translated(word!("Search name or batch ID…"))
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                maxlength="256"
                on:input=move |event| searching.changed(&event)
                on:compositionstart=compose(true)
                on:compositionend=compose(false)
                on:paste=move |_| searching.is_pasted.set_value(true)
                on:keydown=press
                on:blur=move |_| searching.leave()
            />
            <button
                type="button"
                class="icon-button clear-search"
                aria-label=translated(word!("Clear search"))
                title=translated(word!("Clear search"))
                on:click=move |_| searching.clear()
            >
                <Icon name="i-close" />
            </button>
            <kbd aria-hidden="true" translate="no">
                "/"
            </kbd>
        </div>
    }
}

/// The line of the page in which the field is on a phone. It is the same field, so that it keeps what is typed.
#[component]
pub fn SearchLine() -> impl IntoView {
    let line = NodeRef::<html::Div>::new();
    let borrowed = StoredValue::new_local(Borrowed::default());
    Effect::new(move |_| {
        let Some(line) = line.get() else { return };
        browser::follow_media("(width < 768px)", move |is_phone| {
            borrowed.update_value(|borrowed| {
                if is_phone {
                    borrowed.take(&[".search"], &line);
                } else {
                    borrowed.give_back();
                }
            });
        });
    });
    view! { <div class="search-line" node_ref=line></div> }
}

/// What is typed, on its way to the list and the URL.
#[derive(Clone, Copy)]
struct Searching {
    location: ReadSignal<Location>,
    navigation: Navigation,
    field: NodeRef<html::Input>,
    /// Where the field has led, until it is left: the step in the history that it may change.
    own: StoredValue<Option<Location>>,
    /// Writes the URL when it ends.
    timer: StoredValue<Option<Timer>, LocalStorage>,
    /// Whether an input method has a word in the making, which is no word yet.
    is_composing: StoredValue<bool>,
    /// Whether the next change of the text comes from a paste.
    is_pasted: StoredValue<bool>,
}

impl Searching {
    /// The field shows what is searched for, unless that is what is typed but for white space.
    fn follow_location(self) {
        let searched = Memo::new(move |_| {
            self.location.with(|location| Find::read(&location.query.find).search)
        });
        Effect::new(move |_| {
            let (Some(field), searched) = (self.field.get(), searched.get()) else { return };
            if field.value().trim() != searched {
                field.set_value(&searched);
            }
        });
    }

    fn changed(self, event: &Event) {
        if self.is_composing.get_value() {
            return;
        }
        let text = event_target_value(event);
        let is_pasted = self.is_pasted.get_value();
        self.is_pasted.set_value(false);
        match batch_id(&text) {
            Some(id) if is_pasted => self.open(id),
            _ => self.search(&text),
        }
    }

    fn press(self, event: &KeyboardEvent, on_rows: Callback<()>) {
        // In Safari the key that ends an input method's word is told by this code alone.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let text = event_target_value(event);
        match &*event.key() {
            "Enter" => match batch_id(&text) {
                Some(id) => self.open(id),
                None => self.write(),
            },
            "ArrowDown" => on_rows.run(()),
            "Escape" if text.is_empty() => focus_first("#tasks"),
            "Escape" => self.clear(),
            _ => return,
        }
        // It closes nothing else.
        event.stop_propagation();
        event.prevent_default();
    }

    fn clear(self) {
        self.search("");
        if let Some(field) = self.field.get_untracked() {
            field.set_value("");
            focus(&field);
        }
    }

    /// Searches for a text at once.
    fn search(self, text: &str) {
        let here = self.location.get_untracked();
        let query = here.query.with_search(text);
        if query == here.query {
            return;
        }
        let there = here.with_query(query);
        if self.is_at_own() {
            self.navigation.show(&there);
            if self.timer.with_value(Option::is_none) {
                self.timer.set_value(Timer::after(LAG, move || self.write()));
            }
        } else {
            self.navigation.push(&there);
        }
        self.own.set_value(Some(there));
    }

    /// Opens a batch beside the list as it is without the search, in whose place in the history it comes.
    fn open(self, id: &str) {
        let here = self.location.get_untracked();
        let there = here.with_query(here.query.with_search("")).with_batch(Some(id));
        if self.is_at_own() {
            self.navigation.replace(&there);
        } else {
            self.navigation.push(&there);
        }
        self.own.set_value(None);
        if let Some(field) = self.field.get_untracked() {
            field.set_value("");
        }
    }

    /// Whether nobody has gone elsewhere since the field has led somewhere.
    fn is_at_own(self) -> bool {
        self.own.with_value(|own| {
            own.as_ref().is_some_and(|own| self.location.with_untracked(|here| here == own))
        })
    }

    /// Writes the URL, if it lags behind.
    fn write(self) {
        let lags = self.timer.with_value(Option::is_some);
        self.timer.set_value(None);
        if lags && self.is_at_own() {
            self.navigation.write();
        }
    }

    /// What is typed later is another search.
    fn leave(self) {
        self.write();
        self.own.set_value(None);
    }
}
