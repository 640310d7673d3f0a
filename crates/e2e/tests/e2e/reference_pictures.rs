//! Twelve pictures of the page that are compared with those in `crates/e2e/pictures`: every kind of view, both languages,
//! both themes and both widths. `cargo xtask pictures --accept` renews them.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, mem};

use serde_json::json;

use crate::fonts;
use crate::leap::NO_LONG_TIMERS;
use crate::looks::{Look, WIDTHS, Window, in_looks};
use crate::picture::Picture;
use crate::stage::Stage;
use crate::states::{STATES, State};
use crate::view::HAS_ALL_PARTS;
use crate::visit::Visit;
use crate::wait::until;

/// Set to store what the page looks like, instead of comparing.
const ACCEPT: &str = "ACCEPT_PICTURES";
const REFERENCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pictures");
/// The browser in which the references were taken.
const TAKEN_IN: &str = "taken-in.txt";

const WINDOW: Window = Window { heights: [900, 844], scale: 1 };
const DESK: u32 = WIDTHS[0];
const PHONE: u32 = WIDTHS[1];

/// A state, a language, a theme and a width.
const PICTURES: [(&str, &str, &str, u32); 12] = [
    ("list", "en", "light", DESK),
    ("list", "en", "dark", PHONE),
    ("list", "zh", "dark", DESK),
    ("panel-failed", "en", "light", DESK),
    ("panel-failed", "zh", "dark", PHONE),
    ("panel-running", "en", "dark", DESK),
    ("error", "en", "dark", DESK),
    ("error", "zh", "light", PHONE),
    ("odd", "en", "light", DESK),
    ("timeline", "en", "light", DESK),
    ("timeline", "zh", "dark", DESK),
    ("timeline", "zh", "light", PHONE),
];

#[test]
#[ignore = "needs a browser, the built site and fonts: cargo xtask pictures"]
fn the_page_looks_as_in_its_reference_pictures() {
    let is_shown = |state: &&State| PICTURES.iter().any(|(name, ..)| *name == state.name);
    let states: Vec<_> = STATES.iter().filter(is_shown).collect();
    let complaints: Vec<_> = states.iter().filter_map(|state| state.complaint).collect();
    Stage::standing().complaining(&complaints).play(async |visit| {
        visit.run_first(NO_LONG_TIMERS).await;
        fonts::expect_on_the_page(visit).await;
        let mut taken = Vec::new();
        for state in states {
            take(visit, state, &mut taken).await;
        }
        assert_eq!(taken.len(), PICTURES.len());
        let browser = browser_of(visit).await;
        if env::var_os(ACCEPT).is_some() {
            accept(&taken, &browser);
        } else {
            compare(&taken, &browser);
        }
    });
}

/// A picture and its file name.
type Taken = (String, Picture);

async fn take(visit: &Visit, state: &State, taken: &mut Vec<Taken>) {
    let is_wanted =
        |Look { language, theme, width }| PICTURES.contains(&(state.name, language, theme, width));
    let mut is_first = true;
    in_looks(visit, state, WINDOW, is_wanted, async |Look { language, theme, width }| {
        if mem::take(&mut is_first) {
            visit.expect(HAS_ALL_PARTS, true).await;
            // The page looks at its clock once a second: all is as of the time that a state has come to.
            visit.pass(1_100).await;
        }
        // The preferences, which are loaded later, have set their own.
        visit.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
        visit.run(HIDE_CARET).await;
        visit.run(BLANK_REQUEST_IDS).await;
        let name = format!("{}-{language}-{theme}-{width}.png", state.name);
        taken.push((name, still_picture(visit).await));
    })
    .await;
}

/// It blinks by the real time.
const HIDE_CARET: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { caret-color: transparent !important }');
    document.adoptedStyleSheets.push(sheet);";

/// The simulator counts the requests for them, and how many there were depends on how fast a test is.
const BLANK_REQUEST_IDS: &str = "
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (/[0-9A-F]{4}-[0-9A-F]{12}$/.test(text.nodeValue)) text.nodeValue = text.nodeValue.replace(/[0-9A-F]/g, '0');
    }";

/// A picture of the page as soon as it looks as it did a moment before: chunks and counts come when they come.
async fn still_picture(visit: &Visit) -> Picture {
    visit
        .expect("document.getAnimations().filter(it => it.playState === 'running').length", 0)
        .await;
    let mut last = Vec::new();
    let is_still = async || {
        visit.pass(250).await;
        let picture = visit.browser.client.screenshot().await.unwrap();
        let before = mem::replace(&mut last, picture);
        before == last
    };
    until("a picture twice the same", true, is_still).await;
    Picture::from_png(&last)
}

async fn browser_of(visit: &Visit) -> String {
    let version = visit.browser.devtools("Browser.getVersion", json!({})).await;
    version["product"].as_str().unwrap().to_owned()
}

/// Where what differs is written to.
fn folder_of_differences() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("pictures")
}

fn compare(taken: &[Taken], browser: &str) {
    let folder = folder_of_differences();
    fs::create_dir_all(&folder).unwrap();
    let mut differences = String::new();
    for (name, actual) in taken {
        let reference = Path::new(REFERENCES).join(name);
        let Ok(reference) = fs::read(&reference) else {
            write!(differences, "\n  {name}: there is no reference").unwrap();
            continue;
        };
        let difference = actual.difference_from(&Picture::from_png(&reference));
        println!("{name}: {} pixels differ", difference.pixels);
        if difference.is_too_much {
            fs::write(folder.join(name), actual.to_png()).unwrap();
            let marked = name.replace(".png", ".difference.png");
            fs::write(folder.join(marked), difference.picture.to_png()).unwrap();
            write!(differences, "\n  {name}: {} pixels differ", difference.pixels).unwrap();
        }
    }
    assert!(differences.is_empty(), "{}", advice(&differences, browser));
}

fn advice(differences: &str, browser: &str) -> String {
    let taken_in = fs::read_to_string(Path::new(REFERENCES).join(TAKEN_IN)).unwrap_or_default();
    let mut advice = format!(
        "the page looks otherwise than in {REFERENCES}:{differences}\n\
         What it looks like, and *.difference.png with what differs in red, is in {}.\n\
         If it is to look so: cargo xtask pictures --accept",
        folder_of_differences().display()
    );
    if taken_in.trim() != browser {
        write!(advice, "\nThe references were taken in {}, this is {browser}.", taken_in.trim())
            .unwrap();
    }
    advice
}

/// Stores the pictures. One that differs in no pixel stays as it is.
fn accept(taken: &[Taken], browser: &str) {
    fs::create_dir_all(REFERENCES).unwrap();
    for file in fs::read_dir(REFERENCES).unwrap() {
        let file = file.unwrap();
        if !taken.iter().any(|(name, _)| file.file_name() == name.as_str()) {
            fs::remove_file(file.path()).unwrap();
        }
    }
    for (name, picture) in taken {
        let file = Path::new(REFERENCES).join(name);
        let is_same = fs::read(&file)
            .is_ok_and(|before| picture.difference_from(&Picture::from_png(&before)).pixels == 0);
        if !is_same {
            fs::write(file, picture.with_fewer_colours().to_png()).unwrap();
        }
    }
    fs::write(Path::new(REFERENCES).join(TAKEN_IN), format!("{browser}\n")).unwrap();
}
