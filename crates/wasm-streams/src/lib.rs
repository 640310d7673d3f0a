//! The one type of `wasm-streams` that Leptos's server functions name, without what it does.
//!
//! The real crate exports three classes to JavaScript. Exports are kept by every optimiser, so each
//! visit would download 4 kB (after brotli) of code that nothing here calls: the console has no
//! server functions. This package takes its place by `[patch.crates-io]`.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of bytes in the browser, which no code of the console makes.
pub struct ReadableStream(web_sys::ReadableStream);

/// What [`ReadableStream::into_stream`] gives.
pub struct IntoStream<'reader>(PhantomData<&'reader ()>);

impl ReadableStream {
    /// Takes the browser's stream.
    pub fn from_raw(stream: web_sys::ReadableStream) -> Self {
        Self(stream)
    }

    /// Would send `stream` to the browser.
    ///
    /// # Panics
    /// Always: only a server function that sends a stream comes here, and there is none.
    pub fn from_stream<S>(_stream: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        unreachable!("the console has no server functions")
    }

    /// Gives the browser's stream back.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Would read the browser's stream.
    pub fn into_stream(self) -> IntoStream<'static> {
        IntoStream(PhantomData)
    }
}

impl Stream for IntoStream<'_> {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
