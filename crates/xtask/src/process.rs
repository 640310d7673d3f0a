//! Running other programs, and saying which step is under way.

use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::checkout;

/// Announces a step in one line: what it does and, when it is long, for how long.
pub(crate) fn announce(step: &str) {
    eprintln!("==> {step}");
}

/// Runs a program with its output shown.
///
/// # Errors
/// When it cannot be started, or ends with anything but success; the text names the whole command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = command_line(command);
    let status = command.status().with_context(|| format!("`{line}` cannot be started"))?;
    ensure!(status.success(), "`{line}` failed ({status})");
    Ok(())
}

/// Runs a program and gives what it prints on its standard output.
///
/// # Errors
/// As [`run`].
pub(crate) fn printed(command: &mut Command) -> Result<String> {
    let line = command_line(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{line}` cannot be started"))?;
    ensure!(output.status.success(), "`{line}` failed ({})", output.status);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Gives a text to a program's standard input, and returns what it prints on its standard output.
///
/// # Errors
/// As [`run`], and when what is printed is no text.
pub(crate) fn filtered(command: &mut Command, text: &str) -> Result<String> {
    let line = command_line(command);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{line}` cannot be started"))?;
    let mut input = child.stdin.take().context("the standard input is not piped")?;
    let text = text.to_owned();
    // On a thread of its own: a program may print before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "`{line}` failed ({})", output.status);
    let _ = writer.join();
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` printed no UTF-8"))
}

/// What a program prints on its standard output; `None` when it is missing or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The program's path, when it is on `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

/// `PATH` with these directories before all others.
///
/// # Errors
/// When a directory's name holds the separator of `PATH`.
pub(crate) fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&path)))
        .context("a directory of the build tools cannot be put on PATH")
}

/// Cargo, the same one that runs this program, at the root of the checkout.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(checkout::root());
    cargo
}

/// `cargo build`, with Cargo's own progress where somebody watches, and silent in a log.
pub(crate) fn cargo_build() -> Command {
    let mut build = cargo();
    build.arg("build");
    if !std::io::stderr().is_terminal() {
        build.arg("--quiet");
    }
    build
}

/// The command as one would type it.
pub(crate) fn command_line(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let missing = run(Command::new("/nowhere/no-such-program").arg("--flag")).unwrap_err();
        assert_eq!(missing.to_string(), "`no-such-program --flag` cannot be started");
        let failing = run(cargo().arg("no-such-subcommand").stderr(Stdio::null())).unwrap_err();
        assert_eq!(failing.to_string(), "`cargo no-such-subcommand` failed (exit status: 101)");
    }

    #[cfg(unix)]
    #[test]
    fn a_text_goes_through_a_program() {
        let long = "line\n".repeat(50_000);
        assert_eq!(filtered(&mut Command::new("cat"), &long).unwrap(), long);
        let failing = filtered(&mut Command::new("false"), "").unwrap_err();
        assert_eq!(failing.to_string(), "`false` failed (exit status: 1)");
    }

    #[test]
    fn a_program_is_looked_for_on_the_path() {
        assert_eq!(find("no-such-program"), None);
        assert!(find("cargo").unwrap().is_absolute());
    }
}
