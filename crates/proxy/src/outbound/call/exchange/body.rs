//! The body of a reply, as far as there is room for it.

use axum::body::Bytes;
use reqwest::Response;

use super::LARGEST_REPLY;
use crate::outbound::passage::Passage;
use crate::outbound::room::FIRST;
use crate::refusal::Refusal;

/// The room that a body of unknown length takes, step by step. Few steps, so that many bodies at a time do not take all
/// room with parts of which none is whole.
const STEPS: [usize; 4] = [FIRST, 256 * 1024, 4 * 1024 * 1024, LARGEST_REPLY];

/// Reads the body. With a `passage` it waits for room, for the whole body if its length is known.
///
/// # Errors
/// [`Refusal::BadGateway`] if it is too large, [`Refusal::Disconnected`], [`Refusal::NoRoom`].
pub(super) async fn read(
    response: &mut Response,
    mut passage: Option<&mut Passage<'_>>,
) -> Result<Bytes, Refusal> {
    let length = match response.content_length().map(usize::try_from) {
        Some(Ok(length)) if length <= LARGEST_REPLY => Some(length),
        Some(_) => return Err(too_large()),
        None => None,
    };
    if let (Some(length), Some(passage)) = (length, &mut passage) {
        passage.room_for(length).await?;
    }
    let mut body = Vec::with_capacity(length.unwrap_or_default());
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => {
                body.shrink_to_fit();
                return Ok(body.into());
            }
            Err(_) => return Err(Refusal::Disconnected("the reply broke off".to_owned())),
        };
        let needed = body.len() + chunk.len();
        if needed > LARGEST_REPLY {
            return Err(too_large());
        }
        if needed > body.capacity() {
            let step = STEPS.into_iter().find(|step| *step >= needed).unwrap_or(LARGEST_REPLY);
            if let Some(passage) = &mut passage {
                passage.room_for_part(step).await?;
            }
            // Memory that is not written takes no room in truth, and copying less often takes less of it.
            body.reserve_exact(step - body.len());
        }
        body.extend_from_slice(&chunk);
    }
}

fn too_large() -> Refusal {
    Refusal::BadGateway("the reply is larger than 16 MiB".to_owned())
}
