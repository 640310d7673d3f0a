//! The rows, in the order of their creation and by their identity.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::interval::Interval;
use super::piece::{MOST_ROWS, Piece};
use super::row::{Key, Order, Row};
use crate::status::Reported;
use crate::task::BatchTask;
use crate::time::Timestamp;

/// What every row takes besides its texts.
const ROW_BYTES: usize = 100;

/// All rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    /// The newest first. None is empty.
    pub(super) pieces: Vec<Arc<Piece>>,
    pub(super) known: HashMap<Key, Known>,
    pub(super) version: u64,
    pub(super) next_piece: u32,
    pub(super) next_serial: u64,
    /// About how much text there is.
    pub(super) bytes: usize,
}

/// Where a row is, and when it was read last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) created: i64,
    pub(super) serial: u64,
    /// In seconds.
    pub(super) read_at: i64,
    /// The number of the reply.
    pub(super) reply: u64,
}

impl Store {
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    pub(super) fn row(&self, key: &Key) -> Option<&Row> {
        let known = self.known.get(key)?;
        let (piece, at) = self.spot((Reverse(known.created), known.serial));
        self.pieces.get(piece)?.rows.get(at)
    }

    /// Rows created in a range, the newest first.
    pub(super) fn rows(&self, range: Interval) -> impl Iterator<Item = &Row> {
        let first = self.pieces.partition_point(|piece| !begins_by(piece, range.to));
        let rows = self.pieces[first..].iter().flat_map(move |piece| {
            let newer = piece.newer_than(range.to);
            &piece.rows[newer..]
        });
        rows.take_while(move |row| row.created >= range.from)
    }

    /// How many rows were created in a range.
    pub(super) fn count(&self, range: Interval) -> usize {
        let newer = self.newer_than(range.to);
        self.newer_than(range.from.saturating_sub(1)).saturating_sub(newer)
    }

    /// How many rows are newer than this second: the place of the first that is not.
    pub(super) fn newer_than(&self, second: i64) -> usize {
        let mut newer = 0;
        for piece in &self.pieces {
            let of_piece = piece.newer_than(second);
            newer += of_piece;
            if of_piece < piece.rows.len() {
                break;
            }
        }
        newer
    }

    /// The row at this place, or the last one.
    pub(super) fn at(&self, place: usize) -> Option<&Row> {
        let mut before = 0;
        for piece in &self.pieces {
            if let Some(row) = piece.rows.get(place - before) {
                return Some(row);
            }
            before += piece.rows.len();
        }
        self.pieces.last().and_then(|piece| piece.rows.last())
    }

    /// The second that about half of the rows of a range are newer than.
    pub(super) fn middle(&self, range: Interval) -> Option<i64> {
        let count = self.count(range);
        let row = self.at(self.newer_than(range.to) + count / 2);
        row.filter(|_| count > 1).map(|row| row.created)
    }

    pub(super) fn insert(&mut self, row: Row, read_at: i64, reply: u64) {
        let known = Known { created: row.created, serial: row.serial, read_at, reply };
        self.known.insert(row.key(), known);
        self.bytes += bytes(&row.task);
        let order = row.order();
        let place = self.pieces.partition_point(|piece| piece.last() < Some(order));
        let is_full = |place: usize| {
            self.pieces.get(place).is_none_or(|piece: &Arc<Piece>| piece.rows.len() >= MOST_ROWS)
        };
        // Before the first row of a piece it is put behind the last one of the piece before, so that old pieces do not change.
        let is_between = self.pieces.get(place).is_none_or(|piece| Some(order) < piece.first());
        if is_between {
            let before = place.checked_sub(1).filter(|before| !is_full(*before));
            match before {
                Some(before) => return self.touch(before).rows.push(row),
                None if is_full(place) => return self.insert_piece(place, vec![row]),
                None => {}
            }
        }
        let piece = self.touch(place);
        let at = piece.rows.partition_point(|other| other.order() < order);
        piece.rows.insert(at, row);
        if piece.rows.len() > MOST_ROWS {
            let older = piece.rows.split_off(MOST_ROWS / 2);
            self.insert_piece(place + 1, older);
        }
    }

    /// Takes a row out. Whoever puts it in again keeps its serial.
    pub(super) fn remove(&mut self, key: &Key) -> Option<Row> {
        let known = self.known.remove(key)?;
        let (piece, at) = self.spot((Reverse(known.created), known.serial));
        let found = self.touch(piece);
        let row = found.rows.remove(at);
        if found.rows.is_empty() {
            self.pieces.remove(piece);
        }
        self.bytes = self.bytes.saturating_sub(bytes(&row.task));
        Some(row)
    }

    /// Puts another row in the place of the one of the same key and order.
    pub(super) fn replace(&mut self, row: Row, read_at: i64, reply: u64) {
        let key = row.key();
        // The key that is in the map would keep the old task alive.
        let Some(known) = self.known.remove(&key) else { return };
        self.known.insert(key, Known { read_at, reply, ..known });
        let (piece, at) = self.spot(row.order());
        let added = bytes(&row.task);
        let old = std::mem::replace(&mut self.touch(piece).rows[at], row);
        self.bytes = (self.bytes + added).saturating_sub(bytes(&old.task));
    }

    /// Notes what nobody sees: no change of the version.
    pub(super) fn note(&mut self, key: &Key, bounds: Interval, read_at: i64, reply: u64) {
        let Some(known) = self.known.get_mut(key) else { return };
        (known.read_at, known.reply) = (read_at, reply);
        let order = (Reverse(known.created), known.serial);
        let (piece, at) = self.spot(order);
        if self.pieces[piece].rows[at].bounds != bounds {
            Arc::make_mut(&mut self.pieces[piece]).rows[at].bounds = bounds;
        }
    }

    /// Takes out the oldest rows until at most so many, and so many bytes, are left: the second of the newest of them.
    pub(super) fn trim(&mut self, most: usize, most_bytes: usize) -> Option<i64> {
        let mut newest = None;
        while self.len() > most || self.bytes > most_bytes {
            let oldest = self.pieces.last().and_then(|piece| piece.rows.last())?;
            let key = oldest.key();
            newest = Some(self.remove(&key)?.created);
        }
        newest
    }

    pub(super) fn insert_piece(&mut self, place: usize, rows: Vec<Row>) {
        self.version += 1;
        let piece = Piece { id: self.next_piece, version: self.version, rows };
        self.next_piece += 1;
        self.pieces.insert(place, Arc::new(piece));
    }

    fn touch(&mut self, piece: usize) -> &mut Piece {
        self.version += 1;
        let piece = Arc::make_mut(&mut self.pieces[piece]);
        piece.version = self.version;
        piece
    }

    /// The piece and the place in it of a row of this order.
    fn spot(&self, order: Order) -> (usize, usize) {
        let piece = self.pieces.partition_point(|piece| piece.last() < Some(order));
        let rows = self.pieces.get(piece).map_or(&[][..], |piece| &piece.rows);
        (piece, rows.partition_point(|row| row.order() < order))
    }
}

/// Whether some row of it is not newer than this second.
fn begins_by(piece: &Piece, second: i64) -> bool {
    piece.rows.last().is_some_and(|row| row.created <= second)
}

pub(super) fn bytes(task: &BatchTask) -> usize {
    let odd = |time: &Timestamp| match time {
        Timestamp::Unreadable(received) => received.len(),
        _ => 0,
    };
    let status = match &task.status {
        Reported::Unknown(status) => status.len(),
        Reported::Known(_) => 0,
    };
    let names = task.batch_id.len() + task.task_name.len() + task.task_type.len();
    ROW_BYTES + names + status + odd(&task.begin) + odd(&task.end)
}
