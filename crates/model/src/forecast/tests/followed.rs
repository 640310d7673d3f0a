//! Pages of batches, followed by their ids.

use std::sync::Arc;

use super::at;
use crate::forecast::{Forecast, Histories};
use crate::progress::{Count, Progress};
use crate::status::ReportedStatus;
use crate::task::BatchTask;
use crate::time::Timestamp;

fn task(id: &str, status: &str, success: u64, total: u64) -> Arc<BatchTask> {
    Arc::new(BatchTask {
        batch_id: id.into(),
        task_name: "install".into(),
        task_type: "polarclaw_install_skills".into(),
        status: ReportedStatus::read(status),
        progress: Progress { success: Some(Count::from(success)), total: Some(Count::from(total)) },
        begin: Timestamp::Absent,
        end: Timestamp::Absent,
        flaws: Vec::new(),
    })
}

#[test]
fn each_batch_has_its_own_history() {
    let mut histories = Histories::default();
    let later = [task("a", "RUNNING", 2, 8), task("b", "RUNNING", 6, 8)];
    histories.follow(&[task("a", "RUNNING", 0, 8), task("b", "RUNNING", 4, 8)], at(0));
    histories.follow(&later, at(60));
    let end = |task| histories.forecast(task, at(60)).end();
    assert_eq!((end(&later[0]), end(&later[1])), (Some(at(240)), Some(at(120))));
    assert_eq!(histories.last_end(&later, at(60)), Some(at(240)));
    assert_eq!(histories.rate(&later[0]).map(|rate| (rate.done, rate.over_ms)), Some((2, 60_000)));
}

#[test]
fn only_running_batches_with_counts_have_a_forecast() {
    let mut histories = Histories::default();
    histories.follow(&[task("", "RUNNING", 1, 8), task("d", "DISPATCHING", 0, 0)], at(0));
    assert!(histories.is_empty());
    for (task, forecast) in [
        (task("new", "RUNNING", 1, 8), Forecast::Estimating),
        (task("", "RUNNING", 1, 8), Forecast::Unknown),
        (task("a", "RUNNING", 0, 0), Forecast::Unknown),
        (task("a", "RUNNING", 9, 8), Forecast::Unknown),
        (task("a", "RUNNING", 8, 8), Forecast::Unknown),
        (task("a", "DISPATCHING", 1, 8), Forecast::Unknown),
        (task("a", "ARCHIVING", 1, 8), Forecast::Unknown),
        (task("a", "COMPLETED", 1, 8), Forecast::Unknown),
    ] {
        assert_eq!(histories.forecast(&task, at(0)), forecast, "{task:?}");
    }
}

#[test]
fn a_page_ends_only_when_each_running_batch_does() {
    let mut histories = Histories::default();
    let known = task("a", "RUNNING", 2, 8);
    histories.follow(&[task("a", "RUNNING", 0, 8)], at(0));
    histories.follow(std::slice::from_ref(&known), at(60));
    let end = Some(at(240));
    for (other, expected) in [
        (task("b", "COMPLETED", 8, 8), end),
        (task("b", "DISPATCHING", 0, 0), end),
        (task("b", "RUNNING", 4, 8), None),
        (task("b", "RUNNING", 9, 8), None),
    ] {
        assert_eq!(histories.last_end(&[known.clone(), other], at(60)), expected);
    }
    assert_eq!(histories.last_end(&[], at(60)), None);
}

#[test]
fn finished_batches_are_forgotten_and_so_are_those_not_seen_for_longest() {
    let mut histories = Histories::default();
    for number in 0..=Histories::CAP {
        let seconds = i64::try_from(number).unwrap();
        histories.follow(&[task(&number.to_string(), "RUNNING", 1, 8)], at(seconds));
    }
    assert_eq!(histories.len(), Histories::CAP);
    histories.follow(&[task("0", "FAILED", 1, 8), task("7", "COMPLETED", 8, 8)], at(9_999));
    assert_eq!(histories.len(), Histories::CAP - 1);
}
