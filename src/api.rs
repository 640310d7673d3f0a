//! The only HTTP of the console: one request to a signing proxy, decoded into model types.

use std::time::Duration;

use gloo_net::http::{Request, RequestBuilder, Response};
use model::config::{Credentials, Endpoint};
use model::failure::{Failure, FailureKind};
use model::json::Json;
use model::request;
use model::task::TaskPage;
use model::wire::{self, ReplyHead};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, ResponseType,
};

/// How long a request may take, its body included.
pub const TIME_LIMIT: Duration = Duration::from_secs(15);

/// `DescribeBatchTasks` through the proxy.
///
/// Empty body and no header but `Accept`: a request that browsers send to another origin without
/// asking first.
pub async fn describe_batch_tasks(
    endpoint: &Endpoint,
    request: &request::Request,
    signal: &AbortSignal,
) -> Result<TaskPage, Failure> {
    let url = format!("{}?{}", endpoint.url, request.proxy_query());
    let ahead = asked_ahead(&url);
    // Whatever else was asked ahead is for nobody, and must not be taken for news later.
    ahead_replies().inspect(js_sys::Map::clear);
    let (response, body) = match arrived(ahead).await {
        Some(reply) => reply,
        None => ask(endpoint, &url, signal).await.map_err(|error| no_reply(&error))?,
    };
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(Failure::new(FailureKind::SignInRequired));
    }
    let head = head_of(&response);
    match parse(&body) {
        Some(json) => wire::read_task_page(&head, &json),
        None => Err(wire::read_unparsable(&head, &body)),
    }
}

/// A reply and its text.
type Reply = (Response, String);

async fn ask(
    endpoint: &Endpoint,
    url: &str,
    signal: &AbortSignal,
) -> Result<Reply, gloo_net::Error> {
    let request = Request::post(url)
        .header("Accept", "application/json")
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .credentials(credentials(endpoint.credentials))
        .abort_signal(Some(signal));
    with_text(request.send().await?).await
}

async fn with_text(response: Response) -> Result<Reply, gloo_net::Error> {
    let text = response.text().await?;
    Ok((response, text))
}

/// What `boot.js` asked for while the program was on its way: promises of replies by their address.
fn ahead_replies() -> Option<js_sys::Map> {
    let replies = js_sys::Reflect::get(&js_sys::global(), &"askedAhead".into()).ok()?;
    replies.dyn_into::<js_sys::Map>().ok()
}

/// Takes the reply to a request that was sent ahead, once.
fn asked_ahead(url: &str) -> Option<js_sys::Promise> {
    let replies = ahead_replies()?;
    let reply = replies.get(&url.into()).dyn_into::<js_sys::Promise>().ok()?;
    replies.delete(&url.into());
    Some(reply)
}

/// A reply that was sent for ahead. One that failed is asked for again, where its failure is read, and so is
/// one that had to wait for the program: old rows are not shown as new ones.
async fn arrived(reply: Option<js_sys::Promise>) -> Option<Reply> {
    const FRESH_MS: f64 = 5_000.0;
    let reply = JsFuture::from(reply?).await.ok()?.dyn_into::<js_sys::Array>().ok()?;
    let response = reply.get(0).dyn_into::<web_sys::Response>().ok()?;
    let is_fresh = js_sys::Date::now() - reply.get(2).as_f64()? < FRESH_MS;
    is_fresh.then_some((Response::from(response), reply.get(1).as_string()?))
}

/// Gets a JSON file of the same site; `None` where there is none, or a page in its place.
pub async fn get_json(path: &str) -> Option<Json> {
    let (response, text) = match arrived(asked_ahead(path)).await {
        Some(reply) => reply,
        None => with_text(RequestBuilder::new(path).send().await.ok()?).await.ok()?,
    };
    if response.ok() { parse(&text) } else { None }
}

/// With the browser's own parser, which spares the download another one.
fn parse(text: &str) -> Option<Json> {
    let value = js_sys::JSON::parse(text).ok()?;
    serde_wasm_bindgen::from_value(value).ok()
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
    }
}

/// The browser does not tell scripts why a request failed, but for its own time limit.
fn no_reply(error: &gloo_net::Error) -> Failure {
    let timed_out =
        matches!(error, gloo_net::Error::JsError(error) if error.name == "TimeoutError");
    Failure::new(if timed_out { FailureKind::TimedOut } else { FailureKind::Unreachable })
}
