//! The 300 instances: where they are, whose they are, and which of them fail again and again.

use crate::dice::{Dice, Throw};
use crate::identifier::instance_id;

/// How many instances there are; they are numbered from 0.
pub(crate) const INSTANCES: u64 = 300;

/// The sizes of the six waves, which together are the fleet.
const WAVES: [u64; 6] = [12, 24, 44, 60, 72, 88];
/// Steps through the instances so that a wave has some of each place. It has no factor in common with 300.
const WAVE_STEP: u64 = 77;

/// The accounts that own the instances.
const ACCOUNTS: [u64; 3] = [1_422_133_474_238_823, 1_087_744_019_215_531, 1_916_620_853_370_142];

const APPLICATIONS: [&str; 10] = [
    "orders",
    "payments",
    "search",
    "billing",
    "catalog",
    "reports",
    "identity",
    "chat",
    "risk",
    "logistics",
];
const OWNERS: [&str; 5] =
    ["team-trade", "team-data", "team-growth", "team-platform", "数据库平台组"];

/// Which instances a batch is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    HangzhouCanary,
    Canary,
    Hangzhou,
    Shanghai,
    Beijing,
    FleetA,
    FleetB,
    AllRegions,
    /// One of the waves, from 1.
    Wave(u64),
}

impl Place {
    /// The places of single batches; the small ones come up more often.
    pub(crate) const SINGLE: [Self; 10] = [
        Self::HangzhouCanary,
        Self::HangzhouCanary,
        Self::Canary,
        Self::Canary,
        Self::Hangzhou,
        Self::Shanghai,
        Self::Shanghai,
        Self::Beijing,
        Self::FleetA,
        Self::FleetB,
    ];

    /// As it stands in names; a wave is named by its language.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::HangzhouCanary => "hz canary",
            Self::Canary => "canary",
            Self::Hangzhou => "cn-hangzhou",
            Self::Shanghai => "cn-shanghai",
            Self::Beijing => "bj",
            Self::FleetA => "fleet A",
            Self::FleetB => "fleet B",
            Self::AllRegions | Self::Wave(_) => "all regions",
        }
    }

    /// How many instances it has. It is asked for each batch of a list, so that nothing is counted.
    pub(crate) fn size(self) -> u64 {
        match self {
            Self::HangzhouCanary => 9,
            Self::Canary => 25,
            Self::Hangzhou => 150,
            Self::Shanghai => 80,
            Self::Beijing => 70,
            Self::FleetA | Self::FleetB => 100,
            Self::AllRegions => INSTANCES,
            Self::Wave(wave) => WAVES[(wave.clamp(1, 6) - 1) as usize],
        }
    }

    /// The numbers of its instances.
    pub(crate) fn instances(self) -> impl Iterator<Item = u64> {
        (0..INSTANCES).filter(move |number| self.has(*number))
    }

    fn has(self, number: u64) -> bool {
        match self {
            Self::HangzhouCanary => number < 150 && number % 18 == 5,
            Self::Canary => number % 12 == 7,
            Self::Hangzhou => number < 150,
            Self::Shanghai => (150..230).contains(&number),
            Self::Beijing => number >= 230,
            Self::FleetA => number.is_multiple_of(3),
            Self::FleetB => number % 3 == 1,
            Self::AllRegions => true,
            Self::Wave(wave) => wave_of(number) == wave,
        }
    }
}

/// The wave that an instance is in, from 1.
fn wave_of(number: u64) -> u64 {
    let place = number * WAVE_STEP % INSTANCES;
    let mut end = 0;
    let is_before = |size: &&u64| {
        end += **size;
        place >= end
    };
    WAVES.iter().take_while(is_before).count() as u64 + 1
}

/// One of the 38 instances that fail in most of their batches.
pub(crate) fn is_offender(number: u64) -> bool {
    number % 8 == 3
}

/// One of the 82 instances that fail only where a batch fails on all the others.
pub(crate) fn is_sturdy(number: u64) -> bool {
    number % 10 < 3 && !is_offender(number)
}

/// One of the 60 instances that did not exist yet while [`Cause::NotFound`](super::failures::Cause) was about.
pub(crate) fn is_late(number: u64) -> bool {
    number % 5 == 4
}

/// The account that owns the instance.
pub(crate) fn account(number: u64) -> u64 {
    ACCOUNTS[(number * 7 % 13 % 3) as usize]
}

/// What is always the same of one instance.
pub(crate) fn dice(seed: u64, number: u64) -> Dice {
    Dice::new(seed, u64::MAX - 1).part(number)
}

/// The id of the instance.
pub(crate) fn id(seed: u64, number: u64) -> String {
    instance_id(dice(seed, number))
}

/// The name that its owners gave it, and the owners.
pub(crate) fn name_and_owner(seed: u64, number: u64) -> (String, &'static str) {
    let dice = dice(seed, number);
    let application = dice.choose(Throw::Skill, &APPLICATIONS);
    let stage = if dice.happens(Throw::Wave, 70) { "prod" } else { "staging" };
    (format!("{application}-{stage}-{number:03}"), dice.choose(Throw::Place, &OWNERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_waves_have_their_sizes() {
        let waves = (1..=6).map(Place::Wave);
        for place in Place::SINGLE.into_iter().chain([Place::AllRegions]).chain(waves) {
            assert_eq!(place.instances().count() as u64, place.size(), "{place:?}");
        }
        assert_eq!(WAVES.iter().sum::<u64>(), INSTANCES);
        assert_eq!((0..INSTANCES).filter(|number| is_offender(*number)).count(), 38);
        assert_eq!((0..INSTANCES).filter(|number| is_sturdy(*number)).count(), 82);
    }
}
