//! What the storage has becomes an index again. Whatever is odd in it is read from the service instead.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::interval::Interval;
use super::part::Part;
use super::piece::{MOST_ROWS, Piece};
use super::row::{Key, Phase, Row};
use super::save::{FORMAT, zone_mark};
use super::store::Known;
use super::text::{checksum, read_row};
use super::{Index, IndexSettings};
use crate::locale::Locale;

/// What is older is not shown any more, in seconds.
const MOST_AGE: i64 = 30 * 86_400;
/// So far ahead may the clock have been that wrote it, in seconds.
const SKEW: i64 = 86_400;

/// An index that is being restored, chunk by chunk.
#[derive(Clone, Debug)]
pub struct Restoring {
    index: Index,
    chunks: Vec<Chunk>,
    /// The rows of the chunks that came, by the place of the chunk.
    pieces: BTreeMap<usize, Arc<Piece>>,
    written_at: i64,
}

#[derive(Clone, Copy, Debug)]
struct Chunk {
    id: u32,
    version: u64,
    rows: usize,
    range: Interval,
}

impl Restoring {
    /// Reads the record about all chunks; `None` where nothing can be made of it, or it is too old or of another zone: a cold
    /// start.
    pub fn new(
        meta: &[u8],
        endpoints: u16,
        settings: IndexSettings,
        locale: Locale,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let text = std::str::from_utf8(meta).ok()?;
        let (body, sum) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let (body, sum) = (&text[..=body.len()], sum.strip_prefix("sum ")?);
        if sum != format!("{:x}", checksum(body)) {
            return None;
        }
        let mut lines = body.lines();
        let head = numbers(lines.next()?.strip_prefix("index ")?)?;
        let [format, written_at, version, next_piece, floor] = head[..] else { return None };
        let age = now.timestamp() - written_at;
        let is_of_zone = lines.next()?.strip_prefix("zone ")? == zone_mark(&locale);
        let is_young = (-SKEW..=MOST_AGE).contains(&age);
        if format != i64::from(FORMAT) || !is_of_zone || !is_young {
            return None;
        }
        let mut index = Index::new(endpoints, settings, locale);
        index.floor = floor;
        index.store.version = u64::try_from(version).ok()?;
        index.store.next_piece = u32::try_from(next_piece).ok()?;
        let mut restoring = Self { index, chunks: Vec::new(), pieces: BTreeMap::new(), written_at };
        let mut parts: Vec<Part> = Vec::new();
        for line in lines {
            restoring.line(line, &mut parts)?;
        }
        if parts.len() != usize::from(endpoints) {
            return None;
        }
        let index = &mut restoring.index;
        index.parts = parts;
        index.store.next_serial = (restoring.chunks.len() * MOST_ROWS) as u64;
        let chunks = restoring.chunks.iter();
        index.saved.chunks = chunks.map(|chunk| (chunk.id, chunk.version)).collect();
        index.saved.at = written_at;
        Some(restoring)
    }

    fn line(&mut self, line: &str, parts: &mut Vec<Part>) -> Option<()> {
        let (name, values) = line.split_once(' ')?;
        match name {
            "endpoint" => {
                let values = values.split(' ').map(|value| match value {
                    "-" => Some(None),
                    value => value.parse::<i64>().ok().map(Some),
                });
                let values: Vec<Option<i64>> = values.collect::<Option<_>>()?;
                let [expected, newest_at, difference_at, width] = values[..] else { return None };
                let mut part = Part { newest_at, width, ..Part::default() };
                part.expected = expected.and_then(|expected| u64::try_from(expected).ok());
                part.due.difference_at = difference_at;
                parts.push(part);
            }
            "complete" => {
                let [from, to] = numbers(values)?[..] else { return None };
                parts.last_mut()?.coverage.add(Interval::new(from, to));
            }
            "chunk" => {
                let [id, version, rows, from, to] = numbers(values)?[..] else { return None };
                let (id, version) = (u32::try_from(id).ok()?, u64::try_from(version).ok()?);
                let (rows, range) = (usize::try_from(rows).ok()?, Interval::new(from, to));
                self.chunks.push(Chunk { id, version, rows, range });
            }
            _ => return None,
        }
        Some(())
    }

    /// The ids of the chunks, the newest first.
    pub fn chunks(&self) -> Vec<u32> {
        self.chunks.iter().map(|chunk| chunk.id).collect()
    }

    /// A chunk came from the storage.
    pub fn chunk_came(&mut self, id: u32, bytes: &[u8]) {
        let Some(place) = self.chunks.iter().position(|chunk| chunk.id == id) else { return };
        let Some(rows) = self.rows(place, bytes) else { return };
        let store = &mut self.index.store;
        for row in &rows {
            let Row { created, serial, .. } = *row;
            // What may still change is read again soon.
            let read_at = if row.phase == Phase::Settled { self.written_at } else { 0 };
            store.known.insert(row.key(), Known { created, serial, read_at, reply: 0 });
            store.bytes += super::store::bytes(&row.task);
        }
        let piece = Piece { id, version: self.chunks[place].version, rows };
        self.pieces.insert(place, Arc::new(piece));
    }

    /// The rows of a chunk, if all of them fit what the record says and are nowhere else.
    fn rows(&self, place: usize, bytes: &[u8]) -> Option<Vec<Row>> {
        let chunk = self.chunks[place];
        let (head, body) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
        let (id, version, sum) = (chunk.id, chunk.version, checksum(body));
        let is_sound = head == format!("rows {FORMAT} {id} {version} {sum:x}");
        if !is_sound || chunk.rows > MOST_ROWS || self.pieces.contains_key(&place) {
            return None;
        }
        let endpoints = self.index.parts.len() as u16;
        let first = (place * MOST_ROWS) as u64;
        let rows =
            body.lines().zip(first..).map(|(line, serial)| read_row(line, endpoints, serial));
        let rows: Vec<Row> = rows.collect::<Option<_>>()?;
        let mut seen: HashSet<Key> = HashSet::new();
        let is_new =
            |row: &Row| !self.index.store.known.contains_key(&row.key()) && seen.insert(row.key());
        let is_sorted = rows.is_sorted_by(|one, next| one.created >= next.created);
        let newest = rows.first()?.created;
        let oldest = rows.last()?.created;
        let before = self.pieces.range(..place).next_back();
        let after = self.pieces.range(place + 1..).next();
        let is_after =
            before.is_none_or(|(_, piece)| piece.rows[piece.rows.len() - 1].created >= newest);
        let is_before = after.is_none_or(|(_, piece)| piece.rows[0].created <= oldest);
        let is_in_place = is_after && is_before && is_sorted && rows.len() == chunk.rows;
        (is_in_place && rows.iter().all(is_new)).then_some(rows)
    }

    /// The index. Of chunks that did not come, or were odd, it knows that they are missing.
    pub fn finish(self) -> Index {
        let Self { mut index, chunks, pieces, .. } = self;
        for (place, chunk) in chunks.iter().enumerate() {
            if !pieces.contains_key(&place) {
                index.parts.iter_mut().for_each(|part| part.coverage.remove(chunk.range));
            }
        }
        index.store.pieces = pieces.into_values().collect();
        index
    }
}

fn numbers(text: &str) -> Option<Vec<i64>> {
    text.split(' ').map(|number| number.parse().ok()).collect()
}
