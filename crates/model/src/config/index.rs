//! What a `config.json` says of the index. It is read when the index begins, and not before the first rows.

use super::{ConfigError, error};
use crate::json::Json;
use crate::word;

/// How many batches an index holds at most.
pub const MOST_INDEXED: u32 = 100_000;
/// How many it reads by itself where the file says nothing.
const AUTO: u32 = 1_000;

/// How many of the newest batches the index reads by itself; `None` where the deployment wants no index.
///
/// # Errors
/// The field that is wrong.
pub fn index_auto(json: &Json) -> Result<Option<u32>, ConfigError> {
    let auto = match json.get("index") {
        Json::Null => return Ok(Some(AUTO)),
        Json::Bool(false) => return Ok(None),
        index @ Json::Object(_) => index.get("auto"),
        _ => return Err(error("index", word!("false, or an object"))),
    };
    let auto = match auto {
        Json::Null => Some(AUTO),
        Json::Number(number) => number.parse().ok(),
        _ => None,
    };
    let auto = auto.filter(|auto| *auto <= MOST_INDEXED);
    auto.map(Some).ok_or_else(|| error("index.auto", word!("a whole number from 0 to 100000")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deployment_says_how_much_is_read_unasked_and_mistakes_are_named() {
        for (text, expected) in [
            ("{}", Ok(Some(1_000))),
            (r#"{"index":null}"#, Ok(Some(1_000))),
            (r#"{"index":{}}"#, Ok(Some(1_000))),
            (r#"{"index":{"auto":0}}"#, Ok(Some(0))),
            (r#"{"index":{"auto":100000}}"#, Ok(Some(100_000))),
            (r#"{"index":false}"#, Ok(None)),
            (r#"{"index":true}"#, Err("index")),
            (r#"{"index":1000}"#, Err("index")),
            (r#"{"index":{"auto":100001}}"#, Err("index.auto")),
            (r#"{"index":{"auto":-1}}"#, Err("index.auto")),
            (r#"{"index":{"auto":1.5}}"#, Err("index.auto")),
            (r#"{"index":{"auto":false}}"#, Err("index.auto")),
        ] {
            let read = index_auto(&serde_json::from_str(text).unwrap());
            assert_eq!(
                read.map_err(|error| error.field),
                expected.map_err(str::to_owned),
                "{text}"
            );
        }
    }
}
