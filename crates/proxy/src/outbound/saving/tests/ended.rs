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
async fn what_contradicts_kept_details_takes_their_place() {
    use Purpose::{Background, Foreground};
    let (memory, ended) = (Arc::new(Memory::new(Saving::default())), details("FAILED"));
    let running = Upstream { calls: Arc::default(), ..details("RUNNING") };
    ask_details(&memory, &ended, Background).await;
    seconds(100.0).await;
    ask_details(&memory, &running, Foreground).await;
    seconds(100.0).await;
    ask_details(&memory, &running, Background).await;
    assert_eq!(running.calls(), 2, "the batch has not ended");
    // Ended another way than it was known.
    let (memory, other) = (Arc::new(Memory::new(Saving::default())), details("COMPLETED"));
    ask_details(&memory, &ended, Background).await;
    seconds(100.0).await;
    ask_details(&memory, &other, Foreground).await;
    seconds(100.0).await;
    let again = ask_details(&memory, &ended, Background).await;
    assert_eq!(again.body, other.body.unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_lost_permission_forgets_what_is_fresh_too() {
    let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), Upstream::default());
    let ask_for_page = async |page: &str, upstream: &Upstream| {
        ask_for(question(page), &memory, upstream, Purpose::Foreground).await
    };
    ask_for_page("1", &upstream).await;
    ask_for_page("2", &upstream).await;
    seconds(0.5).await;
    assert_eq!(age(&ask_for_page("2", &upstream).await), Some(0));
    ask_for_page("3", &upstream.failing(403, "Forbidden.RAM")).await;
    assert_eq!(age(&ask_for_page("2", &upstream).await), None);
    assert_eq!(upstream.calls(), 4);
}

#[tokio::test(start_paused = true)]
async fn without_a_time_to_live_details_are_not_kept_either() {
    let off = Saving { fresh: Duration::ZERO, stale_if_error: Duration::ZERO };
    let (memory, upstream) = (Arc::new(Memory::new(off)), details("COMPLETED"));
    ask_details(&memory, &upstream, Purpose::Background).await;
    ask_details(&memory, &upstream, Purpose::Background).await;
    assert_eq!(upstream.calls(), 2);
}
