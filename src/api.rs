//! The only HTTP of the console: one request to a signing proxy, decoded into model types.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use gloo_net::http::{Request, RequestBuilder, Response};
use model::config::{Credentials, Endpoint};
use model::failure::{Failure, FailureKind};
use model::json::Json;
use model::request;
use model::task::TaskPage;
use model::wire::{self, ReplyHead};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, ResponseType,
};

use crate::address::path;
use crate::ask::Ask;
use crate::clock::{Dated, browser_time, instant_of, read_date};
use crate::{json, token};

/// How long a request may take, its body included.
pub const TIME_LIMIT: Duration = Duration::from_secs(15);

/// How a request ended.
pub struct Ended<T> {
    /// What was asked for, or why it did not come.
    pub outcome: Result<T, Failure>,
    /// An earlier answer that the proxy sent in the place of an error, and its age.
    pub stand_in: Option<(T, TimeDelta)>,
    /// The text of the reply as it came; empty without one.
    pub text: String,
    /// The server's clock, where the reply told it.
    pub dated: Option<Dated>,
}

impl<T> Ended<T> {
    /// A request that brought no reply.
    pub fn with(failure: Failure) -> Self {
        Self { outcome: Err(failure), stand_in: None, text: String::new(), dated: None }
    }
}

/// Sends a request through the proxy and reads its reply.
///
/// Empty body and, where no token is wanted, no header but `Accept`: a request that browsers send to another
/// origin without asking first.
pub async fn ask<K: Ask>(
    key: &K,
    request: &request::Request,
    signal: &AbortSignal,
) -> Ended<K::Answer> {
    match replied(key.endpoint(), request, signal).await {
        Err(failure) => Ended::with(failure),
        Ok((reply, read)) => {
            let trouble = read.as_ref().ok().and_then(|(head, _)| wire::stands_in_for(head));
            let outcome = read.and_then(|(head, json)| K::read(&head, &json));
            let (outcome, stand_in) = match (outcome, trouble) {
                (Ok(answer), Some(trouble)) => (Err(trouble), Some((answer, age(&reply)))),
                (outcome, _) => (outcome, None),
            };
            Ended { outcome, stand_in, dated: dated(&reply), text: reply.text }
        }
    }
}

/// The reply to a request, and what it bears if that is JSON.
async fn replied(
    endpoint: &Endpoint,
    request: &request::Request,
    signal: &AbortSignal,
) -> Result<(Reply, Result<(ReplyHead, Json), Failure>), Failure> {
    // Without one the proxy would only say so.
    if endpoint.wants_token && token::of(endpoint).is_none() {
        return Err(Failure::new(FailureKind::SignInRequired));
    }
    let url = format!("{}?{}", endpoint.url, request.proxy_query());
    let ahead = asked_ahead(&url, signal);
    // Whatever else was asked ahead is for nobody, and must not be taken for news later.
    ahead_replies().inspect(js_sys::Map::clear);
    let reply = match arrived(ahead).await {
        Some(reply) => reply,
        None => fetch(endpoint, &url, signal).await.map_err(|_| no_reply(signal))?,
    };
    let read = read_reply(&reply);
    Ok((reply, read))
}

fn read_reply(reply: &Reply) -> Result<(ReplyHead, Json), Failure> {
    if reply.response.type_() == ResponseType::Opaqueredirect {
        return Err(Failure::new(FailureKind::SignInRequired));
    }
    let head = head_of(&reply.response);
    match json::parse(&reply.text) {
        Some(json) => Ok((head, json)),
        None => Err(wire::read_unparsable(&head, &reply.text)),
    }
}

/// Reads the text of a good reply once more.
pub fn reread_list(text: &str) -> Option<TaskPage> {
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    wire::read_task_page(&head, &json::parse(text)?).ok()
}

/// A reply and its text, and when they were asked for and had come.
struct Reply {
    response: Response,
    text: String,
    asked: DateTime<Utc>,
    answered: DateTime<Utc>,
}

async fn fetch(
    endpoint: &Endpoint,
    url: &str,
    signal: &AbortSignal,
) -> Result<Reply, gloo_net::Error> {
    let mut request = Request::post(url).header("Accept", "application/json");
    if let Some(token) = token::of(endpoint) {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let request = request
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .credentials(credentials(endpoint.credentials))
        .abort_signal(Some(signal));
    let asked = browser_time();
    let response = request.send().await?;
    let text = response.text().await?;
    Ok(Reply { response, text, asked, answered: browser_time() })
}

/// A proxy that answers from memory says with `Age` how old its reply is.
fn dated(reply: &Reply) -> Option<Dated> {
    let headers = reply.response.headers();
    let date = read_date(&headers.get("date")?)?.checked_add_signed(age(reply))?;
    Some(Dated { date, asked: reply.asked, answered: reply.answered })
}

fn age(reply: &Reply) -> TimeDelta {
    let age = reply.response.headers().get("age");
    TimeDelta::seconds(age.and_then(|age| age.trim().parse::<u32>().ok()).unwrap_or(0).into())
}

/// What `boot.js` asked for while the program was on its way, by its address: functions that take the signal by
/// which the reply is given up, and return the promise of it.
fn ahead_replies() -> Option<js_sys::Map> {
    let replies = js_sys::Reflect::get(&js_sys::global(), &"askedAhead".into()).ok()?;
    replies.dyn_into::<js_sys::Map>().ok()
}

/// Takes the reply to a request that was sent ahead, once.
fn asked_ahead(url: &str, signal: &JsValue) -> Option<js_sys::Promise> {
    let replies = ahead_replies()?;
    let reply = replies.get(&url.into()).dyn_into::<js_sys::Function>().ok()?;
    replies.delete(&url.into());
    reply.call1(&JsValue::UNDEFINED, signal).ok()?.dyn_into().ok()
}

/// A reply that was sent for ahead, with the instants that `boot.js` noted. One that failed is asked for again,
/// where its failure is read, and so is one that had to wait for the program: old rows are not shown as new ones.
async fn arrived(reply: Option<js_sys::Promise>) -> Option<Reply> {
    const FRESH: TimeDelta = TimeDelta::seconds(5);
    let reply = JsFuture::from(reply?).await.ok()?.dyn_into::<js_sys::Array>().ok()?;
    let response = Response::from(reply.get(0).dyn_into::<web_sys::Response>().ok()?);
    let text = reply.get(1).as_string()?;
    let [asked, answered] = [2, 3].map(|at| reply.get(at).as_f64().map(instant_of));
    let reply = Reply { response, text, asked: asked?, answered: answered? };
    (browser_time() - reply.answered < FRESH).then_some(reply)
}

/// Gets the text of a file of the same site; `None` where there is none, or a host's page in its place.
pub async fn get_text(path: &str) -> Option<String> {
    let (response, text) = match arrived(asked_ahead(path, &JsValue::UNDEFINED)).await {
        Some(Reply { response, text, .. }) => (response, text),
        None => {
            let response = RequestBuilder::new(path).send().await.ok()?;
            let text = response.text().await.ok()?;
            (response, text)
        }
    };
    let kind = response.headers().get("content-type").unwrap_or_default();
    (response.ok() && !kind.starts_with("text/html")).then_some(text)
}

/// Gets the page itself as it is on the site now, which costs next to nothing where the browser has it. `None` for
/// another page in its place, such as one to sign in.
pub async fn get_page() -> Option<String> {
    let request = RequestBuilder::new(&path()).cache(RequestCache::NoCache);
    let response = request.redirect(RequestRedirect::Error).send().await.ok()?;
    if response.ok() { response.text().await.ok() } else { None }
}

fn credentials(credentials: Credentials) -> RequestCredentials {
    match credentials {
        Credentials::Omit => RequestCredentials::Omit,
        Credentials::SameOrigin => RequestCredentials::SameOrigin,
        Credentials::Include => RequestCredentials::Include,
    }
}

fn head_of(response: &Response) -> ReplyHead {
    let headers = response.headers();
    ReplyHead {
        status: response.status(),
        content_type: headers.get("content-type"),
        request_id: headers.get("x-acs-request-id"),
        retry_after: headers.get("retry-after"),
        acs_retry_after: headers.get("x-acs-retry-after"),
        cache_status: headers.get("cache-status"),
    }
}

/// The browser does not tell scripts why a request failed, but for the time limit; nobody waits for the end of one that
/// was given up otherwise.
fn no_reply(signal: &AbortSignal) -> Failure {
    Failure::new(if signal.aborted() { FailureKind::TimedOut } else { FailureKind::Unreachable })
}
