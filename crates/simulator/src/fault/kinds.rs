//! Every kind of fault that can be asked for: its name, what it takes, and what it does.

use std::time::Duration;

use axum::http::StatusCode;

use super::body::{OTHER_JSON, PAGE};
use super::forms::{self, ListForms, RowForms};
use super::request::Asked;
use super::{ApiError, BodyFault, Effect, FaultError, ListFault};
use crate::reply::{Delivery, Reply};
use Takes::{OfList, OfRows, With};

const LONGEST_MILLISECONDS: i64 = 3_600_000;
/// Some 31 years.
const FARTHEST_SECONDS: i64 = 1_000_000_000;

/// A kind of fault.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// One line for whoever looks for it.
    pub(super) what: &'static str,
    takes: Takes,
}

/// What a kind takes beside what every kind takes, and what that makes.
enum Takes {
    /// These parameters, each with a line about it.
    With(&'static [(&'static str, &'static str)], Read),
    /// `form`, or all forms in turn.
    OfRows(RowForms),
    /// `form`, or the first.
    OfList(ListForms),
}

type Read = fn(&Asked) -> Result<Effect, FaultError>;

pub(super) const KINDS: [Kind; 22] = [
    kind("latency", "the reply comes late", With(&[MS], late)),
    kind("slow_body", "the body comes in pieces", With(&[MS, PIECES], slow_body)),
    kind("reset", "the connection is closed without a reply, or within it", With(&[AT], reset)),
    kind(
        "truncated",
        "the JSON ends in the middle, and the HTTP says that it is all",
        With(&[], |_| body(BodyFault::Truncated)),
    ),
    kind("bom", "a byte order mark before the JSON", With(&[], |_| body(BodyFault::ByteOrderMark))),
    kind(
        "empty_body",
        "no body at all, with this status",
        With(&[("status", "200 to 599 [204]")], empty_body),
    ),
    kind(
        "html",
        "a sign-in page in place of the API",
        With(&[("status", "200 to 599 [200]")], html),
    ),
    kind("other_json", "JSON of another API", With(&[], |_| Ok(Effect::Replaced(other_json())))),
    kind(
        "throttled",
        "too many requests, in the three forms that the cloud and gateways have",
        With(&[THROTTLED_AS, WAIT], throttled),
    ),
    kind("error", "an error of the API by its code", With(&[CODE, STATUS], error)),
    kind(
        "clock",
        "the simulator's clock is ahead or behind, its Date too",
        With(&[("seconds", "ahead; negative: behind [1200]")], clock),
    ),
    kind("wrong_types", "rows and fields of other types", OfRows(forms::WRONG_TYPES)),
    kind("nulls", "rows with null in their fields", OfRows(forms::NULLS)),
    kind("missing_fields", "rows without their fields", OfRows(forms::MISSING_FIELDS)),
    kind(
        "hostile_text",
        "names and messages of markup, control characters, 1 MB",
        OfRows(forms::HOSTILE_TEXT),
    ),
    kind(
        "odd_counts",
        "more successes than subtasks, negative, larger than a double holds",
        OfRows(forms::ODD_COUNTS),
    ),
    kind(
        "odd_status",
        "a status that nobody knows, or one that its counts belie",
        OfRows(forms::ODD_STATUS),
    ),
    kind("odd_times", "times that are none, or an end before the begin", OfRows(forms::ODD_TIMES)),
    kind(
        "duplicates",
        "every second row bears the id of the one before",
        With(&[], |_| list(ListFault::DuplicateIds)),
    ),
    kind(
        "huge_page",
        "more rows than were asked for, each with an id of its own",
        With(&[("rows", "how many [10000]")], huge_page),
    ),
    kind("list", "no list, or none that is one", OfList(forms::LIST)),
    kind("page_fields", "a page without its numbers", OfList(forms::PAGE_FIELDS)),
];

const MS: (&str, &str) = ("ms", "for how long, in milliseconds [3000]");
const PIECES: (&str, &str) = ("pieces", "in how many [10]");
const AT: (&str, &str) = ("at", "start, or half: after half of the body [start]");
const WAIT: (&str, &str) = ("wait_ms", "when to try again; with 429 and 503 [2000]");
const THROTTLED_AS: (&str, &str) = (
    "status",
    "400: Throttling.User; 429: with Retry-After; 503: with x-acs-retry-after in milliseconds [400]",
);
const CODE: (&str, &str) = ("code", "e.g. Forbidden.RAM; a wrong one gets the list");
const STATUS: (&str, &str) = ("status", "200 to 599 [as the code mostly comes]");

const fn kind(name: &'static str, what: &'static str, takes: Takes) -> Kind {
    Kind { name, what, takes }
}

impl Kind {
    pub(super) fn effect(&self, asked: &Asked) -> Result<Effect, FaultError> {
        match self.takes {
            With(_, read) => read(asked),
            OfRows(forms) => Ok(Effect::Rows(match asked.choice("form", forms)? {
                Some(form) => vec![form],
                None => forms.iter().map(|(_, form)| *form).collect(),
            })),
            OfList(forms) => list(asked.choice("form", forms)?.unwrap_or(forms[0].1)),
        }
    }

    /// Each with a line about it.
    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        let form = |names: Vec<&str>, without: &str| {
            vec![("form", format!("{} [{without}]", names.join(", ")))]
        };
        match self.takes {
            With(parameters, _) => {
                parameters.iter().map(|(name, what)| (*name, (*what).to_owned())).collect()
            }
            OfRows(forms) => form(forms.iter().map(|(name, _)| *name).collect(), "in turn"),
            OfList(forms) => form(forms.iter().map(|(name, _)| *name).collect(), forms[0].0),
        }
    }
}

fn body(fault: BodyFault) -> Result<Effect, FaultError> {
    Ok(Effect::Body(fault))
}

fn list(fault: ListFault) -> Result<Effect, FaultError> {
    Ok(Effect::List(fault))
}

fn milliseconds(asked: &Asked) -> Result<Duration, FaultError> {
    asked.number("ms", 3000, 1..=LONGEST_MILLISECONDS).map(Duration::from_millis)
}

fn late(asked: &Asked) -> Result<Effect, FaultError> {
    milliseconds(asked).map(Effect::Late)
}

fn slow_body(asked: &Asked) -> Result<Effect, FaultError> {
    let pieces = asked.number("pieces", 10, 1..=10_000)?;
    Ok(Effect::Sent(Delivery::InPieces { pieces, over: milliseconds(asked)? }))
}

fn reset(asked: &Asked) -> Result<Effect, FaultError> {
    let at = asked.choice("at", &[("start", Delivery::Nothing), ("half", Delivery::Half)])?;
    Ok(Effect::Sent(at.unwrap_or(Delivery::Nothing)))
}

fn status(asked: &Asked, default: StatusCode) -> Result<StatusCode, FaultError> {
    let number = asked.number("status", default.as_u16(), 200..=599)?;
    Ok(StatusCode::from_u16(number).unwrap_or(default))
}

fn empty_body(asked: &Asked) -> Result<Effect, FaultError> {
    body(BodyFault::Empty(status(asked, StatusCode::NO_CONTENT)?))
}

fn html(asked: &Asked) -> Result<Effect, FaultError> {
    Ok(Effect::Replaced(Reply::html(status(asked, StatusCode::OK)?, PAGE)))
}

fn other_json() -> Reply {
    Reply::json(StatusCode::OK, OTHER_JSON)
}

fn throttled(asked: &Asked) -> Result<Effect, FaultError> {
    type Throttled = fn(u64) -> ApiError;
    let forms: [(&str, Throttled); 3] = [
        ("400", |_| ApiError::throttled_user()),
        ("429", ApiError::throttled_api),
        ("503", ApiError::throttled_service),
    ];
    let wait = asked.number("wait_ms", 2000, 0..=LONGEST_MILLISECONDS)?;
    let form = asked.choice("status", &forms)?.unwrap_or(forms[0].1);
    Ok(Effect::Error(form(wait)))
}

fn error(asked: &Asked) -> Result<Effect, FaultError> {
    let codes: Vec<_> = ApiError::all().map(|error| (error.code(), error)).collect();
    let error = asked.required("code", &codes)?;
    let status = asked.number("status", error.status(), 200..=599)?;
    Ok(Effect::Error(error.with_status(status)))
}

fn clock(asked: &Asked) -> Result<Effect, FaultError> {
    let seconds = asked.number("seconds", 1200, -FARTHEST_SECONDS..=FARTHEST_SECONDS)?;
    Ok(Effect::ClockAhead(seconds))
}

fn huge_page(asked: &Asked) -> Result<Effect, FaultError> {
    list(ListFault::Rows(asked.number("rows", 10_000, 1..=1_000_000)?))
}
