//! The heads of the columns, which sort the rows.

use crate::find::{Column, Sort};
use crate::locale::Locale;
use crate::{tr, word};

/// What a head says of the order of the rows: the one that a press on it sorts by is [`Column`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The arrow beside the column by which the rows are sorted.
    pub arrow: &'static str,
    /// The value of `aria-sort`.
    pub aria: &'static str,
}

/// The order that a column has, if the rows are sorted by it.
pub fn order_of(sort: Sort, column: Column) -> Option<Order> {
    let order = match sort.is_descending {
        true => Order { arrow: "↓", aria: "descending" },
        false => Order { arrow: "↑", aria: "ascending" },
    };
    (sort.column == column).then_some(order)
}

/// The class of a column's cells. What is not done is a part of the progress.
pub fn class_of(column: Column) -> &'static str {
    match column {
        Column::Name => "cell-task",
        Column::Status => "cell-status",
        Column::Progress | Column::Rest => "cell-progress",
        Column::Began => "cell-began",
        Column::Duration => "cell-duration",
        Column::Ends => "cell-ends",
        Column::Type => "cell-type",
        Column::Id => "cell-id",
    }
}

/// What a column is called.
pub fn label(locale: &Locale, column: Column) -> &'static str {
    locale.text(match column {
        Column::Name => word!("Task"),
        Column::Status => word!("Status"),
        Column::Progress => word!("Progress"),
        Column::Rest => word!("Not done"),
        Column::Began => word!("Began"),
        Column::Duration => word!("Duration"),
        Column::Ends => word!("Ends"),
        Column::Type => word!("Type"),
        Column::Id => word!("Batch ID"),
    })
}

/// `Sort by Duration`.
pub fn name(locale: &Locale, column: Column) -> String {
    tr!(locale, "Sort by {column}", column = label(locale, column))
}

/// The same with what a press will cost, where it costs anything.
pub fn title(locale: &Locale, column: Column, price: &str) -> String {
    let name = name(locale, column);
    if price.is_empty() { name } else { [&*name, " · ", price].concat() }
}

/// `Sorted by Duration, longest first`.
pub fn sorted_words(locale: &Locale, sort: Sort) -> String {
    let (descending, ascending) = match sort.column {
        Column::Name | Column::Type | Column::Id => (word!("Z to A"), word!("A to Z")),
        Column::Status => (word!("unfinished last"), word!("unfinished first")),
        Column::Progress => (word!("most done first"), word!("least done first")),
        Column::Rest => (word!("largest first"), word!("smallest first")),
        Column::Began | Column::Ends => (word!("latest first"), word!("earliest first")),
        Column::Duration => (word!("longest first"), word!("shortest first")),
    };
    let order = locale.text(if sort.is_descending { descending } else { ascending });
    let column = label(locale, sort.column);
    tr!(locale, "Sorted by {column}, {order}", column = column, order = order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::chinese;

    fn sort(column: Column, is_descending: bool) -> Sort {
        Sort { column, is_descending }
    }

    #[test]
    fn only_the_column_of_the_order_has_an_arrow() {
        let longest = sort(Column::Duration, true);
        let shown = |sort, column| order_of(sort, column).map(|it| (it.arrow, it.aria));
        assert_eq!(shown(longest, Column::Duration), Some(("↓", "descending")));
        assert_eq!(shown(longest, Column::Began), None);
        assert_eq!(shown(sort(Column::Rest, false), Column::Rest), Some(("↑", "ascending")));
        assert_eq!(shown(sort(Column::Rest, false), Column::Progress), None);
    }

    #[test]
    fn a_head_says_what_a_press_does_and_costs() {
        let english = Locale::default();
        assert_eq!(name(&english, Column::Duration), "Sort by Duration");
        assert_eq!(name(&chinese(), Column::Duration), "按耗时排序");
        assert_eq!(title(&english, Column::Rest, ""), "Sort by Not done");
        let price = "reads 2,018 tasks first, 21 calls";
        let with_price = "Sort by Ends · reads 2,018 tasks first, 21 calls";
        assert_eq!(title(&english, Column::Ends, price), with_price);
    }

    #[test]
    fn an_order_is_said_in_words() {
        for (by, english, translated) in [
            (
                sort(Column::Duration, true),
                "Sorted by Duration, longest first",
                "按耗时从长到短排序",
            ),
            (
                sort(Column::Began, false),
                "Sorted by Began, earliest first",
                "按开始时间从早到晚排序",
            ),
            (sort(Column::Name, false), "Sorted by Task, A to Z", "按任务名称升序排序"),
            (sort(Column::Rest, true), "Sorted by Not done, largest first", "按未完成从多到少排序"),
        ] {
            assert_eq!(sorted_words(&Locale::default(), by), english);
            assert_eq!(sorted_words(&chinese(), by), translated);
        }
    }
}
