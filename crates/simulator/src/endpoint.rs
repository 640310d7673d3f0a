//! HTTP: who asks, and the reply with the headers that every one has.

use std::sync::{Arc, Mutex, PoisonError};

use acs3::Received;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};

use crate::control::Handle;
use crate::dice::{Dice, Throw};
use crate::fault::Effect;
use crate::nonces::Nonces;
use crate::operations::Call;
use crate::parameters::Parameters;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::shapes::ErrorReply;
use crate::world::World;
use crate::{SIMULATED, Settings};

const LARGEST_BODY_BYTES: usize = 1 << 20;
const CLOCK_TOLERANCE_SECONDS: i64 = 15 * 60;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-acs-request-id");

type Clock = Box<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What the requests share.
pub(crate) struct Endpoint {
    settings: Settings,
    clock: Clock,
    world: World,
    nonces: Mutex<Nonces>,
    handle: Handle,
}

impl Endpoint {
    pub(crate) fn new(settings: Settings, clock: Clock) -> Self {
        let world = World::new(&settings, clock().timestamp());
        Self { settings, clock, world, nonces: Mutex::default(), handle: Handle::default() }
    }

    pub(crate) fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// The time by a clock that is so many seconds ahead.
    fn now(&self, ahead: i64) -> DateTime<Utc> {
        let now = (self.clock)();
        let ahead = TimeDelta::try_seconds(ahead).unwrap_or_default();
        now.checked_add_signed(ahead).unwrap_or(now)
    }

    /// The simulator's own reply at the time `now`.
    async fn reply(&self, parts: &Parts, body: Body, request_id: &str, now: i64) -> Reply {
        let success = read(body).await.and_then(|body| self.success(parts, &body, request_id, now));
        match success {
            Ok(json) => Reply::json(StatusCode::OK, json),
            Err(refusal) => refused(&refusal, &parts.headers, request_id),
        }
    }

    fn success(
        &self,
        parts: &Parts,
        body: &[u8],
        request_id: &str,
        now: i64,
    ) -> Result<Vec<u8>, Refusal> {
        check_route(parts)?;
        check_signature_version(parts, body)?;
        let query = parts.uri.query().unwrap_or_default();
        let headers: Vec<(&str, &[u8])> =
            parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let received = Received {
            method: parts.method.as_str(),
            path: parts.uri.path(),
            query,
            headers: &headers,
            body,
        };
        let known = &self.settings.credentials;
        let caller =
            acs3::verify(received, |id| (id == known.access_key_id).then(|| known.clone()))?;
        self.check_freshness(caller.date.timestamp(), &caller.nonce, now)?;
        let form = has_form(&parts.headers).then_some(body);
        let parameters = Parameters::parse(query, form)?;
        Call {
            action: &caller.action,
            version: &caller.version,
            parameters: &parameters,
            request_id,
            is_temporary: caller.security_token.is_some(),
            now,
        }
        .answer(&self.world)
    }

    fn check_freshness(&self, date: i64, nonce: &str, now: i64) -> Result<(), Refusal> {
        if (now - date).abs() > CLOCK_TOLERANCE_SECONDS {
            let message = "Specified time stamp or date value is expired.";
            return Err(Refusal::new(400, "InvalidTimeStamp.Expired", message));
        }
        // A panic elsewhere leaves the set of nonces whole.
        let mut nonces = self.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        if !nonces.admit(nonce, now) {
            let message = "Specified signature nonce was used already.";
            return Err(Refusal::new(400, "SignatureNonceUsed", message));
        }
        Ok(())
    }
}

/// Answers one request as the cloud would, but for the fault that it meets.
pub(crate) async fn answer(State(endpoint): State<Arc<Endpoint>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let call = endpoint.handle.record(&parts);
    let effect = endpoint.handle.meet(&parts);
    let request_id = request_id(Dice::new(endpoint.settings.seed, u64::MAX).part(call));
    let ahead = effect.as_ref().map_or(0, Effect::clock_ahead);
    let mut reply = match &effect {
        Some(Effect::Replaced(reply)) => reply.clone(),
        Some(Effect::Error(error)) => refused(&error.refusal(&parts), &parts.headers, &request_id),
        _ => endpoint.reply(&parts, body, &request_id, endpoint.now(ahead).timestamp()).await,
    };
    if let Some(effect) = effect {
        effect.spoil(&mut reply);
    }
    if !reply.delay.is_zero() {
        tokio::time::sleep(reply.delay).await;
    }
    respond(reply, &request_id, endpoint.now(ahead))
}

fn check_route(parts: &Parts) -> Result<(), Refusal> {
    if parts.uri.path() != "/" {
        let message = "Specified api is not found, please check your url and method.";
        return Err(Refusal::new(404, "InvalidApi.NotFound", message));
    }
    if !matches!(parts.method.as_str(), "POST" | "GET") {
        let message = "The specified HTTP method is not supported.";
        return Err(Refusal::new(403, "UnsupportedHTTPMethod", message));
    }
    Ok(())
}

/// Older SDKs sign by version 1: in the parameters, with HMAC-SHA1.
fn check_signature_version(parts: &Parts, body: &[u8]) -> Result<(), Refusal> {
    let form = has_form(&parts.headers).then(|| String::from_utf8_lossy(body));
    let query = parts.uri.query().unwrap_or_default();
    let has_parameter = |text: &str| {
        let names = text.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
        names.into_iter().any(|name| matches!(name, "Signature" | "SignatureMethod"))
    };
    let is_version_1 = has_parameter(query) || form.is_some_and(|form| has_parameter(&form));
    if is_version_1 && !parts.headers.contains_key(header::AUTHORIZATION) {
        let message = "The request is signed by signature version 1 (parameters Signature and \
                       SignatureMethod). This simulator verifies version 3 only: ACS3-HMAC-SHA256 \
                       in the header Authorization. Use an SDK that signs by version 3.";
        return Err(Refusal::new(400, "IncompleteSignature", message));
    }
    Ok(())
}

async fn read(body: Body) -> Result<Bytes, Refusal> {
    // The one other fault, a broken connection, leaves nobody to answer.
    to_bytes(body, LARGEST_BODY_BYTES).await.map_err(|_| {
        Refusal::new(413, "RequestEntityTooLarge", "The request body is larger than 1 MiB.")
    })
}

fn has_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"))
}

fn refused(refusal: &Refusal, headers: &HeaderMap, request_id: &str) -> Reply {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let envelope = ErrorReply::of(request_id, host.unwrap_or("polardb.aliyuncs.com"), refusal);
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // Strings alone cannot fail to become JSON.
    Reply::json(status, serde_json::to_vec(&envelope).unwrap_or_default())
}

fn respond(reply: Reply, request_id: &str, now: DateTime<Utc>) -> Response {
    let mut response = reply.into_response();
    let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    for (name, text) in [(header::DATE, date.as_str()), (REQUEST_ID, request_id)] {
        if let Ok(value) = HeaderValue::from_str(text) {
            response.headers_mut().entry(name).or_insert(value);
        }
    }
    let stands_in_for = HeaderValue::from_static("PolarDB, STS");
    response.headers_mut().insert(HeaderName::from_static(SIMULATED), stands_in_for);
    response
}

/// A UUID in upper case, as the cloud writes it.
fn request_id(dice: Dice) -> String {
    let bits = dice.bits(Throw::Request);
    let rest = dice.part(0).bits(Throw::Request);
    format!(
        "{:08X}-{:04X}-5{:03X}-{:04X}-{:012X}",
        bits >> 32,
        (bits >> 16) & 0xffff,
        bits & 0xfff,
        0x8000 | (rest >> 48) & 0x3fff,
        rest & 0xffff_ffff_ffff
    )
}
