//! The index on a whole page: the calls that it makes, and what it keeps from one visit to the next. The service is a script in the
//! place of the browser's `fetch`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::Duration;

use console::app::bind_app;
use console::config::Setup;
use console::index::kept::Keeper;
use console::turns::pause;
use console::{i18n, preferences};
use js_sys::{Function, JSON};
use leptos::mount::mount_to_body;
use leptos::prelude::{GetUntracked, Owner, document};
use model::config::Config;
use model::json::Json;
use model::locale::Translations;
use model::poll::PollSettings;
use model::sync::keeping::scope;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// 350 batches, of which two are running and the others ended days ago, and what was asked for them. Calls take long enough to be counted.
const SERVICE: &str = "
    window.service = { calls: [], flying: 0, most: 0, source: 'a1', status: 200, isHidden: false };
    const second = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 19) + 'Z';
    const begin = Date.now() - 3 * 86_400_000;
    const rows = Array.from({ length: 350 }, (_, at) => ({
      BatchId: `pcb-${at}`, TaskName: `roll out ${at}`, TaskType: 'polarclaw_install_skills',
      Status: at < 2 ? 'RUNNING' : 'COMPLETED', SuccessCount: 3, TotalCount: 3,
      TaskBegin: second(begin - at * 60_000), TaskEnd: second(begin - at * 60_000 + 30_000),
    }));
    Object.defineProperty(document, 'hidden', { get: () => service.isHidden, configurable: true });
    window.fetch = async (request) => {
      const query = new URL(request.url).searchParams;
      const isBackground = request.headers.get('accept') === 'application/json;purpose=background';
      service.calls.push({ isBackground, isHidden: document.hidden, query: `${query}` });
      if (isBackground) service.most = Math.max(service.most, ++service.flying);
      await new Promise((done) => setTimeout(done, 30));
      if (isBackground) service.flying--;
      const statuses = JSON.parse(query.get('Status') || 'null');
      const all = rows.filter((row) =>
        row.TaskBegin >= (query.get('StartTime') || '') && row.TaskBegin <= (query.get('EndTime') || '9')
        && (!statuses || statuses.includes(row.Status)));
      const [number, size] = [Number(query.get('PageNumber')), Number(query.get('PageSize'))];
      const TaskList = all.slice((number - 1) * size, number * size);
      const body = service.status === 200
        ? { RequestId: 'R', PageNumber: number, PageSize: size, TotalCount: all.length, TaskList }
        : { RequestId: 'R', Code: 'NoPermission', Message: 'no' };
      const headers = { 'content-type': 'application/json', 'x-batch-proxy-source': service.source };
      return new Response(JSON.stringify(body), { status: service.status, headers });
    };";

fn script(text: &str) -> JsValue {
    Function::new_no_args(text).call0(&JsValue::NULL).unwrap()
}

/// The value of an expression, as JSON.
fn seen(expression: &str) -> Json {
    let text = JSON::stringify(&script(&format!("return {expression}"))).unwrap();
    console::json::read_text(&String::from(text)).unwrap()
}

fn number(expression: &str) -> u32 {
    seen(expression).text().unwrap().parse().unwrap()
}

/// Waits until this holds, as somebody would who looks again and again.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..400 {
        if holds().await {
            return;
        }
        pause(Duration::from_millis(50)).await;
    }
    panic!("it never happened that {what}; calls: {}", script("return service.calls.map((call) => `${call.isBackground} ${call.query}`).slice(-20).join(' ')").as_string().unwrap());
}

fn config() -> Config {
    let poll = PollSettings { base: Duration::from_secs(1), max: Duration::from_secs(60) };
    Config { poll, has_status_counts: false, ..Config::beside_the_page() }
}

/// Opens the page, as a visit does, and leaves it when that is over.
async fn visit(during: impl AsyncFnOnce()) {
    let html = include_str!("../index.html");
    let (body, end) = (html.find("<body>").unwrap() + 6, html.find("<script data-trunk").unwrap());
    let place = document().create_element("div").unwrap();
    place.set_inner_html(&html[body..end]);
    document().body().unwrap().append_child(&place).unwrap();
    script("service.calls = []; service.most = 0");
    let owner = Owner::new();
    owner.with(|| {
        let preferences = preferences::provide();
        i18n::provide(Translations::default(), &preferences.get_untracked());
        bind_app(Setup::Assumed(Arc::new(config())));
    });
    during().await;
    // The turn ends with the page.
    owner.cleanup();
    place.remove();
}

fn in_background() -> u32 {
    number("service.calls.filter((call) => call.isBackground).length")
}

async fn kept_rows(source: &str) -> Option<u64> {
    let endpoint = config().endpoints.remove(0);
    let parcel = Keeper::default().read(&scope(&endpoint, Some(source)).unwrap()).await;
    parcel.map(|parcel| parcel.rows)
}

#[wasm_bindgen_test]
async fn a_visit_reads_ahead_and_the_next_one_the_difference() {
    script(SERVICE);
    // Starts Leptos.
    mount_to_body(|| ());
    Keeper::default().forget().await;
    visit(async || {
        until("all is kept", async || kept_rows("a1").await == Some(350)).await;
        assert!((4..=8).contains(&in_background()), "{:?}", seen("service.calls"));
        assert!(number("service.most") <= 2);
    })
    .await;
    visit(async || {
        until("the list was refreshed", async || number("service.calls.length") >= 4).await;
        // Nothing but what was unfinished: all else is known.
        let ranges =
            seen("service.calls.filter((call) => call.isBackground && !/Status/.test(call.query))");
        assert_eq!(ranges, Json::List(vec![]));
    })
    .await;
    // Another account at the same place: nothing of the first one is used, or kept much longer.
    script("service.source = 'b2'; service.isHidden = true");
    visit(async || {
        until("the list came", async || number("service.calls.length") >= 1).await;
        // Nobody saw the page so far.
        script("service.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))");
        until("all is kept anew", async || kept_rows("b2").await == Some(350)).await;
        assert!(in_background() >= 4);
        until("the other is gone", async || kept_rows("a1").await.is_none()).await;
        // Who may not see it any more finds nothing of it here.
        script("service.status = 403");
        until("all is forgotten", async || kept_rows("b2").await.is_none()).await;
        let hidden = "service.calls.filter((call) => call.isHidden && call.isBackground).length";
        assert_eq!(number(hidden), 0);
    })
    .await;
}
