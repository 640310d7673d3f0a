//! A site without the proxy's judgement: what the endpoint sends reaches the browser byte for byte, and any file of the
//! site may be another one. The proxy's pages, headers and host check stay as they are.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, DATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any_service;
use chrono::DateTime;
use serde_json::{Value, json};

use crate::first_scripts::{self, FirstScripts};

/// What is served in the place of a file of the site.
#[derive(Clone, Debug)]
pub(crate) struct File {
    status: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
    delay: Duration,
}

impl File {
    /// Nothing, as after a new release.
    pub(crate) fn missing() -> Self {
        Self { status: StatusCode::NOT_FOUND, ..Self::html("Not found") }
    }

    /// Nothing for now.
    pub(crate) fn unavailable() -> Self {
        Self { status: StatusCode::SERVICE_UNAVAILABLE, ..Self::html("Unavailable") }
    }

    /// A gateway's, without a session.
    pub(crate) fn unauthorized() -> Self {
        Self { status: StatusCode::UNAUTHORIZED, ..Self::html("Sign in") }
    }

    /// A page.
    pub(crate) fn html(body: &str) -> Self {
        Self {
            status: StatusCode::OK,
            content_type: "text/html; charset=utf-8",
            body: body.into(),
            delay: Duration::ZERO,
        }
    }

    /// JSON, or what calls itself so.
    pub(crate) fn json(body: &str) -> Self {
        Self { content_type: "application/json", ..Self::html(body) }
    }

    /// The same after so many milliseconds.
    pub(crate) fn after(self, milliseconds: u64) -> Self {
        Self { delay: Duration::from_millis(milliseconds), ..self }
    }

    /// The first half of a file of the site, as if that were all.
    pub(crate) fn half_of(path: &str, content_type: &'static str) -> Self {
        let file = bytes_of(path);
        Self { content_type, body: file[..file.len() / 2].to_vec(), ..Self::html("") }
    }

    /// A file of the site.
    pub(crate) fn whole(path: &str, content_type: &'static str) -> Self {
        Self::with_more(path, content_type, b"")
    }

    /// A file of the site with more at its end.
    pub(crate) fn with_more(path: &str, content_type: &'static str, more: &[u8]) -> Self {
        Self { content_type, body: [&*bytes_of(path), more].concat(), ..Self::html("") }
    }

    /// The bytes of a file of the site.
    pub(crate) fn length_of(path: &str) -> usize {
        bytes_of(path).len()
    }

    /// The text of a file of the site.
    pub(crate) fn text_of(path: &str) -> String {
        String::from_utf8(bytes_of(path)).unwrap()
    }
}

fn bytes_of(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(SITE).join(path.trim_start_matches('/'))).unwrap()
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        (self.status, [(CONTENT_TYPE, self.content_type)], self.body).into_response()
    }
}

/// The built site.
pub(crate) const SITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist");

/// The path of the one file of the site whose name has this form: `("boot-", ".js")`.
pub(crate) fn path_of((begin, end): (&str, &str)) -> String {
    let names = std::fs::read_dir(SITE).unwrap().map(|file| file.unwrap().file_name());
    let mut names = names.map(|name| name.into_string().unwrap());
    let name = names.find(|name| name.starts_with(begin) && name.ends_with(end));
    format!("/{}", name.unwrap_or_else(|| panic!("no {begin}*{end} in dist/")))
}

/// A `config.json` of one endpoint beside the page, which a gateway with a sign-in page guards.
pub(crate) fn config() -> Value {
    let endpoint = json!({
        "id": "default", "label": "Plain", "url": "./rpc", "signInUrl": "./sign-in.html",
    });
    let poll = json!({ "baseMs": 1000, "maxMs": 60000 });
    let index = json!({ "auto": 0 });
    let config = json!({ "version": 1, "endpoints": [endpoint], "poll": poll, "index": index });
    // No visit of a test shows what another one has left, or asks besides what the test is about.
    with(config, [("keepLastViews", false), ("statusCounts", false)])
}

/// The same with these switches.
pub(crate) fn with<const N: usize>(mut config: Value, switches: [(&str, bool); N]) -> Value {
    for (name, is_on) in switches {
        config[name] = json!(is_on);
    }
    config
}

/// The files in the place of the site's, or beside them, by their paths.
#[derive(Clone, Default)]
pub(crate) struct Files {
    by_path: Arc<Mutex<HashMap<String, File>>>,
    first: FirstScripts,
}

impl Files {
    /// From now on this file is there.
    pub(crate) fn put(&self, path: &str, file: File) {
        self.by_path.lock().unwrap().insert(path.to_owned(), file);
    }

    /// The site's own again.
    pub(crate) fn restore(&self) {
        self.by_path.lock().unwrap().clear();
    }

    /// The site, with these files in it.
    pub(crate) fn over(&self, site: Router) -> Router {
        let site = site.layer(from_fn_with_state(self.clone(), serve));
        site.layer(from_fn_with_state(self.first.clone(), first_scripts::serve))
    }

    /// Runs a script in the page from now on, before its own.
    pub(crate) fn run_first(&self, source: &str) {
        self.first.add(source);
    }
}

async fn serve(State(files): State<Files>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let file = files.by_path.lock().unwrap().get(&path).cloned();
    if let Some(file) = &file {
        tokio::time::sleep(file.delay).await;
    }
    match file {
        Some(file) if file.status.is_success() && is_kept(&path) => {
            ([(CACHE_CONTROL, "public, max-age=31536000, immutable")], file).into_response()
        }
        Some(file) => file.into_response(),
        None => next.run(request).await,
    }
}

/// Whether hosts let browsers keep it for ever, which is the worst for a file that is not whole.
fn is_kept(path: &str) -> bool {
    let is_code = [".js", ".css", ".wasm"].iter().any(|kind| path.ends_with(kind));
    is_code || path.starts_with("/words-")
}

/// How many requests the browser gave up before they were answered.
#[derive(Clone, Default)]
pub(crate) struct GivenUp(Arc<AtomicUsize>);

impl GivenUp {
    /// Their number until now.
    pub(crate) fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Puts an endpoint at `/rpc`, in the place of the proxy's. Unless its time `stands`, a reply that is sent again is dated later by as
/// much as has passed since the first time: a `Date` that does not move tells the page no time.
pub(crate) fn with_endpoint(
    site: Router,
    endpoint: Router,
    given_up: GivenUp,
    stands: bool,
) -> Router {
    let mut endpoint = any_service(endpoint).layer(from_fn_with_state(given_up, watch));
    if !stands {
        endpoint = endpoint.layer(from_fn_with_state(Dates::default(), go_on));
    }
    Router::new().route("/rpc", endpoint).fallback_service(site)
}

const ACTION: HeaderName = HeaderName::from_static("x-acs-action");

/// The server drops a request with its connection, if that ends before the reply.
async fn watch(State(given_up): State<GivenUp>, mut request: Request, next: Next) -> Response {
    let mut unanswered = Unanswered(Some(given_up));
    // The proxy tells the action so, and the simulator answers each action by its own.
    let action = request.uri().query().and_then(|query| {
        let action = query.split('&').find_map(|pair| pair.strip_prefix("Action="))?;
        HeaderValue::from_str(action).ok()
    });
    request.headers_mut().extend(action.map(|action| (ACTION, action)));
    let mut response = next.run(request).await;
    unanswered.0 = None;
    // The simulator adds it to every reply, and a gateway's page bears none.
    response.headers_mut().remove("x-acs-request-id");
    response
}

/// When each `Date` was sent first.
type Dates = Arc<Mutex<HashMap<HeaderValue, Instant>>>;

async fn go_on(State(dates): State<Dates>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(date) = response.headers_mut().get_mut(DATE) {
        let sent = Instant::now();
        let first = *dates.lock().unwrap().entry(date.clone()).or_insert(sent);
        let told = date.to_str().ok().and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        if let Some(told) = told {
            let now = told.to_utc() + sent.duration_since(first);
            *date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string().parse().unwrap();
        }
    }
    response
}

struct Unanswered(Option<GivenUp>);

impl Drop for Unanswered {
    fn drop(&mut self) {
        if let Some(GivenUp(count)) = &self.0 {
            count.fetch_add(1, Ordering::SeqCst);
        }
    }
}
