//! What commands print, and to whom.

use std::process::Stdio;

use crate::program::{KEY, command, output};
use crate::upstream::{FakeUpstream, json};

#[tokio::test]
async fn nobody_has_to_read_what_a_command_prints() {
    for arguments in [&["headers", "--for", "nginx"][..], &["token", "new", "--name", "ada"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut program = command(arguments, &[]);
        let child = program.stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().await.unwrap();
        assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut program = command(&["headers", "--for", "nginx"], &[]);
    let child = program.stdout(full).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().await.unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.starts_with("batch-proxy: cannot write to standard output: "), "{told}");
}

#[tokio::test]
async fn what_an_error_says_cannot_change_the_terminal() {
    let body =
        r#"{"Code":"X.Y\u001b[31m","Message":"a\u001b]0;title\u0007\u202eb","RequestId":"1"}"#;
    let upstream = FakeUpstream::start([json(400, body)]).await;
    let url = format!("http://{}", upstream.address);
    let output = output(&["check", "--upstream", &url], KEY).await;
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("FAILED: a\\u{1b}]0;title\\u{7}\\u{202e}b\n"), "{told}");
    assert!(told.contains("  Code:       X.Y\\u{1b}[31m\n"), "{told}");
    assert!(!told.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{told}");
}
