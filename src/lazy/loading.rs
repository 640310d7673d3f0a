//! What `wasm_split` calls to load a chunk, in place of its own runtime, which is 2 kB larger: promises in the program's
//! script remember which chunks are there.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::NotLoaded;

#[wasm_bindgen]
extern "C" {
    /// Written into the program's script by `cargo xtask`.
    #[wasm_bindgen(js_name = loadChunk)]
    fn load_chunk(name: &str) -> Promise;
}

async fn load(name: &str) -> Result<(), NotLoaded> {
    JsFuture::from(load_chunk(name)).await.map(drop).map_err(|_| NotLoaded)
}

/// A module with the names that the macro expects, for each chunk.
macro_rules! chunks {
    ($($chunk:ident),*) => {$(
        pub(crate) mod $chunk {
            pub(crate) use crate::lazy::NotLoaded as SplitLoaderError;

            pub(crate) mod rt {
                use std::ffi::c_void;
                use std::pin::Pin;

                use super::SplitLoaderError;

                /// What the macro's own loader would call back.
                pub(crate) type LoadCallbackFn = unsafe extern "C" fn(*const c_void, bool);

                /// Nothing: the script remembers whether the chunk is there.
                pub(crate) struct LazySplitLoader;

                impl LazySplitLoader {
                    /// The macro's own way to load is not used.
                    pub(crate) const fn new(_: unsafe extern "C" fn(LoadCallbackFn, *const c_void)) -> Self {
                        Self
                    }
                }

                /// Waits until the chunk is there.
                pub(crate) async fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Result<(), SplitLoaderError> {
                    super::super::load(stringify!($chunk)).await
                }
            }
        }
    )*};
}

chunks!(controls, features, find, panel, timeline, share);
