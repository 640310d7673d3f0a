//! Whether a call that nobody waits for may be made now.

use chrono::{DateTime, Utc};
use model::sync::index::{Index, Next};

/// How things stand with the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Nobody can see the page.
    pub is_hidden: bool,
    /// The browser says that there is no connection.
    pub is_offline: bool,
    /// Until when the service asked to be left alone, by any reply.
    pub quiet_until: Option<DateTime<Utc>>,
    /// The user stopped the automatic refresh.
    pub is_paused: bool,
    /// Whether it is this tab that reads unasked.
    pub has_turn: bool,
    /// Whether anything is to be read unasked.
    pub reads_unasked: bool,
    /// Somebody waits for what is read: they have asked for it.
    pub is_awaited: bool,
}

impl Circumstances {
    /// Whether a call may be made at the instant `now`. What somebody has asked for is no automatic refresh, which they may have
    /// stopped, and is not left to another tab.
    pub fn may_ask(&self, now: DateTime<Utc>) -> bool {
        let is_possible = !self.is_hidden
            && !self.is_offline
            && self.quiet_until.is_none_or(|until| until <= now);
        let is_unasked = self.reads_unasked && self.has_turn && !self.is_paused;
        is_possible && (self.is_awaited || is_unasked)
    }

    /// What the index is to do at the instant `now`; `None` where no call may be made.
    pub fn next(&self, index: &mut Index, now: DateTime<Utc>) -> Option<Next> {
        self.may_ask(now).then(|| index.next(now))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use model::failure::{Failure, FailureKind};
    use model::locale::Locale;
    use model::poll::PollSettings;
    use model::sync::index::{CreationRange, IndexSettings};
    use model::task::TaskPage;
    use model::wire::{ReplyHead, read_task_page};

    use super::*;

    #[test]
    fn nothing_is_asked_for_a_page_that_nobody_sees_or_that_cannot_or_should_not_ask() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let seen =
            Circumstances { has_turn: true, reads_unasked: true, ..Circumstances::default() };
        let awaited = Circumstances { is_awaited: true, ..Circumstances::default() };
        let quiet = |seconds| Some(now + TimeDelta::seconds(seconds));
        for (what, circumstances, may_ask) in [
            ("seen", seen, true),
            ("hidden", Circumstances { is_hidden: true, ..seen }, false),
            ("hidden, awaited", Circumstances { is_hidden: true, ..awaited }, false),
            ("offline", Circumstances { is_offline: true, ..awaited }, false),
            ("blocked", Circumstances { quiet_until: quiet(1), ..awaited }, false),
            ("no longer blocked", Circumstances { quiet_until: quiet(0), ..seen }, true),
            ("paused", Circumstances { is_paused: true, ..seen }, false),
            ("paused, awaited", Circumstances { is_paused: true, ..awaited }, true),
            ("another tab's turn", Circumstances { has_turn: false, ..seen }, false),
            ("another tab's turn, awaited", Circumstances { has_turn: false, ..awaited }, true),
            ("switched off", Circumstances { reads_unasked: false, ..seen }, false),
        ] {
            assert_eq!(circumstances.may_ask(now), may_ask, "{what}");
        }
    }

    /// Numbers that follow each other by a rule, so that each run tries the same.
    fn dice() -> impl FnMut(u64) -> u64 {
        let mut state = 7u64;
        move |sides| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % sides
        }
    }

    fn page(number: u64) -> TaskPage {
        let row = |at: u64| {
            let minutes = number * 100 + at;
            let begin =
                DateTime::UNIX_EPOCH + TimeDelta::days(20_000) - TimeDelta::minutes(minutes as i64);
            let begin = model::time::to_api(begin);
            format!(r#"{{"BatchId":"pcb-{minutes}","Status":"COMPLETED","TaskBegin":"{begin}"}}"#)
        };
        let rows = (0..100).map(row).collect::<Vec<_>>().join(",");
        let text = format!(r#"{{"RequestId":"R","TotalCount":5000,"TaskList":[{rows}]}}"#);
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        read_task_page(&head, &serde_json::from_str(&text).unwrap()).unwrap()
    }

    #[test]
    fn whatever_happens_no_call_is_made_for_a_page_that_nobody_sees_and_never_more_than_two_at_once()
     {
        let begin = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let (poll, mut roll) = (PollSettings::default(), dice());
        let settings = IndexSettings { auto: 3_000, keep_live: Some(30), poll };
        let mut index = Index::new(1, settings, Locale::default());
        let mut circumstances = Circumstances::default();
        let (mut flying, mut made, mut now) = (Vec::new(), 0, begin);
        index.newest_came(0, &page(0), now);
        for _ in 0..4_000 {
            now += TimeDelta::milliseconds(roll(900) as i64);
            match roll(8) {
                0 => circumstances.is_hidden ^= true,
                1 => circumstances.is_offline = roll(4) == 0,
                2 => circumstances.is_paused ^= true,
                3 => circumstances.has_turn ^= true,
                4 => circumstances.is_awaited ^= true,
                5 => {
                    let until = now + TimeDelta::seconds(2);
                    circumstances.quiet_until = (roll(3) == 0).then_some(until);
                }
                6 => index.want(CreationRange::ALL, Some(roll(5_000))),
                _ => circumstances.reads_unasked ^= true,
            }
            if !flying.is_empty() && roll(2) == 0 {
                let call = flying.swap_remove(roll(flying.len() as u64) as usize);
                let throttled = Failure::new(FailureKind::Throttled);
                match roll(6) {
                    0 => index.failed(call, throttled, now, 0.5),
                    _ => index.page_came(call, &page(roll(50)), now),
                }
            }
            while let Some(Next::Ask(call, _)) = circumstances.next(&mut index, now) {
                assert!(!circumstances.is_hidden && !circumstances.is_offline);
                assert!(circumstances.quiet_until.is_none_or(|until| until <= now));
                assert!(
                    circumstances.is_awaited || circumstances.has_turn && !circumstances.is_paused
                );
                flying.push(call);
                made += 1;
                assert!(flying.len() <= 2);
            }
        }
        assert!(made > 100, "{made} calls were made");
    }
}
