//! Whether the site has been released anew since a page of it was loaded.
//!
//! `cargo xtask dist` names the first script after all bytes of the release, and the page names that script: a page that
//! names another one is of another release. What names none, such as a sign-in page, tells nothing.

use chrono::{DateTime, TimeDelta, Utc};

/// How often is looked, at most.
pub const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// What is known of releases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Releases {
    own: String,
    /// The one that was told last; at first the own.
    told: String,
    looked_at: DateTime<Utc>,
}

impl Releases {
    /// For a page that was loaded `now` and has this first script. `None` for a script that no release is named by.
    pub fn of_page(script: &str, now: DateTime<Utc>) -> Option<Self> {
        let own = named_by(script)?.to_owned();
        Some(Self { told: own.clone(), own, looked_at: now })
    }

    /// Whether to look `now`; if so, that is noted, whatever will come of it.
    pub fn look(&mut self, now: DateTime<Utc>) -> bool {
        let is_due = now - self.looked_at >= PAUSE;
        if is_due {
            self.looked_at = now;
        }
        is_due
    }

    /// Whether the page, as it is on the site now, is of another release that was not told yet. From then on it was.
    pub fn is_news(&mut self, page: &str) -> bool {
        let Some(release) = named_by(page) else { return false };
        let is_news = release != self.own && release != self.told;
        if is_news {
            release.clone_into(&mut self.told);
        }
        is_news
    }
}

/// The 16 digits in `boot-0123456789abcdef.js`.
fn named_by(text: &str) -> Option<&str> {
    let digits = text.split("boot-").skip(1).filter_map(|rest| Some(rest.split_once(".js")?.0));
    let is_hash = |name: &&str| name.len() == 16 && name.bytes().all(|b| b.is_ascii_hexdigit());
    digits.into_iter().find(is_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "./boot-00000000000000aa.js";

    fn after(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
    }

    #[test]
    fn it_is_looked_every_ten_minutes_at_most() {
        let mut releases = Releases::of_page(OWN, after(0)).unwrap();
        let looks = [1, 9, 10, 11, 19, 20, 300].map(|minutes| releases.look(after(minutes)));
        assert_eq!(looks, [false, false, true, false, false, true, true]);
    }

    #[test]
    fn another_release_is_told_once() {
        let mut releases = Releases::of_page(OWN, after(0)).unwrap();
        let page = |digits: &str| format!("<p>boot-<script src=./boot-{digits}.js type=module>");
        for (digits, is_news) in [
            ("00000000000000aa", false),
            ("00000000000000bb", true),
            ("00000000000000bb", false),
            // Taken back, and on again to a third.
            ("00000000000000aa", false),
            ("00000000000000cc", true),
        ] {
            assert_eq!(releases.is_news(&page(digits)), is_news, "{digits}");
        }
    }

    #[test]
    fn what_is_no_page_of_the_console_tells_nothing() {
        let mut releases = Releases::of_page(OWN, after(0)).unwrap();
        for page in
            ["", "<title>Sign in</title>", "<script src=boot-camp.js>", "boot-00000000000000bb"]
        {
            assert!(!releases.is_news(page), "{page}");
        }
        assert_eq!(Releases::of_page("./boot.js", after(0)), None);
    }
}
