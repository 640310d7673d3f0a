//! The commands of `batch-proxy`, typed as a user types them.

use crate::exchange::{list, send};
use crate::program::{KEY, Served, Variables, output};
use crate::stage::nowhere;
use crate::upstream::{Act, FakeUpstream, error};

const WRONG: Variables<'static> = &[
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "testAccessKeyId"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "anotherSecret"),
];
const UNKNOWN: Variables<'static> = &[
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "someoneElse"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testAccessKeySecret"),
];

async fn simulator() -> (Served, String) {
    let served =
        Served::start(&["simulate", "--listen", "127.0.0.1:0", "--tasks", "40"], KEY).await;
    let url = format!("http://{}", served.address);
    (served, url)
}

#[tokio::test]
async fn the_demo_tells_its_address_and_shows_simulated_rows() {
    let demo = Served::start(&["demo", "--listen", "127.0.0.1:0", "--tasks", "40"], &[]).await;
    assert_eq!(demo.line, format!("PolarDB Batch Tasks: http://{}/", demo.address));
    assert_ne!(demo.address.port(), 0);

    let config = send(demo.address, "GET", "/config.json", &[]).await.json();
    assert_eq!(config["endpoints"][0]["label"], "cn-hangzhou");
    assert_eq!(config["endpoints"][0]["demo"], true);
    assert_eq!(config["endpoints"][0]["url"], "./rpc");

    let page = list(demo.address, "&PageSize=10").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let rows = page.json()["TaskList"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 10);

    let batch = rows[0]["BatchId"].as_str().unwrap();
    let target = format!("/rpc?Action=DescribeBatchTask&Version=2017-08-01&BatchId={batch}");
    let origin = format!("Origin: http://{}", demo.address);
    let detail = send(demo.address, "POST", &target, &[&origin, "Content-Length: 0"]).await;
    assert_eq!(detail.json()["BatchId"], batch);
    assert!(!detail.json()["SubTasks"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn both_signals_end_every_server_in_order() {
    let upstream = format!("http://{}", nowhere().await);
    for arguments in [
        vec!["demo", "--listen", "127.0.0.1:0"],
        vec!["simulate", "--listen", "127.0.0.1:0"],
        vec!["serve", "--upstream", &upstream, "--listen", "127.0.0.1:0"],
    ] {
        for signal in ["TERM", "INT"] {
            let mut served = Served::start(&arguments, KEY).await;
            // A browser keeps such a connection open.
            let _idle = tokio::net::TcpStream::connect(served.address).await.unwrap();
            served.signal(signal).await;
            assert_eq!(served.child.wait().await.unwrap().code(), Some(0), "{arguments:?}");
        }
    }
}

#[tokio::test]
async fn serve_signs_what_the_simulator_verifies() {
    let (_simulator, url) = simulator().await;
    let arguments = ["serve", "--upstream", &url, "--listen", "127.0.0.1:0"];
    let right = Served::start(&arguments, KEY).await;
    let query = "&TaskType=polarclaw_install_skills&Status=%5B%22COMPLETED%22%2C%22FAILED%22%5D\
                 &StartTime=2020-01-01T00%3A00%3A00Z&EndTime=2100-01-01T00%3A00%3A00Z&PageNumber=1";
    let page = list(right.address, query).await;
    assert_eq!(page.status, 200, "{}", page.text());
    for row in page.json()["TaskList"].as_array().unwrap() {
        assert_eq!(row["TaskType"], "polarclaw_install_skills");
    }

    let wrong = Served::start(&arguments, WRONG).await;
    let reply = list(wrong.address, "").await;
    assert_eq!(reply.error(), (502, "SignatureDoesNotMatch".to_owned()));
    assert_eq!(reply.json()["RequestId"], reply.header("x-acs-request-id"));
    assert!(reply.text().contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET"), "{}", reply.text());
}

#[tokio::test]
async fn check_gives_a_verdict_and_an_exit_code() {
    let (_simulator, url) = simulator().await;
    let refused = format!("http://{}", nowhere().await);
    let html = Act::Reply(200, "", "<html>".to_owned());
    let html = FakeUpstream::start([html]).await;
    let html = format!("http://{}", html.address);
    let forbidden = FakeUpstream::start([error(403, "Forbidden.RAM")]).await;
    let forbidden = format!("http://{}", forbidden.address);
    for (url, key, code, texts) in [
        (&url, KEY, 0, ["OK: PolarDB accepted the credentials", "will work with them"]),
        (&url, WRONG, 1, ["SignatureDoesNotMatch", "What to do: check the three"]),
        (&url, UNKNOWN, 1, ["InvalidAccessKeyId", "What to do: check the three"]),
        (&forbidden, KEY, 1, ["Forbidden.RAM", "polardb:DescribeBatchTasks"]),
        (&refused, KEY, 1, ["Proxy.BadGateway", "check --region or --upstream"]),
        (&html, KEY, 1, ["Proxy.BadGateway", "check --region or --upstream"]),
    ] {
        let output = output(&["check", "--upstream", url], key).await;
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{text}");
        for expected in texts {
            assert!(text.contains(expected), "{expected}: {text}");
        }
    }
}

#[tokio::test]
async fn refuses_to_start_and_says_why() {
    let key: Variables<'_> = KEY;
    let id = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "canary");
    let broken = ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "canary\ncanary");
    let empty = ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "");
    let region = ["serve", "--listen", "127.0.0.1:0", "--region", "cn-hangzhou"];
    let with = |more: &[&'static str]| [&region[..], more].concat();
    for (arguments, variables, reason) in [
        (with(&[]), &[][..], "no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID"),
        (with(&[]), &[id][..], "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set"),
        (with(&[]), &[id, empty][..], "ALIBABA_CLOUD_ACCESS_KEY_SECRET is set but empty"),
        (with(&[]), &[id, broken][..], "ALIBABA_CLOUD_ACCESS_KEY_SECRET contains white space"),
        (with(&["--console", "/nonexistent"]), key, "/nonexistent has no index.html"),
        (with(&["--allow-origin", "*"]), key, "\"*\" is not an origin"),
        (with(&["--public-host", "a/b"]), key, "\"a/b\" is not a host name"),
        (
            vec!["serve", "--region", "cn-hangzhou", "--listen", "0.0.0.0:0"],
            key,
            "will not listen on 0.0.0.0:0: whoever reaches the proxy uses its credentials",
        ),
        (vec!["demo", "--listen", "[::]:0"], key, "will not listen on [::]:0"),
        (vec!["simulate", "--listen", "0.0.0.0:0"], key, "will not listen on 0.0.0.0:0"),
        (vec!["serve", "--upstream", "http://example.com"], key, "the upstream must be https"),
        (
            vec!["serve", "--upstream", "https://a:canary@example.com"],
            key,
            "without a user or password",
        ),
        (vec!["check", "--region", "CN/"], key, "the region must look like cn-hangzhou"),
    ] {
        let output = output(&arguments, variables).await;
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {text}");
        assert!(text.starts_with("batch-proxy: ") && text.contains(reason), "{text}");
        assert!(!text.contains("canary"), "{text}");
        assert_eq!(output.stdout, b"", "nothing was served or called");
    }
}

#[tokio::test]
async fn a_target_is_needed_and_only_one() {
    for arguments in [
        vec!["serve"],
        vec!["check", "--vpc", "--upstream", "https://a.example"],
        vec!["serve", "--region", "cn-hangzhou", "--upstream", "https://a.example"],
        vec!["simulate"],
    ] {
        assert_eq!(output(&arguments, &[]).await.status.code(), Some(2), "{arguments:?}");
    }
}
