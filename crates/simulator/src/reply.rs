//! A reply: what it says, and how it travels.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;

/// The pause between half a body and the end of its connection: the server writes what it has when
/// it has to wait, and would otherwise drop it with the connection.
const LAST_WRITE: Duration = Duration::from_millis(1);

/// A reply that is sent instead of the simulator's own, whatever was asked and however signed.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers; `date` and `x-acs-request-id` are added unless they are here.
    pub headers: HeaderMap,
    /// The body, byte for byte.
    pub body: Bytes,
    /// How long to wait before it is sent.
    pub delay: Duration,
    /// How the body travels.
    pub delivery: Delivery,
}

/// How the body of a reply travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delivery {
    /// Whole and at once.
    #[default]
    AtOnce,
    /// In pieces of one size with equal pauses; the last comes after this time.
    InPieces {
        /// How many pieces.
        pieces: usize,
        /// From the head of the reply to the last piece.
        over: Duration,
    },
    /// The connection is closed after half of the body.
    Half,
    /// The connection is closed without a reply, not even a status.
    Nothing,
}

/// A piece of a body after a pause; no piece breaks the connection.
type Step = (Duration, Option<Bytes>);

impl Reply {
    /// A reply of the cloud's own content type.
    pub fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status, "application/json;charset=utf-8", body)
    }

    /// A page, such as a gateway or a captive portal sends.
    pub fn html(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    fn new(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let content_type = HeaderValue::from_static(content_type);
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, content_type)]);
        let (delay, delivery) = (Duration::ZERO, Delivery::AtOnce);
        Self { status, headers, body: body.into(), delay, delivery }
    }

    /// Without the delay, which is the caller's to wait.
    pub(crate) fn into_response(self) -> Response {
        let length = HeaderValue::from(self.body.len());
        let body = match steps(&self.body, self.delivery) {
            None => Body::from(self.body),
            Some(steps) => Body::from_stream(stream::unfold(steps, step)),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if self.delivery != Delivery::AtOnce {
            response.headers_mut().insert(header::CONTENT_LENGTH, length);
        }
        response
    }
}

fn steps(body: &Bytes, delivery: Delivery) -> Option<VecDeque<Step>> {
    match delivery {
        Delivery::AtOnce => None,
        Delivery::InPieces { pieces, over } => {
            let pieces = pieces.clamp(1, body.len().max(1));
            let pause = over / u32::try_from(pieces).unwrap_or(u32::MAX);
            let cut = |piece| body.len() * piece / pieces;
            let piece = |piece| body.slice(cut(piece)..cut(piece + 1));
            Some((0..pieces).map(|number| (pause, Some(piece(number)))).collect())
        }
        Delivery::Half => {
            let half = body.slice(..body.len() / 2);
            Some(VecDeque::from([(Duration::ZERO, Some(half)), (LAST_WRITE, None)]))
        }
        Delivery::Nothing => Some(VecDeque::from([(Duration::ZERO, None)])),
    }
}

/// The server drops a head that it has not written yet when the body fails before it has to wait.
async fn step(mut steps: VecDeque<Step>) -> Option<(io::Result<Bytes>, VecDeque<Step>)> {
    let (pause, piece) = steps.pop_front()?;
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }
    let broken = || io::Error::new(io::ErrorKind::ConnectionReset, "broken off, as was asked");
    Some((piece.ok_or_else(broken), steps))
}
