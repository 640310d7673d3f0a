//! What a browser is made to be like, and what it says: by Chromium's own protocol, by scripts that may do what Firefox
//! itself may, or by the standard where it has a way.

use serde_json::json;

use super::{Browser, ConsoleLine, Engine};

impl Browser {
    /// Makes the page so wide and high.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", size).await;
            }
            Engine::Firefox => {
                // A window is never narrower than 500 px, but the page in it may be.
                self.client.set_window_size(width.max(500), height + 100).await.unwrap();
                let script = format!(
                    "const {{ style }} = gBrowser.selectedBrowser;
                    style.minWidth = style.maxWidth = '{width}px';
                    style.minHeight = style.maxHeight = '{height}px';"
                );
                self.in_firefox(&script).await;
            }
            Engine::WebKit => {
                assert!(width >= 450, "no window of WebKit is only {width} px wide");
                // The window has a line for the address.
                self.client.set_window_size(width, height + 38).await.unwrap();
            }
        }
    }

    /// Cuts the browser off from the network, or ends that.
    pub(crate) async fn set_offline(&self, offline: bool) {
        if self.engine == Engine::Firefox {
            self.in_firefox(&format!("Services.io.offline = {offline}")).await;
            return;
        }
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }

    /// Forgets all files that it has kept.
    pub(crate) async fn forget_files(&self) {
        if self.engine == Engine::Firefox {
            const FORGET: &str = "Services.cache2.clear(); ChromeUtils.clearResourceCache();";
            self.in_firefox(FORGET).await;
        } else {
            self.devtools("Network.clearBrowserCache", json!({})).await;
        }
    }

    /// Keeps no files from now on.
    pub(crate) async fn keep_no_files(&self) {
        if self.engine == Engine::Firefox {
            const KEEP_NONE: &str = "gBrowser.selectedBrowser.browsingContext.defaultLoadFlags |=
                Ci.nsIRequest.LOAD_BYPASS_CACHE | Ci.nsIRequest.INHIBIT_CACHING;";
            self.in_firefox(KEEP_NONE).await;
        } else {
            self.devtools("Network.enable", json!({})).await;
            self.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
        }
    }

    /// The user wants no motion.
    pub(crate) async fn reduce_motion(&self) {
        if self.engine == Engine::Firefox {
            const REDUCE: &str = "Services.prefs.setIntPref('ui.prefersReducedMotion', 1)";
            self.in_firefox(REDUCE).await;
        } else {
            let wish =
                json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
            self.devtools("Emulation.setEmulatedMedia", wish).await;
        }
    }

    /// The user reads these languages, written as in the header that says so.
    pub(crate) async fn prefer_languages(&self, languages: &str) {
        if self.engine == Engine::Firefox {
            let names: Vec<_> =
                languages.split(',').filter_map(|one| one.split(';').next()).collect();
            let names = names.join(",");
            let script =
                format!("Services.prefs.setStringPref('intl.accept_languages', '{names}')");
            self.in_firefox(&script).await;
        } else {
            const AGENT: &str = "return navigator.userAgent";
            let agent = self.client.execute(AGENT, Vec::new()).await.unwrap();
            let user = json!({ "userAgent": agent, "acceptLanguage": languages });
            self.devtools("Emulation.setUserAgentOverride", user).await;
        }
    }

    /// The lines that came to the browser's console since the last call. None come from WebKit, and from Firefox no others than
    /// errors of the page's scripts and refusals by its policy.
    pub(crate) async fn console_lines(&self) -> Vec<ConsoleLine> {
        const LINES: &str = "const lines = Services.console.getMessageArray().filter(it =>
                it instanceof Ci.nsIScriptError && !(it.flags & Ci.nsIScriptError.warningFlag) && it.innerWindowID
                && /^http:/.test(it.sourceName));
            Services.console.reset();
            return lines.map(it => ({ level: 'SEVERE', message: `${it.category}: ${it.errorMessage}` }));";
        let lines = match self.engine {
            Engine::Chromium => self.issue("se/log", json!({ "type": "browser" })).await,
            Engine::Firefox => self.in_firefox(LINES).await,
            Engine::WebKit => json!([]),
        };
        serde_json::from_value(lines).unwrap()
    }
}
