//! A key in a file that somebody renews, on a paused clock.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::time::advance;

use super::*;
use crate::chain::{Asked, find};
use crate::world::World;

/// A user's file, and the provider of its key.
struct Desk {
    home: TempDir,
    provider: Provider,
}

impl Desk {
    fn new(text: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let directory = home.path().to_owned();
        write(&home, text);
        let variable = |name: &str| (name == "HOME").then(|| directory.clone().into_os_string());
        let world = World { variable: &variable, warn: &|_| {} };
        let source = find(&world, &Asked::default()).unwrap().source;
        let clock = Arc::new(SystemClock::default());
        Self { home, provider: Provider::new(source, Endpoints::public(), clock) }
    }

    async fn key(&self) -> Arc<Held> {
        self.provider.current().await.unwrap()
    }

    async fn id(&self) -> String {
        self.key().await.credentials.access_key_id.clone()
    }

    /// The id of the key after the one at hand was refused.
    async fn after_refusal(&self) -> Option<String> {
        let key = self.key().await;
        self.provider.note(&key, true);
        let next = self.provider.after(&key).await;
        next.map(|key| key.credentials.access_key_id.clone())
    }
}

fn write(home: &TempDir, text: &str) {
    let path = home.path().join(".aliyun/config.json");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn profile(mode: &str, id: &str) -> String {
    format!(
        r#"{{"current":"a","profiles":[{{"name":"a","mode":"{mode}","access_key_id":"{id}","access_key_secret":"s",
        "sts_token":"t","ram_role_arn":"acs:ram::1:role/r"}}]}}"#
    )
}

/// Waits for the end of whatever was begun.
async fn settle(desk: &Desk) {
    drop(desk.provider.0.turn.lock().await);
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_is_read_again_at_most_every_5_s() {
    let desk = Desk::new(&profile("StsToken", "T1"));
    assert_eq!(desk.after_refusal().await, None);
    write(&desk.home, &profile("StsToken", "T2"));
    advance(Duration::from_millis(4900)).await;
    assert_eq!(desk.after_refusal().await, None, "the file was read less than 5 s ago");
    assert_eq!(desk.provider.readiness(), Err(NotReady::Refused));
    advance(Duration::from_millis(200)).await;
    assert_eq!(desk.after_refusal().await, Some("T2".to_owned()));
    assert_eq!(desk.provider.readiness(), Ok(()));
    assert_eq!(desk.provider.principal(), "T2");
}

#[tokio::test(start_paused = true)]
async fn a_changed_file_is_read_before_its_key_is_refused() {
    let desk = Desk::new(&profile("AK", "K1"));
    write(&desk.home, &profile("AK", "K2"));
    advance(Duration::from_secs(6)).await;
    assert_eq!(desk.id().await, "K1", "nobody waits for the file");
    settle(&desk).await;
    assert_eq!(desk.id().await, "K2");
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_of_no_use_takes_no_key_away() {
    let desk = Desk::new(&profile("StsToken", "T1"));
    for text in ["{\"profiles\":[", "", "{}", &profile("RamRoleArn", "T2")] {
        write(&desk.home, text);
        advance(Duration::from_secs(6)).await;
        desk.key().await;
        settle(&desk).await;
        assert_eq!(desk.id().await, "T1", "{text}");
        assert_eq!(desk.provider.readiness(), Ok(()));
    }
    fs::remove_file(desk.home.path().join(".aliyun/config.json")).unwrap();
    advance(Duration::from_secs(6)).await;
    assert_eq!(desk.after_refusal().await, None);
    write(&desk.home, &profile("StsToken", "T3"));
    advance(Duration::from_secs(6)).await;
    assert_eq!(desk.provider.readiness(), Err(NotReady::Refused), "asking makes it read");
    settle(&desk).await;
    assert_eq!(desk.provider.readiness(), Ok(()));
    assert_eq!(desk.id().await, "T3");
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_and_then_taken_is_ready_again() {
    let desk = Desk::new(&profile("StsToken", "T1"));
    let key = desk.key().await;
    desk.provider.note(&key, true);
    assert_eq!(desk.provider.readiness(), Err(NotReady::Refused));
    desk.provider.note(&key, false);
    assert_eq!(desk.provider.readiness(), Ok(()));
    // A permanent key may be enabled again in the RAM console, and only a request can show it.
    let desk = Desk::new(&profile("AK", "K1"));
    desk.provider.note(&desk.key().await, true);
    assert_eq!(desk.provider.readiness(), Ok(()));
}

#[tokio::test(start_paused = true)]
async fn an_expired_key_of_the_command_line_tool_says_how_to_renew_it() {
    let sso = |id: &str, seconds: i64| {
        let end = SystemClock::default().now().timestamp() + seconds;
        profile("CloudSSO", id)
            .replace("\"sts_token\"", &format!("\"sts_expiration\":{end},\"sts_token\""))
    };
    let desk = Desk::new(&sso("T1", -5));
    assert_eq!(desk.provider.readiness(), Err(NotReady::NoKey));
    let error = desk.provider.current().await.err().unwrap().to_string();
    assert!(error.contains("has expired: mode CloudSSO keeps its key there"), "{error}");
    write(&desk.home, &sso("T2", 3600));
    assert!(desk.provider.current().await.is_err(), "not with every request");
    advance(Duration::from_secs(6)).await;
    assert_eq!(desk.provider.readiness(), Err(NotReady::NoKey), "asking makes it read");
    settle(&desk).await;
    assert_eq!(desk.provider.readiness(), Ok(()));
    assert_eq!(desk.id().await, "T2");
}

#[tokio::test(start_paused = true)]
async fn an_expiration_in_milliseconds_is_read_as_such() {
    let end = SystemClock::default().now().timestamp_millis();
    for (end, readiness) in [(end - 5_000, Err(NotReady::NoKey)), (end + 3_600_000, Ok(()))] {
        let text = profile("CloudSSO", "T1");
        let text =
            text.replace("\"sts_token\"", &format!("\"sts_expiration\":{end},\"sts_token\""));
        assert_eq!(Desk::new(&text).provider.readiness(), readiness);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_forgotten_after_a_minute() {
    let desk = Desk::new(&profile("StsToken", "T1"));
    desk.provider.note(&desk.key().await, true);
    advance(Duration::from_secs(59)).await;
    assert_eq!(desk.provider.readiness(), Err(NotReady::Refused));
    settle(&desk).await;
    advance(Duration::from_secs(2)).await;
    assert_eq!(desk.provider.readiness(), Ok(()), "else nobody would send a request that shows it");
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn a_file_that_becomes_a_pipe_takes_no_key_away() {
    let desk = Desk::new(&profile("StsToken", "T1"));
    let path = desk.home.path().join(".aliyun/config.json");
    fs::remove_file(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    advance(Duration::from_secs(6)).await;
    assert_eq!(desk.after_refusal().await, None);
    fs::remove_file(&path).unwrap();
    write(&desk.home, &profile("StsToken", "T2"));
    advance(Duration::from_secs(6)).await;
    assert_eq!(desk.after_refusal().await, Some("T2".to_owned()));
}
