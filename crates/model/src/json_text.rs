//! JSON as text, written; reading is in `json`. A serialiser would be more to download.

/// The JSON string of `text`. Control characters are escaped, and so are the two separators of lines
/// that JavaScript used to take for the end of a line.
pub fn quoted(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => string.extend(['\\', c]),
            '\n' => string.push_str("\\n"),
            '\r' => string.push_str("\\r"),
            '\t' => string.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                string.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => string.push(c),
        }
    }
    string.push('"');
    string
}

/// The compact JSON array of these texts, as the API wants its lists: `["RUNNING","FAILED"]`.
pub fn array(texts: &[&str]) -> String {
    let strings: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", strings.join(","))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn strings_are_escaped() {
        for (text, string) in [
            ("", r#""""#),
            ("安装 github", r#""安装 github""#),
            (r#"say "hi" \ /"#, r#""say \"hi\" \\ /""#),
            ("a\tb\r\n", r#""a\tb\r\n""#),
            ("\0\u{1f}\u{7f}\u{85}", r#""\u0000\u001f\u007f\u0085""#),
            ("\u{2028}\u{2029}", r#""\u2028\u2029""#),
        ] {
            assert_eq!(quoted(text), string);
        }
    }

    #[test]
    fn arrays_are_compact() {
        assert_eq!(array(&[]), "[]");
        assert_eq!(array(&["RUNNING", "FAILED"]), r#"["RUNNING","FAILED"]"#);
    }

    proptest! {
        #[test]
        fn any_texts_are_read_back(texts: Vec<String>) {
            let texts: Vec<_> = texts.iter().map(String::as_str).collect();
            let json = array(&texts);
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), texts);
            prop_assert!(!json.contains(char::is_control));
        }
    }
}
