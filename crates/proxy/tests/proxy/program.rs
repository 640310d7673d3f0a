//! The real program `batch-proxy` as a child process: its address, its output, its end.

use std::net::SocketAddr;
use std::process::{Output, Stdio};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The variables of credentials, for [`command`].
pub(crate) type Variables<'a> = &'a [(&'a str, &'a str)];

/// A key as the environment has it.
pub(crate) const KEY: Variables<'static> = &[
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "testAccessKeyId"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testAccessKeySecret"),
];

/// The program with these arguments and no credentials in its environment but those of these
/// variables; it is killed when the test ends.
pub(crate) fn command(arguments: &[&str], variables: Variables<'_>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_batch-proxy"));
    command
        .args(arguments)
        .env_clear()
        // No test asks the metadata service of the machine that it runs on.
        .env("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
        .envs(variables.iter().copied())
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

/// Runs the program to its end.
pub(crate) async fn output(arguments: &[&str], variables: Variables<'_>) -> Output {
    command(arguments, variables).output().await.unwrap()
}

/// A program that serves.
pub(crate) struct Served {
    pub(crate) child: Child,
    pub(crate) line: String,
    pub(crate) address: SocketAddr,
}

impl Served {
    /// Starts it and waits for the line that tells its address.
    pub(crate) async fn start(arguments: &[&str], variables: Variables<'_>) -> Self {
        Self::of(command(arguments, variables)).await
    }

    /// The same where it may have so few files open, unless it asks for more.
    pub(crate) async fn with_files(
        files: u32,
        arguments: &[&str],
        variables: Variables<'_>,
    ) -> Self {
        let program = command(arguments, variables);
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -Sn {files} && exec \"$0\" \"$@\"")]);
        shell.arg(program.as_std().get_program()).args(arguments);
        let variables =
            program.as_std().get_envs().filter_map(|(name, value)| Some((name, value?)));
        shell.env_clear().envs(variables).stdin(Stdio::null()).kill_on_drop(true);
        Self::of(shell).await
    }

    async fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().expect("an address, not the end");
        let (_, url) = line.split_once("://").unwrap();
        let address = url.split('/').next().unwrap().parse().unwrap();
        Self { child, line, address }
    }

    /// `serve` before this upstream, on a free port, with more arguments.
    pub(crate) async fn before(upstream: SocketAddr, more: &[&str]) -> Self {
        let url = format!("http://{upstream}");
        let arguments = [&["serve", "--upstream", &url, "--listen", "127.0.0.1:0"], more].concat();
        Self::start(&arguments, KEY).await
    }

    /// Sends a signal as a service manager or a terminal does.
    pub(crate) async fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status().await.unwrap();
        assert!(status.success());
    }

    /// Ends it and gives its exit code and what it wrote to standard error.
    pub(crate) async fn end(self) -> (Option<i32>, String) {
        self.signal("TERM").await;
        let output = self.child.wait_with_output().await.unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
