//! How much is asked of PolarDB and of the proxy: the same on the command line and in the file.

use std::time::Duration;

use clap::Args;

use crate::outbound::pace::{Rate, UpstreamPace};
use crate::outbound::saving::Saving;

/// What is left out is as usual.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// For how many seconds a good answer is given again without a call; 0 switches that off
    /// [default: 2].
    #[arg(long, value_name = "SECONDS", env = "BATCH_PROXY_CACHE_SECONDS")]
    #[arg(value_parser = clap::value_parser!(u32).range(..=3600))]
    pub cache_seconds: Option<u32>,
    /// For how many seconds after that it stands in for an error that may pass; 0 switches that off
    /// [default: 60].
    #[arg(long, value_name = "SECONDS", env = "BATCH_PROXY_STALE_SECONDS")]
    #[arg(value_parser = clap::value_parser!(u32).range(..=3600))]
    pub stale_seconds: Option<u32>,
    /// How many calls to PolarDB may be in flight [default: 64].
    #[arg(long, value_name = "N", env = "BATCH_PROXY_UPSTREAM_IN_FLIGHT")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=64))]
    pub upstream_in_flight: Option<u32>,
    /// How many calls to PolarDB may begin in a second, on the long run; three times as many at once
    /// [default: 30].
    #[arg(long, value_name = "N", env = "BATCH_PROXY_UPSTREAM_RATE")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub upstream_rate: Option<u32>,
    /// How many requests a caller may send in a second, on the long run; ten times as many at once
    /// [default: 40].
    #[arg(long, value_name = "N", env = "BATCH_PROXY_CALLER_RATE")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub caller_rate: Option<u32>,
}

impl Limits {
    /// These, and where they say nothing, `below`.
    #[must_use]
    pub fn above(self, below: Self) -> Self {
        Self {
            cache_seconds: self.cache_seconds.or(below.cache_seconds),
            stale_seconds: self.stale_seconds.or(below.stale_seconds),
            upstream_in_flight: self.upstream_in_flight.or(below.upstream_in_flight),
            upstream_rate: self.upstream_rate.or(below.upstream_rate),
            caller_rate: self.caller_rate.or(below.caller_rate),
        }
    }

    /// How long an answer serves.
    pub fn saving(&self) -> Saving {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        let usual = Saving::default();
        Saving {
            fresh: self.cache_seconds.map_or(usual.fresh, seconds),
            stale_if_error: self.stale_seconds.map_or(usual.stale_if_error, seconds),
        }
    }

    /// The turns of the calls to PolarDB, all to give.
    pub fn upstream(&self) -> UpstreamPace {
        let (in_flight, rate) = self.turns();
        UpstreamPace::new(in_flight, rate)
    }

    /// How many calls may be in flight, and how fast they may begin.
    pub(crate) fn turns(&self) -> (usize, Rate) {
        let in_flight = self.upstream_in_flight.map_or(UpstreamPace::IN_FLIGHT, |n| n as usize);
        let rate = |rate: u32| Rate::of(rate, rate.saturating_mul(3));
        (in_flight, self.upstream_rate.map_or(Rate::UPSTREAM, rate))
    }

    /// The requests of one caller.
    pub fn caller(&self) -> Rate {
        let rate = |rate: u32| Rate::of(rate, rate.saturating_mul(10));
        self.caller_rate.map_or(Rate::CALLER, rate)
    }
}
