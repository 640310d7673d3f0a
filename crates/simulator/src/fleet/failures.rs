//! Which instances of a batch fail, and why.

use super::{Job, ORIGIN, instances};
use crate::class::Kind;
use crate::dice::{Dice, Throw};

/// How many batches ago agents began not to be reached.
const TIMEOUTS_FOR: u64 = 300;
/// How many batches ago the last instance was not found.
const NOT_FOUND_UNTIL: u64 = 420;

/// Why an instance fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The account has not granted the role that the installer assumes.
    Role,
    Checksum,
    /// The instance did not exist yet.
    NotFound,
    ClassChanging,
    /// The agent did not answer: new in the last days.
    Timeout,
}

impl Cause {
    /// What most failures of a batch have in common.
    pub(crate) fn throw(serial: u64, dice: Dice) -> Self {
        let cause = match dice.below(Throw::Error, 100) {
            0..34 => Self::Role,
            34..58 => Self::Checksum,
            58..74 => Self::ClassChanging,
            _ if Self::Timeout.is_about(serial) => Self::Timeout,
            _ => Self::NotFound,
        };
        if cause.is_about(serial) { cause } else { Self::Role }
    }

    /// The cause for which an offender fails.
    fn of_offender(seed: u64, number: u64) -> Self {
        match instances::dice(seed, number).below(Throw::Error, 100) {
            0..55 => Self::Role,
            55..75 => Self::Checksum,
            75..90 => Self::ClassChanging,
            _ => Self::Timeout,
        }
    }

    fn is_about(self, serial: u64) -> bool {
        match self {
            Self::Timeout => serial + TIMEOUTS_FOR >= ORIGIN,
            Self::NotFound => serial + NOT_FOUND_UNTIL < ORIGIN,
            _ => true,
        }
    }

    /// Whether it can be why this instance fails.
    fn fits(self, number: u64) -> bool {
        match self {
            _ if instances::is_sturdy(number) => false,
            Self::Role => number % 2 == 1,
            Self::NotFound => instances::is_late(number),
            Self::Timeout => !number.is_multiple_of(4),
            _ => true,
        }
    }

    /// `ErrorMsg` as the service writes it.
    pub(crate) fn message(self, seed: u64, number: u64, batch: Dice) -> String {
        let instance = instances::dice(seed, number);
        let (id, detail) = (instances::id(seed, number), instance.bits(Throw::ErrorDetail));
        match self {
            Self::Role => {
                let account = instances::account(number);
                format!("aliuid:{account} assumeOssRole not exist,serviceName:polarclaw")
            }
            Self::Checksum => format!(
                "checksum mismatch: expected sha256:{:08x}, got sha256:{:08x}",
                batch.bits(Throw::ErrorDetail) >> 32,
                detail >> 32
            ),
            Self::NotFound => format!("instance {id} not found"),
            Self::ClassChanging => {
                format!("OperationDenied.DBClusterStatus: instance {id} is in state ClassChanging")
            }
            Self::Timeout => format!(
                "connect to agent 10.{}.{}.{}:8443 timed out after 30000ms",
                detail & 63,
                (detail >> 8) & 255,
                (detail >> 16) & 255
            ),
        }
    }
}

/// The instances of a batch by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Participants {
    pub(crate) failing: Vec<(u64, Cause)>,
    pub(crate) healthy: Vec<u64>,
}

impl Participants {
    /// The failing ones of `job`'s place, offenders before others, and as many healthy ones as it has besides.
    pub(super) fn choose(seed: u64, job: &Job) -> Self {
        let chance = |number: u64| job.dice.part(number);
        let mut candidates: Vec<u64> = job.place.instances().collect();
        candidates.sort_by_cached_key(|number| {
            let rank = chance(*number).bits(Throw::FailureOffset);
            let is_likely = is_likely_to_fail(seed, job, *number);
            (!is_likely, !job.cause.fits(*number), instances::is_sturdy(*number), rank)
        });
        let rest = candidates.split_off((job.failing as usize).min(candidates.len()));
        let failing = candidates.iter().map(|number| (*number, cause(seed, job, *number)));
        let failing = failing.collect();
        let mut healthy = rest;
        healthy.sort_by_cached_key(|number| {
            let rank = chance(*number).bits(Throw::Instance);
            (is_unlikely_to_succeed(job, *number), rank)
        });
        healthy.truncate((job.size - job.failing) as usize);
        Self { failing, healthy }
    }

    /// Those that failed, tried again by `retry`: offenders fail once more, most others do not.
    pub(super) fn again(self, retry: &Job) -> Self {
        let fails = |(number, cause): &(u64, Cause)| {
            let is_lasting = instances::is_offender(*number) || *cause == Cause::NotFound;
            is_lasting || retry.dice.part(*number).happens(Throw::Failures, 15)
        };
        let (failing, healthy): (Vec<_>, Vec<_>) = self.failing.into_iter().partition(fails);
        Self { failing, healthy: healthy.into_iter().map(|(number, _)| number).collect() }
    }
}

fn is_likely_to_fail(seed: u64, job: &Job, number: u64) -> bool {
    let is_about = Cause::of_offender(seed, number).is_about(job.serial);
    let is_named = job.dice.part(number).happens(Throw::Announcement, 60);
    instances::is_offender(number) && is_about && is_named
}

/// 0 for an instance that may well succeed.
fn is_unlikely_to_succeed(job: &Job, number: u64) -> u8 {
    let is_hopeless = number % 16 == 3 || !job.dice.part(number).happens(Throw::PauseAt, 10);
    if instances::is_offender(number) && is_hopeless {
        2
    } else {
        u8::from(instances::is_late(number) && Cause::NotFound.is_about(job.serial))
    }
}

fn cause(seed: u64, job: &Job, number: u64) -> Cause {
    let dice = job.dice.part(number);
    let (own, chance) = (Cause::of_offender(seed, number), dice.below(Throw::ErrorKind, 100));
    let cause = match chance {
        0..75 if instances::is_offender(number) && own.is_about(job.serial) => own,
        0..85 => job.cause,
        _ => Cause::throw(job.serial, dice),
    };
    match cause {
        other if !other.fits(number) => Cause::ClassChanging,
        // Nothing is downloaded.
        Cause::Checksum if job.class.kind != Kind::Install => Cause::ClassChanging,
        cause => cause,
    }
}
