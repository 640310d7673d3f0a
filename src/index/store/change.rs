//! What a database holds, and what is done with it in a transaction.

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::index::interop::{call, of_global};

/// Behind all keys that begin with the same text.
const LAST: char = '\u{ffff}';

/// The parts of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What is kept, in one short text each.
    Meta,
    /// The rows, as bytes.
    Chunks,
}

/// What is kept under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Of [`Shelf::Meta`].
    Text(String),
    /// Of [`Shelf::Chunks`].
    Bytes(Vec<u8>),
}

/// One thing to do in a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Keeps a value under a key, in the place of the one before.
    Put(Shelf, String, Value),
    /// Deletes what is kept under a key.
    Delete(Shelf, String),
    /// Deletes all whose keys begin with this text.
    DeleteAll(Shelf, String),
}

impl Shelf {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Chunks => "chunks",
        }
    }
}

impl Value {
    /// `None` for what this program does not write.
    pub(super) fn read(value: &JsValue) -> Option<Self> {
        match value.dyn_ref::<Uint8Array>() {
            Some(bytes) => Some(Self::Bytes(bytes.to_vec())),
            None => value.as_string().map(Self::Text),
        }
    }

    fn written(&self) -> JsValue {
        match self {
            Self::Text(text) => text.into(),
            Self::Bytes(bytes) => Uint8Array::from(&**bytes).into(),
        }
    }
}

impl Change {
    pub(super) fn make(&self, transaction: &JsValue) -> Result<(), JsValue> {
        let shelf = match self {
            Self::Put(shelf, ..) | Self::Delete(shelf, _) | Self::DeleteAll(shelf, _) => shelf,
        };
        let shelf = call(transaction, "objectStore", &[&shelf.name().into()])?;
        match self {
            Self::Put(_, key, value) => call(&shelf, "put", &[&value.written(), &key.into()]),
            Self::Delete(_, key) => call(&shelf, "delete", &[&key.into()]),
            Self::DeleteAll(_, prefix) => call(&shelf, "delete", &[&range(prefix)?]),
        }?;
        Ok(())
    }
}

/// All keys that begin with a text.
pub(super) fn range(prefix: &str) -> Result<JsValue, JsValue> {
    let end = JsString::from(&*format!("{prefix}{LAST}"));
    call(&of_global("IDBKeyRange"), "bound", &[&prefix.into(), &end])
}
