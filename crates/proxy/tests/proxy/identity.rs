//! Stand-ins for STS and for a machine's metadata service, which check what they are asked and count.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use acs3::Credentials;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::DATE;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri};
use axum::routing::{get, post, put};
use chrono::{DateTime, TimeDelta, Utc};
use proxy::credentials::{Endpoint, Endpoints, Provider, Source};
use proxy::inbound::server;
use proxy::outbound::ambient::Ambient;
use proxy::outbound::cloud_clock::CloudClock;
use serde_json::json;
use tokio::net::TcpListener;

/// A clock that a test moves.
#[derive(Default)]
pub(crate) struct Clock(AtomicI64);

impl Clock {
    pub(crate) fn forward(&self, minutes: i64) {
        self.0.fetch_add(minutes, Ordering::Relaxed);
    }
}

impl Ambient for Clock {
    fn now(&self) -> DateTime<Utc> {
        let began: DateTime<Utc> = "2026-04-07T00:00:00Z".parse().unwrap();
        began + TimeDelta::minutes(self.0.load(Ordering::Relaxed))
    }

    fn nonce(&self) -> String {
        "00000000000000000000000000000001".to_owned()
    }

    fn fraction(&self) -> f64 {
        0.5
    }
}

/// The machine of the proxy, whose clock a test puts ahead of the cloud's.
#[derive(Default)]
pub(crate) struct Machine {
    cloud: Arc<Clock>,
    ahead: AtomicI64,
}

impl Machine {
    pub(crate) fn put_ahead(&self, minutes: i64) {
        self.ahead.store(minutes, Ordering::Relaxed);
    }
}

impl Ambient for Machine {
    fn now(&self) -> DateTime<Utc> {
        self.cloud.now() + TimeDelta::minutes(self.ahead.load(Ordering::Relaxed))
    }

    fn nonce(&self) -> String {
        self.cloud.nonce()
    }

    fn fraction(&self) -> f64 {
        self.cloud.fraction()
    }
}

/// Both services at one address.
#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) address: SocketAddr,
    pub(crate) clock: Arc<Clock>,
    pub(crate) machine: Arc<Machine>,
    state: Arc<Service>,
}

#[derive(Default)]
struct Service {
    keys: AtomicU32,
    is_down: AtomicBool,
    /// Requests as `METHOD path?query body`.
    seen: Mutex<Vec<String>>,
    clock: Arc<Clock>,
}

impl Identity {
    pub(crate) async fn start() -> Self {
        let clock = Arc::new(Clock::default());
        let state = Arc::new(Service { clock: Arc::clone(&clock), ..Service::default() });
        let router = Router::new()
            .route("/", post(sts))
            .route("/latest/api/token", put(metadata_token))
            .route("/latest/meta-data/ram/security-credentials/", get(role_name))
            .route("/latest/meta-data/ram/security-credentials/{role}", get(role_key))
            .with_state(Arc::clone(&state));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(server::serve(listener, router, std::future::pending()));
        let machine = Machine { cloud: Arc::clone(&clock), ..Machine::default() };
        Self { address, clock, machine: Arc::new(machine), state }
    }

    /// Keys of this source, and the clock that they share with the calls.
    pub(crate) fn provider(&self, source: Source) -> (Provider, Arc<CloudClock>) {
        let url = format!("http://{}", self.address);
        let endpoints =
            Endpoints::new(Endpoint::parse(&url).unwrap(), url).for_application("batch-proxy");
        let machine = Arc::clone(&self.machine);
        let clock = Arc::new(CloudClock::new(machine));
        (Provider::new(source, endpoints, clock.clone()), clock)
    }

    /// Refuses all from now on, or no longer.
    pub(crate) fn set_down(&self, is_down: bool) {
        self.state.is_down.store(is_down, Ordering::Relaxed);
    }

    /// How many keys were given.
    pub(crate) fn keys(&self) -> u32 {
        self.state.keys.load(Ordering::Relaxed)
    }

    pub(crate) fn seen(&self) -> Vec<String> {
        self.state.seen.lock().unwrap().clone()
    }
}

type Answer = (StatusCode, [(HeaderName, String); 1], String);

impl Service {
    /// Key number n, valid for an hour.
    fn key(&self) -> serde_json::Value {
        let number = self.keys.fetch_add(1, Ordering::Relaxed) + 1;
        let end = self.clock.now() + TimeDelta::hours(1);
        json!({
            "AccessKeyId": format!("STS.Key{number}"),
            "AccessKeySecret": format!("Secret{number}"),
            "SecurityToken": format!("Token{number}"),
            "Expiration": end.format("%FT%TZ").to_string(),
        })
    }

    fn refusal(&self) -> Option<Answer> {
        let body = r#"{"Code":"NoPermission","Message":"Canary","RequestId":"1"}"#;
        let is_down = self.is_down.load(Ordering::Relaxed);
        is_down.then(|| self.reply(StatusCode::FORBIDDEN, body.to_owned()))
    }

    /// With the time that it is here.
    fn reply(&self, status: StatusCode, body: String) -> Answer {
        let date = self.clock.now().format("%a, %d %b %Y %T GMT").to_string();
        (status, [(DATE, date)], body)
    }

    /// Whether it is 15 minutes from now at most, which is all that is allowed.
    fn is_present(&self, time: &str) -> bool {
        let time: Option<DateTime<Utc>> = time.parse().ok();
        time.is_some_and(|time| (time - self.clock.now()).num_minutes().abs() <= 15)
    }

    fn note(&self, line: String) {
        self.seen.lock().unwrap().push(line);
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// AssumeRole by whoever signs with `Secret` or with a key of the machine; AssumeRoleWithOIDC by
/// whoever has the token.
async fn sts(
    State(service): State<Arc<Service>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let (query, text) = (uri.query().unwrap_or_default(), String::from_utf8_lossy(&body));
    service.note(format!("POST /?{query} {text}"));
    if let Some(refusal) = service.refusal() {
        return refusal;
    }
    let is_oidc = query.contains("Action=AssumeRoleWithOIDC");
    let is_known = if is_oidc {
        text.contains("OIDCToken=TheToken&") && header(&headers, "authorization").is_empty()
    } else {
        let pairs: Vec<_> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let received =
            acs3::Received { method: "POST", path: "/", query, headers: &pairs, body: &body };
        let lookup = |id: &str| {
            Some(match id.strip_prefix("STS.Key") {
                Some(number) => Credentials::new(id, format!("Secret{number}"))
                    .with_security_token(format!("Token{number}")),
                None => Credentials::new(id, "Secret"),
            })
        };
        header(&headers, "x-acs-action") == "AssumeRole"
            && header(&headers, "x-acs-version") == "2015-04-01"
            && acs3::verify(received, lookup).is_ok()
    };
    let timestamp = query.split("Timestamp=").nth(1).and_then(|rest| rest.split('&').next());
    let time =
        timestamp.map_or(header(&headers, "x-acs-date").to_owned(), |it| it.replace("%3A", ":"));
    let refused =
        |code: &str| service.reply(StatusCode::BAD_REQUEST, json!({ "Code": code }).to_string());
    match is_known {
        true if !service.is_present(&time) => refused("InvalidTimeStamp.Expired"),
        true => {
            let reply = json!({ "RequestId": "1", "Credentials": service.key() });
            service.reply(StatusCode::OK, reply.to_string())
        }
        false => refused("SignatureDoesNotMatch"),
    }
}

async fn metadata_token(State(service): State<Arc<Service>>, headers: HeaderMap) -> Answer {
    let ttl = header(&headers, "x-aliyun-ecs-metadata-token-ttl-seconds");
    service.note(format!("PUT token {ttl}"));
    let token = || service.reply(StatusCode::OK, "MetadataToken".to_owned());
    service.refusal().unwrap_or_else(token)
}

async fn role_name(State(service): State<Arc<Service>>, headers: HeaderMap) -> Answer {
    let token = header(&headers, "x-aliyun-ecs-metadata-token");
    service.note(format!("GET role {token}"));
    service.reply(StatusCode::OK, "batch-role\n".to_owned())
}

async fn role_key(
    State(service): State<Arc<Service>>,
    Path(role): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let token = header(&headers, "x-aliyun-ecs-metadata-token");
    service.note(format!("GET key of {role} {token}"));
    let mut key = service.key();
    key["Code"] = "Success".into();
    service.reply(StatusCode::OK, key.to_string())
}
