//! The lines of groups, in both languages.

use chrono::TimeDelta;

use super::*;
use crate::locale::chinese;
use crate::time::from_api;
use crate::zone::Zone;

fn at(text: &str) -> DateTime<Utc> {
    from_api(text).unwrap()
}

fn group(of: GroupOf) -> FoundGroup {
    let summary = Summary {
        count: 24,
        done: 17,
        partly: 4,
        failed: 2,
        last: Some(at("2026-11-28T16:46:00Z")),
        median: Some(TimeDelta::seconds(178)),
    };
    FoundGroup { id: "a".to_owned(), of, summary, run: None, tasks: Arc::default() }
}

fn rollout() -> FoundGroup {
    group(GroupOf::Rollout("roll out sql-review ‹n› · wave ‹n›".to_owned()))
}

fn shown(group: &FoundGroup, locale: &Locale) -> GroupView {
    let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..*locale };
    group_view(group, true, &locale, at("2026-11-28T16:53:00Z"))
}

/// All that can be seen, from left to right.
fn words(view: &GroupView) -> String {
    let title: String = view.title.iter().map(|piece| &*piece.text).collect();
    let bar = view.bar.iter().map(|(tone, count)| format!("{tone} {count}")).collect::<Vec<_>>();
    let bar = bar.join(", ");
    let texts = [
        &*title,
        &*view.date,
        &view.count,
        &view.share,
        &view.run,
        &bar,
        &view.counts,
        &view.last,
        &view.median,
    ];
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_rollout_that_ended_says_how_it_went() {
    let view = shown(&rollout(), &Locale::default());
    assert_eq!(
        words(&view),
        "roll out sql-review ‹n› · wave ‹n› | 24 batches | 73% fully done | ok 17, warn 4, bad 2 | 17 / 23 | \
         last 00:46 | 2 min 58 s"
    );
    assert_eq!(
        view.spoken,
        "roll out sql-review, wave: 24 batches, 73 percent fully done, median 2 min 58 s"
    );
    let view = shown(&rollout(), &chinese());
    assert_eq!(
        words(&view),
        "roll out sql-review ‹n› · wave ‹n› | 24 个批次 | 73% 全部完成 | ok 17, warn 4, bad 2 | 17 / 23 | \
         最近 00:46 | 2 分 58 秒"
    );
}

#[test]
fn a_rollout_in_progress_says_how_far_it_is() {
    let run = Run {
        instances: Some((769, 1240)),
        end: Some(at("2026-11-28T18:09:30Z")),
        wave: Some(Wave { number: 3, of: Some(6) }),
    };
    let running = |run| FoundGroup { run: Some(run), ..rollout() };
    let view = shown(&running(run), &Locale::default());
    assert_eq!(
        words(&view),
        "roll out sql-review ‹n› · wave ‹n› | 24 batches | \
         62% of 1,240 instances · ends ≈ 02:10 · wave 3 of 6 | last 00:46 | 2 min 58 s"
    );
    assert_eq!(
        view.spoken,
        "roll out sql-review, wave: 24 batches, 62% of 1,240 instances, ends ≈ 02:10, wave 3 of 6, median 2 min 58 s"
    );
    let in_chinese = shown(&running(run), &chinese()).run;
    assert_eq!(in_chinese, "1,240 个实例中 62% 已完成 · ≈ 02:10 结束 · 第 3 / 6 批");
    for (run, text) in [
        (Run { end: None, ..run }, "62% of 1,240 instances · wave 3 of 6"),
        (Run { instances: Some((0, 1)), end: None, wave: None }, "0% of 1 instance"),
        (Run { instances: None, end: None, wave: Some(Wave { number: 3, of: None }) }, "wave 3"),
    ] {
        assert_eq!(shown(&running(run), &Locale::default()).run, text);
    }
    // Of which nothing is known: it is said how the others went.
    let unknown = Run { instances: None, end: None, wave: None };
    assert_eq!(shown(&running(unknown), &Locale::default()).share, "73% fully done");
}

#[test]
fn days_and_types_are_groups_too() {
    let title = |of| words(&shown(&group(of), &Locale::default()));
    let begins = |text: &str, with: &str| assert!(text.starts_with(with), "{text}");
    begins(&title(GroupOf::Day(Some(at("2026-11-27T10:00:00Z")))), "Friday | 11-27 | 24 batches");
    begins(&title(GroupOf::Day(None)), "Begin not known | 24 batches");
    begins(&title(GroupOf::Type("polarclaw_install_skills".to_owned())), "Install skills | 24");
    begins(&title(GroupOf::Type("polarclaw_sync".to_owned())), "polarclaw_sync | 24");
    begins(&title(GroupOf::Type(String::new())), "-- | 24");
    let friday = group(GroupOf::Day(Some(at("2026-11-27T10:00:00Z"))));
    begins(&shown(&friday, &Locale::default()).spoken, "Friday, 11-27: 24 batches");
}

#[test]
fn what_is_not_known_is_left_out() {
    let summary = Summary { count: 1, ..Summary::default() };
    let only = FoundGroup { summary, ..rollout() };
    let view = shown(&only, &Locale::default());
    assert_eq!(words(&view), "roll out sql-review ‹n› · wave ‹n› | 1 batch");
    assert_eq!(view.spoken, "roll out sql-review, wave: 1 batch");
    let summary = Summary { last: Some(at("2025-11-27T10:00:00Z")), ..rollout().summary };
    assert_eq!(
        shown(&FoundGroup { summary, ..rollout() }, &Locale::default()).last,
        "last 2025-11-27"
    );
}

#[test]
fn the_last_line_says_how_many_more_it_shows() {
    assert_eq!(more_words(&Locale::default(), 1017), "Show 1,017 more");
    assert_eq!(more_words(&chinese(), 17), "再显示 17 个");
}
