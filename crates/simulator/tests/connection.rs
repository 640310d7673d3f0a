//! Faults of time and of the connection.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::{Body, Bytes};
use client::{Client, settings};
use simulator::Fault;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;
use tower::ServiceExt;

fn set(client: &Client, query: &str) {
    client.handle().set_fault(Fault::parse(query).unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_late_reply_is_whole() {
    let (client, other) = (Client::new(settings(3)), Client::new(settings(3)));
    for (query, milliseconds) in [
        ("kind=latency&times=1", 3000),
        ("kind=latency&ms=20000&times=1", 20_000),
        ("kind=latency&ms=1&times=1", 1),
    ] {
        set(&client, query);
        let before = Instant::now();
        assert_eq!(client.list(&[]).await, other.list(&[]).await, "{query}");
        assert_eq!(before.elapsed(), Duration::from_millis(milliseconds), "{query}");
    }
}

#[tokio::test(start_paused = true)]
async fn answers_come_out_of_order() {
    let client = Client::new(settings(3));
    set(&client, "kind=latency&ms=5000&times=1&after=1");
    set(&client, "kind=latency&ms=1000&times=1&after=2");
    let before = Instant::now();
    let timed = async || {
        client.list(&[]).await;
        before.elapsed().as_millis()
    };
    assert_eq!(tokio::join!(timed(), timed(), timed(), timed()), (0, 5000, 1000, 0));
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_comes_in_even_pieces_after_the_head() {
    let client = Client::new(settings(30));
    let whole = client.list(&[]).await.body.len();
    for (query, pieces, milliseconds) in [
        ("kind=slow_body&times=1", 10, 3000),
        ("kind=slow_body&times=1&ms=60000&pieces=4", 4, 60_000),
        ("kind=slow_body&times=1&ms=100&pieces=1", 1, 100),
    ] {
        set(&client, query);
        let before = Instant::now();
        let request = client.request("DescribeBatchTasks", &[]);
        let response = client.router().oneshot(request).await.unwrap();
        assert_eq!(before.elapsed(), Duration::ZERO, "{query}: the head");
        assert_eq!(response.headers()["content-length"], whole.to_string(), "{query}");
        let mut length = 0;
        let mut body = response.into_body();
        for number in 1..=pieces {
            length += next(&mut body).await.unwrap().unwrap().len();
            assert_eq!(length, whole * number / pieces, "{query}");
            let expected = Duration::from_millis(milliseconds) * number as u32 / pieces as u32;
            assert_eq!(before.elapsed(), expected, "{query}");
        }
        assert!(next(&mut body).await.is_none(), "{query}");
    }
}

/// The next piece of a body.
async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    use axum::body::HttpBody;
    let frame = std::future::poll_fn(|context| std::pin::Pin::new(&mut *body).poll_frame(context));
    frame.await.map(|frame| frame.map(|frame| frame.into_data().unwrap()))
}

#[tokio::test]
async fn a_connection_is_closed_without_a_reply_or_after_half_of_it() {
    let client = Client::new(settings(30));
    let whole = client.list(&[]).await.body;
    let address = serve(&client).await;
    for (query, half) in [
        ("kind=reset&times=1", None),
        ("kind=reset&at=start&times=1", None),
        ("kind=reset&at=half&times=1", Some(whole.len() / 2)),
    ] {
        set(&client, query);
        let reply = exchange(&client, address).await;
        let Some(half) = half else {
            assert_eq!(reply, "", "{query}");
            continue;
        };
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{query}: {head}");
        assert!(head.contains(&format!("content-length: {}\r\n", whole.len())), "{query}: {head}");
        assert_eq!(body.len(), half, "{query}");
    }
    let reply = exchange(&client, address).await;
    assert_eq!(reply.split_once("\r\n\r\n").unwrap().1.len(), whole.len(), "then as ever");
}

/// The simulator on loopback, until the test ends.
async fn serve(client: &Client) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = client.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// What comes for a signed request until the connection is closed.
async fn exchange(client: &Client, address: SocketAddr) -> String {
    let request = client.request("DescribeBatchTasks", &[]);
    let mut text = format!("POST {} HTTP/1.1\r\nconnection: close\r\n", request.uri());
    for (name, value) in request.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(format!("{text}\r\n").as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    // A reset is one way to close.
    let _ = stream.read_to_end(&mut reply).await;
    String::from_utf8_lossy(&reply).into_owned()
}
