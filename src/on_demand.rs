//! What the first rows do not need: the second part of the program, which is fetched when it is first asked for.
//!
//! Both parts share memory, signals and types, so arguments are plain Rust values. What only functions in
//! `on_demand!` need is in the second part; what the first needs as well stays in the first.
//! Without the feature `split` the program is one, and nothing has to be fetched.

/// The second part could not be fetched. Calling again fetches it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// Puts a function without a result into the second part. It becomes `async`, and returns `Err(NotLoaded)` where
/// that part could not be fetched. It runs after whoever called it has ended: what makes effects takes their `Owner`
/// as an argument.
macro_rules! on_demand {
    ($(#[$attribute:meta])* $visible:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) { $($body:tt)* }) => {
        $(#[$attribute])*
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split(on_demand, wasm_split_path = crate::on_demand::loading, fallible)]
        $visible fn $name($($argument: $type),*) -> Result<(), NotLoaded> {
            $($body)*
            Ok(())
        }

        $(#[$attribute])*
        #[cfg(not(feature = "split"))]
        $visible async fn $name($($argument: $type),*) -> Result<(), NotLoaded> {
            $($body)*
            Ok(())
        }
    };
}

#[cfg(feature = "split")]
mod loading;

on_demand! {
    /// Binds the settings.
    pub fn bind_settings(
        is_possible: bool,
        is_on: Box<dyn Fn() -> bool>,
        on_switch: Box<dyn Fn(bool)>,
        on_clear: Box<dyn Fn()>,
    ) {
        crate::components::settings_menu::bind_settings_menu(is_possible, is_on, on_switch, on_clear);
    }
}
