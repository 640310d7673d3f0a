//! The proxy's own variables where they are empty: as in manifests that leave a value open, that counts as not set.

use std::ffi::OsStr;

use clap::builder::{OsStr as Name, Resettable};
use clap::{Arg, Command};

const PREFIX: &str = "BATCH_PROXY_";

/// `command`, which looks at no variable of its own that is empty.
pub(super) fn without_empty(command: Command) -> Command {
    let with = |argument: Arg| {
        let is_own = |name: &OsStr| name.to_string_lossy().starts_with(PREFIX);
        let is_empty = |name: &OsStr| std::env::var_os(name).is_some_and(|value| value.is_empty());
        match argument.get_env() {
            Some(name) if is_own(name) && is_empty(name) => argument.env(Resettable::<Name>::Reset),
            _ => argument,
        }
    };
    command.mut_subcommands(|command| command.mut_args(with))
}

/// Warns of those that are empty.
pub(super) fn warn_of_empty() {
    for (name, value) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && value.is_empty() {
            tracing::warn!("{} is set but empty, which counts as not set", name.escape_debug());
        }
    }
}
