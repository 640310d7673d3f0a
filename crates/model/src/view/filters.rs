//! The bar of filters.

use crate::chips;
use crate::find::Find;
use crate::location::{Location, View};
use crate::query::{Created, ListQuery};

/// What the bar shows besides the filters themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiltersView {
    /// How many kinds of filters narrow the list; empty for none.
    pub count: String,
    /// The link to the list without filters, where there is any.
    pub reset: Option<String>,
    /// How the list is shown.
    pub view: View,
}

/// The bar at a location.
pub fn filters_view(location: &Location) -> FiltersView {
    let query = &location.query;
    let reset = || location.with_query(query.without_filters()).href();
    FiltersView {
        count: filter_count(query),
        reset: query.is_filtered().then(reset),
        view: location.view,
    }
}

fn filter_count(query: &ListQuery) -> String {
    let kinds = [
        query.task_type.is_some(),
        query.created != Created::Any,
        chips::chosen(query).contains(&true),
        Find::read(&query.find).is_slow,
    ];
    match kinds.into_iter().filter(|narrows| *narrows).count() {
        0 => String::new(),
        count => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_filters_are_counted_and_not_statuses() {
        for (search, count, reset) in [
            ("", "", None),
            ("?page=2&view=timeline", "", None),
            ("?status=FAILED", "1", Some("?")),
            ("?status=FAILED,RUNNING&last=24h", "2", Some("?")),
            ("?status=FAILED&last=24h&type=x&size=10", "3", Some("?size=10")),
            ("?status=COMPLETED,FAILED&rest=only&other=only", "1", Some("?")),
            ("?rest=none&slow=only", "2", Some("?")),
            // What is searched for is no filter of the sheet.
            ("?q=a&sort=name&group=day", "", Some("?sort=name&group=day")),
            ("?sort=name", "", None),
        ] {
            let view = filters_view(&Location::from_search(search));
            assert_eq!((&*view.count, view.reset.as_deref()), (count, reset), "{search}");
        }
    }
}
