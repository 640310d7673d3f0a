//! A network whose only way out is an HTTP proxy.

use crate::program::{KEY, output};
use crate::upstream::{Act, FakeUpstream};

/// A proxy that lets nobody through, and what it was asked.
async fn refusing(status: u16) -> FakeUpstream {
    FakeUpstream::start([Act::Reply(status, "", String::new())]).await
}

fn file(proxy: &str, more: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    let text = format!("[upstream]\nregion = \"cn-hangzhou\"\nhttp-proxy = \"{proxy}\"\n{more}");
    std::fs::write(file.path(), text).unwrap();
    file
}

async fn check(arguments: &[&str], variables: &[(&str, &str)]) -> (String, String) {
    let output = output(&[&["check"], arguments].concat(), &[KEY, variables].concat()).await;
    assert_eq!(output.status.code(), Some(1));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[tokio::test]
async fn polardb_is_asked_through_the_configured_proxy() {
    let proxy = refusing(403).await;
    let file = file(&format!("http://me:Canary%21@{}", proxy.address), "");
    let (out, err) = check(&["--config", file.path().to_str().unwrap()], &[]).await;
    let asked = &proxy.seen()[0];
    assert!(asked.starts_with("CONNECT polardb.aliyuncs.com:443 HTTP/1.1\r\n"), "{asked}");
    // me:Canary!
    assert!(
        asked.to_lowercase().contains("proxy-authorization: basic bwu6q2fuyxj5iq=="),
        "{asked}"
    );
    assert!(!asked.contains("testAccessKeyId"), "it sees a host's name only: {asked}");
    let calling = format!(
        "Calling DescribeBatchTasks at https://polardb.aliyuncs.com through http://{}\n",
        proxy.address
    );
    assert!(out.contains(&calling), "{out}");
    let expected =
        "FAILED: polardb.aliyuncs.com could not be reached through the HTTP proxy: tunnel error";
    assert!(out.contains(expected), "{out}");
    assert!(!out.contains("Canary") && !err.contains("Canary"), "{out}{err}");
}

#[tokio::test]
async fn sts_is_asked_through_it_too() {
    let proxy = refusing(407).await;
    let role = "[credentials]\nrole-arn = \"acs:ram::1:role/batch\"\n";
    let file = file(&format!("http://{}", proxy.address), role);
    let (_, err) = check(&["--config", file.path().to_str().unwrap()], &[]).await;
    let asked = &proxy.seen()[0];
    assert!(asked.starts_with("CONNECT sts.aliyuncs.com:443 HTTP/1.1\r\n"), "{asked}");
    let expected = "batch-proxy: no credentials from the environment, as acs:ram::1:role/batch: STS, through the HTTP proxy, cannot be reached: ";
    assert!(err.contains(expected), "{err}");
}

#[tokio::test]
async fn this_machine_is_asked_directly() {
    let (proxy, keys) = (refusing(403).await, refusing(404).await);
    let file = file(&format!("http://{}", proxy.address), "");
    let uri = format!("http://{}/", keys.address);
    let variables = [("HOME", "/nonexistent"), ("ALIBABA_CLOUD_CREDENTIALS_URI", &uri)];
    let output = output(&["check", "--config", file.path().to_str().unwrap()], &variables).await;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!((proxy.seen().len(), keys.seen().len()), (0, 1));
}

#[tokio::test]
async fn a_proxy_of_the_environment_is_ignored_and_check_says_so() {
    let proxy = refusing(403).await;
    let url = format!("http://me:Canary@{}", proxy.address);
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let (out, err) = check(&["--upstream", "http://127.0.0.1:1"], &[(name, &url)]).await;
        let expected = format!("Note: {name} is set and ignored: ");
        assert!(out.starts_with(&expected), "{out}");
        assert!(out.contains("`http-proxy = \"http://HOST:PORT\"` under [upstream]"), "{out}");
        assert!(!out.contains("Canary") && !err.contains("Canary"), "{out}{err}");
    }
    assert!(proxy.seen().is_empty());
}
