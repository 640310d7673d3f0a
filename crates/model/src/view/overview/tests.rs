//! Words, shapes and links, letter by letter.

use chrono::{DateTime, Utc};

use super::brush::{brush_view, brushed_words};
use super::card::card_view;
use super::histogram::histogram_view;
use super::strip::{StripView, strip_view};
use crate::locale::{Locale, chinese};
use crate::location::Location;
use crate::overview::tests::{SHANGHAI, all, at, created, dated, frame, rows, scope, sunday};
use crate::overview::{Brush, Histogram, Summary, histogram};

fn now() -> DateTime<Utc> {
    sunday().now
}

fn shanghai(locale: Locale) -> Locale {
    Locale { zone: SHANGHAI, ..locale }
}

fn summary(running: u64, failed: u64, partly: u64, slow: u64) -> Summary {
    Summary {
        running,
        last_end: Some(at("11-29 01:25")),
        slow,
        failed,
        partly,
        since: sunday().since(),
        knows_running: true,
        knows_since: true,
        is_reading: false,
        is_page: false,
    }
}

/// `8 running, last ends ≈ 01:25 · 12 failed | 9 partly done since Friday 18:00`.
fn text(strip: &StripView) -> String {
    let part = |counts: &[super::strip::StripCount]| {
        let texts: Vec<_> = counts.iter().map(|count| count.text.text()).collect();
        texts.join(" | ")
    };
    let mut texts: Vec<_> = strip.parts.iter().map(|part_| part(&part_.counts)).collect();
    texts.extend((!strip.note.is_empty()).then(|| strip.note.clone()));
    texts.join(" · ")
}

fn strip(locale: &Locale, summary: &Summary) -> String {
    text(&strip_view(locale, summary, &Location::default(), now()))
}

#[test]
fn the_strip_names_what_needs_a_look() {
    let unknown = Summary { last_end: None, ..summary(8, 0, 0, 0) };
    let least = Summary { knows_running: false, knows_since: false, ..summary(8, 12, 9, 1) };
    let page = Summary { is_page: true, ..least };
    let few = Summary { knows_since: false, ..summary(0, 0, 0, 0) };
    for (summary, english, chinese_text) in [
        (
            summary(8, 12, 9, 1),
            "8 running, last ends ≈ 01:25 · 12 failed | 9 partly done since Friday 18:00 · 1 unusually slow",
            "8 个运行中，最晚 ≈ 01:25 结束 · 周五 18:00 以来 12 个失败 | 9 个部分完成 · 1 个异常缓慢",
        ),
        (unknown, "8 running", "8 个运行中"),
        (
            summary(0, 1_200, 0, 0),
            "1,200 failed since Friday 18:00",
            "周五 18:00 以来 1,200 个失败",
        ),
        (summary(0, 0, 9, 0), "9 partly done since Friday 18:00", "周五 18:00 以来 9 个部分完成"),
        (
            summary(0, 0, 0, 0),
            "Nothing running, nothing failed since Friday 18:00",
            "没有运行中的任务，周五 18:00 以来没有失败",
        ),
        (
            Summary { last_end: None, ..least },
            "at least 8 running · at least 12 failed | at least 9 partly done since Friday 18:00 · at least 1 unusually slow",
            "至少 8 个运行中 · 周五 18:00 以来至少 12 个失败 | 至少 9 个部分完成 · 至少 1 个异常缓慢",
        ),
        (
            Summary { last_end: None, slow: 0, ..page },
            "8 running · 12 failed | 9 partly done since Friday 18:00 · on this page",
            "8 个运行中 · 周五 18:00 以来 12 个失败 | 9 个部分完成 · 本页",
        ),
        (few, "Nothing running or failed in what was read", "已读取的任务中没有运行中或失败的"),
        (Summary { is_reading: true, ..few }, "", ""),
        (
            Summary { is_page: true, ..few },
            "Nothing running or failed on this page",
            "本页没有运行中或失败的任务",
        ),
    ] {
        assert_eq!(strip(&shanghai(Locale::default()), &summary), english);
        assert_eq!(strip(&shanghai(chinese()), &summary), chinese_text);
    }
    let since = at("11-25 18:00");
    let thursday = Summary { since, ..summary(0, 1, 0, 0) };
    let strip = strip_view(
        &shanghai(Locale::default()),
        &thursday,
        &Location::default(),
        at("11-26 10:00"),
    );
    assert_eq!(text(&strip), "1 failed since yesterday 18:00");
}

#[test]
fn each_part_leads_to_its_list_and_back() {
    let failures = "?status=COMPLETED,FAILED&last=friday&rest=only";
    let slow = "?status=RUNNING&slow=only";
    for (search, links) in [
        ("", [("?status=RUNNING", false), (failures, false), (slow, false)]),
        ("?status=RUNNING", [("?", true), (failures, false), (slow, false)]),
        ("?status=RUNNING&page=3", [("?", true), (failures, false), (slow, false)]),
        (failures, [("?status=RUNNING", false), ("?", true), (slow, false)]),
        (slow, [("?status=RUNNING", false), (failures, false), ("?", true)]),
        // Its numbers know no other filters; the order, the view and the endpoint stay.
        (
            "?type=x&last=7d&q=a&sort=-duration&size=50&view=timeline&env=b",
            [
                ("?status=RUNNING&size=50&view=timeline&env=b&sort=-duration", false),
                (
                    "?status=COMPLETED,FAILED&last=friday&size=50&view=timeline&env=b&sort=-duration&rest=only",
                    false,
                ),
                ("?status=RUNNING&size=50&view=timeline&env=b&sort=-duration&slow=only", false),
            ],
        ),
        ("?status=RUNNING&type=x", [("?status=RUNNING", false), (failures, false), (slow, false)]),
    ] {
        let location = Location::from_search(search);
        let strip = strip_view(&Locale::default(), &summary(1, 1, 1, 1), &location, now());
        let found: Vec<_> = strip.parts.iter().map(|part| (&*part.href, part.is_current)).collect();
        assert_eq!(found, links, "{search}");
    }
}

fn sample(complete: &[(&str, &str)]) -> Histogram {
    let rows = rows(&[
        "COMPLETED 11-28 02:10",
        "COMPLETED 11-28 02:20",
        "COMPLETED:3 11-28 02:30",
        "FAILED 11-28 02:40",
        "FAILED 11-28 12:00",
        "FAILED 11-28 12:30",
    ]);
    histogram(dated(&rows), frame(""), &scope(complete))
}

#[test]
fn the_histogram_is_a_sentence_and_a_table_as_well() {
    let whole = [("11-27 01:00", "11-29 00:52")];
    let view = histogram_view(&shanghai(Locale::default()), &sample(&whole), now());
    assert_eq!(
        view.sentence,
        "Tasks per hour, last 48 h: 2 done, 1 partly done, 3 failed; most failures Saturday 12:00"
    );
    let table: Vec<_> =
        view.table.iter().map(|row| format!("{} {}", row.time, row.counts.join(" "))).collect();
    assert_eq!(table, ["Sat 11-28, 02:00 – 03:00 2 1 1", "Sat 11-28, 12:00 – 13:00 0 0 2"]);
    assert_eq!((&*view.title, &*view.unread), ("Tasks per hour", &[][..]));
    let view =
        histogram_view(&shanghai(chinese()), &sample(&[("11-27 13:00", "11-29 00:52")]), now());
    assert_eq!(
        view.sentence,
        "每小时任务数，最近 48 小时：2 个完成、1 个部分完成、3 个失败；失败最多：周六 12:00；尚未全部读取"
    );
    assert_eq!(view.unread, [("0.00%".to_owned(), "25.00%".to_owned())]);
}

#[test]
fn failures_share_the_base_and_every_part_is_seen() {
    let view = histogram_view(&Locale::default(), &sample(&[]), now());
    assert_eq!(view.view_box, "0 0 5760 34");
    // The highest bar is as high as its place: 8 failed, a gap, 9 partly done, a gap, 15 done.
    assert_eq!(view.failed, "M3025 34v-9h70v9zM4225 34v-17h70v17z");
    assert_eq!(view.partly, "M3025 24v-9h70v9z");
    assert_eq!(view.done, "M3025 14v-14h70v14z");
    let rows: Vec<_> = std::iter::repeat_n("COMPLETED 11-28 02:10", 500)
        .chain(["COMPLETED:1 11-28 02:10", "FAILED 11-28 02:10", "FAILED 11-28 03:10"])
        .collect();
    let rows = super::super::super::overview::tests::rows(&rows);
    let view =
        histogram_view(&Locale::default(), &histogram(dated(&rows), frame(""), &all()), now());
    assert_eq!(view.failed, "M3025 34v-2h70v2zM3145 34v-2h70v2z");
    assert_eq!((&*view.partly, &*view.done), ("M3025 31v-2h70v2z", "M3025 28v-28h70v28z"));
}

#[test]
fn days_are_named_below_the_bars() {
    for (search, now, labels) in [
        ("", "11-29 00:52", "Fri 27@0.00%start Sat 28@47.91% Sun 29@100.00%end"),
        ("", "11-29 14:52", "Fri 27@0.00%start Sat 28@18.75% Sun 29@68.75% Now@100.00%end"),
        (
            "?last=7d",
            "11-29 14:52",
            "Sun 22@0.00%start Tue 24@17.85% Wed 25@32.14% Thu 26@46.42% Fri 27@60.71% Sat 28@75.00% Sun 29@100.00%end",
        ),
        (
            "?last=30d",
            "11-29 14:52",
            "10-31@0.00%start 11-04@13.33% 11-08@26.66% 11-12@40.00% 11-16@53.33% 11-20@66.66% 11-24@80.00% 11-28@100.00%end",
        ),
        (
            "?from=2026-11-20T02:30:00Z&to=2026-11-20T06:10:00Z",
            "11-29 00:52",
            "Fri 20 10:00@0.00%start 15:00@100.00%end",
        ),
    ] {
        let moment = crate::overview::Moment { now: at(now), ..sunday() };
        let frame = crate::overview::Frame::after(None, created(search), moment);
        let histogram = histogram([], frame, &all());
        let view = histogram_view(&shanghai(Locale::default()), &histogram, moment.now);
        let label = |label: &super::histogram::LabelView| {
            format!("{}@{}{}", label.text, label.at, label.side.unwrap_or_default())
        };
        let found: Vec<_> = view.labels.iter().map(label).collect();
        assert_eq!(found.join(" "), labels, "{search} {now}");
    }
}

#[test]
fn handles_say_where_they_are() {
    let locale = &shanghai(Locale::default());
    let frame = frame("");
    let rest = brush_view(locale, None, &frame, now());
    assert_eq!((rest.is_set, &*rest.from.at, &*rest.to.at), (false, "0.00%", "100.00%"));
    assert_eq!((rest.from.value, rest.to.value, rest.slots), (0, 48, 48));
    assert_eq!((&*rest.from.text, &*rest.to.text), ("from Friday 11-27 01:00", "until now"));
    let brush = Brush { from: at("11-27 18:00"), to: at("11-28 17:00") };
    let set = brush_view(locale, Some(brush), &frame, now());
    assert_eq!((set.is_set, &*set.from.at, &*set.to.at), (true, "35.41%", "83.33%"));
    assert_eq!((set.from.value, set.to.value), (17, 40));
    assert_eq!(&*set.to.text, "until Saturday 11-28 17:00");
    let open = Brush { to: frame.edge(48), ..brush };
    let words = brushed_words(locale, open, &frame, now());
    assert_eq!(words, "Created set to Friday 11-27 18:00 until now");
    let words = brushed_words(&shanghai(chinese()), open, &frame, now());
    assert_eq!(words, "创建时间已设为 周五 11-27 18:00 至今");
}

#[test]
fn the_card_counts_what_is_pointed_at() {
    let locale = &shanghai(Locale::default());
    let known = sample(&[("11-27 01:00", "11-29 00:52")]);
    let card = |histogram: &Histogram, slots| {
        let card = card_view(locale, histogram, &slots, now());
        let counts: Vec<_> = card.counts.into_iter().map(|(.., text)| text).collect();
        format!("{} @ {}: {}{}", card.title, card.at, counts.join(", "), card.note)
    };
    for (slots, expected) in [
        (25..26, "Sat 11-28, 02:00 – 03:00 @ 53.12%: 2 completed, 1 partly done, 1 failed"),
        (26..27, "Sat 11-28, 03:00 – 04:00 @ 55.20%: No ended tasks"),
        (25..40, "Sat 11-28, 02:00 – 17:00 @ 67.70%: 2 completed, 1 partly done, 3 failed"),
        (22..24, "Fri 11-27 23:00 – Sat 11-28 01:00 @ 47.91%: No ended tasks"),
    ] {
        assert_eq!(card(&known, slots), expected);
    }
    let expected = "Sat 11-28, 03:00 – 04:00 @ 55.20%: Not all of it is read";
    assert_eq!(card(&sample(&[]), 26..27), expected);
}
