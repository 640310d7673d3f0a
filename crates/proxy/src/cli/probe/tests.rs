//! The probe against the simulator, with and without faults.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use acs3::Credentials;
use axum::http::StatusCode;
use simulator::{Fault, Handle, Reply, Scenario, Settings, Simulator};
use tokio::net::TcpListener;

use super::report::{Report, Verdict};
use super::steps;
use super::wire::Wire;
use crate::outbound::ambient::{Ambient, System};
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::upstream::Upstream;

const ALL: [&str; 11] = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11"];

fn key() -> Credentials {
    Credentials::new("testAccessKeyId", "canarySecret")
}

async fn simulator(settings: Settings) -> (Handle, SocketAddr) {
    let simulator = Simulator::new(settings, || System.now());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = simulator.router();
    tokio::spawn(crate::inbound::server::serve(listener, router, std::future::pending()));
    (simulator.handle(), address)
}

fn plain_fleet() -> Settings {
    Settings { tasks: 500, scenario: Scenario::Fleet, ..Settings::new(key()) }.plain()
}

async fn probe(address: SocketAddr, key: Credentials, throttling: bool) -> (Report, bool) {
    let upstream = Upstream::parse(&format!("http://{address}")).unwrap();
    let wire = Wire::new(upstream, key, Arc::new(CloudClock::default()), Duration::ZERO).unwrap();
    steps::ask(wire, throttling).await
}

fn verdicts(report: &Report) -> Vec<(&'static str, Verdict)> {
    ALL.into_iter().filter_map(|number| Some((number, report.verdict(number)?))).collect()
}

#[tokio::test]
async fn every_assumption_holds_of_a_plain_service_in_at_most_19_calls() {
    let (handle, address) = simulator(plain_fleet()).await;
    let (report, is_whole) = probe(address, key(), false).await;
    let text = report.to_string();
    assert!(is_whole, "{text}");
    let but_throttling = ALL.into_iter().filter(|number| *number != "A9");
    let expected: Vec<_> = but_throttling.map(|number| (number, Verdict::Holds)).collect();
    assert_eq!(verdicts(&report), expected, "{text}");
    assert!(handle.calls() <= u64::from(steps::most_calls(false)), "{} calls", handle.calls());
    for line in [
        "50: 50 rows, PageSize 50; 100: 100 rows, PageSize 100; 500: 500 rows, PageSize 500; 1000: 500 rows, PageSize 1000",
        "times of lists: 9999-99-99 99:99:99",
        "times of details: 9999/99/99T99:99:99Z, the same as in the list",
        "A11 holds: an unknown batch has a code …NotFound\n    HTTP 404 InvalidBatchId.NotFound",
        "A9  not asked: throttling",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[tokio::test]
async fn the_report_has_no_id_name_or_secret() {
    let (_, address) = simulator(Settings { oddities: true, ..plain_fleet() }).await;
    let text = probe(address, key(), false).await.0.to_string();
    for private in [
        "pcb-bp1",
        "pa-bp1",
        "pc-bp1",
        "sql-review",
        "wave",
        "testAccessKeyId",
        "canary",
        "127.0.0.1",
    ] {
        assert!(!text.contains(private), "{private}: {text}");
    }
    assert!(text.contains("other statuses: ARCHIVING"), "{text}");
    assert!(text.contains("undocumented task types: polarclaw_sync_index"), "{text}");
    assert!(text.contains("A7  DOES NOT HOLD"), "{text}");
}

#[tokio::test]
async fn a_few_batches_leave_questions_open() {
    let (_, address) = simulator(Settings { tasks: 20, ..plain_fleet() }).await;
    let (report, is_whole) = probe(address, key(), false).await;
    assert!(is_whole, "{report}");
    assert_eq!(report.verdict("A2"), Some(Verdict::Open), "{report}");
    assert_eq!(report.verdict("A3"), Some(Verdict::Open), "{report}");
    let (_, address) = simulator(Settings { tasks: 0, ..plain_fleet() }).await;
    let (report, is_whole) = probe(address, key(), false).await;
    assert!(is_whole, "{report}");
    for number in ["A1", "A2", "A3", "A5", "A8"] {
        assert_eq!(report.verdict(number), Some(Verdict::Open), "{number}: {report}");
    }
}

#[tokio::test]
async fn throttling_ends_the_probe_and_is_reported_as_it_came() {
    let (handle, address) = simulator(plain_fleet()).await;
    handle.set_fault(Fault::parse("kind=throttled&status=503&wait_ms=2500&after=4").unwrap());
    let (report, is_whole) = probe(address, key(), false).await;
    let text = report.to_string();
    assert!(!is_whole);
    assert_eq!(handle.calls(), 5, "no call after that");
    assert!(text.contains("HTTP 503 Throttling"), "{text}");
    assert!(text.contains("after 5 calls, x-acs-retry-after: 2500"), "{text}");
    assert!(text.contains("STOPPED after 5 calls: the service throttles"), "{text}");
    assert!(text.contains("A8  not asked: a batch that has ended does not change"), "{text}");
}

#[tokio::test]
async fn throttling_that_is_asked_for_ends_with_the_first_refusal() {
    let (handle, address) = simulator(plain_fleet()).await;
    let (report, _) = probe(address, key(), true).await;
    let most = u64::from(steps::most_calls(true));
    assert!(handle.calls() <= most && handle.calls() >= 40, "{}", handle.calls());
    assert_eq!(report.verdict("A9"), Some(Verdict::Open), "{report}");

    let before = handle.calls() - 40;
    handle.set_fault(
        Fault::parse(&format!("kind=throttled&status=503&after={}", before + 10)).unwrap(),
    );
    let calls = handle.calls();
    let (report, is_whole) = probe(address, key(), true).await;
    assert!(is_whole, "{report}");
    assert_eq!(handle.calls() - calls, before + 16, "the second eight were the last");
    assert_eq!(report.verdict("A9"), Some(Verdict::Holds), "{report}");
}

#[tokio::test]
async fn what_keeps_it_from_asking_is_named() {
    let (_, address) = simulator(plain_fleet()).await;
    let (report, is_whole) = probe(address, Credentials::new("other", "x"), false).await;
    let text = report.to_string();
    assert!(!is_whole);
    assert!(text.contains("STOPPED after 1 calls: HTTP 404 InvalidAccessKeyId.NotFound"), "{text}");
    assert!(text.contains("check the three ALIBABA_CLOUD_… variables"), "{text}");
    for fault in ["kind=html", "kind=truncated", "kind=error&code=Forbidden.RAM"] {
        let (handle, address) = simulator(plain_fleet()).await;
        handle.set_fault(Fault::parse(fault).unwrap());
        let (report, is_whole) = probe(address, key(), false).await;
        assert!(!is_whole, "{fault}: {report}");
        assert!(report.to_string().contains("STOPPED after 1 calls"), "{fault}: {report}");
    }
}

#[tokio::test]
async fn what_does_not_hold_is_told() {
    for (fault, number, seen) in [
        (
            "kind=error&code=InvalidParameter&after=4&times=1",
            "A3",
            "100: HTTP 400 InvalidParameter",
        ),
        ("kind=odd_status", "A7", "other statuses: "),
    ] {
        let (handle, address) = simulator(plain_fleet()).await;
        handle.set_fault(Fault::parse(fault).unwrap());
        let (report, _) = probe(address, key(), false).await;
        assert_eq!(report.verdict(number), Some(Verdict::Fails), "{fault}: {report}");
        assert!(report.to_string().contains(seen), "{fault}: {report}");
    }
}

#[tokio::test]
async fn a_service_that_answers_all_the_same_is_found_out() {
    let (handle, address) = simulator(plain_fleet()).await;
    let page = r#"{"RequestId":"R","TotalCount":2,"TaskList":[
        {"BatchId":"pcb-1","Status":"COMPLETED","TaskBegin":"2026-04-06 20:51:44"},
        {"BatchId":"pcb-2","Status":"COMPLETED","TaskBegin":"2026-04-06 20:51:45"}]}"#;
    handle.inject(Reply::json(StatusCode::OK, page));
    let (report, is_whole) = probe(address, key(), false).await;
    assert!(is_whole, "{report}");
    for number in ["A1", "A4", "A11"] {
        assert_eq!(report.verdict(number), Some(Verdict::Fails), "{number}: {report}");
    }
}
