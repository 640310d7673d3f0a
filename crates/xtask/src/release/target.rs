//! The systems that there is a program for, and what compiles it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{announce, cargo_build, output, run};
use crate::{apt, checkout, tools};

/// A Linux without an own libc: musl is linked in.
#[derive(Debug)]
pub(super) struct Target {
    triple: &'static str,
    /// As Rust names it, and in the name of the file.
    pub(super) processor: &'static str,
    /// As an ELF file names it.
    pub(super) machine: u16,
    /// For whoever builds on another processor.
    cross_compiler: Compiler,
}

/// A C compiler, and the packages of Debian that have it and its headers.
#[derive(Debug)]
struct Compiler {
    program: &'static str,
    packages: &'static [&'static str],
}

const MUSL_GCC: Compiler = Compiler { program: "musl-gcc", packages: &["musl-tools"] };

const TARGETS: [Target; 2] = [
    Target {
        triple: "x86_64-unknown-linux-musl",
        processor: "x86_64",
        machine: 62,
        cross_compiler: Compiler {
            program: "x86_64-linux-gnu-gcc",
            packages: &["gcc-x86-64-linux-gnu", "libc6-dev-amd64-cross"],
        },
    },
    Target {
        triple: "aarch64-unknown-linux-musl",
        processor: "aarch64",
        machine: 183,
        cross_compiler: Compiler {
            program: "aarch64-linux-gnu-gcc",
            packages: &["gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"],
        },
    },
];

/// The targets with these names, or all.
///
/// # Errors
/// When there is none of a name.
pub(super) fn chosen(triples: &[String]) -> Result<Vec<&'static Target>> {
    if triples.is_empty() {
        return Ok(TARGETS.iter().collect());
    }
    let known = || TARGETS.iter().map(|target| target.triple).collect::<Vec<_>>().join(" and ");
    let find = |triple: &String| {
        let found = TARGETS.iter().find(|target| target.triple == triple);
        found.with_context(|| format!("There is no target `{triple}`, but {}.", known()))
    };
    triples.iter().map(find).collect()
}

impl Target {
    /// How Cargo and Rust name it.
    pub(super) fn triple(&self) -> &'static str {
        self.triple
    }

    pub(super) fn is_of_this_machine(&self) -> bool {
        env::consts::OS == "linux" && env::consts::ARCH == self.processor
    }

    /// Builds the program with this console inside and returns its file.
    ///
    /// # Errors
    /// When a compiler is missing and cannot be installed, or the build fails.
    pub(super) fn build(&self, console: &Path, seconds: u64) -> Result<PathBuf> {
        tools::ensure_target(self.triple)?;
        let compiler = self.compiler();
        if !compiler.is_usable() {
            apt::install(&format!("a C compiler for {}", self.triple), compiler.packages)?;
        }
        announce(&format!("Building batch-proxy for {} (about 3 minutes)", self.triple));
        let mut build = self.build_command(compiler.program);
        build.env("BATCH_PROXY_EMBED", console).env("SOURCE_DATE_EPOCH", seconds.to_string());
        run(&mut build)?;
        Ok(checkout::target().join(self.triple).join("release/batch-proxy"))
    }

    /// What compiles the C of `ring`.
    fn compiler(&self) -> &Compiler {
        if self.is_of_this_machine() { &MUSL_GCC } else { &self.cross_compiler }
    }

    fn build_command(&self, compiler: &str) -> Command {
        let mut build = cargo_build();
        build.args(["--locked", "--release"]);
        build.args(["--package", "proxy", "--bin", "batch-proxy"]);
        build.args(["--features", "embedded-console", "--target", self.triple]);
        let name = self.triple.replace('-', "_");
        build.env(format!("CC_{name}"), compiler);
        // Ubuntu's compiler asks for checks that glibc has and musl has not.
        build.env(format!("CFLAGS_{name}"), "-U_FORTIFY_SOURCE");
        if !self.is_of_this_machine() {
            build.env(format!("CARGO_TARGET_{}_LINKER", name.to_uppercase()), compiler);
        }
        build.env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
        build.env("CARGO_ENCODED_RUSTFLAGS", flags());
        build
    }
}

impl Compiler {
    /// Whether it is there with the headers of a C library, which Debian packages apart.
    fn is_usable(&self) -> bool {
        let header = ["-E", "-include", "stdint.h", "-x", "c", "/dev/null"];
        output(Command::new(self.program).args(header)).is_some()
    }
}

/// What rustc is told as well: where the sources are on this machine is nobody's concern, and would make the
/// program another one on each machine.
fn flags() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let of_user = || env::home_dir().map(|home| home.join(".cargo"));
    let cargo = home.or_else(of_user).map(|path| (path, "/cargo"));
    let hidden = cargo.into_iter().chain([(checkout::root(), "/batch-tasks")]);
    let flag =
        |(path, name): (PathBuf, &str)| format!("--remap-path-prefix={}={name}", path.display());
    // Separated so that a path may have spaces.
    hidden.map(flag).collect::<Vec<_>>().join("\u{1f}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_chosen_by_its_name() {
        let triples = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            chosen(&names).map(|targets| targets.iter().map(|target| target.triple).collect())
        };
        let (intel, arm) = ("x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl");
        let none: Vec<&str> = triples(&[]).unwrap();
        assert_eq!(none, [intel, arm]);
        assert_eq!(triples(&[arm]).unwrap(), [arm]);
        assert_eq!(
            triples(&["wasm32-unknown-unknown"]).unwrap_err().to_string(),
            "There is no target `wasm32-unknown-unknown`, but x86_64-unknown-linux-musl and \
             aarch64-unknown-linux-musl."
        );
    }
}
