//! An upstream that says what the test wrote for it and remembers what it was asked.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the upstream does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Sends a whole reply: status, header lines, body.
    Reply(u16, &'static str, String),
    /// Sends a whole reply of any bytes.
    Bytes(u16, Vec<u8>),
    /// Sends these bytes, head included, and closes the connection.
    Raw(Vec<u8>),
    /// Sends these bytes, head included, and nothing more.
    Held(Vec<u8>),
    /// Sends the same after so many milliseconds, to each connection at its own time.
    Late(u64, String),
    /// Closes the connection without a word.
    HangUp,
    /// Says nothing and stays.
    Silence,
    /// Begins a reply and goes on for ever.
    Endless,
    /// Promises more than it sends.
    Truncated,
}

/// A reply with a JSON body.
pub(crate) fn json(status: u16, body: &str) -> Act {
    Act::Reply(status, "", body.to_owned())
}

/// An error of PolarDB.
pub(crate) fn error(status: u16, code: &str) -> Act {
    json(status, &format!(r#"{{"RequestId":"UP-1","Code":"{code}","Message":"as it came"}}"#))
}

/// The scripted upstream.
#[derive(Clone)]
pub(crate) struct FakeUpstream {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
    busy: Arc<Mutex<Busy>>,
}

/// How many requests are being answered, and how many were at most.
#[derive(Default)]
struct Busy {
    now: usize,
    most: usize,
}

impl FakeUpstream {
    /// Acts in this order, and as at the last for ever after.
    pub(crate) async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let busy = Arc::new(Mutex::new(Busy::default()));
        let (log, counter) = (Arc::clone(&seen), Arc::clone(&busy));
        let mut acts: VecDeque<Act> = acts.into_iter().collect();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let act = if acts.len() > 1 { acts.pop_front() } else { acts.front().cloned() };
                let (log, counter) = (Arc::clone(&log), Arc::clone(&counter));
                tokio::spawn(async move {
                    play(stream, act.unwrap(), log, &counter).await;
                    counter.lock().unwrap().now -= 1;
                });
            }
        });
        Self { address, seen, busy }
    }

    /// How many requests were in flight at the same time, at most.
    pub(crate) fn most_at_once(&self) -> usize {
        self.busy.lock().unwrap().most
    }

    /// The requests so far, head and body as they came.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

fn whole(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Whatever\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
}

async fn play(mut stream: TcpStream, act: Act, seen: Arc<Mutex<Vec<String>>>, busy: &Mutex<Busy>) {
    {
        let mut busy = busy.lock().unwrap();
        busy.now += 1;
        busy.most = busy.most.max(busy.now);
    }
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend_from_slice(&buffer[..count]),
        }
    }
    seen.lock().unwrap().push(String::from_utf8(request).unwrap());
    match act {
        Act::Late(milliseconds, body) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            stream.write_all(whole(200, "", &body).as_bytes()).await.unwrap();
        }
        Act::Reply(status, headers, body) => {
            stream.write_all(whole(status, headers, &body).as_bytes()).await.unwrap();
        }
        Act::Bytes(status, body) => {
            let head =
                format!("HTTP/1.1 {status} Whatever\r\nContent-Length: {}\r\n\r\n", body.len());
            stream.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
        }
        Act::Raw(bytes) => {
            // It may be refused before it is whole.
            let _ = stream.write_all(&bytes).await;
        }
        Act::Held(bytes) => {
            stream.write_all(&bytes).await.unwrap();
            std::future::pending::<()>().await;
        }
        Act::HangUp => {}
        Act::Silence => std::future::pending().await,
        Act::Truncated => {
            let reply = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"TaskList\":";
            stream.write_all(reply).await.unwrap();
        }
        Act::Endless => {
            let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
            let mut sent = stream.write_all(head).await;
            while sent.is_ok() {
                sent = stream.write_all(chunk.as_bytes()).await;
            }
        }
    }
}
