//! Rows in pieces: what readers share, what is compared for news, and what is written to the storage.

use std::sync::Arc;

use super::row::{Order, Row};

/// The most rows of a piece.
pub(super) const MOST_ROWS: usize = 1_000;

/// Up to 1,000 rows that follow each other, the newest first. It never changes: there is another one of the same id then.
#[derive(Clone, Debug)]
pub struct Piece {
    pub(super) id: u32,
    pub(super) version: u64,
    pub(super) rows: Vec<Row>,
}

/// All rows at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The version of the newest change.
    pub version: u64,
    /// The rows, the newest first.
    pub pieces: Vec<Arc<Piece>>,
}

impl Piece {
    /// Names the piece as long as the index exists, also across visits.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The version of the index at which something in it changed last.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Its rows, the newest first; there is at least one.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn first(&self) -> Option<Order> {
        self.rows.first().map(Row::order)
    }

    pub(super) fn last(&self) -> Option<Order> {
        self.rows.last().map(Row::order)
    }

    /// How many rows are newer than this second.
    pub(super) fn newer_than(&self, second: i64) -> usize {
        self.rows.partition_point(|row| row.created > second)
    }
}

impl Snapshot {
    /// The rows, the newest first.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.pieces.iter().flat_map(|piece| &piece.rows)
    }
}
