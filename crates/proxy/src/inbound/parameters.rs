//! From the console's query string to a typed request, strictly.
//!
//! What is not understood is refused by its name: the proxy signs only what it could have written
//! itself. The reading is not in `model`, whose code the browser downloads.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::percent;
use model::query::PageSize;
use model::request::{API_VERSION, ListRequest, Request};
use model::status::BatchStatus;
use model::time;

use crate::refusal::Refusal;

/// The longest query string that is read, in bytes.
pub const LONGEST_QUERY: usize = 4096;

/// Reads the query of `POST /rpc`.
///
/// # Errors
/// [`Refusal::ActionNotAllowed`], or [`Refusal::InvalidParameter`] naming the parameter.
pub fn read(query: &str) -> Result<Request, Refusal> {
    let mut parameters = Parameters::split(query)?;
    let action = parameters.take("Action")?;
    match parameters.take("Version")?.as_deref() {
        Some(API_VERSION) => {}
        _ => return Err(invalid("Version", "must be 2017-08-01")),
    }
    let request = match action.as_deref() {
        Some("DescribeBatchTasks") => Request::List(list(&mut parameters)?),
        Some("DescribeBatchTask") => Request::Batch {
            batch_id: parameters
                .take("BatchId")?
                .ok_or_else(|| invalid("BatchId", "is missing"))?,
        },
        Some(_) => return Err(Refusal::ActionNotAllowed),
        None => return Err(invalid("Action", "is missing")),
    };
    parameters.none_left()?;
    Ok(request)
}

fn list(parameters: &mut Parameters) -> Result<ListRequest, Refusal> {
    Ok(ListRequest {
        task_type: parameters.take("TaskType")?,
        statuses: parameters.read("Status", statuses)?.unwrap_or_default(),
        start_time: parameters.read("StartTime", instant)?,
        end_time: parameters.read("EndTime", instant)?,
        page_number: parameters.read("PageNumber", |text| whole_number(text, u32::MAX))?,
        page_size: parameters.read("PageSize", |text| whole_number(text, PageSize::MAX))?,
    })
}

/// The decoded parameters that nobody has asked for yet.
struct Parameters(BTreeMap<String, String>);

impl Parameters {
    fn split(query: &str) -> Result<Self, Refusal> {
        if query.len() > LONGEST_QUERY {
            return Err(invalid("the query", "is longer than 4096 bytes"));
        }
        let mut parameters = BTreeMap::new();
        for piece in query.split('&').filter(|piece| !piece.is_empty()) {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            let name = decoded(name).ok_or_else(|| invalid("a name", "is not percent-encoded"))?;
            let value = decoded(value)
                .ok_or_else(|| invalid(&name, "is not percent-encoded UTF-8 text"))?;
            if name.contains(char::is_control) || value.contains(char::is_control) {
                return Err(invalid(&name, "contains a control character"));
            }
            if parameters.insert(name.clone(), value).is_some() {
                return Err(invalid(&name, "is given twice"));
            }
        }
        Ok(Self(parameters))
    }

    /// A filled value; what is unset has to be left out, not sent empty.
    fn take(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        match self.0.remove(name) {
            Some(value) if value.is_empty() => Err(invalid(name, "is empty: leave it out")),
            value => Ok(value),
        }
    }

    fn read<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Result<Option<T>, Refusal> {
        let value = self.take(name)?;
        value.map(|value| parse(&value).map_err(|fault| invalid(name, fault))).transpose()
    }

    fn none_left(self) -> Result<(), Refusal> {
        match self.0.into_keys().next() {
            Some(name) => Err(invalid(&name, "is not a parameter of this action")),
            None => Ok(()),
        }
    }
}

/// The text of a piece, if its escapes are whole and it is UTF-8.
fn decoded(piece: &str) -> Option<String> {
    let is_escape = |after: &str| {
        after.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let text = percent::decode(piece);
    let is_whole = piece.split('%').skip(1).all(is_escape);
    (is_whole && !text.contains(char::REPLACEMENT_CHARACTER)).then_some(text)
}

fn statuses(text: &str) -> Result<Vec<BatchStatus>, &'static str> {
    const FAULT: &str = "must be a JSON array of COMPLETED, DISPATCHING, FAILED, RUNNING, each \
                         once and at least one";
    let names: Vec<String> = serde_json::from_str(text).map_err(|_| FAULT)?;
    let mut statuses = Vec::new();
    for name in &names {
        match BatchStatus::from_api_name(name) {
            Some(status) if !statuses.contains(&status) => statuses.push(status),
            _ => return Err(FAULT),
        }
    }
    if statuses.is_empty() { Err(FAULT) } else { Ok(statuses) }
}

fn instant(text: &str) -> Result<DateTime<Utc>, &'static str> {
    time::from_api(text).ok_or("must be a UTC time like 2026-04-06T20:51:40Z")
}

fn whole_number(text: &str, largest: u32) -> Result<u32, &'static str> {
    let fault = if largest == PageSize::MAX {
        "must be a whole number from 1 to 1000"
    } else {
        "must be a whole number from 1"
    };
    let number: u32 = text.parse().map_err(|_| fault)?;
    let is_plain = number.to_string() == text;
    if is_plain && (1..=largest).contains(&number) { Ok(number) } else { Err(fault) }
}

fn invalid(name: &str, fault: &'static str) -> Refusal {
    Refusal::InvalidParameter { name: name.chars().take(64).collect(), fault }
}

#[cfg(test)]
mod tests;
