//! Where in the database an index is: its chunks and what belongs to them below its scope, and its header under it.

use model::sync::keeping::Header;

use super::{Amount, Parcel};
use crate::index::store::{Change, Shelf, Value};

/// The name of what is no chunk.
pub(super) const META: &str = "meta";

/// What writes an index.
pub(super) fn changes(scope: &str, parcel: Parcel, amount: Amount, header: &Header) -> Vec<Change> {
    let key = |name: &str| [scope, name].concat();
    let mut changes = Vec::new();
    if amount == Amount::Whole {
        changes.push(Change::DeleteAll(Shelf::Chunks, scope.to_owned()));
    }
    changes.extend(parcel.removed.iter().map(|name| Change::Delete(Shelf::Chunks, key(name))));
    let put = |name: &str, bytes| Change::Put(Shelf::Chunks, key(name), Value::Bytes(bytes));
    changes.extend(parcel.chunks.into_iter().map(|(name, bytes)| put(&name, bytes)));
    changes.push(put(META, parcel.meta));
    changes.push(Change::Put(Shelf::Meta, scope.to_owned(), Value::Text(header.to_text())));
    changes
}

/// What deletes an index.
pub(super) fn removal(scope: &str) -> [Change; 2] {
    [Shelf::Meta, Shelf::Chunks].map(|shelf| Change::DeleteAll(shelf, scope.to_owned()))
}

pub(super) fn header_in(headers: &[(String, Value)], scope: &str) -> Option<Header> {
    headers.iter().find(|(key, _)| key == scope).and_then(|(_, value)| read_header(value))
}

pub(super) fn read_header(value: &Value) -> Option<Header> {
    match value {
        Value::Text(text) => Header::read(text),
        Value::Bytes(_) => None,
    }
}
