//! Replies of the API on their way to a slow network.

use std::io::Read;
use std::net::SocketAddr;

use flate2::read::GzDecoder;

use crate::exchange::{Reply, send};
use crate::program::Served;
use crate::upstream::{FakeUpstream, json};

async fn page(proxy: SocketAddr, codings: &str) -> Reply {
    let target = "/rpc?Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=2&PageSize=30";
    let lines = [&format!("Origin: http://{proxy}"), codings, "Content-Length: 0"];
    send(proxy, "POST", target, &lines).await
}

#[tokio::test]
async fn a_page_of_rows_is_a_quarter_for_who_can_read_it_so() {
    let demo = Served::start(&["demo", "--listen", "127.0.0.1:0", "--tasks", "100"], &[]).await;
    let whole = page(demo.address, "Accept-Encoding: identity").await;
    let compressed = page(demo.address, "Accept-Encoding: gzip, deflate, br, zstd").await;
    assert_eq!(whole.header("content-encoding"), "");
    assert_eq!(compressed.header("content-encoding"), "gzip");
    assert!(compressed.body.len() * 4 < whole.body.len(), "{} bytes", compressed.body.len());
    let mut read = String::new();
    GzDecoder::new(&*compressed.body).read_to_string(&mut read).unwrap();
    let read: serde_json::Value = serde_json::from_str(&read).unwrap();
    assert_eq!(read["TaskList"].as_array().unwrap().len(), 30);
}

#[tokio::test]
async fn an_answer_from_memory_is_compressed_for_who_can_read_it_so_and_for_nobody_else() {
    let rows = format!(r#"{{"RequestId":"UP-1","TaskList":[{}]}}"#, "{},".repeat(2000) + "{}");
    let upstream = FakeUpstream::start([json(200, &rows)]).await;
    let served = Served::before(upstream.address, &["--cache-seconds", "3600"]).await;
    for (number, codings, coding) in [
        (1, "Accept-Encoding: gzip, deflate, br", "gzip"),
        (2, "Accept-Encoding: br;q=1.0, gzip;q=0.8", "gzip"),
        (3, "Accept-Encoding: identity", ""),
        (4, "Accept-Encoding: gzip;q=0", ""),
        (5, "Accept-Encoding: gzip", "gzip"),
    ] {
        let reply = page(served.address, codings).await;
        assert_eq!(reply.header("content-encoding"), coding, "{codings}");
        assert_eq!(reply.header("vary"), "Accept-Encoding, Origin");
        assert_eq!(reply.header("content-length"), reply.body.len().to_string());
        assert_eq!(reply.header("age").is_empty(), number == 1, "{codings}");
        let mut text = String::new();
        match coding {
            "gzip" => drop(GzDecoder::new(&*reply.body).read_to_string(&mut text).unwrap()),
            _ => text = reply.text(),
        }
        assert_eq!(text, rows, "{codings}");
    }
    assert_eq!(upstream.seen().len(), 1);
}
