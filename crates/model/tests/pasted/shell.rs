//! `/bin/sh`, and what came of a script.

use std::process::{Command, Stdio};

/// What a script did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Every argument that was printed.
    pub(crate) arguments: Vec<String>,
    /// Whether the script's last command succeeded.
    pub(crate) succeeded: bool,
}

/// Runs a script that prints arguments with a NUL behind each; these variables are set and no others.
pub(crate) fn run(script: &str, variables: &[(&str, &str)]) -> Outcome {
    let output = Command::new("/bin/sh")
        .args(["-c", script])
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let mut arguments: Vec<_> = printed.split('\0').map(str::to_owned).collect();
    assert_eq!(arguments.pop().as_deref(), Some(""), "ends with a NUL or is empty");
    Outcome { arguments, succeeded: output.status.success() }
}
