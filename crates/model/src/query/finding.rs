//! What the index is asked for, changed: search and groups.

use super::ListQuery;
use crate::find::{Find, Group};

impl ListQuery {
    /// The first page of what is searched for. White space around the text changes nothing.
    #[must_use]
    pub fn with_search(&self, text: &str) -> Self {
        let (find, text) = (Find::read(&self.find), text.trim());
        if find.search == text {
            return self.clone();
        }
        self.with_find(Find { search: text.to_owned(), ..find }.to_text())
    }

    /// The first page, in groups.
    #[must_use]
    pub fn with_group(&self, group: Group) -> Self {
        self.with_find(Find { group, ..Find::read(&self.find) }.to_text())
    }
}

/// The id of a batch that somebody typed or pasted: one word that begins as all ids of PolarDB do, with `pcb-`. Every other text
/// is searched for.
pub fn batch_id(text: &str) -> Option<&str> {
    let text = text.trim();
    let (prefix, rest) = text.split_at_checked("pcb-".len())?;
    let is_of_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_id =
        prefix.eq_ignore_ascii_case("pcb-") && !rest.is_empty() && rest.bytes().all(is_of_id);
    is_id.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Location;

    fn changed(search: &str, change: impl FnOnce(&ListQuery) -> ListQuery) -> String {
        let location = Location::from_search(search);
        location.with_query(change(&location.query)).to_search()
    }

    #[test]
    fn a_search_begins_at_the_first_page_and_leaves_the_rest() {
        for (before, text, after) in [
            ("", "sql", "?q=sql"),
            ("?page=3&last=24h", " sql  wave ", "?last=24h&q=sql%20%20wave"),
            ("?q=sql&page=3", "sql ", "?page=3&q=sql"),
            ("?page=3", "  ", "?page=3"),
            ("?q=sql&page=3&sort=-duration", "", "?sort=-duration"),
            ("?q=a&rest=only&group=day", "\"b c\" -d", "?q=%22b%20c%22%20-d&group=day&rest=only"),
            ("?status=FAILED&q=a", "慢日志", "?status=FAILED&q=%E6%85%A2%E6%97%A5%E5%BF%97"),
        ] {
            assert_eq!(changed(before, |query| query.with_search(text)), after, "{before} {text}");
        }
    }

    #[test]
    fn groups_begin_at_the_first_page_and_leave_the_rest() {
        for (before, group, after) in [
            ("?page=2", Group::Rollout, "?group=rollout"),
            ("?q=a&group=rollout", Group::Day, "?q=a&group=day"),
            ("?group=type&sort=name", Group::None, "?sort=name"),
        ] {
            assert_eq!(changed(before, |query| query.with_group(group)), after, "{before}");
        }
    }

    #[test]
    fn ids_are_told_from_names() {
        for (text, id) in [
            ("pcb-bp1o9g9n7m4z9b6w5", Some("pcb-bp1o9g9n7m4z9b6w5")),
            ("  pcb-b \n", Some("pcb-b")),
            ("PCB-X", Some("PCB-X")),
            ("pcb-a_1-2", Some("pcb-a_1-2")),
            ("pcb-", None),
            ("pcb", None),
            ("pcb-a pcb-b", None),
            ("\"pcb-a\"", None),
            ("pcb-慢", None),
            ("sql-review", None),
            ("慢日志", None),
            ("", None),
        ] {
            assert_eq!(batch_id(text), id, "{text}");
        }
    }
}
