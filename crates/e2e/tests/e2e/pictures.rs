//! Pictures of every state in every look; `cargo xtask screenshots` takes them.

use std::path::PathBuf;
use std::{env, fs};

use crate::looks::{Look, in_all_looks};
use crate::stage::Stage;
use crate::states::STATES;

/// Names the folder for the pictures.
const FOLDER: &str = "PICTURES";
/// Of a desk's window and of a phone's.
const HEIGHTS: [u32; 2] = [900, 844];

#[test]
#[ignore = "needs a browser, the built site and a folder for the pictures: cargo xtask screenshots"]
fn every_state_in_every_look() {
    let folder = PathBuf::from(env::var_os(FOLDER).expect("PICTURES names a folder"));
    fs::create_dir_all(&folder).unwrap();
    let only = env::var("STATE").ok();
    let states: Vec<_> = STATES
        .iter()
        .filter(|state| only.as_deref().is_none_or(|only| only == state.name))
        .collect();
    let complaints: Vec<_> = states.iter().filter_map(|state| state.complaint).collect();
    Stage::standing().complaining(&complaints).play(async |visit| {
        for state in states {
            in_all_looks(visit, state, HEIGHTS, async |Look { language, theme, width }| {
                if (language, theme, width) == ("en", "light", 1440) {
                    // The page looks at its clock once a second: all is as of the time that a state has come to.
                    visit.pass(1_100).await;
                }
                let name = format!("{}-{language}-{theme}-{width}.png", state.name);
                let picture = visit.browser.client.screenshot().await.unwrap();
                fs::write(folder.join(name), picture).unwrap();
            })
            .await;
        }
    });
}
