//! Where a batch stands on the page of the list, with links to its neighbours and out of the panel.

use crate::format::grouped;
use crate::location::Location;

/// The place of a batch among those of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceView {
    /// `2 / 30`; empty for a batch that is not on the page.
    pub position: String,
    /// The link to the batch before it, where there is one.
    pub previous: Option<String>,
    /// The link to the batch behind it, where there is one.
    pub next: Option<String>,
    /// The link to the list without the panel.
    pub close: String,
}

/// The place of the location's batch among the batches of the page, from top to bottom.
pub fn place_view(location: &Location, ids: &[&str]) -> PlaceView {
    let ids: Vec<_> = ids.iter().filter(|id| !id.is_empty()).collect();
    let id = location.batch.as_deref().unwrap_or_default();
    let place = ids.iter().position(|other| **other == id);
    let link = |place: Option<usize>| {
        let id = ids.get(place?)?;
        Some(location.with_batch(Some(id)).href())
    };
    let position = place.map(|place| format!("{} / {}", place + 1, grouped(ids.len() as u64)));
    PlaceView {
        position: position.unwrap_or_default(),
        previous: link(place.and_then(|place| place.checked_sub(1))),
        next: link(place.map(|place| place + 1)),
        close: location.with_batch(None).href(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_neighbours_of_the_page() {
        for (id, position, previous, next) in [
            ("a", "1 / 3", None, Some("?page=2&batch=b")),
            ("b", "2 / 3", Some("?page=2&batch=a"), Some("?page=2&batch=c")),
            ("c", "3 / 3", Some("?page=2&batch=b"), None),
            ("z", "", None, None),
        ] {
            let location = Location::from_search(&format!("?page=2&batch={id}"));
            let view = place_view(&location, &["a", "", "b", "c"]);
            assert_eq!(view.position, position);
            assert_eq!((view.previous.as_deref(), view.next.as_deref()), (previous, next), "{id}");
            assert_eq!(view.close, "?page=2");
        }
    }
}
