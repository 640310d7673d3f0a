//! The world of the tests and of the reference pictures does not change.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use client::{Client, settings};

/// FNV-1a, whose values are fixed, unlike those of the standard library's hasher.
fn fnv(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// A list and the details of its rows, all bytes of them.
async fn fingerprint(client: &Client) -> u64 {
    let list = client.list(&[("PageSize", "60")]).await;
    let mut hash = fnv(0xcbf2_9ce4_8422_2325, &list.body);
    for row in list.json()["TaskList"].as_array().unwrap() {
        hash = fnv(hash, &client.batch(row["BatchId"].as_str().unwrap()).await.body);
    }
    hash
}

#[tokio::test]
async fn the_world_of_the_reference_pictures_has_the_same_bytes_in_each_release() {
    let client = Client::new(settings(128));
    let start = fingerprint(&client).await;
    client.wait(1234);
    assert_eq!(
        (start, fingerprint(&client).await),
        (12_693_908_118_630_651_171, 15_261_718_690_765_935_698)
    );
}
