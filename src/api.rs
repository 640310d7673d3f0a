//! The only HTTP of the console: one request to a signing proxy, decoded into model types.

use std::cell::RefCell;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use gloo_net::http::{Headers, Request, RequestBuilder, Response};
use js_sys::JsString;
use model::clock_offset::Dated;
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
use crate::ask::{Ask, IN_BACKGROUND, JSON, ListKey};
use crate::clock::{browser_time, instant_of, read_date};
use crate::guards::AbortOnDrop;
use crate::known_rows::KnownRows;
use crate::{json, language, token};

/// How long a request may take, its body included.
pub const TIME_LIMIT: Duration = Duration::from_secs(15);

/// How a request ended.
pub struct Ended<T> {
    /// What was asked for, or why it did not come.
    pub outcome: Result<T, Failure>,
    /// An earlier answer that the proxy sent in the place of an error.
    pub stand_in: Option<T>,
    /// How long ago the answer was given.
    pub age: TimeDelta,
    /// The text of the reply as it came; empty without one.
    pub text: JsString,
    /// The server's clock, where the reply told it.
    pub dated: Option<Dated>,
}

impl<T> Ended<T> {
    /// A request that brought no reply.
    pub fn with(failure: Failure) -> Self {
        Self {
            outcome: Err(failure),
            stand_in: None,
            age: TimeDelta::zero(),
            text: "".into(),
            dated: None,
        }
    }
}

/// Sends a request through the proxy and reads its reply, but for those rows that are known.
///
/// Empty body and, where no token is wanted, no header but `Accept`: a request that browsers send to another
/// origin without asking first.
pub async fn ask<K: Ask>(
    key: &K,
    request: &request::Request,
    signal: &AbortSignal,
    known: &RefCell<KnownRows<K::Row>>,
) -> Ended<K::Answer> {
    match replied(key.endpoint(), request, signal).await {
        Err(failure) => Ended::with(failure),
        Ok((reply, read)) => {
            let trouble = read.as_ref().ok().and_then(|(head, _)| wire::stands_in_for(head));
            let outcome =
                read.and_then(|(head, body)| known.borrow_mut().read::<K>(request, &head, &body));
            let (outcome, stand_in) = match (outcome, trouble) {
                (Ok(answer), Some(trouble)) => (Err(trouble), Some(answer)),
                (outcome, _) => (outcome, None),
            };
            let (age, dated) = (age(&reply), dated(&reply));
            Ended { outcome, stand_in, age, dated, text: reply.text }
        }
    }
}

/// The same for what nobody waits for: the proxy lets others go first. Without an answer that stands in for another one. Returns the
/// [source](source_of) of the rows as well.
pub async fn ask_in_background<K: Ask>(
    key: &K,
    request: &request::Request,
    signal: &AbortSignal,
) -> (Ended<K::Answer>, Option<String>) {
    let endpoint = key.endpoint();
    if lacks_token(endpoint) {
        return (Ended::with(Failure::new(FailureKind::SignInRequired)), None);
    }
    let sent = Request::post(&address_of(endpoint, request));
    let Some(reply) = send(endpoint, sent, IN_BACKGROUND, signal).await else {
        return (Ended::with(no_reply(signal)), None);
    };
    let outcome = read_reply(&reply).and_then(|(head, body)| match wire::stands_in_for(&head) {
        Some(trouble) => Err(trouble),
        None => K::read(&head, &json::read(&body)).and_then(|it| K::fitting(request, it)),
    });
    let source = source_in(&reply.response.headers());
    let (age, dated) = (age(&reply), dated(&reply));
    (Ended { outcome, stand_in: None, age, text: reply.text, dated }, source)
}

thread_local! {
    /// The headers of the last reply, and the address of the endpoint that sent it.
    static LAST: RefCell<Option<(String, Headers)>> = const { RefCell::new(None) };
}

/// What the last reply names as the source of the rows, if it was one of this endpoint: the same for the same account.
pub fn source_of(endpoint: &Endpoint) -> Option<String> {
    LAST.with_borrow(|last| match last {
        Some((url, headers)) if *url == endpoint.url => source_in(headers),
        _ => None,
    })
}

fn source_in(headers: &Headers) -> Option<String> {
    headers.get("x-batch-proxy-source")
}

/// Whether the proxy would only say that there is no token.
fn lacks_token(endpoint: &Endpoint) -> bool {
    endpoint.wants_token && token::of(endpoint).is_none()
}

fn address_of(endpoint: &Endpoint, request: &request::Request) -> String {
    format!("{}?{}", endpoint.url, request.proxy_query())
}

/// The reply to a request, and what it bears if that is JSON.
async fn replied(
    endpoint: &Endpoint,
    request: &request::Request,
    signal: &AbortSignal,
) -> Result<(Reply, Result<(ReplyHead, JsValue), Failure>), Failure> {
    if lacks_token(endpoint) {
        return Err(Failure::new(FailureKind::SignInRequired));
    }
    let url = address_of(endpoint, request);
    let ahead = asked_ahead(&url, signal);
    // Whatever else was asked ahead is for nobody, and must not be taken for news later.
    ahead_replies().inspect(js_sys::Map::clear);
    let reply = match arrived(ahead).await {
        Some(reply) => reply,
        None => {
            let sent = send(endpoint, Request::post(&url), JSON, signal).await;
            sent.ok_or_else(|| no_reply(signal))?
        }
    };
    LAST.set(Some((endpoint.url.clone(), reply.response.headers())));
    let read = read_reply(&reply);
    Ok((reply, read))
}

fn read_reply(reply: &Reply) -> Result<(ReplyHead, JsValue), Failure> {
    if reply.response.type_() == ResponseType::Opaqueredirect {
        return Err(Failure::new(FailureKind::SignInRequired));
    }
    let head = head_of(&reply.response);
    match json::parse(&reply.text) {
        Some(body) => Ok((head, body)),
        None => Err(wire::read_unparsable(&head, &String::from(&reply.text))),
    }
}

/// Reads the text of a good reply to `key` once more.
pub fn reread_list(key: &ListKey, text: &str) -> Option<TaskPage> {
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let page = ListKey::read(&head, &json::read_text(text)?).ok()?;
    ListKey::fitting(&key.request(browser_time())?, page).ok()
}

/// A reply and its text, and when they were asked for and had come.
struct Reply {
    response: Response,
    /// Where the browser has it: most of it is never copied into the program.
    text: JsString,
    asked: DateTime<Utc>,
    answered: DateTime<Utc>,
}

async fn send(
    endpoint: &Endpoint,
    request: RequestBuilder,
    accept: &str,
    signal: &AbortSignal,
) -> Option<Reply> {
    let mut request = request.header("Accept", accept);
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
    let response = web_sys::Response::from(request.send().await.ok()?);
    let text = JsFuture::from(response.text().ok()?).await.ok()?.unchecked_into();
    Some(Reply { response: response.into(), text, asked, answered: browser_time() })
}

fn dated(reply: &Reply) -> Option<Dated> {
    let headers = reply.response.headers();
    // A gateway may write the `Date` anew, as nginx does.
    let date = headers.get("x-batch-proxy-date").or_else(|| headers.get("date"))?;
    let date = read_date(&date)?;
    Some(Dated { date, age: age(reply), asked: reply.asked, answered: reply.answered })
}

/// A proxy that answers from memory says with `Age` how old its reply is.
fn age(reply: &Reply) -> TimeDelta {
    let age = reply.response.headers().get("age");
    let seconds = age.and_then(|age| wire::seconds(&age)).unwrap_or_default();
    TimeDelta::seconds(i64::from(seconds))
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
    let text = reply.get(1).dyn_into::<JsString>().ok()?;
    let [asked, answered] = [2, 3].map(|at| reply.get(at).as_f64().map(instant_of));
    let reply = Reply { response, text, asked: asked?, answered: answered? };
    (browser_time() - reply.answered < FRESH).then_some(reply)
}

/// What came of a file of the same site.
pub enum File {
    /// Its text.
    Found(String),
    /// There is none: 404, or a host's own page in its place.
    Missing,
    /// Whether there is one is not known: the HTTP status, where there was a reply.
    Failed(Option<u16>),
}

/// Gets the text of a file of the same site, by `boot.js`, which knows a limit for it. What failed once is tried once more.
pub async fn get_file(path: &str) -> File {
    /// Who has waited so long is told, and does not wait once more.
    const LONG: TimeDelta = TimeDelta::seconds(10);
    let mut file = File::Failed(None);
    let asked_at = browser_time();
    for _ in 0..2 {
        let asked = asked_ahead(path, &JsValue::UNDEFINED).or_else(|| {
            language::call("askAhead", &[&path.into()]);
            asked_ahead(path, &JsValue::UNDEFINED)
        });
        if let Some(Reply { response, text, .. }) = arrived(asked).await {
            let kind = response.headers().get("content-type").unwrap_or_default();
            let kind = kind.to_ascii_lowercase();
            match response.status() {
                // To where somebody signs in: what came is of another address.
                _ if response.redirected() => file = File::Failed(Some(302)),
                404 => return File::Missing,
                200..300 if kind.starts_with("text/html") => return File::Missing,
                200..300 => return File::Found(text.into()),
                status => file = File::Failed(Some(status)),
            }
        }
        if browser_time() - asked_at > LONG {
            break;
        }
    }
    file
}

/// Gets the names of an endpoint's instances, where it has any.
pub async fn get_instances(endpoint: &Endpoint) -> Option<Json> {
    let abort = AbortOnDrop::within(TIME_LIMIT)?;
    let request = Request::get(endpoint.instances.as_deref()?);
    let reply = send(endpoint, request, JSON, &abort.signal()).await?;
    json::parse(&reply.text).filter(|_| reply.response.ok()).map(|value| json::read(&value))
}

/// Gets the page itself as it is on the site now, which costs next to nothing where the browser has it. `None` for
/// another page in its place, such as one to sign in.
pub async fn get_page() -> Option<String> {
    let abort = AbortOnDrop::within(TIME_LIMIT)?;
    let request = RequestBuilder::new(&path()).abort_signal(Some(&abort.signal()));
    let request = request.cache(RequestCache::NoCache).redirect(RequestRedirect::Error);
    let response = request.send().await.ok()?;
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
        retry_after: headers.get("retry-after").map(|text| in_seconds(text, &headers)),
        acs_retry_after: headers.get("x-acs-retry-after"),
        cache_status: headers.get("cache-status"),
    }
}

/// A pause may be told by the instant of its end, by the clock of whoever wrote the reply.
fn in_seconds(retry_after: String, headers: &Headers) -> String {
    // Browsers take almost any number for a date.
    let end = if retry_after.contains(':') { read_date(&retry_after) } else { None };
    let Some(end) = end else { return retry_after };
    let written = headers.get("date").and_then(|date| read_date(&date));
    (end - written.unwrap_or_else(browser_time)).num_seconds().max(0).to_string()
}

/// The browser does not tell scripts why a request failed, but for the time limit; nobody waits for the end of one that
/// was given up otherwise.
fn no_reply(signal: &AbortSignal) -> Failure {
    Failure::new(if signal.aborted() { FailureKind::TimedOut } else { FailureKind::Unreachable })
}
