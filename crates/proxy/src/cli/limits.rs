//! The options that bound how often PolarDB is called, and by whom the proxy.

use std::time::Duration;

use clap::Args;

use crate::pace::{Rate, UpstreamPace};
use crate::saving::Saving;

/// How much is asked of PolarDB, and of the proxy.
#[derive(Args)]
pub(super) struct Limits {
    /// For how many seconds a good answer is given again without a call; 0 switches that off.
    #[arg(long, value_name = "SECONDS", default_value_t = 2)]
    #[arg(value_parser = clap::value_parser!(u32).range(..=3600))]
    cache_seconds: u32,
    /// For how many seconds after that it stands in for an error that may pass; 0 switches that off.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    #[arg(value_parser = clap::value_parser!(u32).range(..=3600))]
    stale_seconds: u32,
    /// How many calls to PolarDB may be in flight.
    #[arg(long, value_name = "N", default_value_t = 64)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=64))]
    upstream_in_flight: u32,
    /// How many calls to PolarDB may begin in a second, on the long run.
    #[arg(long, value_name = "N", default_value_t = Rate::UPSTREAM.per_second.get())]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    upstream_rate: u32,
    /// How many requests a caller may send in a second, on the long run; ten times as many at once.
    #[arg(long, value_name = "N", default_value_t = Rate::CALLER.per_second.get())]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    caller_rate: u32,
}

impl Limits {
    pub(super) fn saving(&self) -> Saving {
        Saving {
            fresh: Duration::from_secs(self.cache_seconds.into()),
            stale_if_error: Duration::from_secs(self.stale_seconds.into()),
        }
    }

    pub(super) fn upstream(&self) -> UpstreamPace {
        let burst = self.upstream_rate.saturating_mul(3);
        let in_flight = self.upstream_in_flight as usize;
        UpstreamPace::new(in_flight, Rate::of(self.upstream_rate, burst))
    }

    pub(super) fn caller(&self) -> Rate {
        Rate::of(self.caller_rate, self.caller_rate.saturating_mul(10))
    }
}
