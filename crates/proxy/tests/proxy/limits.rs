//! What a caller may send, how slowly, and what becomes of it at the end.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::exchange::{list, raw};
use crate::stage::Stage;
use crate::upstream::{Act, FakeUpstream, json};

#[tokio::test]
async fn a_body_is_refused_by_its_length_or_its_first_byte() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let proxy = Stage::new(upstream.address).serve().await;
    let head = format!(
        "POST /rpc?Action=DescribeBatchTasks&Version=2017-08-01 HTTP/1.1\r\nHost: {proxy}\r\n\
         Origin: http://{proxy}\r\nConnection: close\r\n"
    );
    for (body, status) in [
        ("Content-Length: 20971520\r\n\r\nthe first of twenty million bytes", 413),
        ("Content-Length: 1\r\n\r\na", 413),
        ("Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n", 413),
        ("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200),
        ("Content-Length: 0\r\n\r\n", 200),
        ("\r\n", 200),
    ] {
        let reply = raw(proxy, &format!("{head}{body}")).await;
        assert_eq!(reply.status, status, "{body}");
    }
    assert_eq!(upstream.seen().len(), 3);
}

#[tokio::test]
async fn many_slow_connections_keep_nobody_out() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let proxy = Stage::new(upstream.address).serve().await;
    let mut slow = Vec::new();
    for _ in 0..300 {
        let mut stream = TcpStream::connect(proxy).await.unwrap();
        stream.write_all(b"POST /rpc HTTP/1.1\r\nHost: ").await.unwrap();
        slow.push(stream);
    }
    assert_eq!(list(proxy, "").await.status, 200);
    // The proxy hangs up by itself, or this read would never end.
    let mut left = Vec::new();
    let waited =
        tokio::time::timeout(std::time::Duration::from_secs(12), slow[0].read_to_end(&mut left));
    assert!(waited.await.is_ok(), "closed within 10 s");
}

#[tokio::test]
async fn a_gateways_connection_outlasts_a_pause() {
    let proxy = Stage::new("127.0.0.1:9".parse().unwrap()).serve().await;
    let mut stream = TcpStream::connect(proxy).await.unwrap();
    for pause in [11, 0] {
        let request = format!("GET /healthz HTTP/1.1\r\nHost: {proxy}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut reply = Vec::new();
        while !reply.ends_with(b"\r\n\r\nok\n") {
            assert_ne!(stream.read_buf(&mut reply).await.unwrap(), 0, "not hung up");
        }
        // Longer than a head may take.
        let pause = std::time::Duration::from_secs(pause);
        assert!(tokio::time::timeout(pause, stream.read_u8()).await.is_err(), "still open");
    }
}

#[tokio::test]
async fn a_request_in_flight_is_answered_before_the_end() {
    let upstream = FakeUpstream::start([Act::Silence]).await;
    let (end, ended) = oneshot::channel::<()>();
    let shutdown = async {
        let _ = ended.await;
    };
    let stage = Stage::new(upstream.address).patient_for(1000);
    let (proxy, served) = stage.serve_until(shutdown).await;
    let request = tokio::spawn(async move { list(proxy, "").await });
    while upstream.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    end.send(()).unwrap();
    assert_eq!(request.await.unwrap().error(), (504, "Proxy.UpstreamTimeout".to_owned()));
    served.await.unwrap();
    assert!(TcpStream::connect(proxy).await.is_err(), "nobody listens any more");
}
