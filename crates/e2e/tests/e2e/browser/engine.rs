//! The browsers that the tests run in: how each is started, and what it is asked for.

use std::env;
use std::ffi::OsString;
use std::path::Path;

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use super::SCRIPT_DEADLINE;

/// Which browser the tests run in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// Says it by its name, in small letters. Chromium without it.
const VARIABLE: &str = "E2E_BROWSER";

/// No window, no sandbox (a container's root has none), no traffic of the browser's own, and no renderers but the page's: the
/// pop-ups of the address bar are pages too, which are loaded at the start and cost half a second of processor time.
const OF_CHROMIUM: [&str; 10] = [
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

impl Engine {
    /// As the environment says.
    pub(crate) fn of_this_run() -> Self {
        match env::var(VARIABLE).as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("{VARIABLE} is chromium, firefox or webkit, not {other}"),
        }
    }
    /// Its driver, as named by the environment or as found on `PATH`, and how the driver is told its port.
    pub(super) fn driver(self, port: u16) -> Vec<OsString> {
        let (variable, program, arguments): (_, _, &[&str]) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver", &[]),
            // For what pages cannot be asked: the size of the page, an unreachable network, the lines of the console.
            Self::Firefox => ("GECKODRIVER", "geckodriver", &["--allow-system-access"]),
            Self::WebKit => ("WEBKIT_DRIVER", "WebKitWebDriver", &[]),
        };
        let program = env::var_os(variable).unwrap_or_else(|| program.into());
        let arguments = arguments.iter().map(OsString::from);
        [program, format!("--port={port}").into()].into_iter().chain(arguments).collect()
    }

    /// Whether the driver takes a free port by itself and prints it. WebKit's takes one as well, but prints nothing.
    pub(super) fn tells_its_port(self) -> bool {
        self != Self::WebKit
    }

    /// What a session is asked for. What the browser leaves behind is left in `scratch`.
    pub(super) fn capabilities(self, scratch: &Path, has_anchors: bool) -> Capabilities {
        let can_be_asked = has_anchors || self == Self::Firefox;
        assert!(can_be_asked, "{self:?} has no switch for its anchors: see left_out.rs");
        let own = match self {
            Self::Chromium => of_chromium(scratch),
            Self::Firefox => of_firefox(has_anchors),
            // The driver knows its browser.
            Self::WebKit => Vec::new(),
        };
        let timeouts = json!({ "script": SCRIPT_DEADLINE.as_millis() as u64 });
        let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
        own.chain([("timeouts".to_owned(), timeouts)]).collect()
    }
}

fn of_chromium(scratch: &Path) -> Vec<(&'static str, Value)> {
    let mut arguments = OF_CHROMIUM.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", scratch.join("profile").display()));
    // An empty page at the start: the one for new tabs is a program of its own. With `about:blank` the address bar would have
    // the focus.
    let start = json!({ "session": { "restore_on_startup": 4, "startup_urls": ["data:,"] } });
    let options = json!({ "args": arguments, "prefs": start });
    vec![
        ("goog:chromeOptions", with_binary(options, "CHROMIUM")),
        ("goog:loggingPrefs", json!({ "browser": "ALL" })),
    ]
}

fn of_firefox(has_anchors: bool) -> Vec<(&'static str, Value)> {
    let preferences = json!({
        "intl.accept_languages": "en-US",
        // A script reads the clipboard without a press.
        "dom.events.testing.asyncClipboard": true,
        // A slash that the page leaves alone would begin a search in the page.
        "accessibility.typeaheadfind.manual": false,
        // No extensions of its own, and no processes but the page's: they are a third of the processor time of a start.
        "extensions.enabledScopes": 0,
        "extensions.webextensions.remote": false,
        "dom.ipc.processCount": 1,
        "dom.ipc.processPrelaunch.enabled": false,
        "fission.autostart": false,
        "media.rdd-process.enabled": false,
        "media.utility-process.enabled": false,
        "network.process.enabled": false,
        "browser.newtab.preload": false,
        "browser.startup.page": 0,
        "layout.css.anchor-positioning.enabled": has_anchors,
    });
    let arguments = ["-headless", "--width=1400", "--height=900"];
    let options = json!({ "args": arguments, "prefs": preferences });
    vec![("moz:firefoxOptions", with_binary(options, "FIREFOX"))]
}

fn with_binary(mut options: Value, variable: &str) -> Value {
    if let Some(binary) = env::var_os(variable) {
        options["binary"] = json!(binary.to_string_lossy());
    }
    options
}
