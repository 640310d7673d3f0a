//! An answer on its way to a caller: compressed if the caller takes that, with the room that its body holds until the
//! last byte is sent.

use std::io::Write;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_ENCODING;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::sync::Semaphore;

use crate::answer::Answer;
use crate::outbound::room::Room;

/// Smaller bodies fit into one packet as they are.
const LEAST_TO_COMPRESS: usize = 1024;

/// As much as is compressed without a pause, in which other requests go on: a millisecond's worth.
const SLICE: usize = 64 * 1024;

/// How many bodies of more than a slice are compressed at a time: each takes more than its own size meanwhile.
static LARGE_AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// An answer for one caller.
pub struct Reply {
    pub(crate) answer: Answer,
    pub(crate) gzip: Option<Bytes>,
    pub(crate) room: Option<Arc<Room>>,
}

/// Bytes that keep their room as long as somebody has them, the connection's own queue included.
struct Roomed {
    bytes: Bytes,
    _room: Arc<Room>,
}

impl Reply {
    /// What is neither kept nor limited, so that it is compressed for this caller alone.
    pub(crate) async fn of(answer: Answer, accepts_gzip: bool) -> Self {
        let gzip = if accepts_gzip { gzip(&answer.body).await } else { None };
        Self { answer, gzip, room: None }
    }
}

impl AsRef<[u8]> for Roomed {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let Self { mut answer, gzip, room } = self;
        let is_compressed = gzip.is_some();
        let bytes = gzip.unwrap_or(answer.body);
        answer.body = match room {
            Some(room) => Bytes::from_owner(Roomed { bytes, _room: room }),
            None => bytes,
        };
        let mut response = answer.into_response();
        if is_compressed {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// `body` compressed, fast rather than well; none where that is of no use.
pub(crate) async fn gzip(body: &Bytes) -> Option<Bytes> {
    if body.len() < LEAST_TO_COMPRESS {
        return None;
    }
    let is_large = body.len() > SLICE;
    let _permit = if is_large { Some(LARGE_AT_A_TIME.acquire().await.ok()?) } else { None };
    // Memory that is not written takes none in truth; to grow would take twice as much for a while.
    let room = if is_large { body.len() } else { body.len() / 4 };
    let mut encoder = GzEncoder::new(Vec::with_capacity(room), Compression::fast());
    for (number, slice) in body.chunks(SLICE).enumerate() {
        if number > 0 {
            tokio::task::yield_now().await;
        }
        encoder.write_all(slice).ok()?;
    }
    let mut compressed = encoder.finish().ok()?;
    compressed.shrink_to_fit();
    Some(compressed).filter(|compressed| compressed.len() < body.len()).map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[tokio::test]
    async fn what_gets_smaller_is_compressed() {
        for (body, is_compressed) in
            [("a".repeat(1023), false), ("a".repeat(1024), true), ("a".repeat(1 << 20), true)]
        {
            let compressed = gzip(&body.clone().into()).await;
            assert_eq!(compressed.is_some(), is_compressed, "{}", body.len());
            if let Some(compressed) = compressed {
                let mut read = String::new();
                GzDecoder::new(&*compressed).read_to_string(&mut read).unwrap();
                assert!(read == body && compressed.len() * 10 < body.len());
            }
        }
        let noise: Vec<u8> =
            (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(gzip(&noise.into()).await.is_none_or(|compressed| compressed.len() < 4096));
    }
}
