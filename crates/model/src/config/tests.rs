//! What a deployment may say, and what is said of it when it may not.

use super::*;

fn read(text: &str) -> Result<Config, ConfigError> {
    Config::read(&serde_json::from_str(text).unwrap())
}

#[test]
fn reads_the_contracts_example() {
    let config = read(
        r#"{"version":1,
            "endpoints":[{"id":"prod","label":"Production · cn-hangzhou","region":"cn-hangzhou","url":"./rpc","auth":"none","credentials":"same-origin"},
                         {"id":"test","url":"https://proxy.example/rpc","auth":"bearer","credentials":"include","demo":true}],
            "default":"prod","allowCustomEndpoint":false,"poll":{"baseMs":5000,"maxMs":60000},
            "keepLastViews":false,"statusCounts":false}"#,
    )
    .unwrap();
    let label = |id| config.endpoint(id).map(|endpoint| endpoint.label.as_str());
    assert_eq!(label(None), Some("Production · cn-hangzhou"));
    assert_eq!(label(Some("test")), Some("test"));
    assert_eq!(label(Some("https://evil.example")), Some("Production · cn-hangzhou"));
    assert_eq!(config.poll, PollSettings::default());
    assert!(!config.keeps_last_views && !config.has_status_counts);
    let [prod, test] = ["prod", "test"].map(|id| config.endpoint(Some(id)).unwrap());
    assert_eq!((prod.is_demo, prod.wants_token), (false, false));
    assert_eq!((prod.region.as_deref(), &test.region), (Some("cn-hangzhou"), &None));
    assert_eq!((test.is_demo, test.wants_token), (true, true));
}

#[test]
fn names_the_field_that_is_wrong() {
    for (text, field) in [
        (r"[]", "version"),
        (r#"{"version":2}"#, "version"),
        (r#"{"version":1}"#, "endpoints"),
        (r#"{"version":1,"endpoints":[]}"#, "endpoints"),
        (r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc"},{"id":"b"}]}"#, "endpoints[1].url"),
        (
            r#"{"version":1,"endpoints":[{"id":"a","url":"javascript:alert(1)"}]}"#,
            "endpoints[0].url",
        ),
        (
            r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc","signInUrl":"javascript:x"}]}"#,
            "endpoints[0].signInUrl",
        ),
        (
            r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc","credentials":true}]}"#,
            "endpoints[0].credentials",
        ),
        (r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc","auth":1}]}"#, "endpoints[0].auth"),
        (r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc"}],"default":"b"}"#, "default"),
        (
            r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc"}],"poll":{"baseMs":10}}"#,
            "poll.baseMs",
        ),
        (
            r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc"}],"keepLastViews":"no"}"#,
            "keepLastViews",
        ),
        (
            r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc"}],"statusCounts":0}"#,
            "statusCounts",
        ),
        (
            r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc"}],"poll":{"maxMs":2147483648}}"#,
            "poll.maxMs",
        ),
        (
            r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc"},{"id":"a","url":"./b"}]}"#,
            "endpoints[1].id",
        ),
        (r#"{"version":1,"endpoints":[{"id":"a","url":"./rpc?x=1"}]}"#, "endpoints[0].url"),
    ] {
        assert_eq!(read(text).unwrap_err().field, field, "{text}");
    }
}

#[test]
fn the_address_to_sign_in_at_names_the_one_to_come_back_to() {
    let here = "https://tasks.example/?page=2&size=10";
    for (url, address) in [
        (None, None),
        (Some("./sign-in"), Some("./sign-in")),
        (
            Some("./sign-in?rd={here}&lang=en"),
            Some("./sign-in?rd=https%3A%2F%2Ftasks.example%2F%3Fpage%3D2%26size%3D10&lang=en"),
        ),
    ] {
        let endpoint = Config::beside_the_page().endpoints.remove(0);
        let endpoint = Endpoint { sign_in_url: url.map(str::to_owned), ..endpoint };
        assert_eq!(endpoint.sign_in_address(here).as_deref(), address);
    }
}
