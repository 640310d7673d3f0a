//! Names as people give them, and what holds for any name.

use proptest::prelude::*;

use super::*;

fn key(name: &str) -> String {
    Rollout::read(name).key
}

fn title(name: &str) -> String {
    Rollout::read(name).title
}

#[test]
fn a_rollout_is_shown_with_marks_and_told_by_its_words() {
    for (name, title, key) in [
        (
            "roll out sql-review 1.4.2 · wave 3",
            "roll out sql-review ‹n› · wave ‹n›",
            "roll out sql review",
        ),
        ("安装 知识库检索 2.1.0 · 第二批", "安装 知识库检索 ‹n› · 第‹n›批", "安装 知识库检索"),
        ("retry sql-review 1.4.1 · wave 4", "retry sql-review ‹n› · wave ‹n›", "retry sql review"),
        (
            "install vector-tools 3.0.0-rc1 · canary",
            "install vector-tools ‹n› · canary",
            "install vector tools canary",
        ),
        (
            "install web-search 0.8 · hz canary",
            "install web-search ‹n› · hz canary",
            "install web search hz canary",
        ),
        ("install x 1.0.0 · fleet A", "install x ‹n› · fleet A", "install x fleet a"),
        ("install x 1.0.0 · cn-hangzhou", "install x ‹n› · cn-hangzhou", "install x cn hangzhou"),
        (
            "nightly skill sync · all regions",
            "nightly skill sync · all regions",
            "nightly skill sync all regions",
        ),
        (
            "uninstall old-dashboard · bj",
            "uninstall old-dashboard · bj",
            "uninstall old dashboard bj",
        ),
    ] {
        let read = Rollout::read(name);
        assert_eq!((&*read.title, &*read.key), (title, key), "{name}");
    }
}

#[test]
fn numbers_versions_dates_and_hashes_are_marks() {
    for (name, shown) in [
        ("v1.4.2", "‹n›"),
        ("x 3.0.0-rc.1+build.5", "x ‹n›"),
        ("x 2.1.0-SNAPSHOT", "x ‹n›"),
        ("x 1.4.x on 1.2b3", "x ‹n› on ‹n›"),
        ("x 3.0.0 RC1 · bj", "x ‹n› · bj"),
        ("x 3.0.0 beta", "x ‹n›"),
        // What could be a place is one.
        ("x 1.4.2-cn-hangzhou", "x ‹n›-cn-hangzhou"),
        ("x 1.4.2-dev", "x ‹n›-dev"),
        ("x 1.4.2-dev.3", "x ‹n›"),
        ("x 3.0.0 beta fleet", "x ‹n› beta fleet"),
        ("x 2026-11-24", "x ‹n›"),
        ("x 2026-11-24T06:52:08Z", "x ‹n›"),
        ("x 20261124-0652", "x ‹n›"),
        ("x 9f8e7d6c", "x ‹n›"),
        ("x v1.4.2-5-g1a2b3c4", "x ‹n›"),
        ("x decades of deadbeef", "x decades of deadbeef"),
        ("retry pcb-bp1x6v2m8b4n0c5t7", "retry pcb-‹n›"),
        ("x 0f8fad5b-d9cb-469f-a165-70867728950e", "x ‹n›"),
        ("mysql57 to mysql80", "mysql‹n› to mysql‹n›"),
        ("s3-sync １２ ③", "s‹n›-sync ‹n› ‹n›"),
        ("#42 (2/6)", "#‹n› (‹n›)"),
        ("  roll \t out  ", "roll out"),
    ] {
        assert_eq!(title(name), shown, "{name}");
    }
}

#[test]
fn wave_words_matter_with_a_number_only() {
    for name in [
        "install x",
        "install x 1.4.2 · wave 3",
        "install x · WAVE-3",
        "install x (wave #3)",
        "install x wave3",
        "install x · w3",
        "install x · wave 3/6",
        "install x · wave 3 of 6",
        "install x · phase B",
        "install x, 2nd batch",
        "install x: first wave",
        "install x: final stage",
        "install x / ring 0",
        "install x · waves 1-3",
        "install x step two",
        "INSTALL  X  stage III",
        "install x 第3批",
        "install x 第 三 批次",
        "install x 批次十二",
        "install x 阶段 2",
        "install x 首批",
        "install x 3批",
    ] {
        assert_eq!(key(name), "install x", "{name}");
    }
    for (name, own) in [
        ("install wave generator", "install wave generator"),
        ("install x · group 3", "install x group"),
        ("install x wave b-team", "install x wave b team"),
        ("install 阶段一体化", "install 阶段一体化"),
        ("install x 第二机房", "install x 第二机房"),
        ("wave 3", "wave"),
        ("1.4.2", "‹n›"),
        ("···", "···"),
        ("", ""),
        (" \t", ""),
    ] {
        assert_eq!(key(name), own, "{name}");
    }
}

#[test]
fn a_wave_is_read_where_there_is_one_number_of_it() {
    let wave = |number, of| Some(Wave { number, of });
    for (name, expected) in [
        ("roll out x 1.4.2 · wave 3", wave(3, None)),
        ("roll out x · wave 3 of 6", wave(3, Some(6))),
        ("roll out x · wave 3/6", wave(3, Some(6))),
        ("roll out x · w12", wave(12, None)),
        ("roll out x · second wave", wave(2, None)),
        ("roll out x · 4th batch", wave(4, None)),
        ("roll out x · wave two", wave(2, None)),
        ("安装 x · 第二批", wave(2, None)),
        ("安装 x · 第十二批", wave(12, None)),
        ("安装 x · 第3/6批", wave(3, Some(6))),
        ("roll out x · wave 7 of 6", wave(7, None)),
        ("roll out x · wave 7/6", None),
        ("roll out x · wave B", None),
        ("roll out x · wave 0", None),
        ("roll out x · waves 1-3", None),
        ("roll out x · wave 1.4.2", None),
        ("roll out x · phase 1, wave 2", None),
        ("roll out x · wave 2026", None),
        ("roll out x 1.4.2", None),
        ("安装 x · 首批", None),
    ] {
        assert_eq!(Rollout::read(name).wave, expected, "{name}");
    }
}

#[test]
fn a_run_is_told_by_its_version() {
    let run = |name: &str| Rollout::read(name).run;
    assert_eq!(run("roll out sql-review 1.4.2 · wave 3"), "roll out sql review 1.4.2");
    assert_eq!(run("roll out sql-review 1.4.2 · Wave 4 of 6"), "roll out sql review 1.4.2");
    assert_eq!(run("roll out sql-review 1.4.1 · wave 3"), "roll out sql review 1.4.1");
    assert_eq!(run("安装 知识库 2.1.0 · 第二批"), "安装 知识库 2.1.0");
}

#[test]
fn each_name_is_read_once_and_each_rollout_has_one_number() {
    let mut rollouts = Rollouts::default();
    let first = rollouts.of("roll out x 1.0 · wave 1");
    assert_eq!(rollouts.of("roll out x 1.1 · wave 2"), first);
    assert_ne!(rollouts.of("retry x 1.1 · wave 2"), first);
    assert_eq!(rollouts.known("Roll out X 9"), Some(first));
    assert_eq!(rollouts.known("roll back x 9"), None);
    assert_eq!(rollouts.len(), 2);
}

/// Names of what matters here, in any order.
fn names() -> impl Strategy<Value = String> {
    const PIECES: [&str; 44] = [
        "roll out",
        "sql-review",
        "1.4.2",
        "3.0.0-rc1",
        "v2",
        "wave",
        " 3",
        "w3",
        "wave 3 of 6",
        "第",
        "二",
        "批",
        "批次",
        "阶段",
        "3/6",
        "a1b2c3d",
        "-face",
        "2026-11-24",
        "T06:52",
        "Z",
        "b",
        "x",
        ".",
        "-",
        "·",
        " ",
        "  ",
        "‹n›",
        "1st",
        "first",
        "final",
        "of",
        "beta",
        "rc1",
        "dev",
        "٣",
        "③",
        "Ｗave",
        "É",
        "首批",
        "#",
        "g",
        "iii",
        "t",
    ];
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..9)
        .prop_map(|pieces| pieces.concat())
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![3 => names(), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn what_is_shown_is_of_the_same_rollout_and_shown_so_again(name in any_name()) {
        let shown = title(&name);
        prop_assert_eq!(key(&shown), key(&name));
        prop_assert_eq!(title(&shown), shown);
    }

    #[test]
    fn digits_never_matter(name in any_name(), digits in prop::collection::vec(0..10_u8, 1..20)) {
        let mut next = digits.iter().cycle();
        let other: String = name
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from(b'0' + *next.next().unwrap()) } else { c })
            .collect();
        prop_assert_eq!(key(&other), key(&name));
        prop_assert_eq!(title(&other), title(&name));
    }

    #[test]
    fn white_space_and_case_never_matter(name in any_name(), space in "[ \t\n\u{3000}]{1,3}") {
        let is_outside = name.starts_with(char::is_whitespace) || name.ends_with(char::is_whitespace);
        let words: Vec<_> = name.split_whitespace().collect();
        let spaced = words.join(&space);
        let spaced = if is_outside { [&*space, &spaced, &space].concat() } else { spaced };
        prop_assert_eq!(key(&spaced), key(&name));
        prop_assert_eq!(key(&name.to_ascii_uppercase()), key(&name));
    }

    #[test]
    fn no_rollout_is_without_a_key(name in any_name()) {
        prop_assert_eq!(key(&name).is_empty(), name.trim().is_empty());
    }
}
