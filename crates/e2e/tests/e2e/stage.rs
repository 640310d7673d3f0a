//! The set of a test: the site behind a proxy, the simulator behind that, and a browser in front.

use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use acs3::Credentials;
use axum::Router;
use proxy::inbound::app::{self, App};
use proxy::inbound::callers::{Callers, Hash, Token};
use proxy::inbound::console_config::ConsoleEntry;
use proxy::inbound::guard::Guard;
use proxy::inbound::server;
use proxy::inbound::site::Console;
use proxy::outbound::ambient::Ambient;
use proxy::outbound::cloud_clock::CloudClock;
use proxy::outbound::forward::{Forwarder, Timeouts};
use proxy::outbound::upstream::Upstream as Address;
use simulator::{Settings, Simulator};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::browser::{Browser, ConsoleLine, Engine};
use crate::clock::Clock;
use crate::leap;
use crate::nginx::Nginx;
use crate::plain::{self, File, Files, GivenUp};
use crate::upstream::Upstream;
use crate::visit::Visit;

/// What a test may want otherwise than usual.
pub(crate) struct Stage {
    proxy_secret: &'static str,
    /// What the proxy wants of its callers, if anything.
    token: Option<&'static str>,
    is_demo: bool,
    is_plain: bool,
    has_status_counts: bool,
    /// How many batches there are, and are read by themselves, where the index is what the test is about.
    indexed: Option<u32>,
    stands: bool,
    is_alone: bool,
    has_anchors: bool,
    /// Where nginx serves the site, if it does.
    nginx_path: Option<&'static str>,
    complaints: Vec<&'static str>,
}

const KEY: &str = "testAccessKeyId";
const SECRET: &str = "testAccessKeySecret";

/// Read by each stage while it is played, written by one that has to be alone.
static STAGES: RwLock<()> = RwLock::new(());

impl Stage {
    /// A real endpoint, as far as the console can tell.
    pub(crate) fn new() -> Self {
        Self {
            proxy_secret: SECRET,
            token: None,
            is_demo: false,
            is_plain: false,
            has_status_counts: false,
            indexed: None,
            stands: false,
            is_alone: false,
            has_anchors: true,
            nginx_path: None,
            complaints: Vec::new(),
        }
    }

    /// The simulator itself stands at `/rpc`: nobody reads what it sends before the console does. It knows no
    /// signature, so a test says what it answers, by [`Upstream::answer`] and [`Upstream::answer_next`]. The page asks
    /// once a second.
    pub(crate) fn plain() -> Self {
        Self { is_plain: true, ..Self::new() }
    }

    /// The console asks how many tasks are in each status too. Elsewhere it does not, so that tests count the requests they
    /// are about.
    pub(crate) fn with_status_counts() -> Self {
        Self { has_status_counts: true, ..Self::new() }
    }

    /// So many batches, which the console reads by itself, and the proxy names their source.
    pub(crate) fn with_index(tasks: u32) -> Self {
        Self { indexed: Some(tasks), ..Self::new() }
    }

    /// As [`with_status_counts`](Self::with_status_counts), and time stands at [`clock::STANDS_AT`](crate::clock::STANDS_AT), so
    /// that every run shows the same. It passes by [`Visit::leap`].
    pub(crate) fn standing() -> Self {
        Self { stands: true, ..Self::with_status_counts() }
    }

    /// As [`plain`](Self::plain), and the page's clock stands.
    pub(crate) fn plain_and_standing() -> Self {
        Self { stands: true, ..Self::plain() }
    }

    /// nginx serves the site below this path, and has the proxy behind it.
    pub(crate) fn under_nginx(path: &'static str) -> Self {
        Self { nginx_path: Some(path), ..Self::new() }
    }

    /// The proxy says that its tasks are simulated.
    pub(crate) fn demo() -> Self {
        Self { is_demo: true, ..Self::new() }
    }

    /// The proxy lets in who has this token.
    pub(crate) fn with_token(token: &'static str) -> Self {
        Self { token: Some(token), ..Self::new() }
    }

    /// The proxy signs with a secret that PolarDB does not know.
    pub(crate) fn with_wrong_secret() -> Self {
        Self { proxy_secret: "anotherAccessKeySecret", ..Self::new() }
    }

    /// The browser has to complain with these texts, each at least once, and with no other.
    pub(crate) fn complaining(mut self, complaints: &[&'static str]) -> Self {
        self.complaints = complaints.to_vec();
        self
    }

    /// No other test runs meanwhile. For limits of real time that other browsers on the same cores could break.
    pub(crate) fn alone(mut self) -> Self {
        self.is_alone = true;
        self
    }

    /// The browser cannot anchor a menu to its button, as Firefox before 147 and Safari before 26.
    pub(crate) fn without_anchors(mut self) -> Self {
        self.has_anchors = false;
        self
    }

    /// Plays a scene, ends the browser however the scene went, and checks what its console said.
    pub(crate) fn play(self, scene: impl AsyncFnOnce(&Visit)) {
        // A test that failed has left nothing half done behind these.
        let _alone = self.is_alone.then(|| STAGES.write().unwrap_or_else(PoisonError::into_inner));
        let _beside_others =
            (!self.is_alone).then(|| STAGES.read().unwrap_or_else(PoisonError::into_inner));
        let runtime = Runtime::new().unwrap();
        let visit = runtime.block_on(self.open());
        let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(scene(&visit))));
        let engine = visit.browser.engine;
        let lines = runtime.block_on(visit.browser.console_lines());
        if let Err(panic) = outcome {
            eprintln!("On the page: {}", runtime.block_on(visit.page_text()));
            eprintln!("On its console: {lines:#?}");
            eprintln!("Asked of PolarDB: {:#?}", visit.upstream.queries());
            runtime.block_on(visit.browser.quit());
            resume_unwind(panic);
        }
        runtime.block_on(visit.browser.quit());
        check_console(engine, &lines, &self.complaints);
    }

    async fn open(&self) -> Visit {
        let usual = Settings::new(Credentials::new(KEY, SECRET));
        let tasks = self.indexed.unwrap_or(usual.tasks);
        let settings = Settings { arrivals: false, tasks, ..usual };
        let clock = if self.stands { Clock::standing() } else { Clock::running() };
        let of_simulator = clock.clone();
        // At `began` exactly when the world begins.
        let simulator = Simulator::new(settings, move || of_simulator.now());
        let given_up = GivenUp::default();
        let upstream = Upstream { handle: simulator.handle(), clock, given_up: given_up.clone() };
        let (listener, address) = bind().await;
        serve(listener, simulator.router());
        let (listener, own) = bind().await;
        let front = if self.nginx_path.is_some() { Some(free_address().await) } else { None };
        let app = self.app(own, address, front, &upstream.clock);
        let (mut site, files) = (app::router(app), Files::default());
        if self.is_plain {
            site = plain::with_endpoint(site, simulator.router(), given_up, self.stands);
            files.put("/config.json", File::json(&plain::config().to_string()));
        }
        serve(listener, files.over(site));
        let (mut origin, mut nginx) = (format!("http://{own}"), None);
        if let (Some(path), Some(front)) = (self.nginx_path, front) {
            nginx = Some(Nginx::start(front, path, own).await);
            origin = format!("http://{front}{}", path.trim_end_matches('/'));
        }
        let browser = Browser::start(self.has_anchors).await;
        let visit = Visit { browser, origin, files, upstream, _nginx: nginx };
        if self.stands {
            visit.run_first(&leap::stand()).await;
            visit.run_first(leap::LEAP).await;
        }
        visit
    }

    fn app(
        &self,
        own: SocketAddr,
        upstream: SocketAddr,
        front: Option<SocketAddr>,
        clock: &Clock,
    ) -> App {
        let site = PathBuf::from(plain::SITE);
        assert!(site.join("index.html").is_file(), "no site in dist/: run `cargo xtask dist`");
        let hosts: Vec<_> = front.iter().map(SocketAddr::to_string).collect();
        let token = |token| Token::new("ops".to_owned(), Hash::of(token), None).unwrap();
        let tokens = self.token.map(token).into_iter().collect();
        let forwarder = Forwarder::new(
            Address::parse(&format!("http://{upstream}")).unwrap(),
            Credentials::new(KEY, self.proxy_secret),
            Timeouts::default(),
            Arc::new(CloudClock::new(Arc::new(clock.clone()))),
        );
        let mut forwarder = forwarder.unwrap();
        if self.indexed.is_some() {
            forwarder = forwarder.naming_source().unwrap();
        }
        let label = if self.is_demo { "Demo" } else { "cn-hangzhou" };
        App {
            guard: Guard::new(own, &hosts, &[]).unwrap().with_callers(Callers::new(tokens, None)),
            forwarder,
            entry: ConsoleEntry {
                id: "default".to_owned(),
                label: label.to_owned(),
                region: Some("cn-hangzhou".to_owned()),
                is_demo: self.is_demo,
                has_status_counts: self.has_status_counts,
                // No test counts calls that it is not about.
                index_auto: Some(self.indexed.map_or(0, |_| 1_000)),
            },
            console: Some(Console::Directory(site)),
            instances: None,
        }
    }
}

async fn bind() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// For a program that takes no listener.
async fn free_address() -> SocketAddr {
    bind().await.1
}

/// Until the runtime of the test ends.
fn serve(listener: TcpListener, router: Router) {
    tokio::spawn(server::serve(listener, router, std::future::pending()));
}

fn check_console(engine: Engine, lines: &[ConsoleLine], expected: &[&str]) {
    // The texts are Chromium's. Others say the same in other words, and may say more when something is wrong.
    if engine != Engine::Chromium && !expected.is_empty() {
        return;
    }
    let complaints: Vec<_> =
        lines.iter().filter(|line| line.level == "SEVERE").map(|line| &line.message).collect();
    let unexpected: Vec<_> = complaints
        .iter()
        .filter(|message| !expected.iter().any(|expected| message.contains(expected)))
        .collect();
    assert!(unexpected.is_empty(), "on the browser's console: {unexpected:#?}");
    for expected in expected {
        let is_there = complaints.iter().any(|message| message.contains(expected));
        assert!(is_there, "no {expected:?} on the browser's console: {lines:#?}");
    }
}
