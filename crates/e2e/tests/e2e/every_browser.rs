//! How many of these tests run in which browser, and what has no test elsewhere: menus where a browser has no anchors.

use std::collections::BTreeSet;
use std::env;
use std::process::Command;

use crate::left_out::LEFT_OUT;
use crate::stage::Stage;
use crate::visit::Visit;

/// The names of all tests that need a browser.
fn names() -> BTreeSet<String> {
    let mut list = Command::new(env::current_exe().unwrap());
    let output = list.args(["--list", "--ignored", "--format", "terse"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| Some(line.strip_suffix(": test")?.to_owned())).collect()
}

/// Names are skipped as libtest does: with all others that hold them.
#[test]
fn what_is_left_out_in_a_browser_is_one_test_each_and_enough_remain() {
    let names = names();
    // Those check nothing, or another site.
    let others = ["screenshots::", "trunk::", "bench_console::"];
    let all = names.iter().filter(|name| !others.iter().any(|other| name.starts_with(other)));
    let all = all.count();
    assert!(LEFT_OUT.iter().all(|entry| entry.reason.ends_with('.')));
    for (browser, least) in [("chromium", 200), ("firefox", 150), ("webkit", 100)] {
        let of_it = LEFT_OUT.iter().filter(|entry| entry.browsers.contains(&browser));
        let left_out: Vec<_> = of_it.flat_map(|entry| entry.tests).collect();
        let mut skipped = BTreeSet::new();
        for name in left_out {
            let held_by: Vec<_> = names.iter().filter(|other| other.contains(*name)).collect();
            let is_one = held_by == [*name];
            let is_module = name.ends_with("::") && !held_by.is_empty();
            assert!(is_one || is_module, "in {browser}: {name} is {held_by:?}");
            assert!(held_by.into_iter().all(|test| skipped.insert(test)), "{name} twice");
        }
        println!("{browser}: {} of {all} end-to-end tests", all - skipped.len());
        assert!(all - skipped.len() >= least, "{browser}");
    }
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn menus_are_anchored_to_their_buttons() {
    Stage::new().play(async |visit| expect_menus_under_their_buttons(visit, true).await);
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn menus_open_under_their_buttons_without_anchors_too() {
    let stage = Stage::new().without_anchors();
    stage.play(async |visit| expect_menus_under_their_buttons(visit, false).await);
}

async fn expect_menus_under_their_buttons(visit: &Visit, has_anchors: bool) {
    visit.resize(1440).await;
    visit.open("").await;
    visit.expect("CSS.supports('anchor-name: --a')", has_anchors).await;
    for (menu, edge) in [
        ("created-menu", "left"),
        ("live-menu", "right"),
        ("display-menu", "right"),
        ("share-menu", "right"),
        ("watch-menu", "right"),
        ("more-menu", "right"),
    ] {
        let button = format!("[popovertarget={menu}]");
        visit.press(&button).await;
        // How far the menu is below its button, and how far one edge is from the same of the other.
        let place = format!(
            "((menu, button) => [Math.round(menu.top - button.bottom), Math.round(Math.abs(menu.{edge} - button.{edge}))])
            (document.querySelector('#{menu}:popover-open')?.getBoundingClientRect() ?? {{}},
             document.querySelector('{button}').getBoundingClientRect())"
        );
        visit.expect(&place, vec![4, 0]).await;
        visit.press(&button).await;
    }
}
