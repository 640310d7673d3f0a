//! The ini format of `~/.alibabacloud/credentials`: values are literal, backslashes and quotes included, as Python's
//! `configparser` and the SDKs built on it read them.

use std::collections::BTreeMap;

/// The sections of a file. Of a key that is there twice the last value counts.
#[derive(Debug, Default)]
pub(crate) struct Ini(BTreeMap<String, Section>);

/// The values of a section, by their keys in lower case.
pub(crate) type Section = BTreeMap<String, String>;

impl Ini {
    /// Reads a whole text; gives the number of the first line that is of no use.
    pub(crate) fn parse(text: &str) -> Result<Self, usize> {
        let mut sections = Self::default();
        let mut section = &mut Section::new();
        for (at, whole) in text.lines().enumerate() {
            let line = whole.trim();
            let separator = line.find(['=', ':']);
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            } else if let Some(name) = line.strip_prefix('[') {
                let name = name.strip_suffix(']').ok_or(at + 1)?.trim();
                section = sections.0.entry(name.to_owned()).or_default();
            } else if let Some(separator) = separator.filter(|at| *at > 0) {
                let (key, value) = line.split_at(separator);
                section.insert(key.trim().to_ascii_lowercase(), value[1..].trim().to_owned());
            } else if !whole.starts_with([' ', '\t']) {
                // An indented line may belong to the value before, which is a policy then.
                return Err(at + 1);
            }
        }
        Ok(sections)
    }

    pub(crate) fn section(&self, name: &str) -> Option<&Section> {
        self.0.get(name)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_literal() {
        let text = "# mine\r\n; too\r\nstray = 1\r\n[ default ]\r\nTYPE = access_key\r\na=b\\c\\\r\nq = \"x'y\" \r\ne=\r\n\
                    d: v=w;x#y\r\n[other]\na = 2\n[default]\na = 3\n";
        let ini = Ini::parse(text).unwrap();
        let expected =
            [("a", "3"), ("d", "v=w;x#y"), ("e", ""), ("q", "\"x'y\""), ("type", "access_key")];
        let section = ini.section("default").unwrap();
        assert!(section.iter().map(|(key, value)| (key.as_str(), value.as_str())).eq(expected));
        let ini = Ini::parse("[a]\nb = c\\d\\\ne = f").unwrap();
        assert_eq!(ini.section("a").unwrap()["b"], "c\\d\\");
    }

    #[test]
    fn a_line_that_is_of_no_use_is_an_error() {
        for (text, line) in [("[a\nb=c", 1), ("[a]\nb", 2), ("[a]\n=b", 2)] {
            assert_eq!(Ini::parse(text).unwrap_err(), line, "{text}");
        }
        assert!(Ini::parse("[a]\npolicy = {\n  }\n").is_ok());
    }
}
