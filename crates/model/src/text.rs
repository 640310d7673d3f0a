//! Taking texts apart with little code: the first rows wait for the download.
//!
//! The standard library looks for a text in a text by an algorithm for long ones, and tells of a bad index with the
//! characters around it. Either would be 3 kB of the program.

/// What is before and after the first `part`, as `str::split_once` has it.
pub(crate) fn split_at_first<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let rests = text.char_indices().filter_map(|(at, _)| Some((text.get(..at)?, text.get(at..)?)));
    rests.into_iter().find_map(|(before, rest)| Some((before, rest.strip_prefix(part)?)))
}

/// The bytes of `text` from `begin` up to `end`; none where these are no places between characters.
pub(crate) fn slice(text: &str, begin: usize, end: usize) -> &str {
    text.get(begin..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_the_standard_library_does() {
        for (text, part) in [
            ("11/25/2026, GMT+05:30", "GMT"),
            ("二〇二六 GMT", "GMT"),
            ("aab", "ab"),
            ("no", "GMT"),
            ("", "GMT"),
            ("GMTGMT", "GMT"),
        ] {
            assert_eq!(split_at_first(text, part), text.split_once(part), "{text}");
        }
    }
}
