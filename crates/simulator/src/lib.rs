//! A stand-in for the PolarDB endpoint's batch tasks, as an axum [`Router`]: for a
//! demo without an account, for tests and for benchmarks.
//!
//! It is strict where the real service is: the signature is verified, the date has to be within 15
//! minutes, a nonce works once, and errors come in the cloud's envelope with its codes. It answers
//! `DescribeBatchTasks` and `DescribeBatchTask` in the documented shapes, with the quirks of the
//! documents' own samples: list times without a zone, detail times with slashes, `"RUNNING "` with
//! a trailing blank, a `TaskEnd` on a running batch or none at all. An empty `Status` list or a
//! bare word in its place is refused, which the real service may or may not do. STS's `GetCallerIdentity` is answered too.
//!
//! # Tasks
//! The tasks move on with the time that the given clock tells; the library reads no other. A batch
//! is a pure function of seed, index and instant: dispatched, running with pauses, completed (some
//! in part) or failed, with an error message at each failed subtask. Nothing is stored, so a
//! million tasks take no more memory than one. A list without a type or status costs the same
//! however many there are, and so does one of unfinished tasks, which all are younger than two
//! hours. Any other filter takes one hash per task in range, for that hash tells the type and the
//! final status: 13 ms for a million in a release build, 50 ms without optimisation.
//!
//! There are two worlds. [`Scenario::Steady`] has a batch a minute, each with instances of its own; tests and reference pictures
//! depend on its bytes. [`Scenario::Fleet`], of the demo, has 300 instances that come up again and again, rollouts in
//! waves and retries; a batch of it costs a few microseconds too.
//!
//! The same settings, the same instant of [`Simulator::new`], the same instant of the request and
//! the same number of requests before it give the same bytes.
//!
//! # Faults
//! What can go wrong on the way to a cloud and in its replies goes wrong here when it is asked for:
//! late and broken replies, pages of other services, errors by their codes, a wrong clock, rows
//! that cannot be. A [`Fault`] is for the next calls or holds until it is cleared. A test sets it by
//! [`Handle::set_fault`]; a person by `POST /__fault` where [`Simulator::fault_router`] is mounted,
//! in the same words, and `GET /__fault` lists them all. Those that spoil the simulator's own reply
//! do so after the request was verified; the others answer whoever asks.
//!
//! # Not here
//! A server or a binary: mount the router. Creating batches: nothing that writes is answered.
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use simulator::{Settings, Simulator};
//!
//! let credentials = acs3::Credentials::new("demoAccessKeyId", "demoAccessKeySecret");
//! // In earnest: `Utc::now`.
//! let clock = || DateTime::<Utc>::from_timestamp(1_775_520_000, 0).unwrap_or_default();
//! let simulator = Simulator::new(Settings::new(credentials), clock);
//! let router: axum::Router = simulator.router();
//! simulator.handle().set_fault(simulator::Fault::parse("kind=throttled&status=429&times=3")?);
//! assert_eq!(simulator.handle().calls(), 0);
//! # Ok::<(), simulator::FaultError>(())
//! ```

mod calendar;
mod cast;
mod class;
mod control;
mod dice;
mod endpoint;
mod fault;
mod filter;
mod fleet;
mod identifier;
mod nonces;
mod operations;
mod parameters;
mod plan;
mod refusal;
mod reply;
mod shapes;
mod state;
mod wording;
mod world;

use std::collections::BTreeSet;
use std::sync::Arc;

use acs3::Credentials;
use axum::Router;
use chrono::{DateTime, Utc};

/// The header by which each reply says that the simulator stands in for `PolarDB, STS`: a client that would ask STS whose
/// key it has may ask here.
pub const SIMULATED: &str = "x-simulated";

pub use control::{Handle, LoggedRequest};
pub use fault::{ApiError, BodyFault, Effect, Fault, FaultError, ListFault, RowFault};
pub use reply::{Delivery, Reply};

use class::Class;
use dice::Dice;
use endpoint::Endpoint;

/// What is simulated.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The one access key that is known.
    pub credentials: Credentials,
    /// How many batches were created before the start, one a minute.
    pub tasks: u32,
    /// Which world it is: another seed, other batches.
    pub seed: u64,
    /// Whether new batches keep coming, one a minute.
    pub arrivals: bool,
    /// Whether a few batches have a type or a status that no document names.
    pub oddities: bool,
    /// Whether replies have the quirks of the documents' samples: `"RUNNING "`, a `TaskEnd` on unfinished batches, a
    /// `TotalCount` of 0 while dispatching.
    pub quirks: bool,
    /// What the batches are like.
    pub scenario: Scenario,
}

/// What the batches of a world are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scenario {
    /// One batch a minute, each by itself. Tests and pictures depend on it: it does not change.
    #[default]
    Steady,
    /// One fleet of 300 instances, on which skills are rolled out in waves: about 1,000 batches a week, most of them in
    /// working hours, and one a minute from an hour before the start on. Some instances fail again and again.
    Fleet,
}

/// An instance of [`Scenario::Fleet`], as the teams that use it know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetInstance {
    /// `pa-…` or `pc-…`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub owner: &'static str,
}

impl Settings {
    /// 128 tasks of the seed 1, with arrivals and oddities.
    pub fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            tasks: 128,
            seed: 1,
            arrivals: true,
            oddities: true,
            quirks: true,
            scenario: Scenario::Steady,
        }
    }

    /// Documented values only, and counts that stay: no oddities, no quirks, no new batches.
    #[must_use]
    pub fn plain(self) -> Self {
        Self { arrivals: false, oddities: false, quirks: false, ..self }
    }

    /// All instances of [`Scenario::Fleet`].
    pub fn fleet_instances(&self) -> Vec<FleetInstance> {
        let instance = |number| {
            let (name, owner) = fleet::instances::name_and_owner(self.seed, number);
            FleetInstance { id: fleet::instances::id(self.seed, number), name, owner }
        };
        (0..fleet::instances::INSTANCES).map(instance).collect()
    }

    /// Every `TaskName` of the first `batches` batches, each once. The vocabulary is finite: 20,000 batches have all of it.
    pub fn task_names(&self, batches: u64) -> BTreeSet<String> {
        let name = |index| {
            let dice = Dice::new(self.seed, index);
            wording::task_name(Class::throw(dice, self.oddities).kind, dice)
        };
        (0..batches).map(name).collect()
    }
}

/// The simulated endpoint.
#[derive(Clone)]
pub struct Simulator {
    endpoint: Arc<Endpoint>,
}

impl Simulator {
    /// Starts a world as of what `clock` tells now; each request asks it again.
    pub fn new(
        settings: Settings,
        clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
    ) -> Self {
        Self { endpoint: Arc::new(Endpoint::new(settings, Box::new(clock))) }
    }

    /// The endpoint, to be served at the root: it answers `POST /` and `GET /`, everything else
    /// with an error of the cloud's form. All routers of one simulator share its state.
    pub fn router(&self) -> Router {
        Router::new().fallback(endpoint::answer).with_state(Arc::clone(&self.endpoint))
    }

    /// The control of the faults, `/__fault`, to be merged into the endpoint's router where whoever
    /// runs the simulator may reach it and nobody else: on loopback. It refuses pages in browsers.
    pub fn fault_router(&self) -> Router {
        fault::http::router(self.handle())
    }

    /// What tests hold: to set faults and to see what was asked.
    pub fn handle(&self) -> Handle {
        self.endpoint.handle()
    }
}
