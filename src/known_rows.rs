//! The rows of a reply as they were read, so that what has not changed is neither copied into the program nor read again.

use std::sync::Arc;

use js_sys::{Array, JSON, Map, Reflect};
use model::failure::Failure;
use model::request::Request;
use model::wire::ReplyHead;
use wasm_bindgen::{JsCast, JsValue};

use crate::ask::Ask;
use crate::json;

/// The rows of the last answer.
pub struct KnownRows<T> {
    /// The place of each row by its JSON.
    places: Map,
    rows: Vec<Arc<T>>,
}

impl<T> Default for KnownRows<T> {
    fn default() -> Self {
        Self { places: Map::new(), rows: Vec::new() }
    }
}

impl<T> KnownRows<T> {
    /// Reads a reply to a call. A row that is the same as in the last answer, in whatever place, is the same row as there.
    ///
    /// # Errors
    /// Why the reply is no answer.
    pub fn read<K: Ask<Row = T>>(
        &mut self,
        asked: &Request,
        head: &ReplyHead,
        body: &JsValue,
    ) -> Result<K::Answer, Failure> {
        let list = Reflect::get(body, &K::LIST.into()).ok();
        let list = list.and_then(|list| list.dyn_into::<Array>().ok()).unwrap_or_default();
        let places = Map::new();
        let kept: Vec<_> = (0..list.length()).map(|at| self.take(&list, at, &places)).collect();
        let mut answer = K::read(head, &json::read(body))?;
        for (row, kept) in K::rows(&mut answer).iter_mut().zip(kept) {
            if let Some(kept) = kept {
                *row = kept;
            }
        }
        let mut answer = K::fitting(asked, answer)?;
        *self = Self { places, rows: K::rows(&mut answer).clone() };
        Ok(answer)
    }

    /// The row at a place, if it is known; then nothing is left of it to be read.
    fn take(&self, list: &Array, at: u32, places: &Map) -> Option<Arc<T>> {
        let text = JSON::stringify(&list.get(at)).ok()?;
        places.set(&text, &at.into());
        let before = self.places.get(&text).as_f64()?;
        let row = self.rows.get(before as usize)?;
        list.set(at, JsValue::NULL);
        Some(Arc::clone(row))
    }
}
