use proptest::prelude::*;

use super::*;

/// `sql |a b| !wave`: a phrase is a term with a space, an excluded one has `!`.
fn read(typed: &str) -> String {
    let search = Search::read(typed, &|id| id == "-pcb-1");
    let term = |term: &Term| [if term.is_excluded { "!" } else { "" }, &term.text].concat();
    search.terms.iter().map(term).collect::<Vec<_>>().join("|")
}

#[test]
fn words_phrases_and_what_must_not_be_there() {
    for (typed, terms) in [
        ("SQL  review", "sql|review"),
        ("安装　技能", "安装|技能"),
        ("\"exact phrase\" x", "exact phrase|x"),
        ("“精确 短语” x", "精确 短语|x"),
        ("「精确 短语」x", "精确 短语|x"),
        ("”a b“", "a b"),
        ("＂ａ ｂ＂", "a b"),
        ("技能“安装 失败”", "技能|安装 失败"),
        ("「\"」", "\""),
        ("-not", "!not"),
        ("－ｎｏｔ", "!not"),
        ("-技能", "!技能"),
        ("-\"a b\" c", "!a b|c"),
        ("-「a b」", "!a b"),
        ("sql -5", "sql|!5"),
        // What is in the middle of a word is part of it.
        ("pcb-bp1x", "pcb-bp1x"),
        ("a -", "a|-"),
        ("-", "-"),
        ("--x", "--x"),
        ("-_x", "-_x"),
        ("- x", "-|x"),
        ("-pcb-1", "-pcb-1"),
        ("-pcb-2", "!pcb-2"),
        // Nothing is said twice.
        ("a A -a", "a|!a"),
        ("", ""),
        ("   ", ""),
        ("\"", ""),
        ("\"\" “” -\"\"", ""),
        ("\"not closed ", "not closed "),
        ("-\"", ""),
    ] {
        assert_eq!(read(typed), terms, "{typed}");
    }
}

#[test]
fn what_matches_is_marked_where_it_is_in_the_name() {
    for (typed, text, marked) in [
        ("review sql", "SQL-Review wave 2", "[SQL]-[Review] wave 2"),
        ("ＳＱＬ", "install sql", "install [sql]"),
        ("sql", "安装 ＳＱＬ 技能", "安装 [ＳＱＬ] 技能"),
        ("技能", "安装技能，卸载技能", "安装[技能]，卸载[技能]"),
        ("aa", "aaaa b aa", "[aaaa] b [aa]"),
        ("ab bc", "abcd", "[abc]d"),
        ("\"b c\"", "a b　c d", "a [b　c] d"),
        ("-sql review", "sql review", "sql [review]"),
        ("x", "abc", "abc"),
        ("", "abc", "abc"),
        ("a", "", ""),
    ] {
        let search = Search::read(typed, &|_| false);
        let mut shown = text.to_owned();
        for mark in search.marks(text).into_iter().rev() {
            shown.insert(mark.end, ']');
            shown.insert(mark.start, '[');
        }
        assert_eq!(shown, marked, "{typed}");
    }
}

#[test]
fn going_on_typing_narrows_and_a_minus_widens() {
    for (earlier, later, extends) in [
        ("sq", "sql", true),
        ("sql", "sql wave", true),
        ("sql wave", "xwave sql", true),
        ("", "sql", true),
        ("-wave", "-wav sql", true),
        ("sql", "sq", false),
        ("sql -", "sql -w", false),
        ("-wav", "-wave", false),
        ("sql", "-sql", false),
    ] {
        let [earlier, later] = [earlier, later].map(|typed| Search::read(typed, &|_| false));
        assert_eq!(later.extends(&earlier), extends, "{earlier:?} {later:?}");
    }
}

#[test]
fn ten_thousand_characters_are_read() {
    for part in ["a", "\"", "-", "技", "a ", "\"a -b\" ", "－「"] {
        let typed: String = part.chars().cycle().take(10_000).collect();
        let search = Search::read(&typed, &|_| true);
        search.marks("a -b 技能");
        assert!(search.terms.len() < 5, "{part}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_and_marks_lie_between_characters(
        typed in "\\PC{0,40}|[-\"“”「」ａa 技]{0,20}",
        text in "\\PC{0,40}|[ＡａAa 　技-]{0,20}",
    ) {
        let search = Search::read(&typed, &|id| id.len() % 2 == 0);
        prop_assert!(search.extends(&search) || search.terms.len() > MOST_COMPARED);
        let mut end = None;
        for mark in search.marks(&text) {
            prop_assert!(mark.start < mark.end && end.is_none_or(|end| mark.start > end));
            prop_assert!(text.get(mark.clone()).is_some());
            end = Some(mark.end);
        }
    }

    #[test]
    fn a_part_of_a_name_is_marked_in_it(name in "[a-zＡ-Ｚ技能0-9]{1,20}", from in 0_usize..20, length in 1_usize..20) {
        let chars: Vec<char> = name.chars().collect();
        let part: String = chars.iter().skip(from).take(length).collect();
        let marks = Search::read(&part, &|_| false).marks(&name);
        prop_assert_eq!(marks.is_empty(), part.is_empty());
    }
}
