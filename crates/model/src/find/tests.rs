use super::*;

#[test]
fn what_a_url_says_is_read_and_written_again() {
    for text in [
        "",
        "q=sql-review%20wave&sort=-duration&group=rollout&rest=only&other=only&slow=only",
        "sort=began",
        "sort=-rest",
        "group=day",
        "rest=none",
    ] {
        assert_eq!(Find::read(text).to_text(), text);
    }
    let find = Find::read("q=%22a%20b%22%20-c&sort=-ends&group=type");
    assert_eq!(find.search, "\"a b\" -c");
    assert_eq!(find.sort, Sort { column: Column::Ends, is_descending: true });
    assert_eq!(find.group, Group::Type);
    assert_eq!(Find::read("sort=-began").to_text(), "");
}

#[test]
fn only_what_is_known_is_understood() {
    for (key, value, kept) in [
        ("q", "Ａ b", Some("Ａ b")),
        ("q", "", None),
        ("sort", "-Duration", Some("-duration")),
        ("sort", "size", None),
        ("sort", "--name", None),
        ("group", "ROLLOUT", Some("rollout")),
        ("group", "status", None),
        ("rest", "only", Some("only")),
        ("rest", "any", None),
        ("other", "only", Some("only")),
        ("slow", "yes", None),
    ] {
        assert_eq!(understood(key, value).as_deref(), kept, "{key}={value}");
    }
}

#[test]
fn orders_and_groups_leave_nothing_out() {
    for (text, does) in
        [("sort=name&group=day", false), ("q=a", true), ("group=type&rest=only", true)]
    {
        assert_eq!(narrows(text), does, "{text}");
    }
}

#[test]
fn a_press_on_a_head_sorts_by_it_and_another_one_turns_the_order() {
    let longest = Sort::default().pressed(Column::Duration);
    assert_eq!(longest, Sort { column: Column::Duration, is_descending: true });
    assert!(!longest.pressed(Column::Duration).is_descending);
    assert!(!Sort::default().pressed(Column::Name).is_descending);
    assert!(!Sort::default().pressed(Column::Began).is_descending);
}

#[test]
fn orders_and_groups_are_kept_alone() {
    for (text, order) in [
        ("", ""),
        ("q=a&sort=name&group=day&rest=only", "sort=name&group=day"),
        ("slow=only&q=sort%3Dname", ""),
    ] {
        assert_eq!(order_of(text), order, "{text}");
    }
}
