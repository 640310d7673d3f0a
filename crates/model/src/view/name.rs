//! The name of a task, in two parts where it is long: its end tells waves and fleets apart, so its middle is left out first.

use crate::format::NOTHING;
use crate::text::slice;

/// A name in two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameView {
    /// What may be cut.
    pub head: String,
    /// What is always shown; empty where the name fits every layout.
    pub tail: String,
}

/// What fits every layout, in halves of a Chinese character.
const SHORT: usize = 30;
/// What is always shown of the end, likewise.
const TAIL: usize = 12;

impl NameView {
    /// The parts of a name; `--` for none.
    pub fn of(name: &str) -> Self {
        let name = if name.trim().is_empty() { NOTHING } else { name };
        let (mut width, mut split, mut after) = (0, None, ' ');
        for (at, character) in name.char_indices().rev() {
            // Space at the end of a part would not be shown. So it is where a word goes on.
            if width >= TAIL && split.is_none() && character != ' ' && after != ' ' {
                split = Some(at + character.len_utf8());
            }
            // The first of the wide characters is of Hangul; Chinese comes after it.
            width += 1 + usize::from(character >= '\u{1100}');
            after = character;
        }
        let split = split.filter(|_| width > SHORT).unwrap_or(name.len());
        let part = |begin, end| slice(name, begin, end).to_owned();
        Self { head: part(0, split), tail: part(split, name.len()) }
    }

    /// The name as it came.
    pub fn whole(&self) -> String {
        [&*self.head, &*self.tail].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_its_end() {
        for (name, head, tail) in [
            ("", "--", ""),
            ("roll out sql-review 1.4.2 · w3", "roll out sql-review 1.4.2 · w3", ""),
            (
                "install slow-query-advisor 1.2.0 · wave 12",
                "install slow-query-advisor 1.2",
                ".0 · wave 12",
            ),
            ("安装 知识库检索 2.1.0 · 第二批", "安装 知识库检索 2.1.0 · 第二批", ""),
            (
                "安装 知识库检索与慢日志分析 2.1.0 · 华东第二批",
                "安装 知识库检索与慢日志分析 2.1.",
                "0 · 华东第二批",
            ),
        ] {
            let view = NameView::of(name);
            assert_eq!((&*view.head, &*view.tail), (head, tail), "{name}");
        }
        assert_eq!(
            NameView::of("install slow-query-advisor 1.2.0 · wave 12").whole(),
            "install slow-query-advisor 1.2.0 · wave 12"
        );
    }
}
