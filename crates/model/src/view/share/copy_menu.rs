//! The menu of what a view, or a batch, is copied as.

use crate::locale::Locale;
use crate::tr;

/// A form of the view; a batch has the first three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyAs {
    /// The command for `aliyun`.
    Aliyun,
    /// The command for `curl`.
    Curl,
    /// The rows, or the batch.
    Json,
    /// A link whose time range moves on with the time.
    SlidingLink,
    /// A link whose time range stays.
    PinnedLink,
}

/// An item of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyItemView {
    /// What it copies.
    pub copies: CopyAs,
    /// Its name in the markup.
    pub key: &'static str,
    /// The id of its icon.
    pub icon: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Whether there is nothing to copy.
    pub is_disabled: bool,
}

/// The menu in its two groups; `has_rows` is whether there is anything but the request.
pub fn copy_menu_view(has_rows: bool, locale: &Locale) -> [Vec<CopyItemView>; 2] {
    let item = |copies, key, icon, label| CopyItemView {
        copies,
        key,
        icon,
        label,
        is_disabled: copies == CopyAs::Json && !has_rows,
    };
    [
        vec![
            item(CopyAs::Aliyun, "aliyun", "i-code", tr!(locale, "aliyun CLI")),
            item(CopyAs::Curl, "curl", "i-code", tr!(locale, "curl")),
            item(CopyAs::Json, "json", "i-table", tr!(locale, "JSON")),
        ],
        vec![
            item(CopyAs::SlidingLink, "sliding", "i-link", tr!(locale, "Link, sliding")),
            item(CopyAs::PinnedLink, "pinned", "i-calendar", tr!(locale, "Link, pinned times")),
        ],
    ]
}

impl CopyAs {
    /// What the toast says of it; `rows` are those of a page, and none for a batch.
    pub fn words(self, locale: &Locale, rows: Option<usize>) -> String {
        match self {
            Self::Aliyun => tr!(locale, "Copied as aliyun CLI").to_owned(),
            Self::Curl => tr!(locale, "Copied as curl").to_owned(),
            Self::Json => match rows {
                None => tr!(locale, "Copied as JSON").to_owned(),
                Some(1) => tr!(locale, "Copied the 1 row of this page as JSON").to_owned(),
                Some(rows) => {
                    tr!(locale, "Copied the {rows} rows of this page as JSON", rows = rows)
                }
            },
            Self::SlidingLink => tr!(locale, "Copied a sliding link").to_owned(),
            Self::PinnedLink => tr!(locale, "Copied a link with pinned times").to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_can_be_copied_only_where_there_are_some() {
        for (has_rows, disabled) in [(true, vec![]), (false, vec!["json"])] {
            let items = copy_menu_view(has_rows, &Locale::default()).into_iter().flatten();
            let off = items.filter(|item| item.is_disabled).map(|item| item.key);
            assert_eq!(off.collect::<Vec<_>>(), disabled);
        }
    }
}
