//! JSON of any shape, made of names and texts that the readers look for.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

/// Texts that some reader takes a second look at.
const TEXTS: [&str; 24] = [
    "",
    " ",
    "0",
    "-1",
    "1",
    "8",
    " 8 ",
    "1.5",
    "1e300",
    "9007199254740992",
    "9007199254740993",
    "18446744073709551616",
    "RUNNING ",
    "COMPLETED",
    "FAILED",
    "ARCHIVING",
    "2026-04-06 20:51:44",
    "2026-04-06T20:51:40Z",
    "2026/05/28T16:38:20Z",
    "0000-01-01 00:00:00",
    "9999-12-31 23:59:59",
    "2026-02-30 00:00:00",
    "Throttling.User",
    "\u{202e}evil\u{0}\u{7}",
];

/// A text that means something, or any.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(&TEXTS[..]).prop_map(str::to_owned), 1 => ".*"]
}

/// Any value; the objects in it have these names, and others.
pub(crate) fn value(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::from),
            object(names, inner).prop_map(Value::from),
        ]
    })
}

/// An object with some of these names, now and then another, and values of this kind.
pub(crate) fn object(
    names: &'static [&'static str],
    values: impl Strategy<Value = Value>,
) -> impl Strategy<Value = Map<String, Value>> {
    let name = prop_oneof![9 => select(names).prop_map(str::to_owned), 1 => ".*"];
    vec((name, values), 0..=names.len()).prop_map(Map::from_iter)
}
