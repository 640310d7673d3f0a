//! The words, letter by letter.

use chrono::TimeDelta;

use super::{at, task};
use crate::forecast::Forecast;
use crate::locale::{Locale, chinese};
use crate::progress::Count;
use crate::timeline::Span;
use crate::timeline::wording::{beyond_edge, sentence};

#[test]
fn a_row_is_one_sentence() {
    let ends = Forecast::Ends { at: at("15:21"), left: TimeDelta::minutes(28) };
    let stalled = Forecast::Stalled { lasting: TimeDelta::minutes(12) };
    for (status, begin, end, forecast, rest) in [
        ("RUNNING", "14:41", "", ends, "running, 37 of 120, began 14:41, expected 15:21"),
        ("RUNNING", "14:41", "", stalled, {
            "running, 37 of 120, began 14:41, no progress for 12 min"
        }),
        ("RUNNING", "14:41", "14:50", Forecast::Estimating, {
            "running, 37 of 120, began 14:41, estimating"
        }),
        ("FAILED", "23 14:41", "14:50", Forecast::Unknown, {
            "failed, 37 of 120, began 11-23 14:41, ended 14:50"
        }),
        ("COMPLETED", "14:41", "soon", Forecast::Unknown, {
            "completed, 37 of 120, 83 not done, began 14:41"
        }),
        ("ARCHIVING", "", "", Forecast::Unknown, "ARCHIVING, 37 of 120"),
    ] {
        let found = sentence(&Locale::default(), &task(status, begin, end), forecast, at("14:53"));
        assert_eq!(found, format!("roll out sql-review 1.4.2, {rest}"));
    }
    let mut bare = task("", "", "");
    (bare.task_name, bare.progress.success) = (String::new(), None);
    assert_eq!(sentence(&Locale::default(), &bare, Forecast::Unknown, at("14:53")), "pcb-1");
}

#[test]
fn in_chinese_times_stand_before_what_happened() {
    let ends = Forecast::Ends { at: at("15:21"), left: TimeDelta::minutes(28) };
    let running = task("RUNNING", "14:41", "");
    let locale = &chinese();
    let found = sentence(locale, &running, ends, at("14:53"));
    let expected = "roll out sql-review 1.4.2，运行中，37 / 120，14:41 开始，预计 15:21 结束";
    assert_eq!(found, expected);
    let span = Span::of(locale, &running, None, at("14:53")).unwrap();
    let beyond = beyond_edge(locale, &running, span, at("14:53"));
    assert_eq!(beyond, "14:41 – 至今 · 37 / 120");
}

#[test]
fn a_batch_beyond_the_edge_says_when_it_ran() {
    for (status, begin, end, text) in [
        ("COMPLETED", "10:55", "10:56", "10:55 – 10:56 · 4 / 4"),
        ("COMPLETED", "23 10:55", "23 10:56", "11-23 10:55 – 10:56 · 4 / 4"),
        ("COMPLETED", "22 23:55", "23 00:05", "11-22 23:55 – 11-23 00:05 · 4 / 4"),
        ("COMPLETED", "10:55", "10:50", "10:55 – -- · 4 / 4"),
        ("RUNNING", "10:55", "", "10:55 – now · 4 / 4"),
    ] {
        let mut task = task(status, begin, end);
        (task.progress.success, task.progress.total) = (Some(Count::from(4)), Some(Count::from(4)));
        let locale = &Locale::default();
        let span = Span::of(locale, &task, None, at("14:53")).unwrap();
        assert_eq!(beyond_edge(locale, &task, span, at("14:53")), text);
    }
}
