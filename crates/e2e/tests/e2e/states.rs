//! Every state that the page can be in, each once: the link that leads there, what is answered, what somebody does, and
//! what is to be read then. The pictures and the check of accessibility go through them.

mod table;

use serde_json::json;

use crate::plain::File;
use crate::view::HAS_ALL_PARTS;
use crate::visit::Visit;
use crate::wait::until;

/// Whether asking by hand is off.
const IS_BLOCKED: &str = "document.querySelector('.refresh .square').disabled";

/// A state.
pub(crate) struct State {
    /// As its pictures are called.
    pub(crate) name: &'static str,
    link: &'static str,
    /// What PolarDB, and the host of the page, answer.
    answer: fn(&Visit),
    acts: &'static [Act],
    /// Where something is to be read in English, and how that begins.
    shown: (&'static str, &'static str),
    /// What the browser complains of on its console.
    pub(crate) complaint: Option<&'static str>,
    /// Where what leads there is.
    pub(crate) place: Place,
}

/// On which pages a state can be.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    Everywhere,
    Desk,
    Phone,
}

/// What somebody does.
enum Act {
    /// Presses what this finds first.
    Press(&'static str),
    /// Chooses the last option of this list.
    ChooseLast(&'static str),
    /// Waits until this is visible.
    Await(&'static str),
    /// Lets a minute pass and asks once more.
    Refresh,
    /// Loses the connection.
    Disconnect,
    /// From now on PolarDB answers so, as `Fault::parse` reads it.
    Break(&'static str),
}

pub(crate) use table::STATES;

use Act::{Await, Break, ChooseLast, Disconnect, Press, Refresh};

const fn state(
    name: &'static str,
    link: &'static str,
    acts: &'static [Act],
    shown: (&'static str, &'static str),
) -> State {
    let (complaint, place) = (None, Place::Everywhere);
    State { name, link, answer: |_| (), acts, shown, complaint, place }
}

impl State {
    const fn answered(self, answer: fn(&Visit)) -> Self {
        Self { answer, ..self }
    }

    const fn complaining(self, complaint: &'static str) -> Self {
        Self { complaint: Some(complaint), ..self }
    }

    const fn only_on(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Brings it about in English, whatever was before.
    pub(crate) async fn bring_about(&self, visit: &Visit) {
        self.bring_about_in(visit, "en").await;
        let (place, words) = self.shown;
        let text = format!(
            "([...document.querySelectorAll({place:?})].find(it => it.checkVisibility())?.innerText ?? '')\
             .replace(/\\s+/g, ' ').trim().slice(0, {})",
            words.chars().count()
        );
        visit.expect(&text, words).await;
    }

    /// Brings it about in a language that was chosen at an earlier visit.
    pub(crate) async fn bring_about_in(&self, visit: &Visit, language: &str) {
        visit.upstream.handle.clear();
        visit.upstream.clock.set_back();
        visit.files.restore();
        // A place of the same origin where no program runs that would keep something.
        visit.files.put("/still.html", File::html("<link rel=icon href='data:,'>"));
        visit.goto("still.html").await;
        visit.run("localStorage.clear()").await;
        if language != "en" {
            let kept = format!("{{\"version\":1,\"language\":\"{language}\"}}");
            visit.run(&format!("localStorage.setItem('batch-tasks/#preferences', '{kept}')")).await;
        }
        (self.answer)(visit);
        visit.goto(self.link).await;
        for act in self.acts {
            act.play(visit).await;
        }
    }
}

impl Act {
    async fn play(&self, visit: &Visit) {
        let is_visible = |place: &str| {
            format!("[...document.querySelectorAll({place:?})].some(it => it.checkVisibility())")
        };
        match self {
            ChooseLast(list) => {
                visit.expect(&is_visible(list), true).await;
                let choose = "list.selectedIndex = list.length - 1; list.dispatchEvent(new Event('change', { bubbles: true }))";
                visit
                    .run(&format!("const list = document.querySelector('{list}'); {choose}"))
                    .await;
            }
            Press(place) => {
                visit.expect(&is_visible(place), true).await;
                visit.press(place).await;
            }
            Await(place) => visit.expect(&is_visible(place), true).await,
            Refresh => {
                // Ends are foretold by what was seen since the forecasts are there.
                visit.expect(HAS_ALL_PARTS, true).await;
                visit.leap(60).await;
                let (rows, batches) = visit.upstream.calls_for_what_is_shown();
                visit.refresh().await;
                let has_panel = visit.value("location.search.includes('batch')").await == true;
                let are_there = async || {
                    let now = visit.upstream.calls_for_what_is_shown();
                    let are_there = now.0 > rows && (now.1 > batches || !has_panel);
                    // The page may have asked by itself meanwhile, and been told to wait: then the press did nothing.
                    if !are_there && visit.value(IS_BLOCKED).await == true {
                        visit.leap(60).await;
                        visit.expect(IS_BLOCKED, false).await;
                        visit.run("document.querySelector('.refresh .square').click()").await;
                    }
                    are_there
                };
                until("asked once more", true, are_there).await;
                visit
                    .expect("document.querySelector('.refresh [data-state=busy]')", json!(null))
                    .await;
            }
            Disconnect => visit.lose_connection().await,
            Break(fault) => visit.upstream.answer_with(fault),
        }
    }
}
