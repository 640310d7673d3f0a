use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::find::kind::Kind;
use crate::find::samples::{described, named, row};
use crate::locale::chinese;
use crate::query::Created;
use crate::task::Duration;
use crate::time::{from_api, to_api};

mod reference;

const ANY: Range = (None, None);

fn now() -> DateTime<Utc> {
    from_api("2026-11-24T12:00:00Z").unwrap()
}

fn finder(rows: Vec<BatchTask>) -> Finder {
    let mut finder = Finder::default();
    finder.set_rows(rows.into_iter().map(Arc::new).collect(), 1);
    finder
}

fn query(find: &str) -> ListQuery {
    ListQuery::default().with_find(find.to_owned())
}

fn searched(search: &str) -> ListQuery {
    query(&Find { search: search.to_owned(), ..Find::default() }.to_text())
}

fn answer(finder: &mut Finder, query: &ListQuery) -> Answered {
    finder.answer(query, ANY, now(), &Locale::default(), &|_| false)
}

/// The ids of an answer, in its order.
fn ids(finder: &Finder, answered: &Answered) -> String {
    let id = |place: &u32| finder.row(*place).unwrap().batch_id.clone();
    answered.places.iter().map(id).collect::<Vec<_>>().join(" ")
}

fn found(finder: &mut Finder, query: &ListQuery) -> String {
    let answered = answer(finder, query);
    ids(finder, &answered)
}

#[test]
fn names_ids_and_types_are_searched() {
    let mut finder = finder(vec![
        named("pcb-4 SQL-Review roll out, wave 3"),
        named("pcb-3 安装 ＳＱＬ 技能"),
        BatchTask { task_type: "polarclaw_sync_index".into(), ..named("-pcb2 nightly") },
        BatchTask {
            task_type: "polarclaw_uninstall_skills".into(),
            ..named("pcb-1 remove wave 3")
        },
    ]);
    for (search, expected) in [
        ("", "pcb-4 pcb-3 -pcb2 pcb-1"),
        ("sql", "pcb-4 pcb-3"),
        ("wave REVIEW", "pcb-4"),
        ("\"wave 3\"", "pcb-4 pcb-1"),
        ("\"roll wave\"", ""),
        ("技能", "pcb-3"),
        ("wave -sql", "pcb-1"),
        ("-wave", "pcb-3 -pcb2"),
        ("pcb-3", "pcb-3"),
        ("-PCB2", "-pcb2"),
        ("-pcb", ""),
        ("sync_index", "-pcb2"),
        ("skills wave", "pcb-4 pcb-1"),
        ("uninstall", "pcb-1"),
        ("\"Install skills\" wave", "pcb-4 pcb-1"),
        ("-\"install skills\"", "-pcb2"),
        // From one field to the next there is nothing to find.
        ("\"wave 3pcb-4\"", ""),
    ] {
        assert_eq!(found(&mut finder, &searched(search)), expected, "{search}");
    }
    let answered = finder.answer(&searched("安装技能"), ANY, now(), &chinese(), &|_| false);
    assert_eq!(ids(&finder, &answered), "pcb-4 pcb-3");
    assert_eq!(answered.search.marks("安装技能").first(), Some(&(0..12)));
    assert_eq!(found(&mut finder, &searched("安装技能")), "", "its name is English now");
}

#[test]
fn each_column_sorts_and_what_is_missing_is_last() {
    let rows = [
        "f RUNNING 1/4 11:30 13:00",
        "e DISPATCHING 0/0 - -",
        "d COMPLETED 3/4 10:00 10:50",
        "c FAILED 0/9 10:00 11:00",
        "b ARCHIVED 9/8 09:00 08:00",
        "a COMPLETED 4/4 09:30 09:40",
    ];
    let mut rows: Vec<BatchTask> = rows.map(described).into();
    for (row, (name, task_type)) in rows.iter_mut().zip([
        ("Wave 2", "sync"),
        ("", "polarclaw_uninstall_skills"),
        ("ａbc", "sync"),
        ("WAVE 2", ""),
        ("技能", "polarclaw_install_skills"),
        ("wave 10", "archive"),
    ]) {
        (row.task_name, row.task_type) = (name.into(), task_type.into());
    }
    rows.push(BatchTask { task_name: "b".into(), ..described("- PAUSED 2 - -") });
    rows[6].batch_id.clear();
    let mut finder = finder(rows);
    for (sort, expected) in [
        ("-began", "f e d c b a "),
        ("began", "b a d c f e "),
        ("name", "d  a f c b e"),
        ("-name", "b f c a  d e"),
        ("status", "f e c d b  a"),
        ("-status", "a b  d c e f"),
        ("progress", "c f d a e b "),
        ("-progress", "a d f c e b "),
        ("rest", "e a d f c b "),
        ("-rest", "c f d e a b "),
        ("duration", "a f d c e b "),
        ("-duration", "c d f a e b "),
        ("ends", "b a d c f e "),
        ("-ends", "c d a b f e "),
        ("type", "a b  f d e c"),
        ("-type", "e f d b  a c"),
        ("id", "a b c d e f "),
        ("-id", "f e d c b a "),
    ] {
        assert_eq!(found(&mut finder, &query(&format!("sort={sort}"))), expected, "{sort}");
    }
}

#[test]
fn a_running_batch_gets_longer_as_time_goes_by() {
    let rows = ["c RUNNING 1/4 11:30 -", "b COMPLETED 1/1 10:00 10:40", "a RUNNING 0/1 12:30 -"];
    let mut finder = finder(rows.map(described).into());
    let longest = query("sort=-duration");
    for (minutes, expected) in [(0, "b c a"), (20, "c b a"), (45, "c b a"), (80, "c a b")] {
        let now = now() + TimeDelta::minutes(minutes);
        let answered = finder.answer(&longest, ANY, now, &Locale::default(), &|_| false);
        assert_eq!(ids(&finder, &answered), expected, "{minutes}");
    }
}

#[test]
fn chips_add_up_to_what_the_other_filters_let_through() {
    let rows = [
        "g RUNNING 1/4 11:30 -",
        "f DISPATCHING 0/0 - -",
        "e COMPLETED 3/4 10:00 10:50",
        "d FAILED 0/9 10:00 11:00",
        "c ARCHIVED 9/8 09:00 08:00",
        "b COMPLETED 4/4 09:30 09:40",
        "a COMPLETED 4/4 09:00 09:10",
    ];
    let mut finder = finder(rows.map(described).into());
    let at = |time: &str| from_api(&format!("2026-11-24T{time}:00Z"));
    let running = ListQuery::default().with_status_toggled(crate::status::BatchStatus::Running);
    // Running, dispatching, failed, partly done, other, completed.
    for (query, range, expected, counts) in [
        (query(""), ANY, "g f e d c b a", [1, 1, 1, 1, 1, 2]),
        (running.clone(), ANY, "g", [1, 1, 1, 1, 1, 2]),
        (running.with_find("other=only".into()), ANY, "g c", [1, 1, 1, 1, 1, 2]),
        (query("rest=none"), ANY, "b a", [1, 1, 1, 1, 1, 2]),
        // Where no begin is known, that of the row before it counts.
        (query(""), (at("09:30"), at("10:00")), "f e d b", [0, 1, 1, 1, 0, 1]),
        (query("rest=only"), (at("09:30"), at("10:00")), "e", [0, 1, 1, 1, 0, 1]),
        (query(""), (at("10:01"), None), "g", [1, 0, 0, 0, 0, 0]),
        (query("slow=only"), ANY, "d a", [0, 0, 1, 0, 0, 1]),
        (query("slow=only&rest=none"), ANY, "a", [0, 0, 1, 0, 0, 1]),
        (searched("b"), ANY, "b", [0, 0, 0, 0, 0, 1]),
        (query("").with_task_type(Some("sync")), ANY, "", [0; 6]),
    ] {
        let is_slow = |row: &BatchTask| ["a", "d"].contains(&&*row.batch_id);
        let answered = finder.answer(&query, range, now(), &Locale::default(), &is_slow);
        assert_eq!(ids(&finder, &answered), expected, "{query:?}");
        assert_eq!(Kind::ALL.map(|kind| answered.counts.of(kind)), counts, "{query:?}");
    }
}

#[test]
fn times_without_a_zone_are_of_the_assumed_one() {
    let rows = ["b RUNNING 1/4 11:30 -", "a COMPLETED 4/4 09:00 09:10"].map(described);
    let mut finder = finder(rows.into());
    let since_ten = (from_api("2026-11-24T10:00:00Z"), None);
    for (hours, expected) in [(0, "b"), (-2, "b a"), (8, "")] {
        let assumed_zone = crate::zone::Zone::fixed(TimeDelta::hours(hours));
        let locale = Locale { assumed_zone, ..Locale::default() };
        let answered = finder.answer(&query(""), since_ten, now(), &locale, &|_| false);
        assert_eq!(ids(&finder, &answered), expected, "{hours}");
    }
}

#[test]
fn pages_are_as_polardb_gives_them() {
    let mut finder = finder((0..7).map(|number| row(&format!("pcb-{number}"))).collect());
    let answered = answer(&mut finder, &query("sort=-id"));
    let size = PageSize::clamped(3);
    for (number, expected) in [(1, "6 5 4"), (2, "3 2 1"), (3, "0"), (4, ""), (1_000_000, "")] {
        let page = finder.page(&answered, PageNumber::clamped(number), size);
        let ids: Vec<_> = page.tasks.iter().map(|task| &task.batch_id["pcb-".len()..]).collect();
        assert_eq!(ids.join(" "), expected);
        assert_eq!((page.total, page.number, page.size), (Some(7), Some(number), Some(3)));
    }
}

#[test]
fn what_was_found_is_kept_until_something_changes() {
    let rows = ["c RUNNING 1/4 11:30 -", "b COMPLETED 1/1 10:00 10:40", "a FAILED 0/1 09:30 09:31"];
    let rows: Vec<Arc<BatchTask>> = rows.map(described).map(Arc::new).into();
    let mut finder = Finder::default();
    finder.set_rows(rows.clone(), 1);
    let by_id = query("sort=id");
    let answered = |finder: &mut Finder, seconds: i64| {
        let now = now() + TimeDelta::seconds(seconds);
        let range = Created::Last(crate::query::Span::Day).sides(now);
        finder.answer(&by_id, range, now, &Locale::default(), &|_| false)
    };
    let first = answered(&mut finder, 0);
    assert_eq!(ids(&finder, &first), "a b c");
    assert!(Arc::ptr_eq(&first.places, &answered(&mut finder, 5).places), "a tick");
    finder.set_rows(rows.clone(), 2);
    assert!(Arc::ptr_eq(&first.places, &answered(&mut finder, 10).places), "the same rows");
    let mut changed = rows;
    changed[0] = Arc::new(described("c FAILED 1/4 11:30 12:00"));
    changed.insert(0, Arc::new(described("d RUNNING 0/4 12:00 -")));
    finder.set_rows(changed.clone(), 2);
    assert!(Arc::ptr_eq(&first.places, &answered(&mut finder, 15).places), "a version is known");
    finder.set_rows(changed, 3);
    let last = answered(&mut finder, 20);
    assert_eq!(ids(&finder, &last), "a b c d");
    assert_eq!(last.counts.of(Kind::Failed), 2);
}

#[test]
fn work_is_done_in_slices_or_with_the_answer() {
    let rows = |count: usize| -> Vec<Arc<BatchTask>> {
        let name = |at: usize| format!("pcb-{at} wave {}", at * 7_919 % count);
        (0..count).map(|at| Arc::new(named(&name(at)))).collect()
    };
    let (many, by_name) = (rows(12_000), query("sort=name"));
    let mut sliced = Finder::default();
    sliced.set_rows(many.clone(), 1);
    assert!(!sliced.is_ready_for(&by_name) && !sliced.is_ready_for(&query("")));
    let slices = (1..).find(|_| !sliced.work()).unwrap();
    assert!((10..60).contains(&slices), "{slices}");
    assert!(sliced.is_ready_for(&by_name) && sliced.is_ready_for(&query("sort=id")));
    let mut at_once = Finder::default();
    at_once.set_rows(many, 1);
    let expected = answer(&mut at_once, &by_name);
    assert_eq!(answer(&mut sliced, &by_name), expected);
    // Nothing of the rows before is of use for others.
    sliced.set_rows(rows(20), 2);
    assert_eq!(answer(&mut sliced, &searched("pcb-19")).total(), 1);
    assert_eq!(sliced.columns.len(), 20);
}

#[test]
fn a_batch_is_found_by_its_id() {
    let finder = finder(vec![row("pcb-2"), row(""), row("pcb-1")]);
    for (id, place) in [("pcb-1", Some(2)), (" PCB-2 ", Some(0)), ("pcb", None), ("", None)] {
        assert_eq!(finder.place_of(id), place, "{id}");
    }
}

#[test]
fn rows_come_with_the_instants_at_which_they_began() {
    let mut finder = finder(vec![
        described("pcb-4 RUNNING 1/3 10:00 -"),
        described("pcb-3 RUNNING 1/3 - -"),
        described("pcb-2 FAILED 1/3 08:00 08:10"),
    ]);
    let told =
        |(task, begun): (&BatchTask, DateTime<Utc>)| [&*task.batch_id, &to_api(begun)].join(" ");
    let of = |finder: &mut Finder, search| {
        let (query, locale) = (searched(search), Locale::default());
        finder.dated(&query, ANY, &locale, &|_| false).map(told).collect::<Vec<_>>()
    };
    let [newer, older] = ["pcb-4 2026-11-24T10:00:00Z", "pcb-2 2026-11-24T08:00:00Z"];
    assert_eq!(of(&mut finder, "pcb"), [newer, older]);
    assert_eq!(of(&mut finder, "pcb-2"), [older]);
    // Whatever was searched for.
    assert_eq!(finder.all_dated().map(told).collect::<Vec<_>>(), [newer, older]);
}
