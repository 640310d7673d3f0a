use model::config::Config;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::json;
use crate::invariants::config::hold;

const NAMES: [&str; 12] = [
    "version",
    "endpoints",
    "default",
    "poll",
    "baseMs",
    "maxMs",
    "id",
    "url",
    "signInUrl",
    "credentials",
    "auth",
    "label",
];

const ADDRESSES: [&str; 14] = [
    "./rpc",
    "/rpc",
    "rpc:8787/x",
    "https://proxy.example/rpc",
    "http://127.0.0.1:8787/rpc",
    "HTTPS://proxy.example/rpc",
    "//proxy.example/rpc",
    "javascript:alert(1)",
    "\u{1}java\nscript:alert(1)",
    " data:text/html,x",
    "file:///etc/passwd",
    "./rpc?tenant=1",
    "./rpc#x",
    "https:proxy.example",
];

fn address() -> impl Strategy<Value = String> {
    prop_oneof![select(&ADDRESSES[..]).prop_map(str::to_owned), "[ -~\t\n]*"]
}

fn endpoint() -> impl Strategy<Value = Value> {
    let id = select(&["a", "b", "c", "d", "7", " "][..]);
    let credentials = select(&["omit", "same-origin", "include", "always"][..]);
    let auth = select(&["none", "sso", "bearer", "basic"][..]);
    (id, address(), proptest::option::of(address()), credentials, auth).prop_map(
        |(id, url, sign_in, credentials, auth)| {
            json!({"id": id, "url": url, "signInUrl": sign_in, "credentials": credentials, "auth": auth})
        },
    )
}

fn pause() -> impl Strategy<Value = Value> {
    let number = select(&[0u64, 999, 1000, 5000, 86_400_000, 86_400_001, u64::MAX][..]);
    prop_oneof![Just(Value::Null), number.prop_map(Value::from), json::text().prop_map(Value::from)]
}

proptest! {
    #[test]
    fn any_bytes_hold(file in vec(any::<u8>(), 0..200)) {
        hold(&file);
    }

    #[test]
    fn any_json_holds(file in json::value(&NAMES)) {
        hold(file.to_string().as_bytes());
    }

    #[test]
    fn any_endpoints_hold(
        endpoints in vec(endpoint(), 0..4),
        default in prop_oneof![Just(Value::Null), endpoint().prop_map(|it| it["id"].clone())],
        base in pause(),
        max in pause(),
    ) {
        let poll = json!({"baseMs": base, "maxMs": max});
        let file = json!({"version": 1, "endpoints": endpoints, "default": default, "poll": poll});
        hold(file.to_string().as_bytes());
    }

    #[test]
    fn an_endpoint_without_a_flaw_is_there_whatever_else_the_file_says(
        id in "[a-z]{1,8}",
        label in json::value(&NAMES),
        extra in json::value(&NAMES),
    ) {
        let endpoint = json!({"id": id, "url": "./rpc", "label": label, "region": extra});
        let file = json!({"version": 1, "endpoints": [endpoint], "allowCustomEndpoint": extra});
        let config = Config::read(&serde_json::from_value(file).unwrap()).unwrap();
        prop_assert_eq!(config.endpoint(None).map(|it| it.url.as_str()), Some("./rpc"));
        prop_assert_eq!(config.default, id);
    }
}
