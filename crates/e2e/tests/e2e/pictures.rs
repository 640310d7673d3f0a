//! Pictures of every state in every look; `cargo xtask screenshots` takes them.

use std::path::PathBuf;
use std::{env, fs};

use crate::looks::{Look, WIDTHS, in_all_looks};
use crate::stage::Stage;
use crate::states::{STATES, State};

/// Names the folder for the pictures.
const FOLDER: &str = "PICTURES";
/// Of a desk's window and of a phone's.
const HEIGHTS: [u32; 2] = [900, 844];

/// In which a state is seen first.
const FIRST: Look = Look { language: "en", theme: "light", width: WIDTHS[0] };

/// What the README shows: a state, a look and a name. A window so low keeps them small.
const OF_THE_README: [(&str, &str, &str, &str); 4] = [
    ("list", "en", "light", "list-light"),
    ("list", "en", "dark", "list-dark"),
    ("panel-failed", "en", "light", "panel"),
    ("timeline", "zh", "dark", "timeline-zh"),
];
const HEIGHTS_OF_THE_README: [u32; 2] = [720, 720];

#[test]
#[ignore = "needs a browser, the built site and a folder for the pictures: cargo xtask screenshots"]
fn of_every_state_in_every_look() {
    take(&STATES.iter().collect::<Vec<_>>(), HEIGHTS, |state, look| {
        let Look { language, theme, width } = look;
        vec![format!("{}-{language}-{theme}-{width}.png", state.name)]
    });
}

#[test]
#[ignore = "needs a browser, the built site and a folder for the pictures: cargo xtask screenshots"]
fn of_the_readme() {
    let is_shown = |state: &&State| OF_THE_README.iter().any(|(name, ..)| *name == state.name);
    take(
        &STATES.iter().filter(is_shown).collect::<Vec<_>>(),
        HEIGHTS_OF_THE_README,
        |state, look| {
            let of_look = (state.name, look.language, look.theme, look.width);
            let shown = OF_THE_README.iter().filter(|(name, language, theme, _)| {
                (*name, *language, *theme, WIDTHS[0]) == of_look
            });
            shown.map(|(.., name)| format!("readme/{name}.png")).collect()
        },
    );
}

/// Takes the pictures that are wanted of a state in a look, by their names.
fn take(states: &[&State], heights: [u32; 2], names: impl Fn(&State, Look) -> Vec<String>) {
    let folder = PathBuf::from(env::var_os(FOLDER).expect("PICTURES names a folder"));
    fs::create_dir_all(folder.join("readme")).unwrap();
    let complaints: Vec<_> = states.iter().filter_map(|state| state.complaint).collect();
    Stage::standing().complaining(&complaints).play(async |visit| {
        for state in states {
            in_all_looks(visit, state, heights, async |look| {
                if look == FIRST {
                    // The page looks at its clock once a second: all is as of the time that a state has come to.
                    visit.pass(1_100).await;
                }
                for name in names(state, look) {
                    let picture = visit.browser.client.screenshot().await.unwrap();
                    fs::write(folder.join(name), picture).unwrap();
                }
            })
            .await;
        }
    });
}
