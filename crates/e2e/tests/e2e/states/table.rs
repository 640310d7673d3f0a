//! The states, one after the other.

use axum::http::StatusCode;
use serde_json::json;
use simulator::{Effect, Fault, Reply, RowFault};

use super::Act::{self, Await, Break, ChooseLast, Disconnect, Press, Refresh};
use super::{Place, State, state};
use crate::plain::{self, File};
use crate::replies::{batch, list, subtasks};

const FIRST: Act = Press("tbody .row .name");
const HAS_BATCH: Act = Await(".beside[data-shows=batch]");
const HAS_TIMELINE: Act = Await(".span-row");
const HAS_MENUS: Act = Await(".take > .export");
/// The features are there, and with them what the menus need.
const HAS_TOOLS: Act = Await(".watching > .button");

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
        .answered(|it| it.upstream.answer(internal_error()))
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
        (".live", "Waiting"),
    )
    .complaining("a status of 429"),
    state("sign-in", "", &[], (".state h2", "Sign in to continue"))
        .answered(|it| {
            it.files.put("/config.json", File::json(&plain::config().to_string()));
            it.files.put("/rpc", File::unauthorized());
        })
        .complaining("a status of 401"),
    state("token", "", &[Await(".token-dialog")], (".token-dialog h2", "Sign in to Plain"))
        .answered(|it| {
            let mut config = plain::config();
            config["endpoints"][0]["auth"] = "bearer".into();
            it.files.put("/config.json", File::json(&config.to_string()));
        }),
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
        &[Press("tbody tr:nth-child(3) .name"), HAS_BATCH, Refresh, Refresh],
        ("aside .pill", "Running"),
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
        "share-batch",
        // With reasons between the button and the table: the open menu covers no half of a head.
        "?status=FAILED",
        &[FIRST, HAS_BATCH, Press("[popovertarget=share-batch-menu]")],
        ("#share-batch-menu [data-as=json]", "Copy as JSON"),
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
        ("#created-menu .hint", "Sent as"),
    )
    .only_on(Place::Desk),
    state(
        "type",
        "?size=10",
        &[HAS_TOOLS, ChooseLast("select[name=type]")],
        ("label[for=task-type]", "Type"),
    )
    .only_on(Place::Desk),
    state(
        "filters",
        "?size=10",
        &[HAS_TOOLS, Press(".open-filters")],
        ("dialog.sheet h2", "Filters"),
    )
    .only_on(Place::Phone),
    state(
        "share",
        "?size=10",
        &[HAS_MENUS, Press(".share")],
        ("#share-menu [data-as=summary]", "Copy summary"),
    )
    .only_on(Place::Desk),
    state(
        "export",
        "?size=10",
        &[HAS_MENUS, Press(".export")],
        ("#export-menu .menu-head", "This page · 10 rows"),
    )
    .only_on(Place::Desk),
    state(
        "zone",
        "?size=10",
        &[HAS_TOOLS, Press(".more"), Press(".zone-button")],
        ("#zone-menu .hint", "Times that come without a zone"),
    )
    .only_on(Place::Desk),
    state(
        "live",
        "?size=10",
        &[HAS_TOOLS, Press(".live")],
        ("#live-menu .menu-head", "Refresh every"),
    )
    .only_on(Place::Desk),
    state(
        "display",
        "?size=10",
        &[HAS_TOOLS, Press(".display")],
        ("#display-menu .menu-head", "Group by"),
    )
    .only_on(Place::Desk),
    state("more", "?size=10", &[HAS_TOOLS, Press(".more")], ("#more-menu .language", "Language")),
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
        &[HAS_MENUS, Press(".share"), Press("[data-as=aliyun]")],
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
        &[HAS_TOOLS, Press(".more"), Press(".open-preferences")],
        ("dialog[open] h2", "Preferences"),
    ),
    state(
        "keyboard",
        "?size=10",
        &[HAS_TOOLS, Press(".more"), Press(".help")],
        ("dialog[open] h2", "Keyboard"),
    ),
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

/// With one request id: the simulator's own counts the requests, of which there are more while a test takes longer.
fn internal_error() -> Reply {
    let body = json!({
        "RequestId": "3A6F1C9E-0000-5000-8000-000000000001",
        "Code": "InternalError",
        "Message": "The request processing has failed due to some unknown error.",
    });
    Reply::json(StatusCode::INTERNAL_SERVER_ERROR, body.to_string())
}

/// A page of so many tasks on which none is.
fn without_rows(tasks: u32) -> Reply {
    let body = json!({ "RequestId": "R-1", "TotalCount": tasks, "TaskList": [] });
    Reply::json(StatusCode::OK, body.to_string())
}
