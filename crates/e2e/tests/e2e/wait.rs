//! Waiting for something to become so, with a deadline. Nothing here waits for luck.

use std::fmt::Debug;
use std::time::{Duration, Instant};

/// Longer than anything takes where more tests run than there are cores; only a failing test waits so long.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);
/// Each look takes processor time from the page that is waited for, so that they become rarer: from the first to the last.
const BETWEEN_LOOKS: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(160)];

/// Waits until `look` sees what is expected of `what`.
pub(crate) async fn until<T: Debug + PartialEq>(
    what: &str,
    expected: T,
    mut look: impl AsyncFnMut() -> T,
) {
    let begin = Instant::now();
    let [mut pause, longest] = BETWEEN_LOOKS;
    loop {
        let seen = look().await;
        if seen == expected {
            return;
        }
        assert!(
            begin.elapsed() < DEADLINE,
            "{what}:\n  seen     {seen:?}\n  expected {expected:?}"
        );
        tokio::time::sleep(pause).await;
        pause = longest.min(pause * 3 / 2);
    }
}
