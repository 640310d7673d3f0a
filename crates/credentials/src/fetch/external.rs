//! Keys from a program: started without a shell, bounded in time and output.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::Command;
use tokio::time::timeout;

use super::{Fetched, Fetcher};
use crate::cli_profile::Profile;
use crate::fetch_error::FetchError;
use crate::http::LARGEST_REPLY;
use crate::text;

/// It may ask another service.
const PATIENCE: Duration = Duration::from_secs(15);

impl Fetcher {
    pub(super) async fn external(&self, command: &[String]) -> Result<Fetched, FetchError> {
        let output = timeout(PATIENCE, run(command)).await;
        let seconds = PATIENCE.as_secs();
        let output = output.unwrap_or_else(|_| Err(format!("did not end within {seconds} s")));
        let fetched = output.and_then(|output| key(&output)).map_err(FetchError::Program)?;
        match fetched.expires {
            Some(expires) if expires <= self.clock.now() => {
                Err(FetchError::Program("printed a key that has expired".to_owned()))
            }
            _ => Ok(fetched),
        }
    }
}

/// What the program prints. What it says on standard error is not read, since it may contain anything.
async fn run(command: &[String]) -> Result<Vec<u8>, String> {
    let (program, arguments) = command.split_first().ok_or("is not named")?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("cannot be started: {}", error.kind()))?;
    let mut output = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let read = stdout.take(LARGEST_REPLY as u64 + 1).read_to_end(&mut output).await;
        read.map_err(|error| format!("cannot be read: {}", error.kind()))?;
    }
    if output.len() > LARGEST_REPLY {
        return Err("printed more than 64 KiB".to_owned());
    }
    let status = child.wait().await.map_err(|error| format!("is lost: {}", error.kind()))?;
    match status.code() {
        Some(0) => Ok(output),
        Some(code) => Err(format!("ended with code {code}")),
        None => Err("was killed".to_owned()),
    }
}

/// The key in the output, which is a profile of the modes `AK` or `StsToken`.
fn key(output: &[u8]) -> Result<Fetched, String> {
    let profile = text::json(output).and_then(Profile::new);
    let profile = profile.ok_or("did not print a JSON object")?;
    if !matches!(profile.mode().as_str(), "ak" | "ststoken") {
        return Err("printed another mode than AK or StsToken".to_owned());
    }
    let key = profile.own_key().map_err(|fault| format!("printed an object that {fault}"))?;
    let expires = profile.expiration_text().or_else(|| profile.expiration().ok());
    Ok(Fetched { credentials: key.credentials, expires })
}
