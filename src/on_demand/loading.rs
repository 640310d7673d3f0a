//! What `wasm_split` calls to have the second part loaded, in the place of its own runtime: that is 2 kB of the
//! download for what one promise does.

pub(crate) use super::NotLoaded as SplitLoaderError;

/// The names are those that the macro expects.
pub(crate) mod rt {
    use std::ffi::c_void;
    use std::pin::Pin;

    use js_sys::Promise;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen_futures::JsFuture;

    use super::SplitLoaderError;

    /// What the macro's own loader would call back.
    pub(crate) type LoadCallbackFn = unsafe extern "C" fn(*const c_void, bool);

    /// Nothing: there is one second part, and the script remembers whether it is there.
    pub(crate) struct LazySplitLoader;

    impl LazySplitLoader {
        /// The macro's own way to load is not used.
        pub(crate) const fn new(_: unsafe extern "C" fn(LoadCallbackFn, *const c_void)) -> Self {
            Self
        }
    }

    #[wasm_bindgen]
    extern "C" {
        /// Written into the program's script by `cargo xtask`.
        #[wasm_bindgen(js_name = loadChunk)]
        fn load_chunk(name: &str) -> Promise;
    }

    /// Waits until the second part is there.
    pub(crate) async fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Result<(), SplitLoaderError> {
        JsFuture::from(load_chunk("on_demand")).await.map(drop).map_err(|_| SplitLoaderError)
    }
}
