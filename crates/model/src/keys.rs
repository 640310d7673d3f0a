//! Which key was pressed, whatever else the keyboard is set to.

/// The letter, digit or sign of a key: its `key`, or what its `code` has in Latin script. With Caps Lock a letter is a capital, an
/// input method takes it for its own (`Process`), and other scripts have other letters on it.
pub fn key_name(key: &str, code: &str, has_shift: bool) -> String {
    let is_foreign = key == "Process" || key == "Unidentified" || !key.is_ascii();
    match (code, has_shift) {
        ("Slash", true) if is_foreign => "?".to_owned(),
        ("Slash", false) if is_foreign => "/".to_owned(),
        (_, false) if is_foreign => {
            let letter = code.strip_prefix("Key").or(code.strip_prefix("Digit"));
            letter.map_or_else(|| key.to_owned(), str::to_ascii_lowercase)
        }
        (_, false) if key.len() == 1 => key.to_ascii_lowercase(),
        _ => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_under_caps_lock_input_methods_and_other_scripts() {
        for (key, code, has_shift, name) in [
            ("r", "KeyR", false, "r"),
            ("R", "KeyR", false, "r"),
            ("R", "KeyR", true, "R"),
            ("Process", "KeyR", false, "r"),
            ("Process", "KeyR", true, "Process"),
            ("\u{43a}", "KeyR", false, "r"),
            ("Process", "Digit0", false, "0"),
            ("0", "Digit0", false, "0"),
            ("?", "Slash", true, "?"),
            ("Process", "Slash", true, "?"),
            ("Process", "Slash", false, "/"),
            ("Escape", "Escape", false, "Escape"),
            ("ArrowLeft", "ArrowLeft", false, "ArrowLeft"),
        ] {
            assert_eq!(key_name(key, code, has_shift), name, "{key} {code}");
        }
    }
}
