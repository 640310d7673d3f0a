//! A client that signs as the proxy does and calls the router without a socket.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use acs3::Credentials;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{DateTime, Utc};
use serde_json::Value;
use simulator::{Handle, Settings, Simulator};
use tower::ServiceExt;

/// 2026-04-06T20:51:40Z.
pub(crate) const START: i64 = 1_775_508_700;

pub(crate) fn credentials() -> Credentials {
    Credentials::new("testAccessKeyId", "testAccessKeySecret")
}

pub(crate) fn settings(tasks: u32) -> Settings {
    Settings { tasks, seed: 42, ..Settings::new(credentials()) }
}

/// A simulator with a clock that tests move, and the credentials to call it with.
pub(crate) struct Client {
    simulator: Simulator,
    now: Arc<AtomicI64>,
    nonce: AtomicU64,
    pub(crate) credentials: Credentials,
}

/// A reply with its body as text.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Status and `Code` of an error.
    pub(crate) fn error(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["Code"].as_str().unwrap().to_owned())
    }
}

impl Client {
    pub(crate) fn new(settings: Settings) -> Self {
        let now = Arc::new(AtomicI64::new(START));
        let credentials = settings.credentials.clone();
        let clock = Arc::clone(&now);
        let simulator = Simulator::new(settings, move || instant(clock.load(Ordering::Relaxed)));
        Self { simulator, now, nonce: AtomicU64::new(0), credentials }
    }

    pub(crate) fn handle(&self) -> Handle {
        self.simulator.handle()
    }

    /// The endpoint with the control of its faults.
    pub(crate) fn router(&self) -> Router {
        self.simulator.router().merge(self.simulator.fault_router())
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    /// A list with these parameters.
    pub(crate) async fn list(&self, query: &[(&str, &str)]) -> Answer {
        self.send(self.request("DescribeBatchTasks", query)).await
    }

    /// A list whose body need not be text: status, headers, bytes.
    pub(crate) async fn list_in_bytes(&self) -> (StatusCode, HeaderMap, Bytes) {
        let request = self.request("DescribeBatchTasks", &[]);
        let (parts, body) = self.router().oneshot(request).await.unwrap().into_parts();
        (parts.status, parts.headers, to_bytes(body, usize::MAX).await.unwrap())
    }

    /// One batch.
    pub(crate) async fn batch(&self, id: &str) -> Answer {
        self.send(self.request("DescribeBatchTask", &[("BatchId", id)])).await
    }

    /// A signed request with a nonce of its own, dated now.
    pub(crate) fn request(&self, action: &str, query: &[(&str, &str)]) -> Request<Body> {
        let nonce = self.nonce.fetch_add(1, Ordering::Relaxed).to_string();
        self.request_of(action, "2017-08-01", query, self.now(), &nonce)
    }

    pub(crate) fn request_of(
        &self,
        action: &str,
        version: &str,
        query: &[(&str, &str)],
        date: i64,
        nonce: &str,
    ) -> Request<Body> {
        let request = acs3::Request {
            method: "POST",
            host: "polardb.aliyuncs.com",
            path: "/",
            query,
            action,
            version,
            content_type: None,
            body: b"",
        };
        let signed = acs3::sign(&request, &self.credentials, instant(date), nonce);
        signed
            .headers()
            .fold(
                Request::post(format!("/?{}", acs3::canonical_query(query))),
                |request, header| request.header(header.0, header.1),
            )
            .body(Body::empty())
            .unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}
