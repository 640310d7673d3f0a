//! By a clock that stands still unless somebody waits.

use std::net::{IpAddr, Ipv4Addr};

use tokio::time::{advance, sleep};

use super::*;

fn caller(number: u8) -> Caller {
    Caller::Address(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)))
}

fn foreground() -> Urgency {
    Urgency::new(Purpose::Foreground)
}

fn background() -> Urgency {
    Urgency::new(Purpose::Background)
}

async fn turn(pace: &UpstreamPace) -> Result<Turn, Refusal> {
    pace.turn(&caller(1), &foreground()).await
}

/// A call of `caller` that takes 50 ms; how long it waited for its turn.
async fn call(pace: UpstreamPace, caller: Caller, purpose: Purpose) -> Option<Duration> {
    let began = Instant::now();
    let turn = pace.turn(&caller, &Urgency::new(purpose)).await.ok()?;
    let waited = began.elapsed();
    sleep(Duration::from_millis(50)).await;
    turn.heard();
    Some(waited)
}

#[tokio::test(start_paused = true)]
async fn whoever_asks_once_a_second_hardly_waits_for_who_asks_as_fast_as_it_may() {
    let pace = UpstreamPace::default();
    let greedy = pace.clone();
    tokio::spawn(async move {
        loop {
            tokio::spawn(call(greedy.clone(), caller(1), Purpose::Foreground));
            sleep(Duration::from_millis(25)).await;
        }
    });
    sleep(Duration::from_secs(20)).await;
    for second in 0..12 {
        let waited = call(pace.clone(), caller(2), Purpose::Foreground).await;
        let waited = waited.expect("a turn");
        assert!(waited < Duration::from_millis(100), "{waited:?} in second {second}");
        sleep(Duration::from_secs(1)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn ten_callers_get_as_much_each_however_often_they_ask() {
    let pace = UpstreamPace::new(64, Rate::of(30, 1));
    let (sender, mut granted) = tokio::sync::mpsc::unbounded_channel();
    for number in 0..10_u8 {
        for _ in 0..=(u32::from(number) * 10 + 20) {
            let (pace, sender) = (pace.clone(), sender.clone());
            tokio::spawn(async move {
                let turn = pace.turn(&caller(number), &foreground()).await;
                if turn.is_ok() {
                    sender.send(number).unwrap();
                }
            });
        }
    }
    drop(sender);
    let mut counts = [0; 10];
    while let Some(number) = granted.recv().await {
        counts[usize::from(number)] += 1;
    }
    assert!(counts.iter().all(|count| (14..=16).contains(count)), "150 in 5 s: {counts:?}");
}

#[tokio::test(start_paused = true)]
async fn background_calls_wait_for_foreground_calls() {
    let pace = UpstreamPace::new(64, Rate::of(10, 1));
    let _first = turn(&pace).await.unwrap();
    let (sender, mut granted) = tokio::sync::mpsc::unbounded_channel();
    for (number, purpose) in [
        (1, Purpose::Background),
        (2, Purpose::Background),
        (3, Purpose::Foreground),
        (4, Purpose::Foreground),
        (5, Purpose::Background),
    ] {
        let (pace, sender) = (pace.clone(), sender.clone());
        tokio::spawn(async move {
            let turn = pace.turn(&caller(1), &Urgency::new(purpose)).await;
            sender.send(number).unwrap();
            drop(turn);
        });
        tokio::task::yield_now().await;
    }
    let mut order = Vec::new();
    for _ in 0..5 {
        order.push(granted.recv().await.unwrap());
    }
    assert_eq!(order, [3, 4, 1, 2, 5]);
}

#[tokio::test(start_paused = true)]
async fn background_calls_leave_half_of_the_places() {
    let pace = UpstreamPace::new(4, Rate::of(1000, 1000));
    let first = pace.turn(&caller(1), &background()).await.unwrap();
    let _second = pace.turn(&caller(1), &background()).await.unwrap();
    let third = pace.turn(&caller(1), &background()).await;
    assert!(third.is_err(), "there are places, but not for it");
    let (_one, _other) = (turn(&pace).await.unwrap(), turn(&pace).await.unwrap());
    drop(first);
    assert!(pace.turn(&caller(1), &background()).await.is_ok());
    let single = UpstreamPace::new(1, Rate::UPSTREAM);
    assert!(single.turn(&caller(1), &background()).await.is_ok(), "one place is for all");
}

#[tokio::test(start_paused = true)]
async fn a_background_call_that_somebody_waits_for_becomes_a_foreground_call() {
    let pace = UpstreamPace::new(1, Rate::of(1000, 1000));
    let held = turn(&pace).await.unwrap();
    let urgency = Arc::new(background());
    let waiting = tokio::spawn({
        let (pace, urgency) = (pace.clone(), Arc::clone(&urgency));
        async move { pace.turn(&caller(1), &urgency).await.map(|_| ()) }
    });
    let other = tokio::spawn({
        let pace = pace.clone();
        async move { pace.turn(&caller(2), &background()).await.map(|_| Instant::now()) }
    });
    sleep(Duration::from_millis(10)).await;
    urgency.join(Purpose::Background);
    urgency.join(Purpose::Foreground);
    urgency.join(Purpose::Foreground);
    sleep(Duration::from_millis(10)).await;
    let second = tokio::spawn({
        let pace = pace.clone();
        async move {
            let _turn = pace.turn(&caller(3), &foreground()).await;
            sleep(Duration::from_secs(1)).await;
            Instant::now()
        }
    });
    sleep(Duration::from_millis(10)).await;
    drop(held);
    assert_eq!(waiting.await.unwrap(), Ok(()));
    assert!(second.await.unwrap() <= other.await.unwrap().unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_turn_is_given_back_when_the_call_ends() {
    let pace = UpstreamPace::new(1, Rate::of(1000, 1000));
    let held = turn(&pace).await.unwrap();
    assert!(timeout(Duration::from_millis(50), turn(&pace)).await.is_err());
    drop(held);
    let mut resting = turn(&pace).await.unwrap();
    resting.give_up_place();
    assert!(turn(&pace).await.is_ok());
    drop(resting);
    let _one = turn(&pace).await.unwrap();
    assert!(turn(&pace).await.is_err(), "a place is given back once");
}

#[tokio::test(start_paused = true)]
async fn who_leaves_while_waiting_takes_no_turn_from_others() {
    let pace = UpstreamPace::new(1, Rate::of(1, 1));
    let held = turn(&pace).await.unwrap();
    for _ in 0..10 {
        assert!(timeout(Duration::from_millis(10), turn(&pace)).await.is_err());
    }
    drop(held);
    let began = Instant::now();
    assert!(turn(&pace).await.is_ok());
    assert!(began.elapsed() <= Duration::from_secs(1), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn another_call_of_a_turn_counts_as_any_other() {
    let pace = UpstreamPace::new(1, Rate::of(1, 2));
    let held = turn(&pace).await.unwrap();
    assert!(held.another_at_once());
    assert!(!held.another_at_once());
    let began = Instant::now();
    assert_eq!(held.another().await, Ok(()));
    assert_eq!(began.elapsed().as_millis().div_ceil(10), 100, "a repair waits for the rate");
    drop(held);
    assert!(turn(&pace).await.is_ok());
    assert_eq!(began.elapsed().as_millis().div_ceil(10), 200);
}

#[tokio::test(start_paused = true)]
async fn a_repair_goes_before_first_calls_since_it_holds_a_place() {
    let pace = UpstreamPace::new(2, Rate::of(1, 1));
    let held = turn(&pace).await.unwrap();
    let waiting = tokio::spawn({
        let pace = pace.clone();
        async move { turn(&pace).await.map(|_| Instant::now()) }
    });
    sleep(Duration::from_millis(10)).await;
    held.another().await.unwrap();
    let repaired = Instant::now();
    assert!(repaired < waiting.await.unwrap().unwrap());
}

#[tokio::test(start_paused = true)]
async fn who_gets_no_turn_is_told_why_and_when_to_come_back() {
    let silent = Refusal::UpstreamTimeout(Duration::from_secs(5));
    let pace = UpstreamPace::new(1, Rate::of(1000, 1000));
    let held = turn(&pace).await.unwrap();
    advance(Duration::from_millis(1)).await;
    assert_eq!(turn(&pace).await.err(), Some(silent), "all calls in flight are without an answer");
    let heard = async {
        sleep(Duration::from_secs(3)).await;
        held.heard();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        refused = turn(&pace) => assert_eq!(refused.err(), Some(Refusal::UpstreamBusy(5))),
        () = heard => unreachable!(),
    }
    let slow = UpstreamPace::new(64, Rate::of(1, 1));
    let waiting: Vec<_> = (0..8)
        .map(|_| {
            let slow = slow.clone();
            tokio::spawn(async move { turn(&slow).await.map(std::mem::forget) })
        })
        .collect();
    let mut refused = Vec::new();
    for waiting in waiting {
        refused.extend(waiting.await.unwrap().err());
    }
    assert!((2..=3).contains(&refused.len()), "one a second: {refused:?}");
    assert!(refused.iter().all(|refusal| *refusal == Refusal::UpstreamBusy(5)), "{refused:?}");
}
