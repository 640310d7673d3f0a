//! A spoilt list: `TaskList` of the list, `SubTasks` of one batch, and the fields around it.

use serde_json::{Value, json};

/// The names of the list, of which a reply has one.
const LISTS: [&str; 2] = ["TaskList", "SubTasks"];
/// By what a row is known.
const IDS: [&str; 2] = ["BatchId", "TaskId"];
const PAGE_FIELDS: [&str; 4] = ["RequestId", "PageNumber", "PageSize", "TotalCount"];

/// How a list is spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFault {
    /// It has no rows, whatever the count beside it says.
    Empty,
    /// It is not there.
    Absent,
    /// It is null.
    Null,
    /// It is an object: the rows by their numbers.
    Object,
    /// Every second row bears the id of the one before.
    DuplicateIds,
    /// It has so many rows, whatever page was asked for: the page's own again and again, each
    /// with an id of its own.
    Rows(usize),
    /// The fields beside it are null.
    PageFieldsNull,
    /// The fields beside it are not there.
    PageFieldsAbsent,
    /// The numbers beside it are text.
    PageFieldsAsText,
}

impl ListFault {
    pub(super) fn spoil(self, reply: &mut Value) {
        match self {
            Self::Empty => change(reply, |list| *list = json!([])),
            Self::Null => change(reply, |list| *list = Value::Null),
            Self::Object => change(reply, |list| {
                let rows = rows(list).iter().enumerate();
                *list = rows.map(|(number, row)| (number.to_string(), row.clone())).collect();
            }),
            Self::DuplicateIds => change(reply, duplicate_ids),
            Self::Rows(count) => change(reply, |list| repeat(list, count)),
            Self::Absent => remove(reply, &LISTS),
            Self::PageFieldsAbsent => remove(reply, &PAGE_FIELDS),
            Self::PageFieldsNull => each(reply, &PAGE_FIELDS, |field| *field = Value::Null),
            Self::PageFieldsAsText => each(reply, &PAGE_FIELDS, |field| {
                if field.is_number() {
                    *field = field.to_string().into();
                }
            }),
        }
    }
}

/// The rows of a reply's list, if it has one.
pub(super) fn rows_of(reply: &mut Value) -> &mut [Value] {
    let name = LISTS.into_iter().find(|name| reply.get(name).is_some());
    name.and_then(|name| reply.get_mut(name)).map_or(&mut [], rows)
}

fn rows(list: &mut Value) -> &mut [Value] {
    list.as_array_mut().map_or(&mut [], Vec::as_mut_slice)
}

fn change(reply: &mut Value, change: impl FnMut(&mut Value)) {
    each(reply, &LISTS, change);
}

fn each(reply: &mut Value, names: &[&str], mut change: impl FnMut(&mut Value)) {
    for name in names {
        if let Some(field) = reply.get_mut(name) {
            change(field);
        }
    }
}

fn remove(reply: &mut Value, names: &[&str]) {
    if let Some(fields) = reply.as_object_mut() {
        fields.retain(|name, _| !names.contains(&name.as_str()));
    }
}

fn duplicate_ids(list: &mut Value) {
    for pair in rows(list).chunks_exact_mut(2) {
        for name in IDS {
            if let Some(id) = pair[0].get(name).cloned() {
                pair[1][name] = id;
            }
        }
    }
}

fn repeat(list: &mut Value, count: usize) {
    let page = rows(list).to_vec();
    let row = |number: usize| {
        let mut row = page[number % page.len()].clone();
        if number >= page.len() {
            each(&mut row, &IDS, |id| {
                *id = format!("{}-{number}", id.as_str().unwrap_or_default()).into();
            });
        }
        row
    };
    // A page without rows has nothing to repeat.
    if !page.is_empty() {
        *list = (0..count).map(row).collect();
    }
}
