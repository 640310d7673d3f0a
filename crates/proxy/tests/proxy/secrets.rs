//! Canaries: a key, a secret and a token that must turn up nowhere but in the signed request.

use crate::exchange::{list, send};
use crate::program::{Served, Variables, output};
use crate::upstream::{Act, FakeUpstream, json};

const KEY: Variables<'static> = &[
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "CanaryKeyId"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "CanarySecret"),
    ("ALIBABA_CLOUD_SECURITY_TOKEN", "CanaryToken/+=="),
];

/// Errors that echo what was sent, as `SignatureDoesNotMatch` does with the canonical request.
fn echoes() -> Vec<Act> {
    let token = "x-acs-security-token:CanaryToken/+==";
    let body = |code: &str, message: &str| {
        format!(r#"{{"Code":"{code}","Message":"{message}","RequestId":"CanaryKeyId"}}"#)
    };
    vec![
        json(400, &body("SignatureDoesNotMatch", &format!("server string is [{token}]"))),
        json(404, &body("InvalidAccessKeyId.NotFound", "CanaryKeyId is not found")),
        json(400, &body("Whatever", token)),
        json(400, &body("Whatever", "x-acs-security-token:CanaryToken\\/+\\u003d=")),
        json(400, &body("Whatever", "SecurityToken=CanaryToken%2F%2b%3D%3D")),
        json(403, &body("Forbidden.RAM", "user CanaryKeyId may not")),
        json(500, &body("InternalError", token)),
        json(400, &format!(r#"{{"Code":"Whatever","Recommend":"{token}"}}"#)),
        json(
            400,
            r#"{"Code":"Whatever","Message":"m","RequestId":"1","Recommend":"\u0043anaryToken\/+=="}"#,
        ),
        json(
            400,
            r#"{"Code":"Whatever","Message":"m","RequestId":"1","a":[{"\u0043anarySecret":1}]}"#,
        ),
        json(
            403,
            r#"{"Code":"Forbidden.RAM","Message":"{\"Key\":\"\\u0043anaryKeyId\"}","RequestId":"1"}"#,
        ),
        json(
            400,
            r#"{"Code":"Whatever","Message":"\ud83d \u0043anaryToken%2f%2B\u003d=","RequestId":"1"}"#,
        ),
        json(400, r#"{"Code":"\u0043anarySecret","Message":"m","RequestId":"1"}"#),
        json(200, r#"{"Code":"Whatever","Message":"\u0043anarySecret","RequestId":"1"}"#),
        json(400, token),
        Act::HangUp,
        json(200, r#"{"RequestId":"1","TaskList":[]}"#),
    ]
}

#[tokio::test]
async fn no_canary_in_any_reply_or_log_at_any_level() {
    for level in ["trace", "debug", "info", "warn", "error"] {
        let upstream = FakeUpstream::start(echoes()).await;
        let url = format!("http://{}", upstream.address);
        let variables = [KEY, &[("RUST_LOG", level)]].concat();
        let arguments = ["serve", "--upstream", &url, "--listen", "127.0.0.1:0"];
        let served = Served::start(&arguments, &variables).await;
        let mut replies = String::new();
        for _ in echoes() {
            replies += &format!("{:?}", list(served.address, "").await.text());
        }
        for target in ["/?token=CanaryUrl", "/rpc?SecurityToken=CanaryUrl", "/a?b=CanaryUrl"] {
            let headers = ["Authorization: Bearer CanaryBearer", "Cookie: a=CanaryCookie"];
            replies += &send(served.address, "POST", target, &headers).await.text();
        }
        let (code, log) = served.end().await;
        assert_eq!(code, Some(0));
        assert!(!replies.contains("Canary"), "{level}: {replies}");
        // Neither in an escape that whoever reads the JSON decodes.
        assert!(!replies.contains("u0043anary"), "{level}: {replies}");
        assert!(!log.contains("Canary"), "{level}: {log}");
        let is_told = log.contains("SignatureDoesNotMatch");
        assert_eq!(is_told, !matches!(level, "warn" | "error"), "{level}: {log}");
        let sent = upstream.seen();
        assert_eq!(sent.len(), 17);
        assert!(sent[0].contains("CanaryToken/+=="), "the token does go to the upstream");
    }
}

#[tokio::test]
async fn no_canary_in_the_verdict_of_a_check_or_in_the_help() {
    for act in echoes() {
        let upstream = FakeUpstream::start([act]).await;
        let url = format!("http://{}", upstream.address);
        let variables = [KEY, &[("RUST_LOG", "trace")]].concat();
        let output = output(&["check", "--upstream", &url], &variables).await;
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(text.contains("Calling DescribeBatchTasks") && !text.contains("Canary"), "{text}");
    }
    for arguments in [["simulate", "--help"], ["simulate", "--nonsense"]] {
        let output = output(&arguments, KEY).await;
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(text.contains("--help") && !text.contains("Canary"), "{text}");
    }
}
