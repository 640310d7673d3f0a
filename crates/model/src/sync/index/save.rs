//! What is written to the storage: chunks of rows that changed, and one record about all of them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::interval::Interval;
use super::piece::Piece;
use super::text::{checksum, write_row};
use super::{Index, Row};
use crate::locale::Locale;

/// Another number for another format: what has another one is not read.
pub(super) const FORMAT: u32 = 1;
/// The record is written again after so many seconds, though no row has changed.
const RENEWED: i64 = 300;

/// What the storage has.
#[derive(Clone, Debug, Default)]
pub(super) struct Saved {
    /// The versions of the chunks.
    pub(super) chunks: HashMap<u32, u64>,
    pub(super) at: i64,
}

/// What has to be written, all of it in one transaction.
#[derive(Clone, Debug)]
pub struct Saving {
    meta: String,
    written: Vec<Arc<Piece>>,
    removed: Vec<u32>,
    at: i64,
}

impl Index {
    /// What to write at the instant `now`; `None` where the storage has it. It does not change while the index goes on.
    pub fn save(&self, now: DateTime<Utc>) -> Option<Saving> {
        let (pieces, saved, at) = (&self.store.pieces, &self.saved, now.timestamp());
        let is_new = |piece: &&Arc<Piece>| saved.chunks.get(&piece.id) != Some(&piece.version);
        let written: Vec<_> = pieces.iter().filter(is_new).cloned().collect();
        let is_gone = |id: &u32| !pieces.iter().any(|piece| piece.id == *id);
        let removed: Vec<u32> = saved.chunks.keys().copied().filter(is_gone).collect();
        let has_changed = !written.is_empty() || !removed.is_empty();
        let is_due = has_changed || !pieces.is_empty() && at >= saved.at.saturating_add(RENEWED);
        is_due.then(|| Saving { meta: self.meta(at), written, removed, at })
    }

    /// The transaction is complete.
    pub fn saved(&mut self, saving: &Saving) {
        for id in &saving.removed {
            self.saved.chunks.remove(id);
        }
        let written = saving.written.iter().map(|piece| (piece.id, piece.version));
        self.saved.chunks.extend(written);
        self.saved.at = saving.at;
    }

    /// The storage has lost everything: all is written again.
    pub fn storage_lost(&mut self) {
        self.saved = Saved::default();
    }

    /// One fact a line, and a checksum.
    fn meta(&self, at: i64) -> String {
        let mut text = String::new();
        let zone = zone_mark(&self.locale);
        let (version, floor) = (self.store.version, self.floor);
        // Nothing can go wrong in a `String`.
        let _ = writeln!(text, "index {FORMAT} {at} {version} {} {floor}", self.store.next_piece);
        let _ = writeln!(text, "zone {zone}");
        for part in &self.parts {
            let number = |value: Option<i64>| value.map_or("-".to_owned(), |it| it.to_string());
            let _ = writeln!(
                text,
                "endpoint {} {} {} {}",
                part.expected.map_or("-".to_owned(), |it| it.to_string()),
                number(part.newest_at),
                number(part.due.difference_at),
                number(part.width),
            );
            for Interval { from, to } in part.coverage.iter() {
                let _ = writeln!(text, "complete {from} {to}");
            }
        }
        for piece in &self.store.pieces {
            let Interval { from, to } = possible(&piece.rows);
            let (id, version, rows) = (piece.id, piece.version, piece.rows.len());
            let _ = writeln!(text, "chunk {id} {version} {rows} {from} {to}");
        }
        let sum = checksum(&text);
        let _ = writeln!(text, "sum {sum:x}");
        text
    }
}

impl Saving {
    /// The ids of the chunks to write.
    pub fn chunks(&self) -> Vec<u32> {
        self.written.iter().map(|piece| piece.id).collect()
    }

    /// The bytes of a chunk of this id; empty where it is none of [`Saving::chunks`].
    pub fn bytes(&self, id: u32) -> Vec<u8> {
        let piece = self.written.iter().find(|piece| piece.id == id);
        piece.map_or_else(Vec::new, |piece| chunk(piece).into_bytes())
    }

    /// The ids of the chunks to delete.
    pub fn removed(&self) -> &[u32] {
        &self.removed
    }

    /// The record about all chunks.
    pub fn meta(&self) -> &[u8] {
        self.meta.as_bytes()
    }
}

fn chunk(piece: &Piece) -> String {
    let mut rows = String::new();
    piece.rows.iter().for_each(|row| write_row(row, &mut rows));
    let (id, version, sum) = (piece.id, piece.version, checksum(&rows));
    format!("rows {FORMAT} {id} {version} {sum:x}\n{rows}")
}

/// In which range these rows were created.
fn possible(rows: &[Row]) -> Interval {
    let ranges = rows.iter().map(Row::possible);
    let joined =
        ranges.reduce(|all, one| Interval::new(all.from.min(one.from), all.to.max(one.to)));
    joined.unwrap_or(Interval::new(0, 0))
}

/// What times of creation were reckoned by: other zones make other times.
pub(super) fn zone_mark(locale: &Locale) -> String {
    let offset = |day: i64| {
        let instant = DateTime::from_timestamp(day * 86_400, 0).unwrap_or_default();
        locale.assumed_zone.offset_at(instant).num_minutes()
    };
    // In winter and in summer.
    format!("{} {}", offset(20_454), offset(20_635))
}
