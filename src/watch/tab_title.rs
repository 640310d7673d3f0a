//! The title of the tab: what it shows, and the mark of a watch that has ended.

use leptos::prelude::*;
use model::location::Location;
use model::view::tab_title::{TitleContext, tab_title};

use super::watching::Watching;
use crate::pages::page::Page;

/// Lets the tab be called after what the page shows.
pub(super) fn follow_title(page: Page, watches: StoredValue<Watching, LocalStorage>) {
    Effect::new(move |_| {
        // The year of a range is left out if it is this one.
        page.day.track();
        let (now, locale) = (page.now.get_untracked(), page.locale.get());
        let location = page.location.get();
        let endpoint = page.key.with(|key| key.endpoint.label.clone());
        let is_usual = location.env.is_none();
        watches.with_value(|watching| {
            let name = watching.name_of_open_batch();
            let context = TitleContext {
                batch_name: name_of(&location, &name),
                endpoint: if is_usual { "" } else { &endpoint },
                now,
                locale: &locale,
            };
            watching.set_title(tab_title(&location, context));
        });
    });
}

/// The name of the batch that the location has, if it is of that one.
fn name_of<'a>(location: &Location, (id, name): &'a (String, String)) -> &'a str {
    if location.batch.as_ref() == Some(id) { name } else { "" }
}
