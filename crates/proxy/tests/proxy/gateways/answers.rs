//! What passes a gateway on the way back: times of answers, and cookies of sessions.

use std::time::Duration;

use super::*;
use crate::upstream::{Act, error};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;
const LONG_AGO: &str = "Tue, 07 Apr 2026 00:00:00 GMT";

/// PolarDB, which answered long ago by its clock and throttles since.
async fn throttling() -> FakeUpstream {
    let dated = Act::Reply(200, "Date: Tue, 07 Apr 2026 00:00:00 GMT\r\n", PAGE.to_owned());
    FakeUpstream::start([dated, error(429, "Throttling.User")]).await
}

impl Gateway {
    /// The first answer that stands in for trouble.
    async fn stale(&self) -> Reply {
        for _ in 0..200 {
            let reply = self.ask("POST", LIST, &["Cookie: session=ada"]).await;
            if reply.header("cache-status").contains("Throttling.User") {
                return reply;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no stale answer");
    }
}

#[tokio::test]
async fn a_stale_answer_keeps_its_time() {
    let files = tempfile::tempdir().unwrap();
    let session = ["Cookie: session=ada"];
    for keeps_date in [true, false] {
        // As many gateways are: without the line that makes nginx pass the date on.
        let change = |shown: &str| match keeps_date {
            true => shown.to_owned(),
            false => shown.replace("    proxy_pass_header Date;\n", ""),
        };
        for tool in ["nginx", "caddy"] {
            let upstream = throttling().await;
            let one_second = ["--cache-seconds", "1"];
            let served = program(files.path(), upstream.address, str::to_owned, &one_second).await;
            let gateways = Gateway::all_with(served.address, change).await;
            let Some((_, gateway)) = gateways.iter().find(|(found, _)| *found == tool) else {
                continue;
            };
            let fresh = gateway.ask("POST", LIST, &session).await;
            assert_eq!((fresh.status, fresh.header("age").as_str()), (200, ""), "{tool}");
            let stale = gateway.stale().await;
            for (reply, age) in [(&fresh, 0), (&stale, 1)] {
                assert_eq!(reply.status, 200, "{tool}");
                assert_eq!(reply.header("x-batch-proxy-date"), LONG_AGO, "{tool}");
                assert!(reply.header("age").parse().unwrap_or(0) >= age, "{tool}: {reply:?}");
                let is_passed = keeps_date || tool == "caddy";
                assert_eq!(reply.header("date") == LONG_AGO, is_passed, "{tool}: {reply:?}");
            }
            assert_eq!(stale.header("retry-after"), "5", "{tool}");
        }
    }
}

#[tokio::test]
async fn a_refreshed_session_reaches_the_browser_in_all_its_cookies() {
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let files = tempfile::tempdir().unwrap();
    let served = program(files.path(), upstream.address, str::to_owned, &[]).await;
    let one = cookie("_oauth2_proxy", 1_000);
    let two = [cookie("_oauth2_proxy_0", 4_000), cookie("_oauth2_proxy_1", 3_000)];
    for (tool, gateway) in Gateway::all(served.address).await {
        for (method, target) in [("GET", "/"), ("POST", LIST)] {
            for (session, cookies) in
                [("ada", &[][..]), ("old", std::slice::from_ref(&one)), ("huge", &two)]
            {
                let reply =
                    gateway.ask(method, target, &[&format!("Cookie: session={session}")]).await;
                assert_eq!(reply.status, 200, "{tool} {target} {session}");
                let set = reply.headers.iter().filter(|(name, _)| name == "set-cookie");
                let set: Vec<_> = set.map(|(_, value)| value.as_str()).collect();
                assert_eq!(set, cookies, "{tool} {target} {session}");
                let lasting = reply.header("strict-transport-security");
                assert_eq!(lasting, "max-age=31536000", "{tool} {target} {session}");
            }
        }
        if tool == "nginx" {
            // From 1.23 on it has them all in one text.
            let reply = gateway.ask("POST", LIST, &["Cookie: session=joined"]).await;
            assert_eq!(reply.header("set-cookie"), cookie("_oauth2_proxy_0", 9));
        }
        // And they come back: two of 4 kB are one long header.
        let sent = format!("Cookie: _oauth2_proxy_0={0}; _oauth2_proxy_1={0}", "v".repeat(4_000));
        assert_eq!(gateway.ask("GET", "/config.json", &[&sent]).await.status, 200, "{tool}");
    }
}

#[tokio::test]
async fn a_user_whose_name_is_not_ascii_is_let_in() {
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let files = tempfile::tempdir().unwrap();
    let served = program(files.path(), upstream.address, str::to_owned, &[]).await;
    let gateways = Gateway::all(served.address).await;
    for (tool, gateway) in &gateways {
        let reply = gateway.ask("POST", LIST, &["Cookie: session=zhang"]).await;
        assert_eq!(reply.status, 200, "{tool}: {}", reply.text());
    }
    let (_, log) = served.end().await;
    let named = log.lines().filter(|line| line.contains("user \\\\u{5f20}\\\\u{4e09}"));
    assert_eq!(named.count(), gateways.len(), "{log}");
}
