//! A user's visit to the console: where they go, what they press and type, and what they wait for.

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::browser::{Browser, Engine};
use crate::nginx::Nginx;
use crate::plain::Files;
use crate::upstream::Upstream;
use crate::view::{BANNER, IS_SETTLED, LIVENESS, READ, View};
use crate::wait::{DEADLINE, until};

/// The visit, and the endpoint at its far end.
pub(crate) struct Visit {
    pub(crate) browser: Browser,
    /// `http://127.0.0.1:33323`, and the path below which the site is.
    pub(crate) origin: String,
    /// What is served in the place of the site's files.
    pub(crate) files: Files,
    pub(crate) upstream: Upstream,
    /// In front of the proxy, where there is one.
    pub(crate) _nginx: Option<Nginx>,
}

/// WebKit lets no script read the clipboard without a press: what the page wrote there is known from the page.
const KNOW_THE_CLIPBOARD: &str = "{
    let written = '';
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = text => write(text).then(() => { written = text; });
    navigator.clipboard.readText = async () => written;
}";

impl Visit {
    /// Goes to a link of the console and waits until it shows something.
    pub(crate) async fn open(&self, search: &str) -> View {
        self.goto(search).await;
        self.settled().await
    }

    /// Goes to a link of the console.
    pub(crate) async fn goto(&self, search: &str) {
        self.client().goto(&format!("{}/{search}", self.origin)).await.unwrap();
    }

    /// Runs a script in every document from now on, before the document's own.
    pub(crate) async fn run_first(&self, source: &str) {
        match self.browser.engine {
            Engine::Chromium => {
                let script = json!({ "source": source });
                self.browser.devtools("Page.addScriptToEvaluateOnNewDocument", script).await;
            }
            engine => {
                let is_ours = self._nginx.is_none();
                assert!(
                    is_ours,
                    "for {engine:?} the server of the test writes scripts into the page, and this is nginx's"
                );
                self.files.run_first(source);
            }
        }
    }

    /// Pastes a link into a new tab, and stays there.
    pub(crate) async fn open_in_new_tab(&self, search: &str) -> View {
        let tab = self.client().new_window(true).await.unwrap();
        self.client().switch_to_window(tab.handle).await.unwrap();
        self.open(search).await
    }

    /// Loads the page again.
    pub(crate) async fn reload(&self) -> View {
        self.client().refresh().await.unwrap();
        self.settled().await
    }

    /// One step back in the history.
    pub(crate) async fn back(&self) {
        self.client().back().await.unwrap();
    }

    /// One step forward again.
    pub(crate) async fn forward(&self) {
        self.client().forward().await.unwrap();
    }

    /// Waits until the address says `search`, PolarDB was asked `query` last and the answer is shown.
    pub(crate) async fn arrives(&self, search: &str, query: &str) -> View {
        self.expect("location.search", search).await;
        self.upstream.expect(query).await;
        self.settled().await
    }

    /// What the page shows now.
    pub(crate) async fn view(&self) -> View {
        serde_json::from_value(self.client().execute(READ, Vec::new()).await.unwrap()).unwrap()
    }

    /// Waits until the page shows this.
    pub(crate) async fn expect_view(&self, expected: &View) {
        until("the view", expected.clone(), async || self.view().await).await;
    }

    /// What the page shows once nothing is on its way any more.
    pub(crate) async fn settled(&self) -> View {
        self.expect(IS_SETTLED, true).await;
        self.view().await
    }

    /// Waits until a script's expression has this value.
    pub(crate) async fn expect(&self, expression: &str, expected: impl Into<Value>) {
        until(expression, expected.into(), async || self.value(expression).await).await;
    }

    /// Waits until the refresh control says this: `Live`, `Paused`, `Offline`, `Stopped`.
    pub(crate) async fn expect_liveness(&self, word: &str) {
        self.expect(LIVENESS, word).await;
    }

    /// Waits until the banner over the rows says this, in full; without a banner it says nothing.
    pub(crate) async fn expect_banner(&self, words: &str) {
        self.expect(BANNER, words).await;
    }

    /// What the banner over the rows says now.
    pub(crate) async fn banner(&self) -> String {
        self.value(BANNER).await.as_str().unwrap().to_owned()
    }

    /// The value of a script's expression; a promise is waited for.
    pub(crate) async fn value(&self, expression: &str) -> Value {
        self.client().execute(&format!("return {}", expression.trim()), Vec::new()).await.unwrap()
    }

    /// Lets scripts read and write the clipboard, from the next page on.
    pub(crate) async fn allow_clipboard(&self) {
        match self.browser.engine {
            Engine::Chromium => {
                let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
                let grant = json!({ "origin": self.origin, "permissions": permissions });
                self.browser.devtools("Browser.grantPermissions", grant).await;
            }
            // It was started so.
            Engine::Firefox => {}
            Engine::WebKit => self.run_first(KNOW_THE_CLIPBOARD).await,
        }
    }

    /// Runs a script.
    pub(crate) async fn run(&self, script: &str) {
        self.client().execute(script, Vec::new()).await.unwrap();
    }

    /// Moves the pointer to the middle of the first element that the selector finds.
    pub(crate) async fn point_at(&self, selector: &str) {
        let element = self.find(Locator::Css(selector)).await;
        let to = PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        self.move_pointer([to]).await;
    }

    /// Moves the pointer, and presses and lets go of its buttons.
    pub(crate) async fn move_pointer(&self, actions: impl IntoIterator<Item = PointerAction>) {
        let pointer = MouseActions::new("pointer".to_owned());
        let actions = actions.into_iter().fold(pointer, InputSource::then);
        self.client().perform_actions(actions).await.unwrap();
    }

    /// Makes the window so wide, and 900 px high.
    pub(crate) async fn resize(&self, width: u32) {
        self.browser.resize(width, 900).await;
        self.expect("innerWidth", width).await;
    }

    /// Lets seconds pass at once, on a stage whose time stands.
    pub(crate) async fn leap(&self, seconds: i64) {
        self.upstream.clock.leap(seconds);
        self.run(&format!("leap({seconds})")).await;
    }

    /// Lets time pass in which something must not happen.
    pub(crate) async fn pass(&self, milliseconds: u32) {
        let now = self.value("performance.now()").await.as_f64().unwrap();
        let end = now + f64::from(milliseconds);
        self.expect(&format!("performance.now() > {end}"), true).await;
    }

    /// The words of the visible buttons and links of this kind.
    pub(crate) async fn offers(&self, selector: &str) -> Vec<String> {
        let offers = format!(
            "[...document.querySelectorAll('{selector}')].filter(offer => offer.checkVisibility())\
             .map(offer => offer.textContent.trim())"
        );
        serde_json::from_value(self.value(&offers).await).unwrap()
    }

    /// All text on the page.
    pub(crate) async fn page_text(&self) -> String {
        self.value("document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses keys in the first element that the selector finds.
    pub(crate) async fn type_into(&self, selector: &str, keys: &str) {
        self.find(Locator::Css(selector)).await.send_keys(keys).await.unwrap();
    }

    /// Presses the first element that the selector finds.
    pub(crate) async fn press(&self, selector: &str) {
        self.find(Locator::Css(selector)).await.click().await.unwrap();
    }

    /// Asks for the rows once more.
    pub(crate) async fn refresh(&self) {
        self.press("[aria-label='Refresh now']").await;
    }

    /// Presses the button or link with exactly this text.
    pub(crate) async fn press_text(&self, text: &str) {
        let path = format!("//*[self::a or self::button][normalize-space()='{text}']");
        self.find(Locator::XPath(&path)).await.click().await.unwrap();
    }

    /// Presses the chip of a status.
    pub(crate) async fn press_chip(&self, status: &str) {
        self.press(&format!("[data-status={status}]")).await;
    }

    /// Stops the automatic refresh.
    pub(crate) async fn pause(&self) {
        self.choose_in(".live", "#live-menu", "Paused").await;
        self.expect_liveness("Paused").await;
    }

    /// Presses the two chips that together stand for the status COMPLETED.
    pub(crate) async fn press_completed(&self) {
        self.press_chip("COMPLETED").await;
        self.press_chip("PARTLY").await;
    }

    /// Chooses a range of creation times by its name in a URL, or `any`.
    pub(crate) async fn choose_created(&self, name: &str) {
        self.open_created().await;
        self.press(&format!("#created-menu [data-created='{name}']")).await;
    }

    /// Opens the menu of creation times.
    pub(crate) async fn open_created(&self) {
        let path = "//button[starts-with(normalize-space(),'Created')]";
        self.find(Locator::XPath(path)).await.click().await.unwrap();
    }

    /// The field with exactly this label.
    pub(crate) async fn field(&self, label: &str) -> Element {
        self.find(Locator::XPath(&format!("//label[normalize-space()='{label}']//input"))).await
    }

    /// Chooses a type of tasks by its name.
    pub(crate) async fn choose_type(&self, name: &str) {
        self.choose("select[name=type]", name).await;
    }

    /// Types a type of tasks that need not be in the list, and presses Enter.
    pub(crate) async fn enter_type(&self, text: &str) {
        self.choose_type("Other…").await;
        self.expect("document.activeElement.name", "other-type").await;
        self.type_into("[name=other-type]", &format!("{text}{}", char::from(Key::Enter))).await;
    }

    /// Types into the field with this label, in place of what is there, and presses Enter.
    pub(crate) async fn enter(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(&format!("{text}{}", char::from(Key::Enter))).await.unwrap();
    }

    /// Chooses how many rows a page has.
    pub(crate) async fn choose_size(&self, size: &str) {
        self.choose_in(".display", "#display-menu", size).await;
    }

    /// Waits until this is chosen as the number of rows of a page, as its menu says.
    pub(crate) async fn expect_size(&self, size: &str) {
        const CHOSEN: &str = "document.querySelector('#display-menu [aria-pressed=true]:not([data-column], [data-group])')?.textContent";
        self.press(".display").await;
        self.expect(CHOSEN, size).await;
        self.press(".display").await;
    }

    /// Chooses how long the refresh waits between two answers: `60 s`.
    pub(crate) async fn choose_pace(&self, pace: &str) {
        self.choose_in(".live", "#live-menu", pace).await;
    }

    /// Chooses the language by its name.
    pub(crate) async fn choose_language(&self, name: &str) {
        self.press(".more").await;
        self.expect("document.querySelector('.tools')?.inert", false).await;
        if self.value("document.querySelector('.language .value').textContent").await != name {
            self.press(".language").await;
        }
        self.press(".more").await;
    }

    /// Takes the next theme.
    pub(crate) async fn change_theme(&self) {
        self.press(".more").await;
        self.press(".theme").await;
        self.press(".more").await;
    }

    /// Opens the menu of zones.
    pub(crate) async fn open_zones(&self) {
        self.press(".more").await;
        self.press(".zone-button").await;
    }

    /// Chooses from a menu by the label of the choice.
    pub(crate) async fn choose_in(&self, button: &str, menu: &str, label: &str) {
        self.press(button).await;
        let id = menu.trim_start_matches('#');
        let path = format!("//*[@id='{id}']//button[normalize-space()='{label}']");
        self.find(Locator::XPath(&path)).await.click().await.unwrap();
    }

    /// Chooses from a list by the label of the choice.
    pub(crate) async fn choose(&self, list: &str, label: &str) {
        self.find(Locator::Css(list)).await.select_by_label(label).await.unwrap();
    }

    /// The browser says that it has no network. A reply that was on its way proves the contrary, so it is said until none is.
    pub(crate) async fn lose_connection(&self) {
        const LOSE: &str = "Object.defineProperty(navigator, 'onLine', { value: false, configurable: true }); \
             dispatchEvent(new Event('offline'))";
        const IS_LOST: &str =
            "['offline', 'paused'].includes(document.querySelector('.age').dataset.state)";
        until("offline for half a second", true, async || {
            self.run(LOSE).await;
            self.pass(500).await;
            self.value(IS_LOST).await == true
        })
        .await;
    }

    /// Opens another tab, which hides the page, and closes it again.
    pub(crate) async fn look_elsewhere_and_back(&self) {
        self.look_elsewhere_while(async || ()).await;
    }

    /// Opens another tab, which hides the page, for as long as something takes.
    pub(crate) async fn look_elsewhere_while<T>(&self, scene: impl AsyncFnOnce() -> T) -> T {
        let page = self.client().window().await.unwrap();
        let other = self.client().new_window(true).await.unwrap();
        self.client().switch_to_window(other.handle).await.unwrap();
        let outcome = scene().await;
        self.client().close_window().await.unwrap();
        self.client().switch_to_window(page).await.unwrap();
        outcome
    }

    /// The first element of this kind, as soon as there is one.
    async fn find(&self, locator: Locator<'_>) -> Element {
        let found = self.client().wait().at_most(DEADLINE).for_element(locator).await;
        found.unwrap_or_else(|error| panic!("{locator:?}: {error}"))
    }

    fn client(&self) -> &Client {
        &self.browser.client
    }
}
