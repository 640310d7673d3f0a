//! A browser of its own with a fresh profile, and the driver that moves it. Both end with the test.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

/// No window, no sandbox (a container's root has none), no traffic of the browser's own, and no renderers but the page's: the
/// pop-ups of the address bar are pages too, which are loaded at the start and cost half a second of processor time.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess",
    "--no-first-run",
    "--window-size=1400,900",
    "--lang=en-US",
];

/// Times are shown, and typed, in a zone that is neither UTC nor the machine's.
pub(crate) const ZONE: &str = "Asia/Shanghai";

/// How long one script may take. The longest are a run of axe-core and a hundred refreshes.
const SCRIPT_DEADLINE: Duration = Duration::from_secs(180);

/// The browser with its driver.
pub(crate) struct Browser {
    pub(crate) client: Client,
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
    /// Starts both.
    pub(crate) async fn start() -> Self {
        let scratch = TempDir::new().unwrap();
        let driver = Driver::start(scratch.path());
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(scratch.path()))
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .expect("a browser that starts; CHROMIUM and CHROMEDRIVER name it and its driver");
        let browser = Self { client, _driver: driver, _scratch: scratch };
        browser.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": ZONE })).await;
        browser
    }

    /// Sends a command of the DevTools protocol.
    pub(crate) async fn devtools(&self, method: &str, params: Value) -> Value {
        let body = json!({ "cmd": method, "params": params });
        let command = VendorCommand { path: "goog/cdp/execute", body };
        self.client.issue_cmd(command).await.unwrap()
    }

    /// The lines that came to the browser's console since the last call.
    pub(crate) async fn console_lines(&self) -> Vec<ConsoleLine> {
        let command = VendorCommand { path: "se/log", body: json!({ "type": "browser" }) };
        serde_json::from_value(self.client.issue_cmd(command).await.unwrap()).unwrap()
    }

    /// Ends the browser, then its driver.
    pub(crate) async fn quit(self) {
        self.client.close().await.unwrap();
    }
}

fn capabilities(scratch: &Path) -> Capabilities {
    let mut arguments = ARGUMENTS.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", scratch.join("profile").display()));
    // An empty page at the start: the one for new tabs is a program of its own. With `about:blank` the address bar would have
    // the focus.
    let start = json!({ "session": { "restore_on_startup": 4, "startup_urls": ["data:,"] } });
    let mut options = json!({ "args": arguments, "prefs": start });
    if let Some(chromium) = env::var_os("CHROMIUM") {
        options["binary"] = json!(chromium.to_string_lossy());
    }
    Capabilities::from_iter([
        ("goog:chromeOptions".to_owned(), options),
        ("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" })),
        ("timeouts".to_owned(), json!({ "script": SCRIPT_DEADLINE.as_millis() as u64 })),
    ])
}

/// The driver as a child process on a port of its own choice; it is killed on drop.
struct Driver {
    child: Child,
    port: u16,
    /// Kept open, for the driver may still write.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    /// Whatever it and the browser leave behind is left in `scratch`.
    fn start(scratch: &Path) -> Self {
        // It takes a free port of IPv6 and then asks for the same of IPv4, which another may hold.
        (0..5).find_map(|_| Self::try_to_start(scratch)).expect("a driver that has its port")
    }

    fn try_to_start(scratch: &Path) -> Option<Self> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut child = Command::new(&program)
            .arg("--port=0")
            .env("TMPDIR", scratch)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let Some(port) = port_in(&mut output) else {
            // Without a port it has ended by itself; what is waited for is its end alone.
            let _ = child.wait();
            return None;
        };
        Some(Self { child, port, _output: output })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nobody to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// From `ChromeDriver was started successfully on port 33323.`
fn port_in(output: &mut impl BufRead) -> Option<u16> {
    let said = output.lines().map_while(Result::ok);
    let port = |line: String| {
        line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
    };
    said.filter_map(port).next()
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
