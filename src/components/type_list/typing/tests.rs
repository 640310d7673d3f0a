//! What the list offers for what is typed, and where keys lead in it.

use super::*;

fn typed(text: &str) -> Typing {
    Typing { text: text.to_owned(), narrows: true, is_open: true, active: None }
}

fn offered(typing: &Typing) -> Vec<usize> {
    (0..OPTIONS.len()).filter(|place| typing.is_offered(&Locale::default(), *place)).collect()
}

#[test]
fn what_is_typed_narrows_the_list_by_name_and_by_the_types_themselves() {
    for (text, places) in [
        ("", vec![0, 1, 2]),
        ("inst", vec![0, 1, 2, 3]),
        ("UNINST", vec![0, 2, 3]),
        ("polarclaw_i", vec![0, 1, 3]),
        ("sync", vec![0, 3]),
        // Nothing is offered twice.
        ("install skills", vec![0, 1, 2]),
        ("polarclaw_install_skills", vec![0, 1]),
    ] {
        assert_eq!(offered(&typed(text)), places, "{text}");
    }
    let opened = Typing { narrows: false, ..typed("Install skills") };
    assert_eq!(offered(&opened), [0, 1, 2]);
}

#[test]
fn keys_lead_along_what_is_offered() {
    for (active, key, next) in [
        (None, "ArrowDown", Some(2)),
        (Some(0), "ArrowDown", Some(2)),
        (Some(3), "ArrowDown", Some(0)),
        (None, "ArrowUp", Some(3)),
        (Some(2), "ArrowUp", Some(0)),
        (Some(0), "End", Some(3)),
        (Some(3), "Home", Some(0)),
        (None, "Home", None),
        (Some(0), "a", None),
    ] {
        assert_eq!(
            Typing { active, ..typed("unin") }.moved(&Locale::default(), key),
            next,
            "{active:?} {key}"
        );
    }
    // Without a text that leaves any out they begin with all.
    let opened = Typing { narrows: false, ..typed("Install skills") };
    assert_eq!(opened.moved(&Locale::default(), "ArrowDown"), Some(0));
}

#[test]
fn an_option_stands_for_a_type_of_the_api() {
    let types = [0, 1, 2, 3].map(|place| typed(" sync ").meant_by(&Locale::default(), place));
    assert_eq!(types, ["", "polarclaw_install_skills", "polarclaw_uninstall_skills", "sync"]);
    assert_eq!(
        typed("install skills").meant_by(&Locale::default(), AS_TYPED),
        "polarclaw_install_skills"
    );
}

#[test]
fn what_was_hit_is_shown() {
    let fills = typed("inst").fills(&Locale::default());
    let text = |place| {
        let found = fills.iter().find(|(at, part, _)| *at == place && *part == Part::Text);
        found.unwrap().2.as_str()
    };
    assert_eq!(
        ["#type-2 .before", "#type-2 strong", "#type-2 .after"].map(text),
        ["Un", "inst", "all skills"]
    );
    assert_eq!(text(".as-typed span"), "Use “inst” as typed");
    for (name, part, place) in [
        ("Install skills", "SKI", Some((8, 11))),
        ("安装技能", "技", Some((6, 9))),
        ("a", "b", None),
    ] {
        assert_eq!(hit(name, part), place);
    }
}
