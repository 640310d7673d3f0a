//! Details of batches that have ended, in the background.

use super::*;

/// The details of a batch.
fn details(status: &str) -> Upstream {
    let body = format!(
        "{{\"BatchId\":\"b-1\",\"Status\":\"{status}\",\"TaskEnd\":\"2026-04-06 20:51:44\"}}"
    );
    Upstream { body: Some(body), ..Upstream::default() }
}

async fn ask_details(memory: &Arc<Memory>, upstream: &Upstream, purpose: Purpose) -> Answer {
    let question = Question { identity: "b-1".to_owned(), is_details: true };
    ask_for(question, memory, upstream, purpose).await
}

#[tokio::test(start_paused = true)]
async fn details_of_ended_batches_are_read_once_in_an_hour_in_the_background() {
    use Purpose::{Background, Foreground};
    for (status, calls) in [("COMPLETED", 1), ("FAILED", 1), ("RUNNING", 12)] {
        let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), details(status));
        for _ in 0..12 {
            let answer = ask_details(&memory, &upstream, Background).await;
            assert!(answer.is_good());
            seconds(299.0).await;
        }
        assert_eq!(upstream.calls(), calls, "{status}");
    }
    let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), details("FAILED"));
    ask_details(&memory, &upstream, Background).await;
    seconds(100.0).await;
    let again = ask_details(&memory, &upstream, Background).await;
    let expected = answer::Memory { age: 100, ttl: 3500, stale_because: None };
    assert_eq!((again.request_id.as_str(), again.memory), ("R1", Some(expected)));
    let foreground = ask_details(&memory, &upstream, Foreground).await;
    assert_eq!((foreground.request_id.as_str(), foreground.memory), ("R2", None));
    seconds(3500.0).await;
    assert_eq!(ask_details(&memory, &upstream, Background).await.request_id, "R3");
}

#[tokio::test(start_paused = true)]
async fn what_may_no_longer_be_seen_is_not_shown_in_the_background_either() {
    use Purpose::{Background, Foreground};
    for (status, code, calls) in [
        (403, "Forbidden.RAM", 2),
        (502, "InvalidAccessKeyId.NotFound", 2),
        (404, "InvalidBatchId.NotFound", 2),
        (503, "ServiceUnavailable", 1),
    ] {
        let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), details("FAILED"));
        ask_details(&memory, &upstream, Background).await;
        seconds(100.0).await;
        ask_details(
            &memory,
            &Upstream { calls: Arc::default(), ..upstream.failing(status, code) },
            Foreground,
        )
        .await;
        seconds(100.0).await;
        ask_details(&memory, &upstream, Background).await;
        assert_eq!(upstream.calls(), calls, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_time_to_live_details_are_not_kept_either() {
    let off = Saving { fresh: Duration::ZERO, stale_if_error: Duration::ZERO };
    let (memory, upstream) = (Arc::new(Memory::new(off)), details("COMPLETED"));
    ask_details(&memory, &upstream, Purpose::Background).await;
    ask_details(&memory, &upstream, Purpose::Background).await;
    assert_eq!(upstream.calls(), 2);
}
