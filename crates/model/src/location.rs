//! The URL of a view, both ways. Reading never fails: an unknown key is left out, and a page or a size that is garbage falls back
//! to its default. A filter or an endpoint that is not understood is kept as it came, and nothing is asked for. No key
//! names a place to send requests to; `env` picks one of the configured endpoints by id.

use crate::find;
use crate::percent;
use crate::query::{Created, ListQuery, PageNumber, PageSize};
use crate::status::{BatchStatus, StatusSet};
use crate::time;

/// Everything that the URL says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The list to show.
    pub query: ListQuery,
    /// How to show it.
    pub view: View,
    /// The id of the batch to show beside it; never empty.
    pub batch: Option<String>,
    /// The id of a configured endpoint; without it the configured default.
    pub env: Option<String>,
    /// Whether no endpoint is configured by that id. Nothing is asked for then.
    pub is_env_unknown: bool,
    /// How the panel shows the batch, as a URL has it: `subtasks=failed&reason=…`. The panel reads it.
    pub panel: String,
    /// Which time the timeline shows, as a URL has it. The timeline reads it.
    pub window: Option<String>,
    /// Filters that are not understood, as a URL has them: `last=99y&status=NOPE`. Nothing is asked for then, since it would be
    /// another list.
    pub unread: String,
}

/// How a list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Rows and columns.
    #[default]
    Table,
    /// Bars over time.
    Timeline,
}

/// What a query may hold as it is, and people like to read.
const READABLE: &str = ":,";

/// The keys of [`Location::panel`].
pub(crate) const PANEL_KEYS: [&str; 2] = ["subtasks", "reason"];

impl Location {
    /// Longer than any id, and short enough for any proxy.
    const BATCH_ID_CHARACTERS: usize = 256;

    /// Reads `location.search`, with or without its `?`.
    pub fn from_search(search: &str) -> Self {
        let mut location = Self::default();
        let mut statuses = Vec::new();
        let [mut task_type, mut from, mut to, mut last] = [const { None }; 4];
        let mut find = [const { String::new() }; find::KEYS.len()];
        let mut panel = [const { String::new() }; PANEL_KEYS.len()];
        let mut page = PageNumber::FIRST;
        for (key, value) in percent::pairs(search.strip_prefix('?').unwrap_or(search)) {
            // Mail programs write `&amp;`.
            match &*key.strip_prefix("amp;").unwrap_or(&key).to_ascii_lowercase() {
                "type" => task_type = Some(value),
                "status" => {
                    let known = |name| location.understood("status", name, BatchStatus::from_typed);
                    statuses.extend(value.split(',').filter_map(known));
                }
                "from" => from = Some(value),
                "to" => to = Some(value),
                "last" => last = Some(value),
                "page" => page = PageNumber::clamped(read_number(&value, 1)),
                "size" => {
                    let default = u64::from(PageSize::default().get());
                    location.query.size = PageSize::clamped(read_number(&value, default));
                }
                "view" if value == "timeline" => location.view = View::Timeline,
                "batch" => {
                    location.batch = location.with_batch(Some(&value)).batch;
                    if location.batch.is_none() && !value.trim().is_empty() {
                        location.note("batch", value.trim());
                    }
                }
                "env" => location.env = Some(value).filter(|id| !id.is_empty()),
                "window" => location.window = Some(value).filter(|window| !window.is_empty()),
                key => {
                    let place = |keys: &[&str]| keys.iter().position(|known| *known == key);
                    if let Some(at) = place(&find::KEYS) {
                        find[at] = value;
                    } else if let Some(at) = place(&PANEL_KEYS) {
                        panel[at] = value;
                    }
                }
            }
        }
        location.query = location.query.with_task_type(task_type.as_deref());
        for (key, value) in find::KEYS.iter().zip(&mut find) {
            let meant = location.understood(key, value, |text| find::understood(key, text));
            *value = meant.unwrap_or_default();
        }
        location.query.find = part(&find::KEYS, &find);
        location.panel = part(&PANEL_KEYS, &panel);
        // A filter goes back to the first page, and may stand after the page.
        location.query.page = page;
        location.query.statuses = StatusSet::from_iter(statuses);
        let mut side = |key, value: Option<String>, is_end| {
            location.understood(key, &value?, |text| time::from_link(text, is_end))
        };
        let (from, to) = (side("from", from, false), side("to", to, true));
        let last = last.and_then(|value| location.understood("last", &value, Created::from_name));
        if last.is_some() {
            // Which of them is meant is not known.
            for (key, side) in [("from", from), ("to", to)] {
                if let Some(side) = side {
                    location.note(key, &time::to_api(side));
                }
            }
        }
        location.query.created = match (last, from, to) {
            (Some(named), ..) => named,
            (None, None, None) => Created::Any,
            (None, from, to) => Created::Between { from, to },
        };
        location
    }

    /// The value in its meaning; without one it is noted, unless it is empty.
    fn understood<T>(
        &mut self,
        key: &str,
        value: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = value.trim();
        let meant = read(value);
        if meant.is_none() && !value.is_empty() {
            self.note(key, value);
        }
        meant
    }

    /// Notes what is not understood.
    fn note(&mut self, key: &str, value: &str) {
        add(&mut self.unread, key, value);
    }

    /// The shortest search that reads back as this location: `?page=2`, or empty.
    pub fn to_search(&self) -> String {
        let ListQuery { task_type, statuses, created, find, page, size } = &self.query;
        let statuses: Vec<_> = statuses.iter().map(BatchStatus::api_name).collect();
        let (from, to) = match created {
            Created::Between { from, to } => (from.map(time::to_api), to.map(time::to_api)),
            _ => (None, None),
        };
        let parts = [find, &self.panel, &self.unread];
        let pairs: Vec<_> = [
            ("type", task_type.clone()),
            ("status", (!statuses.is_empty()).then(|| statuses.join(","))),
            ("last", created.name().map(str::to_owned)),
            ("from", from),
            ("to", to),
            ("page", (*page != PageNumber::FIRST).then(|| page.get().to_string())),
            ("size", (*size != PageSize::default()).then(|| size.get().to_string())),
            ("view", (self.view == View::Timeline).then(|| "timeline".to_owned())),
            ("batch", self.batch.clone()),
            ("env", self.env.clone()),
            ("window", self.window.clone()),
        ]
        .into_iter()
        .filter_map(|(key, value)| {
            Some(format!("{key}={}", percent::encode_but(&value?, READABLE)))
        })
        .chain(parts.into_iter().filter(|part| !part.is_empty()).cloned())
        .collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// What a link to this location has in its `href`: never empty, since `""` means the current URL.
    pub fn href(&self) -> String {
        let search = self.to_search();
        if search.is_empty() { "?".to_owned() } else { search }
    }

    /// Another list, with all else as it is. What was not understood of the filters is left out, and the part of time that was
    /// chosen for the list before.
    #[must_use]
    pub fn with_query(&self, query: ListQuery) -> Self {
        Self { query, window: None, unread: String::new(), ..self.clone() }
    }

    /// The same list, shown in another way.
    #[must_use]
    pub fn with_view(&self, view: View) -> Self {
        Self { view, window: None, ..self.clone() }
    }

    /// The same list with one batch beside it, or with none. White space around a pasted id is dropped, and an id
    /// that cannot be one.
    #[must_use]
    pub fn with_batch(&self, id: Option<&str>) -> Self {
        let can_be = |id: &&str| !id.is_empty() && id.chars().count() <= Self::BATCH_ID_CHARACTERS;
        let batch = id.map(str::trim).filter(can_be).map(str::to_owned);
        let panel = if batch == self.batch { self.panel.clone() } else { String::new() };
        Self { batch, panel, ..self.clone() }
    }

    /// The same view at another page: the nearest that there can be.
    #[must_use]
    pub fn with_page(&self, number: u32) -> Self {
        self.with_query(self.query.with_page(PageNumber::clamped(number.into())))
    }

    /// The same list at another endpoint, which does not know the batch.
    #[must_use]
    pub fn with_env(&self, env: Option<String>) -> Self {
        Self { env, is_env_unknown: false, ..self.with_batch(None) }
    }

    /// Whether all of it is understood, so that it can be asked for.
    pub fn is_understood(&self) -> bool {
        self.unread.is_empty() && !self.is_env_unknown
    }
}

/// The part of a search that has these values under these keys; an empty value is left out.
pub(crate) fn part(keys: &[&str], values: &[String]) -> String {
    let mut part = String::new();
    for (key, value) in keys.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        add(&mut part, key, value);
    }
    part
}

/// Adds a pair to a part of a search.
fn add(part: &mut String, key: &str, value: &str) {
    let gap = if part.is_empty() { "" } else { "&" };
    let value = percent::encode_but(value, READABLE);
    part.push_str(&[gap, key, "=", &value].concat());
}

fn read_number(text: &str, default: u64) -> u64 {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Only a number too long for 64 bits fails here, and it is clamped like any large one.
    if digits { text.parse().unwrap_or(u64::MAX) } else { default }
}

#[cfg(test)]
mod tests;
