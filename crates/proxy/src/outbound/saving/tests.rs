//! By a clock that stands still unless somebody waits.

mod ended;

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::answer;
use crate::inbound::callers::Caller;

/// PolarDB, which takes 50 ms and counts.
#[derive(Clone, Default)]
struct Upstream {
    calls: Arc<AtomicU32>,
    error: Option<(u16, &'static str)>,
    body: Option<String>,
}

impl Upstream {
    fn failing(&self, status: u16, code: &'static str) -> Self {
        Self { error: Some((status, code)), ..self.clone() }
    }

    fn calls(&self) -> u32 {
        self.calls.load(Ordering::Relaxed)
    }

    fn call(&self) -> impl Future<Output = Made> + Send + 'static {
        let upstream = self.clone();
        async move {
            let number = upstream.calls.fetch_add(1, Ordering::Relaxed) + 1;
            tokio::time::sleep(Duration::from_millis(50)).await;
            let code = upstream.error.map(|(_, code)| code.to_owned());
            let answer = Answer {
                status: upstream.error.map_or(200, |(status, _)| status),
                code,
                request_id: format!("R{number}"),
                retry_after: upstream.error.map(|_| 5),
                date: Some("Tue, 07 Apr 2026 00:00:00 GMT".to_owned()),
                memory: None,
                body: upstream.body.unwrap_or(format!("{{\"number\":{number}}}")).into(),
            };
            Made { answer, room: None }
        }
    }
}

fn asker(purpose: Purpose) -> Asker {
    Asker { caller: Caller::Unknown, purpose, accepts_gzip: false }
}

fn question(identity: &str) -> Question {
    Question { identity: identity.to_owned(), is_details: false }
}

async fn ask(memory: &Arc<Memory>, upstream: &Upstream) -> Answer {
    ask_for(question("the same view"), memory, upstream, Purpose::Foreground).await
}

async fn ask_for(
    question: Question,
    memory: &Arc<Memory>,
    upstream: &Upstream,
    purpose: Purpose,
) -> Answer {
    let rooms = Rooms::default();
    memory.answer(question, &asker(purpose), &rooms, |_| upstream.call()).await.answer
}

fn seconds(seconds: f64) -> tokio::time::Sleep {
    tokio::time::sleep(Duration::from_secs_f64(seconds))
}

fn age(answer: &Answer) -> Option<u64> {
    answer.memory.as_ref().map(|memory| memory.age)
}

#[tokio::test(start_paused = true)]
async fn fifty_tabs_for_ten_minutes_cost_less_than_300_calls() {
    let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), Upstream::default());
    let tabs = (0..50_u32).map(|tab| {
        let (memory, upstream) = (Arc::clone(&memory), upstream.clone());
        tokio::spawn(async move {
            // Opened at any time within the first five seconds, as people do.
            seconds(f64::from(tab) * 0.1).await;
            for _ in 0..120 {
                let answer = ask(&memory, &upstream).await;
                assert!(answer.is_good() && age(&answer).unwrap_or(0) < 2);
                seconds(5.0).await;
            }
        })
    });
    for tab in tabs.collect::<Vec<_>>() {
        tab.await.unwrap();
    }
    assert!(upstream.calls() < 300, "{} calls for 6000 requests", upstream.calls());
    assert!(upstream.calls() > 200, "each answer was fresh: {}", upstream.calls());
}

#[tokio::test(start_paused = true)]
async fn two_hundred_at_once_are_one_call_and_share_its_error() {
    for error in [None, Some((429, "Throttling.User"))] {
        let upstream = Upstream { error, ..Upstream::default() };
        let memory = Arc::new(Memory::new(Saving::default()));
        let asked: Vec<_> = (0..200)
            .map(|_| {
                let (memory, upstream) = (Arc::clone(&memory), upstream.clone());
                tokio::spawn(async move { ask(&memory, &upstream).await })
            })
            .collect();
        for answer in asked {
            let answer = answer.await.unwrap();
            assert_eq!((answer.request_id.as_str(), age(&answer)), ("R1", None));
        }
        assert_eq!(upstream.calls(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_leaves_does_not_end_the_call_for_the_others() {
    let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), Upstream::default());
    let first = tokio::time::timeout(Duration::from_millis(10), ask(&memory, &upstream));
    assert!(first.await.is_err());
    assert_eq!(ask(&memory, &upstream).await.request_id, "R1");
    assert_eq!(upstream.calls(), 1);
}

#[tokio::test(start_paused = true)]
async fn tells_the_age_and_asks_anew_after_two_seconds() {
    let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), Upstream::default());
    let first = ask(&memory, &upstream).await;
    assert_eq!((first.request_id.as_str(), age(&first)), ("R1", None));
    assert!(first.date.is_some(), "Age counts from it");
    for (pause, id, expected) in [
        (0.5, "R1", Some(0)),
        (1.0, "R1", Some(1)),
        (0.4, "R1", Some(1)),
        (0.2, "R2", None),
        (0.1, "R2", Some(0)),
    ] {
        seconds(pause).await;
        let answer = ask(&memory, &upstream).await;
        assert_eq!((answer.request_id.as_str(), age(&answer)), (id, expected), "after {pause}");
    }
    let other = ask_for(question("another view"), &memory, &upstream, Purpose::Foreground).await;
    assert_eq!(other.request_id, "R3");
}

#[tokio::test(start_paused = true)]
async fn without_a_time_to_live_every_request_is_a_call() {
    let off = Saving { fresh: Duration::ZERO, stale_if_error: Duration::ZERO };
    let (memory, upstream) = (Arc::new(Memory::new(off)), Upstream::default());
    for id in ["R1", "R2", "R3"] {
        let answer = ask(&memory, &upstream).await;
        assert_eq!((answer.request_id.as_str(), answer.memory), (id, None));
    }
    let failed = ask(&memory, &upstream.failing(503, "ServiceUnavailable")).await;
    assert_eq!(failed.status, 503);
}

#[tokio::test(start_paused = true)]
async fn a_stale_answer_stands_in_for_trouble_for_a_minute_and_says_so() {
    let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), Upstream::default());
    ask(&memory, &upstream).await;
    seconds(10.0).await;
    let failing = upstream.failing(429, "Throttling.User");
    let stale = ask(&memory, &failing).await;
    let expected =
        answer::Memory { age: 10, ttl: -8, stale_because: Some("Throttling.User".to_owned()) };
    assert_eq!((stale.status, stale.request_id.as_str()), (200, "R1"));
    assert_eq!((stale.memory, stale.retry_after), (Some(expected), Some(5)));
    assert_eq!(upstream.calls(), 2, "the trouble was not kept as an answer");
    seconds(45.0).await;
    assert_eq!(ask(&memory, &failing).await.status, 200);
    seconds(8.0).await;
    assert_eq!(ask(&memory, &failing).await.status, 429, "62 s is too old");
    assert_eq!(ask(&memory, &upstream).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn nothing_stands_in_for_an_error_that_somebody_must_see() {
    let (memory, upstream) = (Arc::new(Memory::new(Saving::default())), Upstream::default());
    ask(&memory, &upstream).await;
    for (status, code) in [
        (403, "Forbidden.RAM"),
        (502, "InvalidAccessKeyId.NotFound"),
        (502, "SignatureDoesNotMatch"),
        (404, "InvalidBatchId.NotFound"),
        (400, "InvalidParameter"),
    ] {
        seconds(3.0).await;
        let answer = ask(&memory, &upstream.failing(status, code)).await;
        assert_eq!((answer.status, answer.code.as_deref()), (status, Some(code)));
        let trouble = ask(&memory, &upstream.failing(503, "ServiceUnavailable")).await;
        assert_eq!(trouble.status, 503, "what was seen before is forgotten");
    }
    ask(&memory, &upstream).await;
    for (status, code) in [
        (503, "ServiceUnavailable"),
        (502, "InternalError"),
        (502, "Proxy.BadGateway"),
        (504, "Proxy.UpstreamTimeout"),
        (429, "Proxy.RateLimited"),
    ] {
        seconds(3.0).await;
        assert_eq!(ask(&memory, &upstream.failing(status, code)).await.status, 200, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_panics_is_one_call_and_answers_all_who_wait() {
    let (memory, calls) = (Arc::new(Memory::new(Saving::default())), Arc::new(AtomicU32::new(0)));
    let waiting: Vec<_> = (0..20)
        .map(|_| {
            let (memory, calls) = (Arc::clone(&memory), Arc::clone(&calls));
            let call = async move {
                calls.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(50)).await;
                panic!("as a test wants it");
            };
            tokio::spawn(async move {
                let (asker, rooms) = (asker(Purpose::Foreground), Rooms::default());
                memory.answer(question("the same view"), &asker, &rooms, |_| call).await.answer
            })
        })
        .collect();
    for answer in waiting {
        let answer = answer.await.unwrap();
        assert_eq!((answer.status, answer.code.as_deref()), (500, Some("Proxy.InternalError")));
    }
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    assert_eq!(ask(&memory, &Upstream::default()).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_compressed_once_and_counted() {
    let (memory, rooms) = (Arc::new(Memory::new(Saving::default())), Rooms::default());
    let upstream = Upstream { body: Some("ab".repeat(10_000)), ..Upstream::default() };
    let asker = Asker { accepts_gzip: true, ..asker(Purpose::Foreground) };
    let ask = || memory.answer(question("a"), &asker, &rooms, |_| upstream.call());
    let (first, second) = (ask().await.gzip.unwrap(), ask().await.gzip.unwrap());
    assert_eq!(first.as_ptr(), second.as_ptr(), "the same bytes");
    memory.kept.run_pending_tasks();
    let expected = "0 a".len() as u64 + 512 + 20_000 + first.len() as u64;
    assert_eq!(memory.kept.weighted_size(), expected);
}
