//! Who gets the next turn, what nobody waits for, and what is limited before anybody is known; by the real program.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::access::{file, post};
use crate::exchange::{Reply, list, send};
use crate::program::{KEY, Served};
use crate::upstream::{Act, FakeUpstream, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;
const ENDED: &str =
    r#"{"RequestId":"UP-1","BatchId":"b-1","Status":"FAILED ","TaskEnd":"2026/05/28T16:38:20Z"}"#;

/// `serve` with these lines of a file, and more arguments.
async fn serve(lines: &str, upstream: &FakeUpstream, more: &[&str]) -> Served {
    let (_directory, path) = file(lines);
    let config = ["--config", path.to_str().unwrap()];
    Served::before(upstream.address, &[&config[..], more].concat()).await
}

async fn ask(proxy: SocketAddr, parameters: &str, lines: &[&str]) -> Reply {
    let target = format!("/rpc?Version=2017-08-01&{parameters}");
    let own = format!("Origin: http://{proxy}");
    send(proxy, "POST", &target, &[&[own.as_str(), "Content-Length: 0"], lines].concat()).await
}

/// Asks for ten pages at the same time.
fn ten_pages(proxy: SocketAddr, lines: &'static [&'static str]) -> Vec<JoinHandle<Reply>> {
    let ask = |page| async move {
        ask(proxy, &format!("Action=DescribeBatchTasks&PageNumber={page}"), lines).await
    };
    (1..=10).map(|page| tokio::spawn(ask(page))).collect()
}

/// As which of the calls page 99 was asked for, from 1.
fn place_of_page_99(upstream: &FakeUpstream) -> usize {
    let seen = upstream.seen();
    seen.iter().position(|request| request.contains("PageNumber=99")).unwrap() + 1
}

#[tokio::test]
async fn callers_take_turns_however_much_one_of_them_asks() {
    let upstream = FakeUpstream::start([Act::Late(100, PAGE.to_owned())]).await;
    let sign_in = "[sign-in]\nheader = \"X-Forwarded-User\"\npeers = [\"127.0.0.1\"]\n";
    let served = serve(sign_in, &upstream, &["--upstream-in-flight", "1"]).await;
    let greedy = ten_pages(served.address, &["X-Forwarded-User: eve"]);
    while upstream.seen().len() < 2 {
        tokio::task::yield_now().await;
    }
    let page = "Action=DescribeBatchTasks&PageNumber=99";
    assert_eq!(ask(served.address, page, &["X-Forwarded-User: ada"]).await.status, 200);
    let place = place_of_page_99(&upstream);
    assert!(place <= 5, "{place}: after those under way and one more of the other");
    for reply in greedy {
        assert_eq!(reply.await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn what_nobody_waits_for_goes_last_and_its_mark_stays_here() {
    let upstream = FakeUpstream::start([Act::Late(100, PAGE.to_owned())]).await;
    let served = serve("", &upstream, &["--upstream-in-flight", "1"]).await;
    let reading = ten_pages(served.address, &["Accept: application/json;purpose=background"]);
    while upstream.seen().len() < 2 {
        tokio::task::yield_now().await;
    }
    let page = "Action=DescribeBatchTasks&PageNumber=99";
    assert_eq!(ask(served.address, page, &["Accept: application/json"]).await.status, 200);
    let place = place_of_page_99(&upstream);
    assert!(place <= 4, "{place}: after those under way");
    for reply in reading {
        assert_eq!(reply.await.unwrap().status, 200);
    }
    assert!(upstream.seen().iter().all(|request| !request.contains("purpose")));
}

#[tokio::test]
async fn details_of_an_ended_batch_are_read_once_for_all_who_read_in_the_background() {
    let upstream = FakeUpstream::start([json(200, ENDED)]).await;
    let served = Served::before(upstream.address, &[]).await;
    let details = "Action=DescribeBatchTask&BatchId=b-1";
    let background = ["Accept: application/json;purpose=background"];
    let first = ask(served.address, details, &background).await;
    assert_eq!((first.status, first.header("age")), (200, String::new()));
    let second = ask(served.address, details, &background).await;
    let status = second.header("cache-status");
    let ttl: u32 = status.strip_prefix("batch-proxy; hit; ttl=").unwrap().parse().unwrap();
    assert!((3590..=3600).contains(&ttl) && second.body == first.body, "{second:?}");
    let other = ask(served.address, details, &["Accept: application/json"]).await;
    let status = other.header("cache-status");
    assert!(["", "batch-proxy; hit; ttl=1", "batch-proxy; hit; ttl=2"].contains(&status.as_str()));
}

#[tokio::test]
async fn three_thousand_guesses_are_soon_refused_and_harm_no_valid_token() {
    let hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let served =
        serve(&format!("[tokens]\nops = {{ sha256 = \"{hash}\" }}\n"), &upstream, &[]).await;
    let address = served.address;
    assert_eq!(post(address, &["Authorization: Bearer secret"]).await.status, 200);
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    let sending = tokio::spawn(async move {
        for number in 0..3000 {
            let end = if number == 2999 { "Connection: close\r\n" } else { "" };
            let request = format!(
                "POST /rpc?Action=DescribeBatchTasks&Version=2017-08-01 HTTP/1.1\r\nHost: {address}\r\n\
                 Origin: http://{address}\r\nContent-Length: 0\r\n{end}\
                 Authorization: Bearer bpt_{number}\r\n\r\n"
            );
            write.write_all(request.as_bytes()).await.unwrap();
        }
        write
    });
    let mut replies = String::new();
    read.read_to_string(&mut replies).await.unwrap();
    let _write = sending.await.unwrap();
    let count = |status: &str| replies.matches(&format!("HTTP/1.1 {status} ")).count();
    let (tried, refused) = (count("401"), count("429"));
    assert_eq!(tried + refused, 3000);
    assert!((60..200).contains(&tried), "60, and one a second: {tried}");
    assert!(
        replies.contains("\"Code\":\"Proxy.RateLimited\"") && replies.contains("retry-after: 1")
    );
    let valid = post(address, &["Authorization: Bearer secret"]).await;
    assert_eq!(valid.status, 200, "behind the same address");
    assert_eq!(post(address, &["Authorization: Bearer other"]).await.error().0, 429);
}

#[tokio::test]
async fn a_silent_polardb_is_no_limit_of_the_proxy() {
    let upstream = FakeUpstream::start([Act::Silence]).await;
    let served = Served::before(upstream.address, &["--upstream-in-flight", "1"]).await;
    let address = served.address;
    let first = tokio::spawn(async move { list(address, "").await });
    while upstream.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    let reply = list(address, "&PageNumber=2").await;
    assert_eq!(reply.error(), (504, "Proxy.UpstreamTimeout".to_owned()));
    assert_eq!(first.await.unwrap().error(), (504, "Proxy.UpstreamTimeout".to_owned()));
}

#[tokio::test]
async fn sighup_gives_no_caller_another_burst_and_forgets_no_answer() {
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let more = ["--caller-rate", "1", "--cache-seconds", "3600", "--metrics", "127.0.0.1:0"];
    let served = Served::before(upstream.address, &more).await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        for _ in 0..10 {
            statuses.push(list(served.address, "").await.status);
        }
        served.signal("HUP").await;
    }
    let good = statuses.iter().filter(|status| **status == 200).count();
    assert!((10..20).contains(&good), "ten at once, then one a second: {good}");
    assert_eq!(upstream.seen().len(), 1, "all by one call");
    let (_, log) = served.end().await;
    assert_eq!(log.matches("the configuration was read anew").count(), 4, "{log}");
}

#[tokio::test]
async fn who_does_not_read_the_log_delays_nobody() {
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let served = Served::start(
        &[
            "serve",
            "--upstream",
            &format!("http://{}", upstream.address),
            "--listen",
            "127.0.0.1:0",
        ],
        KEY,
    )
    .await;
    let stream = TcpStream::connect(served.address).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", served.address);
    tokio::spawn(async move {
        let _ = write.write_all(request.repeat(20_000).as_bytes()).await;
        std::future::pending::<()>().await;
    });
    // Two megabytes of log, for which nobody has a pipe.
    let (mut answered, mut buffer) = (0, vec![0; 1 << 16]);
    let mut text = String::new();
    while answered < 20_000 {
        let count = read.read(&mut buffer).await.unwrap();
        assert_ne!(count, 0, "{answered} were answered");
        text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        answered += text.matches("\r\n\r\nok\n").count();
        let rest = text.rfind("\r\n\r\nok\n").map_or(0, |at| at + 7);
        text.drain(..rest);
    }
    let (code, log) = served.end().await;
    assert_eq!(code, Some(0));
    let line =
        log.lines().find(|line| line.contains("lines of the log were dropped")).expect("told");
    assert!(line.contains("dropped=") && log.len() < 2_000_000, "{line} {}", log.len());
}
