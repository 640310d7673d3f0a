//! The routes, and the order in which a request is checked: host, origin, method, caller, body,
//! parameters.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, STRICT_TRANSPORT_SECURITY, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::inbound::callers::{Auth, Caller, Peer};
use crate::inbound::console_config::ConsoleEntry;
use crate::inbound::guard::Guard;
use crate::inbound::instances::InstanceTable;
use crate::inbound::server::Draining;
use crate::inbound::site::Console;
use crate::inbound::{accept, base_path, parameters, site};
use crate::ops::{log, panics};
use crate::outbound::asker::Asker;
use crate::outbound::forward::Forwarder;
use crate::outbound::reply::Reply;
use crate::outbound::source::SOURCE;
use crate::refusal::Refusal;

/// How long a caller may take to show that its body is empty.
const BODY_PATIENCE: Duration = Duration::from_secs(5);

/// What probes ask for.
pub(crate) const HEALTH: [&str; 2] = ["/healthz", "/readyz"];

/// The headers beyond the simple ones that a page of another origin may read.
const EXPOSED: &str = "x-acs-request-id, retry-after, date, age, cache-status, \
                       x-batch-proxy-date, x-batch-proxy-source";

/// What the routes need.
pub struct App {
    /// Who may talk to the proxy.
    pub guard: Guard,
    /// The way to PolarDB.
    pub forwarder: Forwarder,
    /// How the console shows this proxy.
    pub entry: ConsoleEntry,
    /// The built console, if it is served here.
    pub console: Option<Console>,
    /// Names and owners of instances, if there is a table of them.
    pub instances: Option<Arc<InstanceTable>>,
}

/// The host name by which the request came, once it is checked.
#[derive(Clone)]
struct OwnHost(String);

/// The whole proxy as a router.
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    Router::new()
        .route("/rpc", any(rpc))
        .route(
            "/instances.json",
            any(instances).layer(CompressionLayer::new().quality(CompressionLevel::Fastest)),
        )
        .route("/config.json", get(config).fallback(only_read))
        .route(HEALTH[0], get(|| async { "ok\n" }).fallback(only_read))
        .route(HEALTH[1], get(ready).fallback(only_read))
        .fallback(console)
        .with_state(Arc::clone(&app))
        .layer(middleware::from_fn(base_path::outside))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), check_host))
        .layer(panics::layer())
        .layer(middleware::from_fn_with_state(app, finish))
        .layer(middleware::from_fn(log::request))
}

async fn rpc(State(app): State<Arc<App>>, request: Request) -> Response {
    match forward(&app, request).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn forward(app: &App, request: Request) -> Result<Response, Refusal> {
    let host = request.extensions().get().map_or("", |OwnHost(host)| host);
    app.guard.origin(host, request.headers())?;
    if request.method() == Method::OPTIONS && app.guard.auth() == Auth::Bearer {
        return Ok(preflight("POST"));
    }
    if request.method() != Method::POST {
        let is_asked = app.guard.auth() == Auth::Bearer;
        let allowed = if is_asked { "POST, OPTIONS" } else { "POST" };
        return Err(Refusal::MethodNotAllowed(allowed));
    }
    let (head, body) = request.into_parts();
    let caller = app.guard.caller(&head)?;
    log::is_of(&caller);
    let reply = reply(app, caller, &head, body).await;
    let mut response = reply.map_or_else(Refusal::into_response, Reply::into_response);
    // Not for those who may not ask: whoever knows accounts could try which one it is.
    if let Some(source) = app.forwarder.source() {
        response.headers_mut().insert(SOURCE, source);
    }
    Ok(response)
}

/// What PolarDB says to a caller who is let in.
async fn reply(app: &App, caller: Caller, head: &Parts, body: Body) -> Result<Reply, Refusal> {
    refuse_body(&head.headers, body).await?;
    let request = parameters::read(head.uri.query().unwrap_or_default())?;
    let purpose = accept::purpose(&head.headers);
    let accepts_gzip = accept::accepts_gzip(&head.headers);
    let asker = Asker { caller, purpose, accepts_gzip };
    Ok(app.forwarder.reply(&request, asker).await)
}

async fn instances(State(app): State<Arc<App>>, request: Request) -> Response {
    match named_instances(&app, request).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn named_instances(app: &App, request: Request) -> Result<Response, Refusal> {
    let table = app.instances.as_ref().ok_or(Refusal::NotFound)?;
    let host = request.extensions().get().map_or("", |OwnHost(host)| host);
    app.guard.origin_of_read(host, request.headers())?;
    if request.method() == Method::OPTIONS && app.guard.auth() == Auth::Bearer {
        return Ok(preflight("GET"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::MethodNotAllowed("GET, HEAD"));
    }
    let (head, _) = request.into_parts();
    log::is_of(&app.guard.caller(&head)?);
    Ok(table.answer(&head.headers).await)
}

/// What a browser asks before it sends a token to another origin. All else needs no such question.
fn preflight(method: &'static str) -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_METHODS, method),
        (ACCESS_CONTROL_ALLOW_HEADERS, "authorization"),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// A stated length is believed at once; without one, a single byte or a long silence is too much.
async fn refuse_body(headers: &HeaderMap, body: Body) -> Result<(), Refusal> {
    if headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0") {
        return Err(Refusal::BodyNotEmpty);
    }
    match tokio::time::timeout(BODY_PATIENCE, axum::body::to_bytes(body, 0)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Refusal::BodyNotEmpty),
    }
}

async fn config(State(app): State<Arc<App>>) -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")];
    let mut config = app.entry.config(app.guard.auth());
    if app.instances.is_some() {
        config["endpoints"][0]["instances"] = "./instances.json".into();
    }
    (headers, config.to_string()).into_response()
}

/// Ready until the end is asked for, as long as there is a key that is not refused; a balancer sends requests elsewhere
/// meanwhile.
async fn ready(State(app): State<Arc<App>>, draining: Option<Extension<Draining>>) -> Response {
    let is_draining = draining.is_some_and(|Extension(draining)| draining.is_on());
    match app.forwarder.readiness() {
        _ if is_draining => (StatusCode::SERVICE_UNAVAILABLE, "draining\n").into_response(),
        Err(reason) => (StatusCode::SERVICE_UNAVAILABLE, format!("{reason}\n")).into_response(),
        Ok(()) => "ready\n".into_response(),
    }
}

async fn console(State(app): State<Arc<App>>, request: Request) -> Response {
    site::file(app.console.as_ref(), request).await
}

async fn only_read() -> Refusal {
    Refusal::MethodNotAllowed("GET, HEAD")
}

async fn check_host(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map(|Peer(peer)| peer.ip());
    match app.guard.host(request.uri(), request.headers(), peer) {
        // A probe asks by the address of a machine or a pod, and learns nothing that a foreign page could use.
        Err(Refusal::HostNotAllowed(_)) if HEALTH.contains(&request.uri().path()) => {
            next.run(request).await
        }
        Ok(host) => {
            request.extensions_mut().insert(OwnHost(host));
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Adds what every reply bears, refusals included.
async fn finish(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_shared = ["/rpc", "/instances.json"].contains(&request.uri().path());
    let listed = app.guard.listed_origin(request.headers()).cloned();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    site::secure(headers);
    if app.guard.is_tls() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if is_shared {
        headers.insert(VARY, HeaderValue::from_static("Accept-Encoding, Origin"));
        if let Some(origin) = listed {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
            if matches!(app.guard.auth(), Auth::Sso(_)) {
                // The gateway's cookie.
                headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            }
        }
    }
    response
}
