//! Forecasts and rates in words, each as rough as it is known.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Forecast, Rate};
use crate::locale::Locale;
use crate::tr;
use crate::zone::Zone;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The list's words: `≈ 15:21 · 27 min left`, `Stalled 12 min`; `None` where nothing is known yet.
pub fn in_list(locale: &Locale, forecast: Forecast, now: DateTime<Utc>) -> Option<String> {
    match forecast {
        Forecast::Unknown | Forecast::Estimating => None,
        Forecast::Ends { at, left } => {
            Some(format!("{} · {}", clock(at, &locale.zone, now), time_left(locale, left)))
        }
        Forecast::Stalled { lasting } => {
            Some(tr!(locale, "Stalled {time}", time = whole(locale, lasting)))
        }
    }
}

/// The panel's words: `about 27 min left`, `no progress for 12 min`.
pub fn in_panel(locale: &Locale, forecast: Forecast) -> Option<String> {
    match forecast {
        Forecast::Unknown | Forecast::Estimating => None,
        Forecast::Ends { left, .. } if left < TimeDelta::minutes(1) => {
            Some(time_left(locale, left))
        }
        Forecast::Ends { left, .. } => {
            Some(tr!(locale, "about {time} left", time = rounded(locale, left)))
        }
        Forecast::Stalled { lasting } => {
            Some(tr!(locale, "no progress for {time}", time = whole(locale, lasting)))
        }
    }
}

/// `≈ 15:21`, or `≈ 11-25 00:10` on another day.
pub fn clock(at: DateTime<Utc>, zone: &Zone, now: DateTime<Utc>) -> String {
    format!("≈ {}", minute(at, zone, now))
}

/// `15:21`, rounded up to the minute, because the past is no forecast.
pub fn minute(at: DateTime<Utc>, zone: &Zone, now: DateTime<Utc>) -> String {
    let rest = at.timestamp_millis().rem_euclid(MINUTE_MS);
    let up = TimeDelta::milliseconds((MINUTE_MS - rest) % MINUTE_MS);
    zone.minute(at + up, now)
}

/// `27 min left`: see [`rounded`].
pub fn time_left(locale: &Locale, left: TimeDelta) -> String {
    if left.num_milliseconds() < MINUTE_MS {
        return tr!(locale, "< 1 min left").to_owned();
    }
    tr!(locale, "{time} left", time = rounded(locale, left))
}

/// `12 per min over the last 5 min`.
pub fn rate(locale: &Locale, rate: Rate) -> String {
    let over = i64::try_from(rate.over_ms).unwrap_or(i64::MAX);
    let window = if over < 90_000 {
        tr!(locale, "{count} s", count = over.saturating_add(500) / 1000)
    } else {
        in_unit(locale, over, |unit| unit / 2)
    };
    let pace = pace_of(locale, rate.done, rate.over_ms);
    tr!(locale, "{pace} over the last {time}", pace = pace, time = window)
}

/// `12 per min`, of so many in so long.
pub fn pace(locale: &Locale, done: u64, over: TimeDelta) -> String {
    pace_of(locale, done, u64::try_from(over.num_milliseconds()).unwrap_or_default())
}

fn pace_of(locale: &Locale, done: u64, over_ms: u64) -> String {
    let per = |unit: i64| {
        let in_all = done.saturating_mul(unit.unsigned_abs());
        in_all.saturating_add(over_ms / 2) / over_ms.max(1)
    };
    match (per(MINUTE_MS), per(HOUR_MS)) {
        (0, 0) => tr!(locale, "under 1 per h").to_owned(),
        (0, count) => tr!(locale, "{count} per h", count = count),
        (count, _) => tr!(locale, "{count} per min", count = count),
    }
}

/// `27 min`: minutes up to 90, hours up to 48, then days, each rounded to the nearest.
pub fn rounded(locale: &Locale, length: TimeDelta) -> String {
    in_unit(locale, length.num_milliseconds(), |unit| unit / 2)
}

/// A stall in whole units: it has lasted at least that long.
fn whole(locale: &Locale, length: TimeDelta) -> String {
    in_unit(locale, length.num_milliseconds(), |_| 0)
}

fn in_unit(locale: &Locale, milliseconds: i64, rounding: fn(i64) -> i64) -> String {
    let count = |unit: i64| milliseconds.max(0).saturating_add(rounding(unit)) / unit;
    match (count(MINUTE_MS), count(HOUR_MS)) {
        (minutes @ ..=90, _) => tr!(locale, "{count} min", count = minutes),
        (_, hours @ ..=48) => tr!(locale, "{count} h", count = hours),
        _ => tr!(locale, "{count} d", count = count(DAY_MS)),
    }
}
