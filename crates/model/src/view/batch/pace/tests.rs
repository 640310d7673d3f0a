use super::super::sample::batch;
use super::*;
use crate::locale::chinese;
use crate::time::from_api;

/// It began at 05:58:44 and, if it has ended, ended at 06:19:02.
fn task(status: &str) -> BatchTask {
    batch(status, &[]).task
}

fn rollout(usual: i64, last: &[i64]) -> Pace {
    let run = |seconds: &i64| LastRun { took: TimeDelta::seconds(*seconds), subtasks: 120 };
    Pace { usual: TimeDelta::seconds(usual), last: last.iter().map(run).collect() }
}

fn shown(status: &str, rollout: &Pace, now: &str, locale: &Locale) -> Option<PaceView> {
    let now = from_api(&format!("2026-11-24T{now}Z")).unwrap();
    let rate = "11 per min over the last 2 min";
    pace_view(&task(status), rollout, PaceContext { now, rate, locale })
}

fn line(view: &PaceView) -> String {
    joined("{text} · {next}", &[&view.length.text(), &view.usual, &view.factor])
}

#[test]
fn a_running_batch_is_compared_with_the_usual() {
    for (usual, now, words, is_slow) in [
        (
            180,
            "06:05:02",
            "6 min 18 s so far · usually 3 min for this rollout · now 2.1× slower",
            true,
        ),
        (
            180,
            "06:04:44",
            "6 min 00 s so far · usually 3 min for this rollout · now 2.0× slower",
            false,
        ),
        (
            180,
            "06:02:02",
            "3 min 18 s so far · usually 3 min for this rollout · now 1.1× slower",
            false,
        ),
        (180, "06:01:50", "3 min 06 s so far · usually 3 min for this rollout", false),
        (180, "05:59:00", "16 s so far · usually 3 min for this rollout", false),
        // By a clock that is behind.
        (180, "05:58:00", "0 s so far · usually 3 min for this rollout", false),
        (
            12,
            "05:59:44",
            "1 min 00 s so far · usually 12 s for this rollout · now 5.0× slower",
            false,
        ),
        (
            12,
            "06:08:44",
            "10 min 00 s so far · usually 12 s for this rollout · now 50× slower",
            true,
        ),
        (6_000, "05:59:44", "1 min 00 s so far · usually 2 h for this rollout", false),
    ] {
        let view = shown("RUNNING", &rollout(usual, &[]), now, &Locale::default()).unwrap();
        assert_eq!((&*line(&view), view.is_slow), (words, is_slow));
        assert_eq!(view.rates, "11 per min over the last 2 min");
        assert_eq!(view.bars, []);
        assert!(view.is_shown());
    }
}

#[test]
fn one_that_has_ended_is_compared_if_it_was_slow() {
    let view = shown("FAILED", &rollout(180, &[170, 190]), "08:00:00", &Locale::default());
    let view = view.unwrap();
    assert_eq!(line(&view), "took 20 min 18 s · usually 3 min for this rollout · 6.7× slower");
    assert_eq!(view.factor_spoken, "6.7 times slower than usual");
    assert_eq!(view.rates, "38 per min last time");
    for (status, usual) in [("FAILED", 610), ("COMPLETED", 1_200), ("RUNNING", 0), ("FAILED", 0)] {
        let view = shown(status, &rollout(usual, &[170]), "08:00:00", &Locale::default());
        assert_eq!(view, None, "{status} {usual}");
    }
    assert!(!PaceView::default().is_shown());
    let mut timeless = task("RUNNING");
    timeless.begin = crate::time::Timestamp::Absent;
    let locale = &Locale::default();
    let context = PaceContext { now: DateTime::default(), rate: "", locale };
    assert_eq!(pace_view(&timeless, &rollout(180, &[]), context), None);
}

#[test]
fn the_last_seven_durations_and_this_one_are_bars() {
    let last = [10, 90, 180, 189, 170, 0, 378, 150];
    let view = shown("RUNNING", &rollout(189, &last), "06:05:02", &Locale::default()).unwrap();
    let heights: Vec<_> = view.bars.iter().map(|bar| &*bar.height).collect();
    assert_eq!(heights, ["23%", "47%", "50%", "44%", "4%", "100%", "39%", "100%"]);
    let tones: Vec<_> = view.bars.iter().map(|bar| bar.tone).collect();
    assert_eq!(tones[5..], ["mute", "mute", "run"]);
    assert_eq!(view.usual_at, "50%");
    let label = "Durations of the last 7: 1 min 30 s, 3 min 00 s, 3 min 09 s, 2 min 50 s, 0 s, 6 min 18 s, \
                 2 min 30 s; this batch: 6 min 18 s; usual: 3 min 09 s";
    assert_eq!(view.label, label);
    assert_eq!(view.rates, "11 per min over the last 2 min · 48 per min last time");

    let slow = shown("RUNNING", &rollout(60, &[60]), "06:05:02", &Locale::default()).unwrap();
    let bars: Vec<_> = slow.bars.iter().map(|bar| (&*bar.height, bar.tone)).collect();
    assert_eq!(bars, [("15%", "mute"), ("100%", "warn")]);
}

#[test]
fn it_is_said_in_chinese() {
    let view = shown("RUNNING", &rollout(180, &[180]), "06:05:02", &chinese()).unwrap();
    assert_eq!(line(&view), "已用 6 分 18 秒 · 此类发布通常 3 分钟 · 目前为平时的 2.1 倍");
    assert_eq!(view.length.strong, "6 分 18 秒");
    assert_eq!(view.factor_spoken, "为平时的 2.1 倍");
    assert_eq!(view.rates, "11 per min over the last 2 min · 上次每分钟 40 个");
}
