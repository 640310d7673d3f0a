//! What the proxy sends is what the official SDKs send for the same call.

use std::collections::BTreeMap;
use std::path::Path;

use acs3::Credentials;

use crate::exchange::send;
use crate::stage::Stage;
use crate::upstream::{FakeUpstream, json};

/// Headers that name the program and its source of credentials, or the state of its connection. The
/// signature covers the provider's header, so it is compared by what it signs.
const OF_THE_SDK: [&str; 4] =
    ["user-agent", "x-acs-credentials-provider", "connection", "accept-encoding"];

struct Sent {
    line: String,
    headers: BTreeMap<String, String>,
}

fn sent(raw: &str) -> Sent {
    let (head, body) = raw.split_once("\r\n\r\n").expect("a whole head");
    assert_eq!(body, "", "the body is empty");
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap().to_owned();
    let headers = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Sent { line, headers }
}

#[tokio::test]
async fn sends_what_the_official_sdks_send() {
    for (file, query) in [
        (
            "01-python-DescribeBatchTasks.http",
            "Action=DescribeBatchTasks&Version=2017-08-01&TaskType=polarclaw_install_skills\
             &Status=%5B%22RUNNING%22%2C%22FAILED%22%5D&StartTime=2026-04-06T20%3A51%3A40Z\
             &EndTime=2026-04-06T20%3A52%3A40Z&PageSize=30&PageNumber=1",
        ),
        (
            "02-node-DescribeBatchTasks.http",
            "Action=DescribeBatchTasks&Version=2017-08-01&TaskType=polarclaw_install_skills\
             &Status=%5B%22RUNNING%22%2C%22FAILED%22%5D&StartTime=2026-04-06T20%3A51%3A40Z\
             &EndTime=2026-04-06T20%3A52%3A40Z&PageSize=30&PageNumber=1",
        ),
        ("06-python-DescribeBatchTasks.http", "Action=DescribeBatchTasks&Version=2017-08-01"),
        (
            "03-node-DescribeBatchTask.http",
            "Action=DescribeBatchTask&Version=2017-08-01&BatchId=pcb-a%20b%2Ac~d%2Fe",
        ),
    ] {
        let captures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../acs3/tests/captures");
        let captured = sent(&std::fs::read_to_string(captures.join(file)).unwrap());

        let upstream = FakeUpstream::start([json(200, r#"{"RequestId":"1","TaskList":[]}"#)]).await;
        let proxy = Stage::new(upstream.address).serve().await;
        let origin = format!("Origin: http://{proxy}");
        let extra = ["Cookie: a=b", "Authorization: x", "x-acs-evil: 1", "Content-Length: 0"];
        let headers: Vec<_> = extra.into_iter().chain([origin.as_str()]).collect();
        let reply = send(proxy, "POST", &format!("/rpc?{query}"), &headers).await;
        assert_eq!(reply.status, 200, "{}", reply.text());

        let ours = sent(&upstream.seen()[0]);
        assert_same_call(file, &ours, &captured, &upstream.address.to_string());
    }
}

/// Node leaves `*` in the query as it is where the canonical form encodes it; the meaning is one.
fn assert_same_call(file: &str, ours: &Sent, captured: &Sent, host: &str) {
    assert_eq!(ours.line, captured.line.replace('*', "%2A"), "{file}");
    let of_the_sdk = |name: &&String| !OF_THE_SDK.contains(&name.as_str());
    let names = |sent: &Sent| sent.headers.keys().filter(of_the_sdk).cloned().collect::<Vec<_>>();
    assert_eq!(names(ours), names(captured), "{file}");
    for (name, value) in &captured.headers {
        let expected = match name.as_str() {
            name if OF_THE_SDK.contains(&name) => continue,
            "host" => host,
            // The captures' nonces vary; ours count in the first one's form.
            "x-acs-signature-nonce" => "00000000000000000000000000000001",
            // Another set of headers is signed; that it verifies is shown below.
            "authorization" => continue,
            _ => value.as_str(),
        };
        assert_eq!(ours.headers[name], expected, "{file}: {name}");
    }
    assert_signature(ours);
    assert_eq!(ours.headers["user-agent"], format!("batch-proxy/{}", env!("CARGO_PKG_VERSION")));
}

/// As a server does: with the key alone, from the request itself.
fn assert_signature(sent: &Sent) {
    let target = sent.line.split(' ').nth(1).unwrap();
    let headers: Vec<_> =
        sent.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    let received = acs3::Received {
        method: "POST",
        path: "/",
        query: target.split_once('?').map_or("", |(_, query)| query),
        headers: &headers,
        body: b"",
    };
    let lookup = |id: &str| Some(Credentials::new(id, "testAccessKeySecret"));
    let caller = acs3::verify(received, lookup).map(|caller| caller.access_key_id);
    assert_eq!(caller.as_deref(), Ok("testAccessKeyId"));
}
