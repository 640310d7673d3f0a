//! A JSON value of any shape, so that reading a reply never fails over a field.
//!
//! The console makes it of the browser's own parsed values. Tests read it from text, by any deserialiser.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::text::slice;

/// A JSON value. Numbers are kept as they print, because they are shown as they came.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`, or a value nested too deep for any reply of the API.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number's text.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object's entries in their order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a name; [`Json::Null`] where it is missing or this is no object.
    pub fn get(&self, name: &str) -> &Self {
        let Self::Object(entries) = self else { return &Self::Null };
        entries.iter().rfind(|(key, _)| key == name).map_or(&Self::Null, |(_, value)| value)
    }

    /// The text of a string or a number.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            Self::Null | Self::Bool(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The text of a string or a number that is more than white space.
    pub fn filled_text(&self) -> Option<&str> {
        self.text().filter(|text| !text.trim().is_empty())
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Nested { levels_left: 8 }.deserialize(deserializer)
    }
}

/// The same JSON with each number in quotes that is too long for a double to be exact: a browser's parser keeps no other
/// numbers, and a count is printed as it came. Text that is no JSON stays none.
pub fn quote_long_numbers(text: &str) -> Cow<'_, str> {
    /// Any integer of fewer digits is exact.
    const LONG: usize = 16;
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
    let begins_number = |c: char| c.is_ascii_digit() || c == '-';
    let mut quoted = String::new();
    let (mut copied, mut begin) = (0, 0);
    let (mut in_text, mut is_escaped) = (false, false);
    for (at, c) in text.char_indices() {
        if !in_text && is_of_number(c) {
            continue;
        }
        let token = slice(text, begin, at);
        if token.len() >= LONG && !in_text && token.starts_with(begins_number) {
            quoted.extend([slice(text, copied, begin), "\"", token, "\""]);
            copied = at;
        }
        in_text = if in_text { c != '"' || is_escaped } else { c == '"' };
        is_escaped = in_text && c == '\\' && !is_escaped;
        begin = at + c.len_utf8();
    }
    if quoted.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(quoted + slice(text, copied, text.len()))
    }
}

/// Bounds the depth: a browser parses an array nested a million times, a recursive reader dies of it.
#[derive(Clone, Copy)]
struct Nested {
    levels_left: u8,
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        match self.levels_left.checked_sub(1) {
            Some(levels_left) => deserializer.deserialize_any(Self { levels_left }),
            None => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| Json::Null),
        }
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(self)? {
            list.push(element);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(name) = entries.next_key()? {
            object.push((name, entries.next_value_seed(self)?));
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Json {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn reads_any_shape() {
        let json = read(r#"{"a":"8","b":8,"c":null,"d":[true,{}],"e":-1.5,"f":" "}"#);
        assert_eq!(json.get("a").text(), Some("8"));
        assert_eq!(json.get("b").text(), Some("8"));
        assert_eq!(json.get("c"), &Json::Null);
        assert_eq!(json.get("d"), &Json::List(vec![Json::Bool(true), Json::Object(vec![])]));
        assert_eq!(json.get("e").text(), Some("-1.5"));
        assert_eq!(json.get("f").filled_text(), None);
        assert_eq!(json.get("missing"), &Json::Null);
        assert_eq!(json.get("a").get("b"), &Json::Null);
    }

    #[test]
    fn numbers_that_a_double_would_round_become_texts() {
        for (text, quoted) in [
            (r#"{"a":9007199254740993,"b":8}"#, r#"{"a":"9007199254740993","b":8}"#),
            ("[-9007199254740993 ]", r#"["-9007199254740993" ]"#),
            ("[1234567890.1234567,1]", r#"["1234567890.1234567",1]"#),
            ("[123456789012345]", "[123456789012345]"),
            (
                r#"{"9007199254740993":"9007199254740993"}"#,
                r#"{"9007199254740993":"9007199254740993"}"#,
            ),
            (r#"["a\"",9007199254740993]"#, r#"["a\"","9007199254740993"]"#),
            (r#"["a\\",9007199254740993]"#, r#"["a\\","9007199254740993"]"#),
            (
                r#"["",9007199254740993,9007199254740995]"#,
                r#"["","9007199254740993","9007199254740995"]"#,
            ),
            (
                r#"{"TaskName":"二〇二六","n":9007199254740993}"#,
                r#"{"TaskName":"二〇二六","n":"9007199254740993"}"#,
            ),
            ("eeeeeeeeeeeeeeeeeeee ", "eeeeeeeeeeeeeeeeeeee "),
            ("9007199254740993", "9007199254740993"),
        ] {
            assert_eq!(quote_long_numbers(text), quoted);
        }
    }

    #[test]
    fn cuts_off_what_is_nested_too_deep() {
        let json = read(&format!("{}{}", "[".repeat(100), "]".repeat(100)));
        let mut depth = 0;
        let mut inner = &json;
        while let Json::List(list) = inner {
            let Some(first) = list.first() else { break };
            (inner, depth) = (first, depth + 1);
        }
        assert_eq!((inner, depth), (&Json::Null, 8));
    }
}
