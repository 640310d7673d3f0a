//! Fields of a `config.json` that mean nothing. A switch whose name is mistyped does not do what was meant, and nobody would see it.

use crate::json::Json;

const FIELDS: [&str; 8] = [
    "version",
    "endpoints",
    "default",
    "allowCustomEndpoint",
    "poll",
    "keepLastViews",
    "statusCounts",
    "index",
];
const OF_ENDPOINT: [&str; 9] =
    ["id", "label", "region", "url", "auth", "credentials", "signInUrl", "instances", "demo"];
const OF_POLL: [&str; 2] = ["baseMs", "maxMs"];
const OF_INDEX: [&str; 1] = ["auto"];

/// The path of the first field that means nothing. Names with `$`, `_` or `/` in front are for whoever writes the file, such as
/// `$schema`.
pub fn unknown_field(json: &Json) -> Option<String> {
    let of_endpoints = || {
        let Json::List(endpoints) = json.get("endpoints") else { return None };
        let mut endpoints = endpoints.iter().enumerate();
        endpoints.find_map(|(at, endpoint)| {
            unknown(endpoint, &OF_ENDPOINT, &["endpoints[", &at.to_string(), "]."].concat())
        })
    };
    unknown(json, &FIELDS, "")
        .or_else(of_endpoints)
        .or_else(|| unknown(json.get("poll"), &OF_POLL, "poll."))
        .or_else(|| unknown(json.get("index"), &OF_INDEX, "index."))
}

fn unknown(json: &Json, known: &[&str], path: &str) -> Option<String> {
    let Json::Object(entries) = json else { return None };
    let mut names = entries.iter().map(|(name, _)| &**name);
    let unknown = |name: &&str| !known.contains(name) && !name.starts_with(['$', '_', '/']);
    names.find(unknown).map(|name| [path, name].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_mistyped_is_named_and_a_remark_is_not() {
        for (text, expected) in [
            ("{}", None),
            (r#"{"$schema":"https://example.com","_why":"","//":"","keepLastViews":false}"#, None),
            (r#"{"version":1,"keepLastView":false}"#, Some("keepLastView")),
            (r#"{"statuscounts":false}"#, Some("statuscounts")),
            (
                r#"{"endpoints":[{"id":"a","url":"./rpc"},{"id":"b","sign_in_url":"/"}]}"#,
                Some("endpoints[1].sign_in_url"),
            ),
            (r#"{"poll":{"baseMS":5000}}"#, Some("poll.baseMS")),
            (r#"{"index":{"auto":10,"max":5}}"#, Some("index.max")),
            (r#"{"index":false,"poll":null,"endpoints":"none"}"#, None),
        ] {
            let json = serde_json::from_str(text).unwrap();
            assert_eq!(unknown_field(&json).as_deref(), expected, "{text}");
        }
    }
}
