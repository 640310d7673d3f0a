//! What the index is asked for: search, sort, groups and the filters that PolarDB does not have.
//!
//! A URL has it as `q=sql-review&sort=-duration`. [`ListQuery`](crate::query::ListQuery) keeps that text, so that the first
//! rows need nothing of this module but [`understood`] and [`narrows`]; [`Find`] is what it means.

mod align;
mod columns;
pub mod counts;
mod facts;
pub mod filter;
pub mod finder;
mod fold;
pub mod kind;
mod needle;
mod order;
mod rank;
#[cfg(test)]
mod samples;
mod scan;
pub mod search;
mod texts;

use crate::location::part;
use crate::percent;

pub mod groups;
pub mod rollout;
pub mod usual;

/// The keys that a URL has for it.
pub const KEYS: [&str; 6] = ["q", "sort", "group", "rest", "other", "slow"];

/// What the index is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Find {
    /// What is searched for, as it was typed, without white space around it.
    pub search: String,
    /// The order of the rows.
    pub sort: Sort,
    /// How rows are grouped.
    pub group: Group,
    /// Which completed batches are wanted, where completed ones are.
    pub rest: Rest,
    /// Whether batches of statuses that are not documented are wanted.
    pub is_other: bool,
    /// Whether only batches are wanted that are unusually slow.
    pub is_slow: bool,
}

/// An order of rows. Equal ones are in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// Whether the largest, latest or last comes first.
    pub is_descending: bool,
}

/// What rows can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// `TaskName`.
    Name,
    /// The status: what runs, what failed, what is partly done, and so on.
    Status,
    /// The share that is done.
    Progress,
    /// How many sub-tasks are not done.
    Rest,
    /// `TaskBegin`.
    Began,
    /// The duration.
    Duration,
    /// `TaskEnd`.
    Ends,
    /// `TaskType`.
    Type,
    /// `BatchId`.
    Id,
}

/// How rows are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Group {
    /// Not at all.
    #[default]
    None,
    /// By their rollout: see [`crate::find`].
    Rollout,
    /// By their type.
    Type,
    /// By the day on which they began.
    Day,
}

/// Which completed batches are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rest {
    /// All.
    #[default]
    Any,
    /// Those in which some sub-tasks did not succeed: partly done.
    Only,
    /// Those in which all succeeded.
    None,
}

/// The value of a key as it is kept, where it is understood: in whatever case.
pub fn understood(key: &str, value: &str) -> Option<String> {
    if key == "q" {
        return (!value.is_empty()).then(|| value.to_owned());
    }
    let value = value.to_ascii_lowercase();
    let is_known = match key {
        "sort" => {
            let name = value.strip_prefix('-').unwrap_or(&value);
            Column::ALL.iter().any(|column| column.name() == name)
        }
        "group" => matches!(&*value, "rollout" | "type" | "day"),
        "rest" => matches!(&*value, "only" | "none"),
        _ => value == "only",
    };
    is_known.then_some(value)
}

/// Whether some batches are left out by what a URL says: not by an order or groups.
pub fn narrows(find: &str) -> bool {
    find.split('&').any(|pair| !(pair.starts_with("sort=") || pair.starts_with("group=")))
}

/// The order and the groups alone.
pub fn order_of(find: &str) -> String {
    let pairs = find.split('&').filter(|pair| !pair.is_empty() && !narrows(pair));
    pairs.collect::<Vec<_>>().join("&")
}

impl Find {
    /// What a text of [`ListQuery::find`](crate::query::ListQuery::find) means. Of a key that is there twice the last one counts.
    pub fn read(text: &str) -> Self {
        let mut find = Self::default();
        for (key, value) in percent::pairs(text) {
            match &*key {
                "q" => find.search = value.trim().to_owned(),
                "sort" => {
                    let (name, is_descending) = match value.strip_prefix('-') {
                        Some(name) => (name, true),
                        None => (&*value, false),
                    };
                    let column = Column::ALL.into_iter().find(|column| column.name() == name);
                    if let Some(column) = column {
                        find.sort = Sort { column, is_descending };
                    }
                }
                "group" => {
                    let group = Group::ALL.into_iter().find(|group| group.name() == value);
                    find.group = group.unwrap_or_default();
                }
                "rest" => find.rest = if value == "only" { Rest::Only } else { Rest::None },
                "other" => find.is_other = true,
                "slow" => find.is_slow = true,
                _ => {}
            }
        }
        find
    }

    /// The text that [`read`](Self::read) reads; empty where nothing is asked for.
    pub fn to_text(&self) -> String {
        let sign = if self.sort.is_descending { "-" } else { "" };
        let sort = [sign, self.sort.column.name()].concat();
        let rest = match self.rest {
            Rest::Any => "",
            Rest::Only => "only",
            Rest::None => "none",
        };
        let only = |is_on: bool| if is_on { "only" } else { "" };
        let values = [
            &*self.search,
            if self.sort == Sort::default() { "" } else { &sort },
            self.group.name(),
            rest,
            only(self.is_other),
            only(self.is_slow),
        ];
        part(&KEYS, &values.map(str::to_owned))
    }
}

impl Sort {
    /// The order after a press on the head of a column: first the one that people look for, then the other way round.
    #[must_use]
    pub fn pressed(self, column: Column) -> Self {
        let first = !matches!(column, Column::Name | Column::Status | Column::Type | Column::Id);
        let is_descending = if self.column == column { !self.is_descending } else { first };
        Self { column, is_descending }
    }
}

impl Default for Sort {
    /// The order of the list: the newest first.
    fn default() -> Self {
        Self { column: Column::Began, is_descending: true }
    }
}

impl Column {
    /// In the order of the table.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Status,
        Self::Progress,
        Self::Rest,
        Self::Began,
        Self::Duration,
        Self::Ends,
        Self::Type,
        Self::Id,
    ];

    /// What a URL calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Status => "status",
            Self::Progress => "progress",
            Self::Rest => "rest",
            Self::Began => "began",
            Self::Duration => "duration",
            Self::Ends => "ends",
            Self::Type => "type",
            Self::Id => "id",
        }
    }
}

impl Group {
    /// In the order of the menu.
    pub const ALL: [Self; 4] = [Self::Day, Self::Rollout, Self::Type, Self::None];

    /// What a URL calls it; empty for none.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Rollout => "rollout",
            Self::Type => "type",
            Self::Day => "day",
        }
    }
}

#[cfg(test)]
mod tests;
