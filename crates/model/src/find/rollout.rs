//! What a name says of its rollout: which batches belong together although each of them has a name of its own.
//!
//! Names of one rollout differ in what counts: versions, dates, hashes, and the number of a wave. So a rollout is the name
//! without that. The rules, which `tests` has as tables:
//!
//! - **Numbers** never matter: digits, versions with their tails (`3.0.0-rc1`, `v1.4.x`, `2.1.0-SNAPSHOT`), dates and times, hashes,
//!   UUIDs and ids of instances. They are shown as `‹n›`.
//! - **Wave words** matter no more than their number, where they have one: `wave 3`, `w3`, `phase B`, `2nd batch`, `stage 2 of 5`,
//!   `第二批`, `批次 3`, `首批`. Without a number they are words like any other.
//! - **Places stay apart**: a canary, a region and a fleet with a letter are other instances, which people name because they look at them
//!   one by one, and `install x · canary` says little about `install x · cn-hangzhou`. Who wants them together searches for `x`.
//! - **What is done stays apart**: a retry and a rollback are no part of the rollout that they are for.
//! - White space, punctuation and case are no difference.

use std::collections::HashMap;

mod han;
mod numbers;
mod parts;
mod waves;

use parts::{Kind, Name, Part};

/// What stands for a number.
pub const NUMBER: &str = "‹n›";

/// What a name says of its rollout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rollout {
    /// Tells it from all others: its words. Empty for a name without a character only.
    pub key: String,
    /// The name with [`NUMBER`] for what differs, as it is shown.
    pub title: String,
    /// Tells one run of a rollout from others as far as names do: its words with the version, without the wave.
    pub run: String,
    /// The wave, where it can be read.
    pub wave: Option<Wave>,
}

/// The number of a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wave {
    /// From 1.
    pub number: u32,
    /// How many there are, where the name says so: `3/6`, `wave 3 of 6`.
    pub of: Option<u32>,
}

impl Rollout {
    /// What a name says.
    pub fn read(name: &str) -> Self {
        let name = Name::new(name);
        let parts = numbers::joined(&name.chars, &parts::parts(&name.chars));
        let mut parts = han::with_waves(&name.chars, parts);
        let wave = waves::find(&name.chars, &mut parts);
        Self { key: key(&name, &parts), title: title(&name, &parts), run: run(&name, &parts), wave }
    }
}

/// The words. A name that has none is told by what else it has.
fn key(name: &Name, parts: &[Part]) -> String {
    let of_kind = |kind: Kind| {
        let parts = parts.iter().filter(move |part| part.kind == kind);
        parts.map(|part| name.folded(part)).collect::<Vec<_>>()
    };
    let words = [Kind::Word, Kind::Wave].map(|kind| single_spaced(&of_kind(kind).join(" ")));
    if let Some(words) = words.into_iter().find(|words| !words.is_empty()) {
        return words;
    }
    let has_number = parts.iter().any(|part| part.kind == Kind::Number);
    if has_number { NUMBER.to_owned() } else { of_kind(Kind::Mark).concat() }
}

fn title(name: &Name, parts: &[Part]) -> String {
    let shown = parts.iter().map(|part| match part.kind {
        Kind::Number => NUMBER,
        Kind::Space => " ",
        Kind::Word | Kind::Wave | Kind::Mark => name.as_typed(part),
    });
    single_spaced(&shown.collect::<String>())
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn run(name: &Name, parts: &[Part]) -> String {
    let is_of_run =
        |part: &&Part| matches!(part.kind, Kind::Word | Kind::Number) && !part.is_of_wave;
    parts.iter().filter(is_of_run).map(|part| name.folded(part)).collect::<Vec<_>>().join(" ")
}

/// A rollout by its number in [`Rollouts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RolloutId(u32);

/// The rollouts of many batches: each name is read once, and rollouts are told apart by numbers.
#[derive(Clone, Debug, Default)]
pub struct Rollouts {
    of_names: HashMap<String, RolloutId>,
    of_keys: HashMap<String, RolloutId>,
}

impl Rollouts {
    /// The rollout of a name.
    pub fn of(&mut self, name: &str) -> RolloutId {
        if let Some(known) = self.of_names.get(name) {
            return *known;
        }
        let next = RolloutId(u32::try_from(self.of_keys.len()).unwrap_or(u32::MAX));
        let id = *self.of_keys.entry(Rollout::read(name).key).or_insert(next);
        self.of_names.insert(name.to_owned(), id);
        id
    }

    /// The rollout of a name, if one with this key was seen before.
    pub fn known(&self, name: &str) -> Option<RolloutId> {
        let by_key = || self.of_keys.get(&Rollout::read(name).key);
        self.of_names.get(name).or_else(by_key).copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.of_keys.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.of_keys.is_empty()
    }
}

#[cfg(test)]
mod tests;
