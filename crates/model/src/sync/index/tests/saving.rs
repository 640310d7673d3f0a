//! What is written to the storage, and what becomes of it on the next visit.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::run::{NOW, Run, settings};
use super::service::{DAY, Service, instant};
use crate::export::TASK_FIELDS;
use crate::json::Json;
use crate::locale::Locale;
use crate::sync::index::text::{read_row, write_row};
use crate::sync::index::{CreationRange, Index, Restoring, Scope};
use crate::task::TaskPage;
use crate::wire::{ReplyHead, read_task_page};
use crate::zone::Zone;

/// What the storage has: the record, and the chunks.
#[derive(Clone, Default)]
struct Storage {
    meta: Vec<u8>,
    chunks: BTreeMap<u32, Vec<u8>>,
}

impl Storage {
    /// Writes what has changed: how many chunks that were.
    fn write(&mut self, index: &mut Index, now: i64) -> usize {
        let Some(saving) = index.save(instant(now)) else { return 0 };
        self.meta = saving.meta().to_vec();
        for id in saving.chunks() {
            self.chunks.insert(id, saving.bytes(id));
        }
        saving.removed().iter().for_each(|id| drop(self.chunks.remove(id)));
        index.saved(&saving);
        saving.chunks().len()
    }

    fn begin(&self, now: DateTime<Utc>) -> Option<Restoring> {
        Restoring::new(&self.meta, 1, settings(1_000), Locale::default(), now)
    }

    fn read(&self, now: i64) -> Index {
        let mut restoring = self.begin(instant(now)).unwrap();
        for id in restoring.chunks() {
            if let Some(bytes) = self.chunks.get(&id) {
                restoring.chunk_came(id, bytes);
            }
        }
        restoring.finish()
    }
}

fn full(count: i64) -> Run {
    let mut run = Run::new(Service::steady(count, 600, NOW), 1_000);
    run.service.batches[3].status = "RUNNING";
    run.poll();
    run.index.want(CreationRange::ALL, None);
    run.settle();
    run
}

fn rows(index: &Index) -> Vec<(String, u16, DateTime<Utc>)> {
    let rows = index.rows(CreationRange::ALL);
    rows.map(|row| (row.task.batch_id.clone(), row.ordinal, row.created())).collect()
}

#[test]
fn what_was_saved_is_there_again_and_only_the_difference_is_read() {
    let mut run = full(4_500);
    let mut storage = Storage::default();
    let chunks = storage.write(&mut run.index, run.now);
    assert!((5..=10).contains(&chunks), "{chunks}");
    assert_eq!(storage.write(&mut run.index, run.now + 5), 0);
    assert!(storage.chunks.values().map(Vec::len).sum::<usize>() < 4_500 * 160);
    // Two days later there are 50 more, and what was running has ended.
    for at in 0..50 {
        run.service.create(NOW + at * 3_400, "COMPLETED");
    }
    run.service.batches.iter_mut().filter(|batch| batch.status == "RUNNING").for_each(|batch| {
        (batch.status, batch.end) = ("FAILED", Some(NOW + 60));
    });
    run.now += 2 * DAY;
    let before = rows(&run.index);
    run.index = storage.read(run.now);
    assert_eq!(rows(&run.index), before);
    assert_eq!(run.index.as_of(), Some(instant(NOW)));
    assert_eq!(run.scope(), Scope::All(4_500));
    run.poll();
    let calls = run.settle();
    assert!(calls <= 8, "{calls}");
    assert_eq!(run.scope(), Scope::All(4_550));
    run.pass(1_200);
    run.assert_equal();
    let written = storage.write(&mut run.index, run.now);
    assert!((1..=3).contains(&written), "old chunks do not change: {written}");
    assert_eq!(rows(&storage.read(run.now)), rows(&run.index));
}

#[test]
fn a_chunk_that_is_odd_is_read_again_and_the_others_stand() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 4] = [
        ("missing", |bytes| bytes.clear()),
        ("cut off", |bytes| bytes.truncate(bytes.len() / 2)),
        ("a changed byte", |bytes| bytes[90] ^= 1),
        ("of another format", |bytes| bytes[5] = b'9'),
    ];
    for (what, damage) in damages {
        let mut run = full(4_500);
        let mut storage = Storage::default();
        storage.write(&mut run.index, run.now);
        let ids = storage.begin(instant(NOW)).unwrap().chunks();
        damage(storage.chunks.get_mut(&ids[2]).unwrap());
        run.index = storage.read(run.now);
        assert!((3_500..4_500).contains(&run.index.len()), "{what}");
        assert!(matches!(run.scope(), Scope::Newest { total: Some(4_500), .. }), "{what}");
        run.check();
        run.index.want(CreationRange::ALL, None);
        let calls = run.settle();
        assert!(calls <= 20, "{what}: {calls}");
        assert_eq!(run.scope(), Scope::All(4_500), "{what}");
        run.assert_equal();
    }
}

#[test]
fn a_record_that_does_not_fit_is_a_cold_start() {
    let mut run = full(150);
    let mut storage = Storage::default();
    storage.write(&mut run.index, NOW);
    for (days, is_there) in [(0, true), (-2, false), (30, true), (31, false)] {
        assert_eq!(storage.begin(instant(NOW + days * DAY)).is_some(), is_there, "{days}");
    }
    let assumed_zone = Zone::fixed(TimeDelta::hours(8));
    let other = Locale { assumed_zone, ..Locale::default() };
    let now = instant(NOW);
    assert!(Restoring::new(&storage.meta, 1, settings(0), other, now).is_none());
    assert!(Restoring::new(&storage.meta, 2, settings(0), Locale::default(), now).is_none());
    for at in 0..storage.meta.len() {
        let mut damaged = storage.clone();
        damaged.meta[at] ^= 1;
        assert!(damaged.begin(now).is_none(), "{at}");
        damaged.meta.truncate(at);
        assert!(damaged.begin(now).is_none(), "{at}");
    }
}

#[test]
fn a_snapshot_that_is_being_written_does_not_change() {
    let mut run = full(450);
    let saving = run.index.save(instant(run.now)).unwrap();
    run.pass(1_000);
    run.service.create(run.now, "RUNNING");
    run.poll();
    let chunks = saving.chunks().into_iter().map(|id| (id, saving.bytes(id))).collect();
    let storage = Storage { meta: saving.meta().to_vec(), chunks };
    assert_eq!(storage.read(run.now).len(), 450);
    run.index.saved(&saving);
    assert_eq!(run.index.save(instant(run.now)).unwrap().chunks().len(), 1, "the new row");
}

/// Any row that a reply can have, with all that is odd.
fn reply() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        4 => any::<String>(),
        1 => "[\\\\\t\n\r ,a]{0,8}",
        1 => Just("RUNNING ".to_owned()),
        1 => Just("2026-04-06 20:51:44".to_owned()),
        1 => Just("2026/05/28T16:38:20Z".to_owned()),
        1 => "-?[0-9]{1,20}(\\.[0-9]+)?",
    ];
    let value = prop_oneof![
        6 => text.prop_map(|text| serde_json::Value::String(text).to_string()),
        1 => any::<u32>().prop_map(|number| number.to_string()),
        1 => Just("null".to_owned()),
        1 => Just("[]".to_owned()),
    ];
    let row = prop::collection::vec(value, TASK_FIELDS.len()).prop_map(|values| {
        let fields =
            TASK_FIELDS.iter().zip(values).map(|(name, value)| format!("\"{name}\":{value}"));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    });
    prop::collection::vec(prop_oneof![8 => row, 1 => Just("7".to_owned())], 0..30)
        .prop_map(|rows| format!("{{\"RequestId\":\"r\",\"TaskList\":[{}]}}", rows.join(",")))
}

fn page(text: &str) -> TaskPage {
    let json: Json = serde_json::from_str(text).unwrap();
    let page = read_task_page(&ReplyHead { status: 200, ..ReplyHead::default() }, &json).unwrap();
    TaskPage { total: Some(page.tasks.len() as u64), ..page }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_field_of_every_row_comes_back(replies in prop::collection::vec(reply(), 1..3)) {
        let mut index = Index::new(1, settings(0), Locale::default());
        for (text, at) in replies.iter().zip(0..) {
            index.newest_came(0, &page(text), instant(NOW + at));
        }
        let mut ids = HashSet::new();
        for row in index.rows(CreationRange::ALL) {
            let begin = format!("{:?}", row.task.begin);
            let task = &row.task;
            let id = [&task.batch_id, &task.task_name, &task.task_type, &begin].map(String::clone);
            let id = (id, row.ordinal);
            prop_assert!(ids.insert(id), "it is there twice");
            let mut line = String::new();
            write_row(row, &mut line);
            let read = read_row(line.strip_suffix('\n').unwrap(), 1, row.serial).unwrap();
            prop_assert_eq!(&read.task, &row.task);
            prop_assert_eq!(format!("{read:?}"), format!("{row:?}"));
        }
        if let Some(saving) = index.save(instant(NOW)) {
            let chunks = saving.chunks().into_iter().map(|id| (id, saving.bytes(id))).collect();
            let restored = Storage { meta: saving.meta().to_vec(), chunks }.read(NOW);
            let tasks = |index: &Index| index.rows(CreationRange::ALL).map(|row| Arc::clone(&row.task)).collect::<Vec<_>>();
            prop_assert_eq!(tasks(&restored), tasks(&index));
        }
    }

    #[test]
    fn no_bytes_are_an_error(meta in any::<Vec<u8>>(), line in ".*", chunk in any::<Vec<u8>>()) {
        let _ = Restoring::new(&meta, 1, settings(0), Locale::default(), instant(NOW));
        let _ = read_row(&line, 1, 0);
        let mut run = full(5);
        let mut storage = Storage::default();
        storage.write(&mut run.index, NOW);
        storage.chunks.values_mut().for_each(|bytes| bytes.clone_from(&chunk));
        prop_assert_eq!(storage.read(NOW).len(), 0);
    }
}
