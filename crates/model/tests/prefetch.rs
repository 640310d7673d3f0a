//! `boot.js` asks for the rows of common links before the program is there. The program takes what it has under the very
//! address that it would ask itself, so both must write the same one.

#![allow(clippy::unwrap_used)]

use std::fs;

use model::location::Location;
use model::time::from_api;

const BOOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../boot.js");

/// The query string that `boot.js` writes: the template of its first statement, with what its conditions add.
fn prefetched(boot: &str, values: &[(&str, &str)]) -> String {
    let value =
        |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let template = |text: &str| text.split('`').nth(1).unwrap().to_owned();
    let mut lines = boot.lines().map(str::trim);
    let mut query = template(lines.find(|line| line.starts_with("let query = `")).unwrap());
    for line in lines.take_while(|line| line.starts_with("if (")) {
        let (name, addition) =
            line.strip_prefix("if (").unwrap().split_once(") query += ").unwrap();
        if value(name).is_some() {
            query += &template(addition);
        }
    }
    for (name, default) in [("page", "1"), ("size", "30"), ("status", ""), ("type", "")] {
        query = query.replace(&format!("${{{name}}}"), value(name).unwrap_or(default));
    }
    query
}

/// The keys of a link that `boot.js` takes for plain.
fn plain(boot: &str) -> Vec<&str> {
    let line = boot.lines().find(|line| line.starts_with("const plain = {")).unwrap();
    let parts = line.split(['{', ',']).map(str::trim).filter_map(|part| part.split_once(": /"));
    parts.map(|(key, _)| key).filter(|key| key.chars().all(|c| c.is_ascii_lowercase())).collect()
}

#[test]
fn only_what_is_asked_of_polardb_as_it_stands_is_prefetched() {
    let boot = fs::read_to_string(BOOT).unwrap();
    let keys = plain(&boot);
    let expected =
        ["page", "size", "status", "type", "batch", "view", "subtasks", "reason", "window"];
    assert_eq!(keys, expected);
    let now = from_api("2026-04-06T20:51:40Z").unwrap();
    let asked = |search: &str| Location::from_search(search).query.request(now).proxy_query();
    // How the panel and the timeline show what they show is nothing to ask for.
    for key in ["view", "batch", "subtasks", "reason", "window"] {
        assert_eq!(asked(&format!("?{key}=failed")), asked(""), "{key}");
    }
    // What only the index answers is left to the program, and so is what goes by the clock or the zone.
    for key in model::find::KEYS.iter().chain(&["last", "from", "to", "env"]) {
        assert!(!keys.contains(key), "{key}");
    }
}

#[test]
fn the_prefetch_asks_what_the_program_would_ask() {
    let boot = fs::read_to_string(BOOT).unwrap();
    assert!(boot.contains("const { page = 1, size = 30, status, type } ="), "other defaults");
    let now = from_api("2026-04-06T20:51:40Z").unwrap();
    for values in [
        &[][..],
        &[("page", "2"), ("size", "10")],
        &[("status", "FAILED")],
        &[("status", "DISPATCHING"), ("size", "100")],
        &[("type", "polarclaw_install_skills")],
        &[("status", "RUNNING"), ("type", "a_type_9"), ("page", "3")],
    ] {
        let pairs: Vec<_> = values.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let location = Location::from_search(&format!("?{}", pairs.join("&")));
        assert_eq!(
            prefetched(&boot, values),
            location.query.request(now).proxy_query(),
            "{values:?}"
        );
    }
}
