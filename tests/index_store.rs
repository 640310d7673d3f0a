//! What only a browser can show of the keeping: what its database does, and what becomes of it when that goes wrong.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use console::index::kept::{Amount, Keeper, Parcel};
use console::index::store::{Change, Shelf, Store, Trouble, Value, delete};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Runs a script, and waits for what it returns.
async fn script(text: &str) -> JsValue {
    let returned = Function::new_no_args(text).call0(&JsValue::NULL).unwrap();
    JsFuture::from(Promise::resolve(&returned)).await.unwrap()
}

fn put(key: &str, bytes: &[u8]) -> Change {
    Change::Put(Shelf::Chunks, key.to_owned(), Value::Bytes(bytes.to_vec()))
}

/// The keys of all chunks that begin with a text.
async fn keys(store: &Store, prefix: &str) -> Vec<String> {
    let kept = store.read(&[(Shelf::Chunks, prefix)]).await.unwrap().remove(0);
    kept.into_iter().map(|(key, _)| key).collect()
}

#[wasm_bindgen_test]
async fn what_is_complete_is_there_when_it_is_opened_again() {
    let text = |text: &str| Change::Put(Shelf::Meta, "a ".to_owned(), Value::Text(text.to_owned()));
    let store = Store::open("again").await.unwrap();
    let many: Vec<u8> = (0..200_000u32).map(|at| at as u8).collect();
    store.write(&[text("1"), put("a 1", &many), put("a 2", &[]), put("b 1", &[7])]).await.unwrap();
    drop(store);
    let store = Store::open("again").await.unwrap();
    let kept = store.read(&[(Shelf::Meta, ""), (Shelf::Chunks, "a ")]).await.unwrap();
    assert_eq!(kept[0], [("a ".to_owned(), Value::Text("1".to_owned()))]);
    assert_eq!(
        kept[1],
        [("a 1", many), ("a 2", vec![])].map(|(key, it)| (key.to_owned(), Value::Bytes(it)))
    );
    store.write(&[Change::Delete(Shelf::Chunks, "a 1".to_owned())]).await.unwrap();
    assert_eq!(keys(&store, "").await, ["a 2", "b 1"]);
    store.write(&[Change::DeleteAll(Shelf::Chunks, "a".to_owned())]).await.unwrap();
    assert_eq!(keys(&store, "").await, ["b 1"]);
    store.clear().await.unwrap();
    assert_eq!(store.read(&[(Shelf::Meta, ""), (Shelf::Chunks, "")]).await.unwrap(), [[], []]);
    assert!(delete("again").await);
}

#[wasm_bindgen_test]
async fn a_quota_that_is_exceeded_keeps_what_was_there_and_says_so() {
    let store = Store::open("full").await.unwrap();
    store.write(&[put("a", &[1])]).await.unwrap();
    // As browsers do it: the request succeeds, and then the transaction is aborted.
    script(
        "const put = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function (...all) {
           const request = put.apply(this, all);
           const error = new DOMException('', 'QuotaExceededError');
           Object.defineProperty(this.transaction, 'error', { value: error, configurable: true });
           request.onsuccess = () => { if (all[1] === 'b') this.transaction.abort(); };
           window.putBack = () => { IDBObjectStore.prototype.put = put; };
           return request;
         };",
    )
    .await;
    let trouble = store.write(&[put("a", &[2]), put("b", &[3])]).await.unwrap_err();
    script("putBack()").await;
    assert_eq!(trouble, Trouble { name: "QuotaExceededError".to_owned() });
    assert!(!store.is_open());
    let store = Store::open("full").await.unwrap();
    let kept = store.read(&[(Shelf::Chunks, "")]).await.unwrap().remove(0);
    assert_eq!(kept, [("a".to_owned(), Value::Bytes(vec![1]))]);
    assert!(delete("full").await);
}

#[wasm_bindgen_test]
async fn a_database_that_is_deleted_elsewhere_is_given_up_at_once() {
    let store = Store::open("cleared").await.unwrap();
    store.write(&[put("a", &[1])]).await.unwrap();
    // It waits for no connection: ours closes.
    assert!(delete("cleared").await);
    assert!(!store.is_open());
    let trouble = store.write(&[put("b", &[2])]).await.unwrap_err();
    assert_eq!(trouble, Trouble { name: "InvalidStateError".to_owned() });
    let store = Store::open("cleared").await.unwrap();
    assert_eq!(keys(&store, "").await, [""; 0]);
    assert!(delete("cleared").await);
}

#[wasm_bindgen_test]
async fn a_browser_without_a_working_database_is_asked_a_few_times_and_never_waited_for() {
    script(
        "window.asked = [];
         const request = (name, kind, error) => {
           const request = new EventTarget();
           request.error = new DOMException('', error);
           asked.push(name);
           if (kind) setTimeout(() => request.dispatchEvent(new Event(kind)));
           return request;
         };
         const fake = {
           open: (name) => {
             if (name === 'forbidden') throw new DOMException('', 'SecurityError');
             return request(`open ${name}`, { broken: 'error', blocked: 'blocked' }[name], 'UnknownError');
           },
           deleteDatabase: (name) => request(`delete ${name}`, 'success'),
         };
         Object.defineProperty(window, 'indexedDB', { value: fake, configurable: true });",
    )
    .await;
    let mut seen = Vec::new();
    for name in ["broken", "blocked", "forbidden", "silent"] {
        let trouble = Store::open(name).await.err().unwrap().name;
        let asked = script("return asked.splice(0).join()").await.as_string().unwrap();
        seen.push((name, trouble, asked));
    }
    script("delete window.indexedDB").await;
    let expected = [
        ("broken", "UnknownError", "open broken,open broken,open broken,delete broken,open broken"),
        ("blocked", "blocked", "open blocked"),
        ("forbidden", "SecurityError", ""),
        ("silent", "none", "open silent"),
    ];
    assert_eq!(seen, expected.map(|(name, trouble, asked)| (name, trouble.into(), asked.into())));
}

fn parcel(names: &[&str], removed: &[&str]) -> Parcel {
    Parcel {
        chunks: names.iter().map(|name| ((*name).to_owned(), name.as_bytes().to_vec())).collect(),
        removed: removed.iter().map(|name| (*name).to_owned()).collect(),
        meta: vec![9],
        rows: 5,
    }
}

#[wasm_bindgen_test]
async fn tabs_write_what_has_changed_and_all_where_another_one_has_written() {
    let scope = "prod rpc a ";
    let (first, second) = (Keeper::default(), Keeper::default());
    assert_eq!(first.read(scope).await, None);
    assert_eq!(first.amount(scope).await, Some(Amount::Whole));
    assert_eq!(first.write(scope, parcel(&["1", "2"], &[]), Amount::Whole).await, Some(1));
    assert_eq!(second.read(scope).await, Some(parcel(&["1", "2"], &[])));
    assert_eq!(second.amount(scope).await, Some(Amount::Changed));
    assert_eq!(second.write(scope, parcel(&["3"], &["1"]), Amount::Changed).await, Some(2));
    // What the first one knows of the database is no longer true.
    assert_eq!(first.amount(scope).await, Some(Amount::Whole));
    assert_eq!(first.write(scope, parcel(&["4"], &[]), Amount::Changed).await, None);
    assert_eq!(second.read(scope).await, Some(parcel(&["2", "3"], &[])));
    assert_eq!(first.write(scope, parcel(&["1"], &[]), Amount::Whole).await, Some(3));
    assert_eq!(second.generation(scope).await, Some(3));
    assert_eq!(second.read(scope).await, Some(parcel(&["1"], &[])));
    // Nothing of it is shown for another source.
    assert_eq!(first.read("prod rpc b ").await, None);
    first.forget().await;
    let third = Keeper::default();
    assert_eq!(third.read(scope).await, None);
    // Emptied by another one, the database has nothing that changes could be added to.
    assert_eq!(second.amount(scope).await, Some(Amount::Whole));
    assert_eq!(second.write(scope, parcel(&["5"], &[]), Amount::Changed).await, None);
    second.forget().await;
}
