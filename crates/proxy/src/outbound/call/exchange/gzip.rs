//! A body that was compressed although nobody asked for that, as some gateways do.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::body::Growing;
use crate::refusal::Refusal;

/// As much as is inflated without a pause, in which other requests go on.
const SLICE: usize = 64 * 1024;

/// Inflates `compressed`, bounded as any body is.
///
/// # Errors
/// As [`Growing::add`]; [`Refusal::Disconnected`] where it breaks off or is no gzip.
pub(super) async fn inflate(compressed: &[u8], plain: &mut Growing<'_, '_>) -> Result<(), Refusal> {
    let mut decoder = MultiGzDecoder::new(compressed);
    let mut slice = vec![0; SLICE];
    loop {
        match decoder.read(&mut slice) {
            Ok(0) => return Ok(()),
            Ok(count) => plain.add(&slice[..count]).await?,
            Err(_) => {
                return Err(Refusal::Disconnected(
                    "the reply is not the gzip that it says to be".to_owned(),
                ));
            }
        }
        tokio::task::yield_now().await;
    }
}
