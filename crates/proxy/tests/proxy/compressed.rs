//! Replies of the API on their way to a slow network.

use std::io::Read;
use std::net::SocketAddr;

use flate2::read::GzDecoder;

use crate::exchange::{Reply, send};
use crate::program::Served;

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
