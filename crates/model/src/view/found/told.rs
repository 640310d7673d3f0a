//! What is told of the set that was searched: beside the total, and in the place of rows where nothing was found.

use crate::find::Find;
use crate::format::grouped;
use crate::locale::Locale;
use crate::query::ListQuery;
use crate::sync::index::Scope;
use crate::tr;
use crate::view::scope::ScopeState;

/// The words, each empty where there is nothing to add.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// `{total} of 2,018 tasks match`.
    pub total: String,
    /// `No task is called “disk”`, where nothing but the search narrows the list and all of it was searched.
    pub title: String,
    /// `All 2,018 names and batch IDs were searched.`
    pub text: String,
}

/// The words for what the index answers to `query`, as far as it is read.
pub fn told(locale: &Locale, query: &ListQuery, state: &ScopeState) -> Told {
    if !query.needs_index() || !query.is_filtered() {
        return Told::default();
    }
    let find = Find::read(&query.find);
    if state.progress.is_some() {
        let total = tr!(locale, "{total} tasks match so far").to_owned();
        let title = tr!(locale, "No task matches so far").to_owned();
        return Told { total, title, text: String::new() };
    }
    let total = match state.scope {
        Some(Scope::All(all)) => tr!(locale, "{total} of {all} tasks match", all = grouped(all)),
        Some(Scope::Newest { .. } | Scope::AtLeast(_)) | None => String::new(),
    };
    if find.search.is_empty() {
        return Told { total, ..Told::default() };
    }
    let others = Find { search: String::new(), ..find.clone() };
    let is_narrowed = query.with_find(others.to_text()).is_filtered();
    let query = find.search;
    let title = match state.scope {
        Some(Scope::All(_)) if is_narrowed => String::new(),
        Some(Scope::All(_)) => tr!(locale, "No task is called “{query}”", query = query),
        _ => tr!(locale, "No task matches so far").to_owned(),
    };
    let text = match state.scope {
        None => String::new(),
        Some(Scope::All(count)) => tr!(locale,
            count => "The only name and batch ID was searched." | "All {count} names and batch IDs were searched.",
            count = grouped(count),
        ),
        Some(Scope::Newest { count, .. }) => tr!(
            locale,
            "The newest {count} names and batch IDs were searched.",
            count = grouped(count)
        ),
        Some(Scope::AtLeast(count)) => tr!(
            locale,
            "At least {count} names and batch IDs were searched.",
            count = grouped(count)
        ),
    };
    Told { total, title, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Location;
    use crate::sync::index::Progress;

    fn shown(search: &str, scope: Scope, progress: Option<Progress>) -> [String; 3] {
        let query = Location::from_search(search).query;
        let state = ScopeState { scope: Some(scope), progress, ..ScopeState::default() };
        let Told { total, title, text } = told(&Locale::default(), &query, &state);
        [total, title, text]
    }

    #[test]
    fn it_tells_what_was_searched_and_never_more() {
        let (all, newest) = (Scope::All(2_018), Scope::Newest { count: 1_000, total: Some(2_018) });
        let of_all = "{total} of 2,018 tasks match";
        let searched = "All 2,018 names and batch IDs were searched.";
        for (search, scope, progress, expected) in [
            ("?q=disk", all, None, [of_all, "No task is called “disk”", searched]),
            ("?q=disk&sort=name", all, None, [of_all, "No task is called “disk”", searched]),
            // Some that are called so may be of another status.
            ("?q=disk&status=FAILED", all, None, [of_all, "", searched]),
            ("?q=disk&slow=only", all, None, [of_all, "", searched]),
            ("?status=COMPLETED&rest=only", all, None, [of_all, "", ""]),
            ("?sort=name", all, None, ["", "", ""]),
            ("?status=FAILED", all, None, ["", "", ""]),
            (
                "?q=disk",
                newest,
                None,
                [
                    "",
                    "No task matches so far",
                    "The newest 1,000 names and batch IDs were searched.",
                ],
            ),
            (
                "?q=disk",
                newest,
                Some(Progress { read: 1_200, of: Some(2_018) }),
                ["{total} tasks match so far", "No task matches so far", ""],
            ),
        ] {
            assert_eq!(shown(search, scope, progress), expected, "{search} {scope:?}");
        }
    }
}
