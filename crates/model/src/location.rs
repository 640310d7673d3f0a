//! The URL of a view, both ways. Reading never fails: what is unknown or garbage falls back to its
//! default, so that any link opens something. No key names a place to send requests to; `env` picks
//! one of the configured endpoints by id.

use crate::percent;
use crate::query::{Created, ListQuery, PageNumber, PageSize, Span};
use crate::status::{BatchStatus, StatusSet};
use crate::time;

/// Everything that the URL says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The list to show.
    pub query: ListQuery,
    /// The id of a configured endpoint; without it the configured default.
    pub env: Option<String>,
}

impl Location {
    /// Reads `location.search`, with or without its `?`.
    pub fn from_search(search: &str) -> Self {
        let mut location = Self::default();
        let mut statuses = Vec::new();
        let (mut from, mut to, mut last) = (None, None, None);
        let mut page = PageNumber::FIRST;
        for (key, value) in percent::pairs(search.strip_prefix('?').unwrap_or(search)) {
            match key.as_str() {
                "type" => location.query = location.query.with_task_type(Some(&value)),
                "status" => {
                    statuses.extend(value.split(',').filter_map(BatchStatus::from_api_name));
                }
                "from" => from = time::from_api(&value),
                "to" => to = time::from_api(&value),
                "last" => last = read_span(&value),
                "page" => page = PageNumber::clamped(read_number(&value, 1)),
                "size" => {
                    let default = u64::from(PageSize::default().get());
                    location.query.size = PageSize::clamped(read_number(&value, default));
                }
                "env" => location.env = Some(value).filter(|id| !id.is_empty()),
                _ => {}
            }
        }
        // A filter goes back to the first page, and may stand after the page.
        location.query.page = page;
        location.query.statuses = StatusSet::from_iter(statuses);
        location.query.created = match (last, from, to) {
            (Some(span), ..) => Created::Last(span),
            (None, None, None) => Created::Any,
            (None, from, to) => Created::Between { from, to },
        };
        location
    }

    /// The shortest search that reads back as this location: `?page=2`, or empty.
    pub fn to_search(&self) -> String {
        let ListQuery { task_type, statuses, created, page, size } = &self.query;
        let statuses: Vec<_> = statuses.iter().map(BatchStatus::api_name).collect();
        let (last, from, to) = match created {
            Created::Any => (None, None, None),
            Created::Last(span) => (Some(span.name().to_owned()), None, None),
            Created::Between { from, to } => (None, from.map(time::to_api), to.map(time::to_api)),
        };
        let pairs: Vec<_> = [
            ("type", task_type.clone()),
            ("status", (!statuses.is_empty()).then(|| statuses.join(","))),
            ("last", last),
            ("from", from),
            ("to", to),
            ("page", (*page != PageNumber::FIRST).then(|| page.get().to_string())),
            ("size", (*size != PageSize::default()).then(|| size.get().to_string())),
            ("env", self.env.clone()),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key}={}", percent::encode_but(&value?, ":,"))))
        .collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// What a link to this location has in its `href`: never empty, since `""` means the current URL.
    pub fn href(&self) -> String {
        let search = self.to_search();
        if search.is_empty() { "?".to_owned() } else { search }
    }

    /// The same endpoint with another list.
    #[must_use]
    pub fn with_query(&self, query: ListQuery) -> Self {
        Self { query, env: self.env.clone() }
    }

    /// The same view at another page: the nearest that there can be.
    #[must_use]
    pub fn with_page(&self, number: u32) -> Self {
        self.with_query(self.query.with_page(PageNumber::clamped(number.into())))
    }

    /// The same list at another endpoint.
    #[must_use]
    pub fn with_env(&self, env: Option<String>) -> Self {
        Self { query: self.query.clone(), env }
    }
}

fn read_number(text: &str, default: u64) -> u64 {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Only a number too long for 64 bits fails here, and it is clamped like any large one.
    if digits { text.parse().unwrap_or(u64::MAX) } else { default }
}

fn read_span(text: &str) -> Option<Span> {
    Span::ALL.into_iter().find(|span| span.name() == text)
}

#[cfg(test)]
mod tests;
