//! What holds of any samples at all.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use crate::forecast::{FURTHEST, Forecast, History, wording};
use crate::locale::Locale;

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    let ends = [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC];
    let near = 1_700_000_000_000..1_700_004_000_000_i64;
    prop_oneof![
        8 => near.prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap()),
        1 => proptest::sample::select(ends.to_vec()),
    ]
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![8 => 0..200_u64, 1 => Just(u64::MAX), 1 => any::<u64>()]
}

fn check(history: &History, now: DateTime<Utc>) {
    match history.forecast(now) {
        Forecast::Ends { at, left } => {
            assert!(at >= now && left == at - now && left <= FURTHEST, "{history:?} at {now}");
        }
        Forecast::Stalled { lasting } => assert!(lasting >= crate::forecast::STALLED_AFTER),
        Forecast::Unknown | Forecast::Estimating => {}
    }
    wording::in_panel(&Locale::default(), history.forecast(now));
    if let Some(rate) = history.rate() {
        assert!(rate.done > 0 && rate.over_ms > 0);
        wording::rate(&Locale::default(), rate);
    }
    assert!(history.len() <= History::CAP);
}

proptest! {
    #[test]
    fn no_samples_break_a_forecast(
        first in (instant(), count(), count()),
        samples in prop::collection::vec((instant(), count(), count(), instant()), 0..60),
    ) {
        let mut history = History::new(first.0, first.1, first.2);
        for (at, done, total, now) in samples {
            history.seen(at, done, total);
            check(&history, now);
            check(&history, history.seen_at());
        }
    }

    #[test]
    fn no_running_batch_breaks_a_forecast(
        steps in prop::collection::vec((1..700_000_i64, 0..50_u64), 0..200),
        total in 0..5_000_u64,
        later in 0..700_000_i64,
    ) {
        let mut now = DateTime::from_timestamp_millis(1_700_000_000_000).unwrap();
        let mut done = 0;
        let mut history = History::new(now, done, total);
        for (ms, more) in steps {
            now += chrono::TimeDelta::milliseconds(ms);
            done += more;
            history.seen(now, done, total);
            check(&history, now);
        }
        check(&history, now + chrono::TimeDelta::milliseconds(later));
    }
}
