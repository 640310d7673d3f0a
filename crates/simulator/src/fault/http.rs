//! The faults over HTTP, for whoever runs the simulator: `GET`, `POST` and `DELETE /__fault`.
//!
//! No page in a browser gets here. A page's request that changes something bears an `Origin`,
//! and one that reached this machine by a foreign name bears that name.

use std::collections::BTreeMap;
use std::net::IpAddr;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde::Serialize;

use super::kinds::KINDS;
use super::request::COMMON;
use super::{Fault, FaultError};
use crate::control::Handle;

const PATH: &str = "/__fault";

/// A fault that is set.
#[derive(Serialize)]
struct Set {
    fault: String,
    action: Option<String>,
    /// What is left of them.
    after: usize,
    times: Option<usize>,
}

/// What can be asked for.
#[derive(Serialize)]
struct Offer {
    set: Vec<Set>,
    every_kind_takes: BTreeMap<&'static str, &'static str>,
    kinds: Vec<KindOffer>,
}

#[derive(Serialize)]
struct KindOffer {
    kind: &'static str,
    what: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    takes: BTreeMap<&'static str, String>,
}

/// The control's own router: whoever mounts the simulator decides whether it is there too.
pub(crate) fn router(handle: Handle) -> Router {
    Router::new().route(PATH, any(control)).with_state(handle)
}

async fn control(State(handle): State<Handle>, request: Request) -> Response {
    if request.headers().contains_key(header::ORIGIN) {
        return refused(StatusCode::FORBIDDEN, "pages in a browser may not set faults");
    }
    if !names_this_machine(request.headers()) {
        return refused(StatusCode::MISDIRECTED_REQUEST, "ask for 127.0.0.1, [::1] or localhost");
    }
    let query = request.uri().query().unwrap_or_default();
    match request.method().as_str() {
        "GET" => json(StatusCode::OK, &offer(&handle)),
        "POST" => match Fault::parse(query) {
            Ok(fault) => {
                handle.set_fault(fault);
                json(StatusCode::OK, &set(&handle))
            }
            Err(error) => json::<FaultError>(StatusCode::BAD_REQUEST, &error),
        },
        // A client that means to clear one fault of several is not to clear all.
        "DELETE" if !query.is_empty() => {
            refused(StatusCode::BAD_REQUEST, "DELETE clears all faults and takes no parameters")
        }
        "DELETE" => {
            handle.clear();
            json(StatusCode::OK, &set(&handle))
        }
        _ => {
            let mut response = refused(StatusCode::METHOD_NOT_ALLOWED, "GET, POST or DELETE");
            let allowed = HeaderValue::from_static("GET, POST, DELETE");
            response.headers_mut().insert(header::ALLOW, allowed);
            response
        }
    }
}

fn names_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| Authority::try_from(host.as_bytes()).ok());
    host.is_some_and(|host| {
        let name = host.host().trim_matches(['[', ']']);
        name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    })
}

fn set(handle: &Handle) -> BTreeMap<&'static str, Vec<Set>> {
    let set = handle.faults().into_iter().map(|fault| Set {
        fault: fault.asked().to_owned(),
        action: fault.action,
        after: fault.after,
        times: fault.times,
    });
    BTreeMap::from([("set", set.collect())])
}

fn offer(handle: &Handle) -> Offer {
    let kinds = KINDS.iter().map(|kind| KindOffer {
        kind: kind.name,
        what: kind.what,
        takes: kind.parameters().into_iter().collect(),
    });
    Offer {
        set: set(handle).into_values().flatten().collect(),
        every_kind_takes: COMMON.into_iter().collect(),
        kinds: kinds.collect(),
    }
}

fn refused(status: StatusCode, why: &str) -> Response {
    json(status, &BTreeMap::from([("error", why)]))
}

fn json<T: Serialize>(status: StatusCode, reply: &T) -> Response {
    // Texts and numbers cannot fail to become JSON.
    let text = serde_json::to_string_pretty(reply).unwrap_or_default() + "\n";
    (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}
