use model::location::Location;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::json;
use crate::invariants::url::hold;

const KEYS: [&str; 22] = [
    "type", "status", "last", "from", "to", "page", "size", "env", "proxy", "token", "endpoint",
    "config", "%74ype", "q", "sort", "group", "rest", "other", "slow", "window", "subtasks",
    "reason",
];

const VALUES: [&str; 16] = [
    "24h",
    "friday",
    "-Duration",
    "rollout",
    "only",
    "RUNNING,FAILED",
    "FAILED%2CNOPE",
    "2026-04-06T20:51:40Z",
    "2026-02-30T00:00:00Z",
    "0",
    "3",
    "100",
    "99999999999999999999",
    "-1",
    "%20x+%",
    "https://evil.example",
];

/// One of each key, as the console writes them.
const PAIRS: [&str; 7] = [
    "type=polarclaw_install_skills",
    "status=RUNNING,FAILED",
    "from=2026-04-06T20:51:40Z",
    "to=2026-04-06T20:52:40Z",
    "page=3",
    "size=100",
    "env=prod",
];

/// A search of known keys and foreign ones.
fn search() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        select(&VALUES[..]).prop_map(str::to_owned),
        json::text().prop_map(|text| text.replace('&', "%26")),
        "[ -~]*",
    ];
    let pair = (select(&KEYS[..]), value).prop_map(|(key, value)| format!("{key}={value}"));
    vec(pair, 0..8).prop_map(|pairs| pairs.join("&"))
}

proptest! {
    #[test]
    fn any_text_holds(search in ".*") {
        hold(search.as_bytes());
    }

    #[test]
    fn any_pairs_hold(search in search()) {
        hold(search.as_bytes());
    }

    #[test]
    fn keys_are_read_in_any_order(pairs in Just(PAIRS.to_vec()).prop_shuffle()) {
        let written = Location::from_search(&pairs.join("&")).to_search();
        prop_assert_eq!(written, format!("?{}", PAIRS.join("&")));
    }

    #[test]
    fn no_key_brings_an_address_into_a_request(key in select(&KEYS[8..12]), search in search()) {
        let hostile = format!("{search}&{key}=https://evil.example/rpc");
        prop_assert_eq!(Location::from_search(&hostile), Location::from_search(&search));
    }
}
