//! The body of a reply, as far as there is room for it.

use std::time::Duration;

use axum::body::Bytes;
use reqwest::Response;
use reqwest::header::CONTENT_ENCODING;
use tokio::time::timeout;

use super::{LARGEST_REPLY, gzip};
use crate::outbound::passage::Passage;
use crate::outbound::room::FIRST;
use crate::refusal::Refusal;

/// The room that a body of unknown length takes, step by step. Few steps, so that many bodies at a time do not take all
/// room with parts of which none is whole.
const STEPS: [usize; 4] = [FIRST, 256 * 1024, 4 * 1024 * 1024, LARGEST_REPLY];

/// How much of an error is read that says to be larger than [`LARGEST_REPLY`]: its `Code` is at the beginning.
const PART_OF_ERROR: usize = STEPS[1];

/// How long the body of an error may take. What it is about is in the status and the headers already.
const ERROR_PATIENCE: Duration = Duration::from_secs(2);

/// What was read.
pub(super) struct Body {
    pub(super) bytes: Bytes,
    /// Why it is not whole. Bodies of errors only: a part of a page of rows is of no use.
    pub(super) cut: Option<Refusal>,
}

/// A body that grows while there is room for it.
pub(super) struct Growing<'p, 'a> {
    bytes: Vec<u8>,
    most: usize,
    passage: Option<&'p mut Passage<'a>>,
}

/// Reads the body. With a `passage` it waits for room, for the whole body if its length is known.
///
/// # Errors
/// [`Refusal::BadGateway`] if it is too large, [`Refusal::Disconnected`], both for a success only; [`Refusal::NoRoom`].
pub(super) async fn read(
    response: &mut Response,
    mut passage: Option<&mut Passage<'_>>,
) -> Result<Body, Refusal> {
    let is_error = !response.status().is_success();
    let is_gzip = response
        .headers()
        .get(CONTENT_ENCODING)
        .is_some_and(|encoding| ["gzip", "x-gzip"].iter().any(|gzip| encoding == gzip));
    let mut read = Growing::new(passage.as_deref_mut());
    let ended = if is_error {
        let reading = timeout(ERROR_PATIENCE, fill(&mut read, response, true)).await;
        let silent = |_| Err(Refusal::Disconnected("the error did not end within 2 s".to_owned()));
        reading.unwrap_or_else(silent)
    } else {
        fill(&mut read, response, false).await
    };
    let mut cut = of_error(ended, is_error)?;
    let mut bytes = read.into_bytes();
    if is_gzip && !bytes.is_empty() {
        let mut plain = Growing::new(passage);
        let ended = gzip::inflate(&bytes, &mut plain).await;
        cut = cut.or(of_error(ended, is_error)?);
        bytes = plain.into_bytes();
    }
    Ok(Body { bytes, cut })
}

/// What cuts an error is noted. What cuts a success is told at once.
fn of_error(ended: Result<(), Refusal>, is_error: bool) -> Result<Option<Refusal>, Refusal> {
    match ended {
        Ok(()) => Ok(None),
        Err(refusal) if !is_error || matches!(refusal, Refusal::NoRoom(_)) => Err(refusal),
        Err(refusal) => Ok(Some(refusal)),
    }
}

async fn fill(
    body: &mut Growing<'_, '_>,
    response: &mut Response,
    is_error: bool,
) -> Result<(), Refusal> {
    match response.content_length().map(usize::try_from) {
        Some(Ok(length)) if length <= LARGEST_REPLY => body.expect(length).await?,
        Some(_) if is_error => body.most = PART_OF_ERROR,
        Some(_) => return Err(too_large()),
        None => {}
    }
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.add(&chunk).await?,
            Ok(None) => return Ok(()),
            Err(_) => return Err(Refusal::Disconnected("the reply broke off".to_owned())),
        }
    }
}

impl<'p, 'a> Growing<'p, 'a> {
    fn new(passage: Option<&'p mut Passage<'a>>) -> Self {
        Self { bytes: Vec::new(), most: LARGEST_REPLY, passage }
    }

    /// Waits for room for the whole body.
    async fn expect(&mut self, length: usize) -> Result<(), Refusal> {
        if let Some(passage) = &mut self.passage {
            passage.room_for(length).await?;
        }
        self.bytes.reserve_exact(length);
        Ok(())
    }

    /// Waits for room for `chunk`, as far as it may grow.
    pub(super) async fn add(&mut self, chunk: &[u8]) -> Result<(), Refusal> {
        let needed = self.bytes.len() + chunk.len();
        if needed > self.most {
            self.bytes.extend_from_slice(&chunk[..self.most - self.bytes.len()]);
            return Err(too_large());
        }
        if needed > self.bytes.capacity() {
            let step = STEPS.into_iter().find(|step| *step >= needed).unwrap_or(LARGEST_REPLY);
            if let Some(passage) = &mut self.passage {
                passage.room_for_part(step).await?;
            }
            // Memory that is not written takes no room in truth, and copying less often takes less of it.
            self.bytes.reserve_exact(step - self.bytes.len());
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    fn into_bytes(mut self) -> Bytes {
        self.bytes.shrink_to_fit();
        self.bytes.into()
    }
}

fn too_large() -> Refusal {
    Refusal::BadGateway("the reply is larger than 16 MiB".to_owned())
}
