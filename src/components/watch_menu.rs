//! The watched batches behind the bell of the header, and buttons that watch a batch.

use std::cell::RefCell;

use model::locale::Locale;
use model::location::Location;
use model::task::BatchTask;
use model::tr;
use model::watch::{Watch, WatchList};
use model::words::around;
use web_sys::Element;

use super::fill::{Fill, Filled, Part, present, within};
use super::markup::{Markup, target};
use super::stencil::Stencil;
use super::watch_words::{name, state_look};
use crate::effect::follow;
use crate::i18n;
use crate::notifying::Permission;
use crate::watching::Watching;

const ROW: &str = "<li><span class=\"badge\"><svg class=\"icon\" aria-hidden=\"true\"><use></use></svg></span>\
    <a dir=\"auto\"></a><span class=\"watch-state\"></span>\
    <button type=\"button\" class=\"icon-button\"><svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-close\"></use></svg></button></li>";

/// Binds the menu. `location` is where the page is, `permission` whether the system shows notifications.
pub fn bind_watch_menu(
    watching: &Watching,
    location: impl Fn() -> Location + 'static,
    permission: impl Fn() -> Permission + 'static,
) {
    let menu = Markup::of_page(".watching");
    menu.show({
        let watching = watching.clone();
        move |locale| watching.with(|list| fills(locale, list, permission()))
    });
    let place = within(&menu.0, "ul");
    follow({
        let (watching, rows) = (watching.clone(), RefCell::new(Vec::new()));
        move || {
            let locale = &i18n::current();
            let location = location();
            let fills = watching.with(|list| {
                let row = |watch: &Watch| {
                    row(locale, watch, watching.link(&watch.watched, &location).href())
                };
                list.all().iter().map(row).collect()
            });
            show_rows(&place, &mut rows.borrow_mut(), fills);
        }
    });
    let watching = watching.clone();
    menu.on("click", "ul", move |event| {
        let watched = target(&event).and_then(|pressed| {
            let at = pressed.closest("button").ok()??.get_attribute("value")?.parse().ok()?;
            watching.with(|list| list.all().get::<usize>(at).map(|watch| watch.watched.clone()))
        });
        if let Some(watched) = watched {
            watching.remove(&watched.endpoint, &watched.batch_id);
        }
    });
}

/// Binds a button that watches a batch or does not any more. `batch` is the one meant, after the id of its endpoint;
/// without one, and for one that has ended, the button is not there.
pub fn bind_watch_button(
    watching: &Watching,
    button: Element,
    batch: impl Fn() -> Option<(String, BatchTask)> + Clone + 'static,
) {
    let button = Markup(button);
    button.show({
        let (watching, batch) = (watching.clone(), batch.clone());
        move |locale| {
            let batch = batch();
            let is_watched = batch.as_ref().is_some_and(|(endpoint, task)| {
                watching.with(|list| list.is_watched(endpoint, &task.batch_id))
            });
            let can_be = batch.is_some_and(|(_, task)| !task.status.is_finished());
            button_fills(locale, is_watched, can_be)
        }
    });
    let watching = watching.clone();
    button.on("click", "", move |_| {
        if let Some((endpoint, task)) = leptos::prelude::untrack(&batch) {
            watching.toggle(&endpoint, &task);
        }
    });
}

fn button_fills(locale: &Locale, is_watched: bool, can_be: bool) -> Vec<Fill> {
    let title = tr!(locale, "Tell me when it ends. Works while this tab is open.");
    vec![
        ("", Part::Attribute("hidden"), present(!is_watched && !can_be)),
        ("", Part::Attribute("aria-pressed"), is_watched.to_string()),
        ("", Part::Attribute("title"), title.to_owned()),
    ]
}

fn fills(locale: &Locale, list: &WatchList, permission: Permission) -> Vec<Fill> {
    let unfinished = list.unfinished();
    let ended = list.all().len() - unfinished;
    let (words, number) = match (unfinished, ended) {
        (0, 0) => ("", 0),
        (0, ended) => (tr!(locale, "Ended {count}"), ended),
        (unfinished, _) => (tr!(locale, "Watching {count}"), unfinished),
    };
    let number = Some(number).filter(|number| *number > 0);
    // The number is seen without the word on a phone.
    let (word, _) = around(words, "{count}");
    let is_denied = permission == Permission::Denied;
    vec![
        ("", Part::Attribute("inert"), String::new()),
        (".watch-word", Part::Text, word),
        (".watch-number", Part::Text, number.map(|number| number.to_string()).unwrap_or_default()),
        (".watch-none", Part::Attribute("hidden"), present(!list.all().is_empty())),
        (".watch-denied", Part::Attribute("hidden"), present(!is_denied)),
    ]
}

fn row(locale: &Locale, watch: &Watch, href: String) -> Vec<Fill> {
    let (state, tone, icon) = state_look(locale, watch);
    vec![
        (".badge", Part::Attribute("data-tone"), tone.to_owned()),
        ("use", Part::Attribute("href"), format!("#{icon}")),
        ("a", Part::Attribute("href"), href),
        ("a", Part::Text, name(watch)),
        (".watch-state", Part::Text, state),
        (
            "button",
            Part::Attribute("aria-label"),
            tr!(locale, "Stop watching {name}", name = name(watch)),
        ),
    ]
}

/// A place that is there already shows another batch; so the keyboard stays where it is.
fn show_rows(place: &Element, rows: &mut Vec<Filled>, fills: Vec<Vec<Fill>>) {
    for removed in rows.drain(fills.len().min(rows.len())..) {
        removed.element.remove();
    }
    for (at, fills) in fills.into_iter().enumerate() {
        if at == rows.len() {
            let Some(row) = Stencil::new(ROW).and_then(|row| row.append_to(place)) else { return };
            Part::Attribute("value").set(&within(&row, "button"), &at.to_string());
            rows.push(Filled::new(row));
        }
        rows[at].show(fills);
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use model::watch::Watched;
    use model::wire::{ReplyHead, read_batch};

    use super::*;

    fn count(list: &WatchList) -> String {
        let fills = fills(&Locale::default(), list, Permission::Granted);
        let words = fills
            .into_iter()
            .filter(|(place, ..)| [".watch-word", ".watch-number"].contains(place));
        words.map(|(.., words)| words).collect()
    }

    #[test]
    fn the_bell_counts_what_it_waits_for() {
        let mut list = WatchList::default();
        assert_eq!(count(&list), "");
        list.add(Watched::new("prod", "a", "a"));
        list.add(Watched::new("prod", "b", "b"));
        assert_eq!(count(&list), "Watching 2");
        for (id, words) in [("a", "Watching 1"), ("b", "Ended 2")] {
            let reply = format!(r#"{{"BatchId":"{id}","Status":"FAILED"}}"#);
            let head = ReplyHead { status: 200, ..ReplyHead::default() };
            let batch = read_batch(&head, &serde_json::from_str(&reply).unwrap()).unwrap();
            list.seen("prod", &batch.task, DateTime::UNIX_EPOCH);
            assert_eq!(count(&list), words);
        }
    }

    #[test]
    fn a_batch_that_has_ended_cannot_be_watched() {
        for (is_watched, can_be, hidden) in
            [(false, true, ""), (false, false, "true"), (true, true, ""), (true, false, "")]
        {
            assert_eq!(button_fills(&Locale::default(), is_watched, can_be)[0].2, hidden);
        }
    }
}
