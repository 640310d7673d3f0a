//! The real program under load: slow callers, huge bodies, endless replies, and its end meanwhile.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::exchange::{list, send};
use crate::operating::{metrics_of, value};
use crate::program::{KEY, Served};
use crate::upstream::{Act, FakeUpstream, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;

/// The most memory that the program ever had, in MiB.
#[cfg(target_os = "linux")]
fn most_memory(served: &Served) -> u64 {
    let status = format!("/proc/{}/status", served.child.id().unwrap());
    let status = std::fs::read_to_string(status).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[tokio::test]
async fn five_hundred_slow_callers_keep_nobody_out() {
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let url = format!("http://{}", upstream.address);
    let arguments = ["serve", "--upstream", &url, "--listen", "127.0.0.1:0"];
    let served = Served::with_files(100, &arguments, KEY).await;
    let mut slow = Vec::new();
    for _ in 0..500 {
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        stream.write_all(b"POST /rpc HTTP/1.1\r\nHost: ").await.unwrap();
        slow.push(stream);
    }
    let began = Instant::now();
    assert_eq!(list(served.address, "").await.status, 200);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    for stream in &mut slow {
        let mut left = Vec::new();
        let left_of_12 = Duration::from_secs(12).saturating_sub(began.elapsed());
        let closed = tokio::time::timeout(left_of_12, stream.read_to_end(&mut left)).await;
        assert!(closed.is_ok(), "closed by the proxy within 10 s");
    }
    #[cfg(target_os = "linux")]
    assert!(most_memory(&served) < 100, "{} MiB", most_memory(&served));
}

#[tokio::test]
async fn callers_who_read_nothing_are_let_go() {
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let url = format!("http://{}", upstream.address);
    // A line for each request would fill the pipe, which nobody empties here.
    let variables = [KEY, &[("RUST_LOG", "warn")]].concat();
    let arguments = ["serve", "--upstream", &url, "--listen", "127.0.0.1:0"];
    let served = Served::start(&arguments, &variables).await;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", served.address);
    let requests = request.repeat(1000);
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    // The answers fill what the system keeps of them, and then nobody takes any more requests either.
    let stuck = async { while stream.write_all(requests.as_bytes()).await.is_ok() {} };
    let closed = tokio::time::timeout(Duration::from_secs(60), stuck).await;
    assert!(closed.is_ok(), "closed by the proxy after 15 s");
    assert_eq!(list(served.address, "").await.status, 200);
}

/// Sends a body of 20 MiB as far as it is taken, and gives the first line of the reply.
async fn huge_body(address: SocketAddr, coding: &str) -> String {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    let head = format!(
        "POST /rpc?Action=DescribeBatchTasks&Version=2017-08-01 HTTP/1.1\r\nHost: {address}\r\n\
         Origin: http://{address}\r\nConnection: close\r\n{coding}\r\n\r\n"
    );
    tokio::spawn(async move {
        let mut sent = write.write_all(head.as_bytes()).await;
        for _ in 0..320 {
            if sent.is_ok() {
                sent = write.write_all(&[b'a'; 65536]).await;
            }
        }
    });
    let mut head = [0; 16];
    let _ = read.read_exact(&mut head).await;
    String::from_utf8_lossy(&head).into_owned()
}

#[tokio::test]
async fn huge_bodies_and_endless_replies_cost_no_memory() {
    let upstream = FakeUpstream::start([Act::Endless]).await;
    let served = Served::before(upstream.address, &[]).await;
    for coding in ["Content-Length: 20971520", "Transfer-Encoding: chunked\r\n\r\n1400000"] {
        assert_eq!(huge_body(served.address, coding).await, "HTTP/1.1 413 Pay", "{coding}");
    }
    assert_eq!(upstream.seen().len(), 0);
    for page in 1..=3 {
        let reply = list(served.address, &format!("&PageNumber={page}")).await;
        assert_eq!(reply.error(), (502, "Proxy.BadGateway".to_owned()));
    }
    #[cfg(target_os = "linux")]
    assert!(most_memory(&served) < 150, "{} MiB", most_memory(&served));
}

#[tokio::test]
async fn two_hundred_callers_who_do_not_read_large_replies_cost_little_memory() {
    let row = "x".repeat(3_000_000);
    let page = format!(r#"{{"RequestId":"UP-1","TaskList":[{{"TaskName":"{row}"}}]}}"#);
    let upstream = FakeUpstream::start([json(200, &page)]).await;
    let more = ["--cache-seconds", "0", "--stale-seconds", "0", "--upstream-rate", "1000"];
    let mut served =
        Served::before(upstream.address, &[&more[..], &["--metrics", "127.0.0.1:0"]].concat())
            .await;
    let (address, metrics) = (served.address, metrics_of(&mut served).await);
    let mut callers = Vec::new();
    for number in 1..=200 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /rpc?Action=DescribeBatchTasks&Version=2017-08-01&PageNumber={number} HTTP/1.1\r\n\
             Host: {address}\r\nOrigin: http://{address}\r\nContent-Length: 0\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        callers.push(stream);
    }
    let mut answered = 0;
    while answered < 200 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let text = send(metrics, "GET", "/metrics", &[]).await.text();
        let name = "batch_proxy_request_seconds_count{route=\"rpc\"}";
        answered = value(&text, name).unwrap_or(0);
    }
    #[cfg(target_os = "linux")]
    assert!(most_memory(&served) < 128, "{} MiB", most_memory(&served));
    assert_eq!(send(address, "GET", "/healthz", &[]).await.status, 200);
}

#[tokio::test]
async fn sigterm_under_load_loses_no_request() {
    let upstream = FakeUpstream::start([Act::Late(3000, PAGE.to_owned())]).await;
    let mut served = Served::before(upstream.address, &[]).await;
    let address = served.address;
    assert_eq!(send(address, "GET", "/readyz", &[]).await.status, 200);
    let pages = (1..=50).map(|page| format!("&PageNumber={page}"));
    let asked: Vec<_> =
        pages.map(|page| tokio::spawn(async move { list(address, &page).await })).collect();
    while upstream.seen().len() < 50 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    served.signal("TERM").await;
    let began = Instant::now();
    while send(address, "GET", "/readyz", &[]).await.status != 503 {
        assert!(began.elapsed() < Duration::from_millis(500), "503 at once");
    }
    assert_eq!(send(address, "GET", "/healthz", &[]).await.status, 200);
    for reply in asked {
        assert_eq!(reply.await.unwrap().status, 200);
    }
    assert_eq!(served.child.wait().await.unwrap().code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}
