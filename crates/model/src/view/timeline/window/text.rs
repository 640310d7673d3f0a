//! The window in a URL: where it begins and how long it is. `2026-11-24T02:54Z,132m` stays where it is; one that
//! follows now says how long ago it begins, `-110m,132m`.

use chrono::{DateTime, TimeDelta, Utc};

use super::ChosenWindow;
use crate::time::{digits, from_link, to_api};
use crate::timeline::Window;

impl ChosenWindow {
    /// What a URL says of it at the instant `now`, in whole seconds.
    pub fn to_text(self, now: DateTime<Utc>) -> String {
        let Self { window, follows_now } = self;
        let begin = if follows_now {
            ["-", &length_text(now - window.from())].concat()
        } else {
            instant_text(window.from())
        };
        [&*begin, ",", &length_text(window.length())].concat()
    }

    /// What the text of a URL means at the instant `now`: also with the other end in the place of a length. `None` for anything
    /// else.
    pub fn read(text: &str, now: DateTime<Utc>) -> Option<Self> {
        let (begin, end) = text.split_once(',')?;
        let ago = begin.trim().strip_prefix('-');
        let from = match ago {
            Some(ago) => now.checked_sub_signed(read_length(ago)?)?,
            None => from_link(begin, false)?,
        };
        let to = match read_length(end.trim()) {
            Some(length) => from.checked_add_signed(length)?,
            None => from_link(end, true)?,
        };
        let window = (from < to).then(|| Window::between(from, to))?;
        Some(Self { window, follows_now: ago.is_some() && window.shows(now) })
    }
}

/// The text of a URL for a window that stays where it is at the instant `now`; one that is not understood as it came.
pub fn pinned(text: &str, now: DateTime<Utc>) -> String {
    let pinned = |chosen: ChosenWindow| ChosenWindow { follows_now: false, ..chosen }.to_text(now);
    ChosenWindow::read(text, now).map_or_else(|| text.to_owned(), pinned)
}

/// `2026-11-24T02:54Z`, with its seconds where it has some.
fn instant_text(instant: DateTime<Utc>) -> String {
    let text = to_api(instant);
    text.strip_suffix(":00Z").map_or_else(|| text.clone(), |minute| [minute, "Z"].concat())
}

/// `132m`, or `7925s` where it is no whole minutes.
fn length_text(length: TimeDelta) -> String {
    match length.num_seconds().max(0) {
        seconds if seconds % 60 == 0 => format!("{}m", seconds / 60),
        seconds => format!("{seconds}s"),
    }
}

fn read_length(text: &str) -> Option<TimeDelta> {
    let (number, seconds) = match text.strip_suffix(['m', 'M']) {
        Some(number) => (number, 60),
        None => (text.strip_suffix(['s', 'S'])?, 1),
    };
    Some(TimeDelta::seconds(i64::from(digits(number)?) * seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::from_api;
    use crate::view::timeline::window::WindowChange;

    fn at(time: &str) -> DateTime<Utc> {
        from_api(&format!("2026-11-24T{time}Z")).unwrap()
    }

    fn chosen(from: &str, to: &str, follows_now: bool) -> ChosenWindow {
        ChosenWindow { window: Window::between(at(from), at(to)), follows_now }
    }

    #[test]
    fn a_window_is_as_short_as_it_can_be_and_reads_back() {
        for (window, text) in [
            (chosen("02:54:00", "05:06:00", false), "2026-11-24T02:54Z,132m"),
            (chosen("02:54:12", "05:06:13", false), "2026-11-24T02:54:12Z,7921s"),
            (chosen("05:03:00", "07:15:00", true), "-110m,132m"),
            (chosen("06:53:00", "07:15:00", true), "-0m,22m"),
        ] {
            let now = at("06:53:00");
            assert_eq!(window.to_text(now), text);
            assert_eq!(ChosenWindow::read(text, now), Some(window));
        }
    }

    #[test]
    fn a_window_that_follows_now_is_about_as_it_was_whenever_it_is_opened() {
        let shown = ChosenWindow::fitted(&[], at("06:53:00"));
        let shown = shown.changed(WindowChange::ShowNow, &[], at("06:53:00"));
        let text = shown.to_text(at("06:53:00"));
        assert_eq!(text, "-300m,360m");
        let later = ChosenWindow::read(&text, at("16:53:00")).unwrap();
        assert_eq!(later, chosen("11:53:00", "17:53:00", true));
        let panned = later.changed(WindowChange::PanBy(-100), &[], at("16:53:00"));
        assert_eq!(panned.to_text(at("16:53:00")), "2026-11-24T11:17Z,360m");
    }

    #[test]
    fn people_may_write_it_in_other_words() {
        for (text, read) in [
            ("2026-11-24T02:54:00Z,2026-11-24T05:06:00Z", "2026-11-24T02:54Z,132m"),
            ("2026-11-24T10:54:00+08:00,132M", "2026-11-24T02:54Z,132m"),
            ("2026-11-24T10:54 08:00,132m", "2026-11-24T02:54Z,132m"),
            ("2026-11-24, 60m", "2026-11-24T00:00Z,60m"),
            // No window is shorter than five minutes, or longer than 90 days.
            ("2026-11-24T02:54Z,1s", "2026-11-24T02:49:01Z,5m"),
            ("-99999999m,99999999m", "-129600m,129600m"),
        ] {
            let now = at("06:53:00");
            let found = ChosenWindow::read(text, now).map(|chosen| chosen.to_text(now));
            assert_eq!(found.as_deref(), Some(read), "{text}");
        }
    }

    #[test]
    fn what_is_no_window_is_none() {
        for text in [
            "",
            ",",
            "now",
            "60m",
            "-60m,",
            "-60m,0m",
            "-m,60m",
            "-60m,-30m",
            "-100000000m,60m",
            "2026-02-30T00:00Z,60m",
            "2026-11-24T05:06:00Z,2026-11-24T02:54:00Z",
            "2026-11-24T05:06:00Z,1e9m",
        ] {
            assert_eq!(ChosenWindow::read(text, at("06:53:00")), None, "{text}");
        }
        let edge = ChosenWindow::read("-99999999m,1m", DateTime::<Utc>::MIN_UTC);
        assert_eq!(edge, None);
    }

    #[test]
    fn a_pinned_window_stays() {
        let now = at("06:53:00");
        for (text, stays) in [
            ("-110m,132m", "2026-11-24T05:03Z,132m"),
            ("2026-11-24T02:54Z,132m", "2026-11-24T02:54Z,132m"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(pinned(text, now), stays);
        }
    }
}
