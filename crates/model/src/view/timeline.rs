//! The timeline: bars over time, the hours above them, and which part of time is shown.

use chrono::{DateTime, Utc};

use crate::locale::Locale;
use crate::timeline::Window;
use crate::tr;
use axis::{AxisView, axis_view};

pub mod axis;
pub mod row;
pub mod window;

/// What is around the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameView {
    /// The accessible name.
    pub label: String,
    /// The zone of the times: `UTC+8`.
    pub zone: String,
    /// The part of time that is shown: `11:00 – 16:00`.
    pub times: String,
    /// `Now 14:53`.
    pub now: String,
    /// Where now is, as CSS has it; none outside of the window.
    pub now_at: Option<String>,
    /// The hours and the lines.
    pub axis: AxisView,
}

/// What is around the rows, at the instant `now`, where lanes are `width` CSS pixels wide.
pub fn frame_view(locale: &Locale, window: Window, now: DateTime<Utc>, width: f64) -> FrameView {
    let at = window.position(now);
    let minute = |instant| locale.zone.minute(instant, instant);
    let times = format!("{} – {}", minute(window.from()), minute(window.to()));
    let zone = locale.zone.name_at(now);
    let label = tr!(
        locale,
        "Timeline, {times} {zone}. Left and right move it, plus and minus zoom.",
        times = times,
        zone = zone
    );
    FrameView {
        label,
        zone,
        times,
        now: tr!(locale, "Now {time}", time = minute(now)),
        now_at: at.map(percent),
        axis: axis_view(window, &locale.zone, at, width),
    }
}

/// `12.34%`.
fn percent(permyriad: u16) -> String {
    format!("{}.{:02}%", permyriad / 100, permyriad % 100)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::time::from_api;
    use crate::zone::Zone;

    #[test]
    fn now_is_marked_where_the_window_shows_it() {
        let at = |time: &str| from_api(&format!("2026-11-24T{time}Z")).unwrap();
        let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
        let window = Window::between(at("03:00:00"), at("08:00:00"));
        for (now, text, now_at) in
            [("06:53:00", "Now 14:53", Some("77.66%".to_owned())), ("08:01:00", "Now 16:01", None)]
        {
            let frame = frame_view(&locale, window, at(now), 1000.0);
            assert_eq!((&*frame.now, frame.now_at), (text, now_at));
            assert_eq!((&*frame.times, &*frame.zone), ("11:00 – 16:00", "UTC+8"));
            assert_eq!(
                frame.label,
                "Timeline, 11:00 – 16:00 UTC+8. Left and right move it, plus and minus zoom."
            );
        }
    }
}
