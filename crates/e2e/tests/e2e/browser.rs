//! A browser of its own with a fresh profile, and the driver that moves it. Both end with the test.

mod driver;
mod emulation;
mod engine;

use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use driver::Driver;
pub(crate) use engine::Engine;

/// Times are shown, and typed, in a zone that is neither UTC nor the machine's.
pub(crate) const ZONE: &str = "Asia/Shanghai";

/// How long one script may take. The longest are a run of axe-core and a hundred refreshes.
const SCRIPT_DEADLINE: Duration = Duration::from_secs(180);

/// The browser with its driver.
pub(crate) struct Browser {
    pub(crate) client: Client,
    pub(crate) engine: Engine,
    _driver: Driver,
    _scratch: TempDir,
}

/// A line of the browser's console.
#[derive(Debug, Deserialize)]
pub(crate) struct ConsoleLine {
    pub(crate) level: String,
    pub(crate) message: String,
}

impl Browser {
    /// Starts both, on request as browsers were before they could anchor a menu to its button.
    pub(crate) async fn start(has_anchors: bool) -> Self {
        let engine = Engine::of_this_run();
        let scratch = TempDir::new().unwrap();
        let driver = Driver::start(engine, scratch.path());
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(engine.capabilities(scratch.path(), has_anchors))
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .unwrap_or_else(|error| panic!("{engine:?} does not start: {error}"));
        let browser = Self { client, engine, _driver: driver, _scratch: scratch };
        if engine == Engine::WebKit {
            // The others take it from the command line.
            browser.resize(1400, 900).await;
        }
        browser
    }

    /// Sends a command of the DevTools protocol, which is Chromium's own.
    pub(crate) async fn devtools(&self, method: &str, params: Value) -> Value {
        self.needs(Engine::Chromium, method);
        self.issue("goog/cdp/execute", json!({ "cmd": method, "params": params })).await
    }

    /// Runs a script that may do all that Firefox itself may. Returns what it returns.
    pub(crate) async fn in_firefox(&self, script: &str) -> Value {
        self.needs(Engine::Firefox, script);
        self.issue("moz/context", json!({ "context": "chrome" })).await;
        let outcome = self.client.execute(script, Vec::new()).await;
        self.issue("moz/context", json!({ "context": "content" })).await;
        outcome.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Nobody passes by accident where what the test is about cannot be had.
    fn needs(&self, engine: Engine, what: &str) {
        assert!(
            self.engine == engine,
            "{what:?} is a command to {engine:?}, and this is {:?}: a test that needs it is to be in left_out.rs",
            self.engine
        );
    }

    /// Sends a command of a driver's own beside the standard's.
    async fn issue(&self, path: &'static str, body: Value) -> Value {
        self.client.issue_cmd(VendorCommand { path, body }).await.unwrap()
    }

    /// Ends the browser, then its driver.
    pub(crate) async fn quit(self) {
        self.client.close().await.unwrap();
    }
}

/// A command of the driver's own beside the standard's.
#[derive(Debug)]
struct VendorCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for VendorCommand {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
