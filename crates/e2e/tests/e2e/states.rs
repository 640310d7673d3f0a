//! Every state that the page can be in, each once: the link that leads there, what is answered, what somebody does, and
//! what is to be read then. The pictures and the check of accessibility go through them.

use axum::http::StatusCode;
use serde_json::json;
use simulator::{Effect, Fault, Reply, RowFault};

use crate::plain::{self, File};
use crate::replies::{batch, list, subtasks};
use crate::visit::Visit;
use crate::wait::until;

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
    /// Whether it cannot be reached on a phone: what leads there is not in its header.
    pub(crate) is_for_wide_pages: bool,
}

/// What somebody does.
enum Act {
    /// Presses what this finds first.
    Press(&'static str),
    /// Waits until this is visible.
    Await(&'static str),
    /// Lets a minute pass and asks once more.
    Refresh,
    /// Loses the connection.
    Disconnect,
    /// From now on PolarDB answers so, as `Fault::parse` reads it.
    Break(&'static str),
}

use Act::{Await, Break, Disconnect, Press, Refresh};

const FIRST: Act = Press("tbody tr:first-child .name");
const HAS_BATCH: Act = Await(".beside[data-shows=batch]");
const HAS_TIMELINE: Act = Await(".span-row");
const HAS_MENUS: Act = Await(".take:not([inert])");
const HAS_TOOLS: Act = Await(".tools:not([inert])");

const fn state(
    name: &'static str,
    link: &'static str,
    acts: &'static [Act],
    shown: (&'static str, &'static str),
) -> State {
    let (complaint, is_for_wide_pages) = (None, false);
    State { name, link, answer: |_| (), acts, shown, complaint, is_for_wide_pages }
}

impl State {
    const fn answered(self, answer: fn(&Visit)) -> Self {
        Self { answer, ..self }
    }

    const fn complaining(self, complaint: &'static str) -> Self {
        Self { complaint: Some(complaint), ..self }
    }

    const fn on_wide_pages(self) -> Self {
        Self { is_for_wide_pages: true, ..self }
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
            Press(place) => {
                visit.expect(&is_visible(place), true).await;
                visit.press(place).await;
            }
            Await(place) => visit.expect(&is_visible(place), true).await,
            Refresh => {
                visit.leap(60).await;
                let (rows, batches) = visit.upstream.calls_for_what_is_shown();
                visit.refresh().await;
                let has_panel = visit.value("location.search.includes('batch')").await == true;
                let are_there = async || {
                    let now = visit.upstream.calls_for_what_is_shown();
                    now.0 > rows && (now.1 > batches || !has_panel)
                };
                until("asked once more", true, are_there).await;
                visit
                    .expect("document.querySelector('.refresh [data-state=busy]')", json!(null))
                    .await;
            }
            Disconnect => visit.run("dispatchEvent(new Event('offline'))").await,
            Break(fault) => visit.upstream.answer_with(fault),
        }
    }
}

/// All of them.
pub(crate) const STATES: &[State] = &[
    state(
        "list",
        "",
        &[Await(".row"), Refresh, Refresh, Refresh, Refresh],
        ("tbody .cell-ends", "≈ 15:057 min left"),
    ),
    state("loading", "", &[], ("h1", "Batch tasks"))
        .answered(|it| it.upstream.answer_with("kind=latency&ms=600000")),
    state("empty", "", &[], (".state h2", "No batch tasks yet"))
        .answered(|it| it.upstream.answer(list(&[]))),
    state(
        "no-match",
        "?type=polarclaw_x&status=FAILED",
        &[],
        (".state h2", "No tasks match these filters"),
    ),
    state("error", "", &[], (".state h2", "Could not load batch tasks"))
        .answered(|it| it.upstream.answer_with("kind=error&code=InternalError"))
        .complaining("a status of 502"),
    state(
        "stale",
        "?size=10",
        &[Await(".row"), Break("kind=error&code=InternalError"), Refresh, Refresh, Refresh],
        (".banner p", "Could not load batch tasks."),
    )
    .complaining("a status of 502"),
    state("offline", "?size=10", &[Await(".row"), Disconnect], (".banner p", "Connection lost.")),
    state(
        "throttled",
        "?size=10",
        &[Await(".row"), Break("kind=throttled&status=429&wait_ms=90000"), Refresh],
        (".age", "Throttled · next try in 1 min"),
    )
    .complaining("a status of 429"),
    state("sign-in", "", &[], (".state h2", "Sign in to continue"))
        .answered(|it| {
            it.files.put("/config.json", File::json(&plain::config().to_string()));
            it.files.put("/rpc", File::unauthorized());
        })
        .complaining("a status of 401"),
    state("not-permitted", "", &[], (".state h2", "You may not list batch tasks"))
        .answered(|it| it.upstream.answer_with("kind=error&code=Forbidden.RAM"))
        .complaining("a status of 403"),
    state("not-set-up", "", &[], (".state h2", "This console is not set up yet"))
        .answered(|it| {
            it.files.put("/config.json", File::missing());
            it.files.put("/rpc", File::missing());
        })
        .complaining("a status of 404"),
    state("gone", "?page=9", &[], (".state h2", "Page 2 no longer exists")).answered(|it| {
        it.upstream.answer(without_rows(20));
        it.upstream.answer_next(without_rows(40));
    }),
    state("odd", "?size=30", &[], ("tbody .cell-status", "Running"))
        .answered(|it| it.upstream.handle.set_fault(Fault::new(Effect::Rows(ODDITIES.to_vec())))),
    state("panel-failed", "?status=FAILED", &[FIRST], ("#reasons-title", "Failure reasons")),
    state(
        "panel-running",
        "?status=RUNNING",
        &[Press("tbody tr:nth-child(2) .name"), HAS_BATCH, Refresh, Refresh],
        (".fact-rate dt", "Rate"),
    ),
    state(
        "panel-dispatching",
        "?status=DISPATCHING",
        &[FIRST, HAS_BATCH],
        ("aside .pill", "Dispatching"),
    ),
    state(
        "panel-statuses",
        "?size=10&batch=pcb-a",
        &[HAS_BATCH],
        (".subtask-scope", "all 9 sub-tasks"),
    )
    .answered(|it| it.upstream.answer_batch(batch("a", "RUNNING", &subtasks(&SUBTASKS)))),
    state(
        "copy-batch",
        "?status=FAILED",
        &[FIRST, HAS_BATCH, Press("[popovertarget=copy-batch-menu]")],
        ("#copy-batch-menu .menu-head", "Copy this batch as"),
    ),
    state(
        "panel-not-found",
        "?size=10&batch=pcb-unknown",
        &[],
        (".panel-trouble p", "Batch not found"),
    )
    .complaining("a status of 404"),
    state("timeline", "?view=timeline", &[HAS_TIMELINE, Refresh, Refresh], (".span-row .name", "")),
    state(
        "created",
        "?last=24h&size=10",
        &[Await(".row"), Press(".created-button")],
        (".range-title", "Created between"),
    ),
    state(
        "copy-as",
        "?size=10",
        &[HAS_MENUS, Press(".copy-as")],
        ("#copy-menu .menu-head", "Copy this view as"),
    ),
    state(
        "export",
        "?size=10",
        &[HAS_MENUS, Press(".export")],
        ("#export-menu .menu-head", "This page · 10 rows"),
    ),
    state(
        "zone",
        "?size=10",
        &[HAS_TOOLS, Press(".zone-button")],
        ("#zone-menu .hint", "Times that come without a zone"),
    )
    .on_wide_pages(),
    state(
        "watch",
        "?status=RUNNING",
        &[
            FIRST,
            HAS_BATCH,
            Press(".panel .watch"),
            Press("aside .close"),
            Press("[popovertarget=watch-menu]"),
        ],
        (".watch-menu .watch-state", "Running"),
    ),
    state(
        "copied",
        "?size=10",
        &[HAS_MENUS, Press(".copy-as"), Press("[data-as=aliyun]")],
        (".toast", "Copied as aliyun CLI"),
    ),
    state(
        "retry",
        "?status=FAILED",
        &[FIRST, Press(".section-tools .copy-retry")],
        ("dialog[open] h2", "Copy retry command"),
    ),
    state(
        "preferences",
        "?size=10",
        &[HAS_TOOLS, Press(".open-preferences")],
        ("dialog[open] h2", "Preferences"),
    ),
    state("keyboard", "?size=10", &[HAS_TOOLS, Press(".help")], ("dialog[open] h2", "Keyboard")),
];

const SUBTASKS: [&str; 9] = [
    "WAITING",
    "RUNNING",
    "PAUSE",
    "HUMAN_PROCESSING",
    "BLOCKING",
    "TEMP_TERMINATED",
    "FAILED:the package cannot be fetched",
    "COMPLETED",
    "SKIPPED",
];

/// What is wrong with the rows, one after the other, and then with none.
const ODDITIES: [RowFault; 12] = [
    RowFault::PaddedStatus,
    RowFault::UnknownStatus,
    RowFault::LowerCaseStatus,
    RowFault::EmptyStatus,
    RowFault::CompletedWithRest,
    RowFault::SuccessAboveTotal,
    RowFault::NothingOfNothing,
    RowFault::FieldsNull,
    RowFault::FieldsAsObjects,
    RowFault::GarbageTimes,
    RowFault::EndBeforeBegin,
    RowFault::Markup,
];

/// A page of so many tasks on which none is.
fn without_rows(tasks: u32) -> Reply {
    let body = json!({ "RequestId": "R-1", "TotalCount": tasks, "TaskList": [] });
    Reply::json(StatusCode::OK, body.to_string())
}
