//! The control of the faults over HTTP: what it takes, what it tells, and whom it refuses.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use client::{Answer, Client, settings};
use serde_json::{Value, json};
use simulator::{Fault, FaultError, Simulator};

async fn control(client: &Client, method: &str, query: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(format!("/__fault{query}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    client.send(request.body(Body::empty()).unwrap()).await
}

const HERE: &[(&str, &str)] = &[("host", "127.0.0.1:8788")];

#[tokio::test]
async fn a_fault_is_set_counts_down_and_is_cleared() {
    let client = Client::new(settings(3));
    let set = control(&client, "POST", "?kind=throttled&status=429&times=2", HERE).await;
    let shown = |times: usize| {
        json!({ "set": [{ "fault": "kind=throttled&status=429&times=2", "action": null,
                          "after": 0, "times": times }] })
    };
    assert_eq!((set.status.as_u16(), set.json()), (200, shown(2)));
    assert_eq!(client.list(&[]).await.status, 429);
    let told = control(&client, "GET", "", HERE).await.json();
    assert_eq!(told["set"], shown(1)["set"]);
    assert_eq!(client.list(&[]).await.status, 429);
    assert_eq!(client.list(&[]).await.status, 200);
    assert_eq!(client.handle().calls(), 3, "the control is no call");

    control(&client, "POST", "?kind=html&action=DescribeBatchTask&after=1", HERE).await;
    assert_eq!(client.list(&[]).await.json()["TotalCount"], 3);
    assert_eq!(client.batch("x").await.status, 404);
    assert!(client.batch("x").await.body.starts_with("<!doctype html>"));
    assert!(client.batch("x").await.body.starts_with("<!doctype html>"));
    let cleared = control(&client, "DELETE", "", HERE).await;
    assert_eq!((cleared.status.as_u16(), cleared.json()), (200, json!({ "set": [] })));
    assert_eq!(client.batch("x").await.status, 404);
}

#[tokio::test]
async fn a_fault_set_by_a_program_is_told_too() {
    let client = Client::new(settings(3));
    client.handle().inject_next(2, simulator::Reply::html(StatusCode::OK, "page"));
    let told = control(&client, "GET", "", HERE).await.json();
    assert_eq!(
        told["set"],
        json!([{ "fault": "set by the program", "action": null, "after": 0, "times": 2 }])
    );
}

#[tokio::test]
async fn mistakes_are_named_and_change_nothing() {
    let client = Client::new(settings(3));
    for (method, query, status, error) in [
        ("POST", "", 400, "kind is missing"),
        ("POST", "?kind=nothing", 400, "kind cannot be \"nothing\""),
        ("POST", "?kind=html&statut=502", 400, "html takes no parameter \"statut\""),
        ("DELETE", "?kind=html", 400, "DELETE clears all faults and takes no parameters"),
        ("PUT", "?kind=html", 405, "GET, POST or DELETE"),
    ] {
        let answer = control(&client, method, query, HERE).await;
        let body = answer.json();
        assert_eq!((answer.status.as_u16(), &body["error"]), (status, &json!(error)), "{query}");
        assert_eq!(client.handle().faults().len(), 0, "{query}");
    }
    let answer = control(&client, "POST", "?kind=reset&at=end", HERE).await.json();
    assert_eq!(answer, json!({ "error": "at cannot be \"end\"", "valid": ["start", "half"] }));
}

#[test]
fn an_error_of_the_text_names_what_is_wrong() {
    let problem = |error: FaultError| error.to_string();
    for (query, expected) in [
        ("", "kind is missing; valid: latency, "),
        ("kind=latenzy", "kind cannot be \"latenzy\"; valid: latency, slow_body, "),
        ("kind=bom&ms=1", "bom takes no parameter \"ms\"; valid: kind, times, after, action"),
        ("kind=bom&Times=1", "bom takes no parameter \"Times\"; valid: "),
        ("kind=bom&times=0", "times cannot be \"0\"; valid: a whole number from 1 to 1000000"),
        ("kind=bom&times=many", "times cannot be \"many\"; valid: "),
        ("kind=bom&after=-1", "after cannot be \"-1\"; valid: a whole number from 0 to 1000000"),
        (
            "kind=bom&action=DescribeDBClusters",
            "action cannot be \"DescribeDBClusters\"; valid: DescribeBatchTasks, DescribeBatchTask",
        ),
        ("kind=error", "code is missing; valid: Throttling, "),
        ("kind=error&code=Wrong", "code cannot be \"Wrong\"; valid: Throttling, "),
        ("kind=throttled&status=401", "status cannot be \"401\"; valid: 400, 429, 503"),
        ("kind=html&status=99", "status cannot be \"99\"; valid: a whole number from 200 to 599"),
        ("kind=reset&at=end", "at cannot be \"end\"; valid: start, half"),
        ("kind=odd_times&form=now", "form cannot be \"now\"; valid: garbage, end_before_begin, "),
        ("kind=list&form=long", "form cannot be \"long\"; valid: empty, absent, null, object"),
        ("kind=bom&kind=html", "the parameter kind came twice"),
    ] {
        let error = Fault::parse(query).map_err(problem).unwrap_err();
        assert!(error.starts_with(expected), "{query}: {error}");
    }
}

#[tokio::test]
async fn only_programs_on_this_machine_are_let_in() {
    let origin = ("origin", "http://127.0.0.1:8788");
    for (headers, status) in [
        (&[("host", "127.0.0.1:8788")][..], 200),
        (&[("host", "localhost:8788")], 200),
        (&[("host", "[::1]:8788")], 200),
        (&[("host", "127.0.0.1")], 200),
        (&[("host", "127.0.0.1:8788"), origin], 403),
        (&[("host", "127.0.0.1:8788"), ("origin", "null")], 403),
        (&[("host", "127.0.0.1:8788"), ("origin", "https://evil.com")], 403),
        (&[("host", "evil.com")], 421),
        (&[("host", "127.0.0.1.evil.com:8788")], 421),
        (&[("host", "localhost.evil.com")], 421),
        (&[("host", "10.0.0.1:8788")], 421),
        (&[("host", "")], 421),
        (&[], 421),
    ] {
        let client = Client::new(settings(3));
        for (method, query) in [("GET", ""), ("POST", "?kind=html"), ("DELETE", "")] {
            let answer = control(&client, method, query, headers).await;
            assert_eq!(answer.status, status, "{method} {headers:?}");
        }
        control(&client, "POST", "?kind=html", headers).await;
        assert_eq!(client.handle().faults().len(), usize::from(status == 200), "{headers:?}");
    }
}

#[tokio::test]
async fn it_is_only_where_it_is_mounted() {
    use tower::ServiceExt;
    let simulator = Simulator::new(settings(3), chrono::DateTime::default);
    let request = || {
        let request = Request::post("/__fault?kind=html").header("host", "localhost");
        request.body(Body::empty()).unwrap()
    };
    let alone = simulator.router().oneshot(request()).await.unwrap();
    assert_eq!((alone.status().as_u16(), simulator.handle().faults().len()), (404, 0));
    let control = simulator.fault_router().oneshot(request()).await.unwrap();
    assert_eq!((control.status().as_u16(), simulator.handle().faults().len()), (200, 1));
}

/// The kinds whose effect is in the time or the connection are tested there.
const IN_TIME: [&str; 3] = ["latency", "slow_body", "reset"];

#[tokio::test]
async fn every_kind_is_explained_and_does_something_in_each_of_its_forms() {
    let client = Client::new(settings(3));
    let told = control(&client, "GET", "", HERE).await.json();
    let kinds = told["kinds"].as_array().unwrap();
    assert_eq!(kinds.len(), 22);
    let mut tried = 0;
    for kind in kinds {
        let (name, what) = (kind["kind"].as_str().unwrap(), kind["what"].as_str().unwrap());
        assert!(!what.is_empty() && !what.contains('\n'), "{name}");
        if IN_TIME.contains(&name) {
            continue;
        }
        for query in queries(name, kind) {
            let client = Client::new(settings(128));
            client.handle().set_fault(Fault::parse(&query).unwrap());
            assert_ne!(
                meaning(&client).await,
                meaning(&Client::new(settings(128))).await,
                "{query}"
            );
            tried += 1;
        }
    }
    assert_eq!(tried, 54);
}

/// What a list says; of JSON not how it is written, for the order of fields is no fault.
async fn meaning(client: &Client) -> (StatusCode, HeaderMap, Result<Value, Bytes>) {
    let (status, headers, body) = client.list_in_bytes().await;
    (status, headers, serde_json::from_slice(&body).map_err(|_| body))
}

/// The kind alone and with each form that it is told to have.
fn queries(name: &str, kind: &Value) -> Vec<String> {
    let alone = format!("kind={name}{}", if name == "error" { "&code=InternalError" } else { "" });
    let forms = kind["takes"]["form"].as_str().unwrap_or_default();
    let forms = forms.split(" [").next().unwrap_or_default().split(", ");
    let with_form =
        forms.filter(|form| !form.is_empty()).map(|form| format!("{alone}&form={form}"));
    [alone.clone()].into_iter().chain(with_form).collect()
}
