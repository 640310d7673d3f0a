//! Pictures for people, which nothing is compared with: of every state in every look, and those of the README.
//! `cargo xtask screenshots` takes them; the compared ones are in [`reference_pictures`](crate::reference_pictures).

use std::path::PathBuf;
use std::{env, fs, mem};

use crate::fonts;
use crate::looks::{Look, WIDTHS, Window, in_looks, looks_of};
use crate::picture::Picture;
use crate::stage::Stage;
use crate::states::{STATES, State};

/// Names the folder for the pictures.
const FOLDER: &str = "SCREENSHOTS";
/// The heights are of a desk's window and of a phone's.
const WINDOW: Window = Window { heights: [900, 844], scale: 1 };

/// What the README shows, in its order: a state, a language, a theme and a name.
const OF_THE_README: [(&str, &str, &str, &str); 4] = [
    ("panel-failed", "en", "light", "panel"),
    ("list", "en", "light", "list-light"),
    ("list", "en", "dark", "list-dark"),
    ("timeline", "zh", "dark", "timeline-zh"),
];
/// Sharp on the screens that most people have.
const WINDOW_OF_THE_README: Window = Window { scale: 2, ..WINDOW };

#[test]
#[ignore = "needs a browser, the built site and a folder for the pictures: cargo xtask screenshots"]
fn of_every_state_in_every_look() {
    let name = |state: &State, Look { language, theme, width }: Look| {
        Some(format!("{}-{language}-{theme}-{width}.png", state.name))
    };
    take(WINDOW, name, |picture| picture);
}

#[test]
#[ignore = "needs a browser, the built site and a folder for the pictures: cargo xtask screenshots"]
fn of_the_readme() {
    let name = |state: &State, look: Look| {
        let of_look = (state.name, look.language, look.theme, look.width);
        let (.., name) = OF_THE_README
            .iter()
            .find(|(name, language, theme, _)| (*name, *language, *theme, WIDTHS[0]) == of_look)?;
        Some(format!("readme/{name}.png"))
    };
    take(WINDOW_OF_THE_README, name, |picture| {
        Picture::from_png(&picture).with_fewer_colours().to_png()
    });
}

/// Takes the pictures that have a name, and stores them as `as_stored` says.
fn take(
    window: Window,
    name: impl Fn(&State, Look) -> Option<String>,
    as_stored: impl Fn(Vec<u8>) -> Vec<u8>,
) {
    let folder = PathBuf::from(env::var_os(FOLDER).expect("SCREENSHOTS names a folder"));
    fs::create_dir_all(folder.join("readme")).unwrap();
    let has_picture =
        |state: &&State| looks_of(state).into_iter().any(|look| name(state, look).is_some());
    let states: Vec<_> = STATES.iter().filter(has_picture).collect();
    let complaints: Vec<_> = states.iter().filter_map(|state| state.complaint).collect();
    Stage::standing().complaining(&complaints).play(async |visit| {
        fonts::expect_on_the_page(visit).await;
        for state in states {
            let is_wanted = |look| name(state, look).is_some();
            let mut is_first = true;
            in_looks(visit, state, window, is_wanted, async |look| {
                if mem::take(&mut is_first) {
                    // The page looks at its clock once a second: all is as of the time that a state has come to.
                    visit.pass(1_100).await;
                }
                let picture = visit.browser.client.screenshot().await.unwrap();
                fs::write(folder.join(name(state, look).unwrap()), as_stored(picture)).unwrap();
            })
            .await;
        }
    });
}
