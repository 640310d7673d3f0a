//! The words, letter by letter.

use chrono::TimeDelta;

use super::at;
use crate::forecast::{Forecast, Rate, wording};
use crate::locale::{Locale, chinese};
use crate::zone::Zone;

fn shanghai(locale: Locale) -> Locale {
    Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..locale }
}

#[test]
fn a_forecast_in_the_list_and_in_the_panel() {
    let locale = &shanghai(Locale::default());
    let ends = |seconds| Forecast::Ends { at: at(seconds), left: TimeDelta::seconds(seconds) };
    let stalled =
        |minutes: i64| Forecast::Stalled { lasting: TimeDelta::seconds(minutes * 60 + 59) };
    for (forecast, list, panel) in [
        (Forecast::Unknown, None, None),
        (Forecast::Estimating, None, None),
        (ends(0), Some("≈ 22:00 · < 1 min left"), Some("< 1 min left")),
        (ends(59), Some("≈ 22:01 · < 1 min left"), Some("< 1 min left")),
        (ends(60), Some("≈ 22:01 · 1 min left"), Some("about 1 min left")),
        (ends(1_605), Some("≈ 22:27 · 27 min left"), Some("about 27 min left")),
        (ends(5_400), Some("≈ 23:30 · 90 min left"), Some("about 90 min left")),
        (ends(5_460), Some("≈ 23:31 · 2 h left"), Some("about 2 h left")),
        (ends(10_000), Some("≈ 11-25 00:47 · 3 h left"), Some("about 3 h left")),
        (ends(259_200), Some("≈ 11-27 22:00 · 3 d left"), Some("about 3 d left")),
        (stalled(12), Some("Stalled 12 min"), Some("no progress for 12 min")),
        (stalled(119), Some("Stalled 1 h"), Some("no progress for 1 h")),
    ] {
        assert_eq!(wording::in_list(locale, forecast, at(0)).as_deref(), list);
        assert_eq!(wording::in_panel(locale, forecast).as_deref(), panel);
    }
}

#[test]
fn in_chinese_a_forecast_says_first_how_it_is_meant() {
    let ends = |seconds| Forecast::Ends { at: at(seconds), left: TimeDelta::seconds(seconds) };
    let stalled = Forecast::Stalled { lasting: TimeDelta::minutes(12) };
    let locale = &shanghai(chinese());
    for (forecast, list, panel) in [
        (ends(59), "≈ 22:01 · 剩余不到 1 分钟", "剩余不到 1 分钟"),
        (ends(1_605), "≈ 22:27 · 剩余 27 分钟", "约 27 分钟后结束"),
        (ends(10_000), "≈ 11-25 00:47 · 剩余 3 小时", "约 3 小时后结束"),
        (stalled, "停滞 12 分钟", "12 分钟无进展"),
    ] {
        assert_eq!(wording::in_list(locale, forecast, at(0)).as_deref(), Some(list));
        assert_eq!(wording::in_panel(locale, forecast).as_deref(), Some(panel));
    }
    let rate = wording::rate(locale, Rate { done: 60, over_ms: 300_000 });
    assert_eq!(rate, "每分钟 12 个（最近 5 分钟）");
}

#[test]
fn a_rate_names_its_window() {
    for (done, seconds, text) in [
        (60, 300, "12 per min over the last 5 min"),
        (2, 15, "8 per min over the last 15 s"),
        (5, 600, "1 per min over the last 10 min"),
        (3, 600, "18 per h over the last 10 min"),
        (1, 36_000, "under 1 per h over the last 10 h"),
        (100_000, 100, "60000 per min over the last 2 min"),
    ] {
        assert_eq!(wording::rate(&Locale::default(), Rate { done, over_ms: seconds * 1000 }), text);
    }
}
