//! Chance without a generator's state: every throw is a hash of the seed, the batch's index and
//! what the throw is for, so that a batch comes out the same however it is reached.

/// The increment of splitmix64.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The throws of one batch or one subtask.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dice(u64);

/// What a throw decides.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Throw {
    Arrival,
    Class,
    Dispatch,
    Announcement,
    Length,
    LengthWithin,
    Size,
    SizeWithin,
    Failures,
    FailureOffset,
    Abort,
    Pause,
    PauseAt,
    PauseLength,
    PauseReason,
    EndField,
    PaddedStatus,
    Wording,
    Skill,
    Place,
    Wave,
    Error,
    ErrorKind,
    ErrorDetail,
    Instance,
    Request,
}

impl Dice {
    /// The throws of the batch `index`.
    pub(crate) fn new(seed: u64, index: u64) -> Self {
        Self(mix(mix(seed.wrapping_add(GOLDEN)) ^ index.wrapping_mul(GOLDEN)))
    }

    /// The throws of the batch's `part`, e.g. a subtask.
    pub(crate) fn part(self, part: u64) -> Self {
        Self(mix(self.0 ^ part.wrapping_add(1).wrapping_mul(GOLDEN)))
    }

    /// 64 even bits.
    pub(crate) fn bits(self, throw: Throw) -> u64 {
        mix(self.0.wrapping_add((throw as u64 + 1).wrapping_mul(GOLDEN)))
    }

    /// A number below `limit`, which is not zero. The bias of the remainder is beneath notice.
    pub(crate) fn below(self, throw: Throw, limit: u64) -> u64 {
        self.bits(throw) % limit
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(self, throw: Throw, low: u64, high: u64) -> u64 {
        low + self.below(throw, high - low + 1)
    }

    /// True `percent` times in a hundred.
    pub(crate) fn happens(self, throw: Throw, percent: u64) -> bool {
        self.below(throw, 100) < percent
    }

    /// One of `choices`, which is not empty.
    pub(crate) fn choose<T: Copy, const N: usize>(self, throw: Throw, choices: &[T; N]) -> T {
        choices[(self.bits(throw) % N as u64) as usize]
    }
}

/// The finaliser of splitmix64.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
