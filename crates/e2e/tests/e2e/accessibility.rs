//! What axe-core finds in every state and every look: nothing.
//!
//! It judges by the rules of WCAG 2.0 to 2.2, A and AA, and by its best practices. Themes differ in colours alone, and languages in
//! words alone, so that the second theme is judged in one language, by the rules about colours.

use std::{env, fs};

use serde::Deserialize;
use serde_json::json;

use crate::looks::{Look, Window, in_looks};
use crate::stage::Stage;
use crate::states::{STATES, State};
use crate::visit::Visit;

/// Names the file `axe.min.js`.
const AXE: &str = "AXE";
const TAGS: [&str; 7] =
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const RULES_ABOUT_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// Runs axe-core with these options, and answers with what it found in short.
const RUN: &str = "
    const [options, done] = arguments;
    axe.run(document, options).then(
        ({ violations, passes, incomplete }) => done({
            judged: passes.length + incomplete.length,
            found: violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) =>
                `${id} (${help}) at ${target.join(' ')}: ${failureSummary.replace(/\\s+/g, ' ')}`)),
        }),
        error => done({ judged: 0, found: [String(error)] }));
";

#[derive(Deserialize)]
struct Outcome {
    /// How many rules applied and found nothing, or could not tell.
    judged: usize,
    found: Vec<String>,
}

/// So high that nothing lies below what sticks to the window's edges: axe-core does not scroll.
const WINDOW: Window = Window { heights: [2400, 3600], scale: 1 };

/// The states are dealt out to so many browsers, which run side by side.
const BROWSERS: usize = 2;

#[test]
#[ignore = "needs a browser, the built site and axe-core: cargo xtask test"]
fn axe_finds_nothing_in_one_half_of_the_states() {
    check(0);
}

#[test]
#[ignore = "needs a browser, the built site and axe-core: cargo xtask test"]
fn axe_finds_nothing_in_the_other_half() {
    check(1);
}

fn check(turn: usize) {
    let path = env::var_os(AXE).expect("AXE names axe-core's axe.min.js; cargo xtask test sets it");
    let axe = fs::read_to_string(path).unwrap();
    let states: Vec<_> = STATES.iter().skip(turn).step_by(BROWSERS).collect();
    let complaints: Vec<_> = states.iter().filter_map(|state| state.complaint).collect();
    Stage::standing().complaining(&complaints).play(async |visit| {
        let mut found = Vec::new();
        for state in states {
            found.extend(find_in(visit, state, &axe).await);
        }
        assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    });
}

/// What there is to find in one state, each line with the look.
async fn find_in(visit: &Visit, state: &State, axe: &str) -> Vec<String> {
    let mut found = Vec::new();
    let is_wanted = |look: Look| look.theme == "light" || look.language == "en";
    in_looks(visit, state, WINDOW, is_wanted, async |Look { language, theme, width }| {
        // Scripts of the driver are not the page's: the policy is not asked. A page that came anew has it no more.
        if visit.value("typeof axe").await != "object" {
            visit.run(axe).await;
        }
        let options = match theme {
            "light" => json!({ "runOnly": TAGS, "resultTypes": ["violations"] }),
            _ => json!({ "runOnly": RULES_ABOUT_COLOURS, "resultTypes": ["violations"] }),
        };
        let outcome = visit.browser.client.execute_async(RUN, vec![options]).await.unwrap();
        let outcome: Outcome = serde_json::from_value(outcome).unwrap();
        let at = format!("{} {language} {theme} {width}", state.name);
        assert!(outcome.judged + outcome.found.len() > 0, "axe-core looked at nothing in {at}");
        found.extend(outcome.found.iter().map(|fault| format!("{at}: {fault}")));
    })
    .await;
    found
}
