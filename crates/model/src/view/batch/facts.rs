//! What is known of a batch besides its progress: times, type, application, rate.

use chrono::{DateTime, Utc};

use crate::batch::Batch;
use crate::format;
use crate::locale::Locale;
use crate::task::Duration;
use crate::time::Timestamp;
use crate::tr;

/// What the facts depend on besides the batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactContext {
    /// For the time elapsed.
    pub now: DateTime<Utc>,
    /// When a running batch is expected to end.
    pub expected_end: Option<String>,
    /// How fast a running batch is.
    pub rate: Option<String>,
}

/// A fact with its name. Without a value it is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// `Began (UTC+8)`.
    pub name: String,
    /// `2026-11-24 13:58:44`.
    pub value: String,
    /// What was received, where that is more.
    pub title: Option<String>,
}

/// The facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactsView {
    /// `TaskType`.
    pub task_type: Fact,
    /// When it began.
    pub began: Fact,
    /// When it ended, or is expected to.
    pub ended: Fact,
    /// How long it took, or has taken until now.
    pub duration: Fact,
    /// How fast it is.
    pub rate: Fact,
    /// `ApplicationType`.
    pub application: Fact,
    /// The end of the request id.
    pub request: Fact,
}

/// The facts of a batch.
pub fn facts_view(batch: &Batch, context: &FactContext, locale: &Locale) -> FactsView {
    let task = &batch.task;
    let zone = locale.zone.name_at(context.now);
    let length = task.duration(locale);
    let is_running = matches!(length, Duration::Since(_));
    let length_name = if is_running { tr!(locale, "Elapsed") } else { tr!(locale, "Duration") };
    let rate = context.rate.clone().filter(|_| is_running);
    let request_id = batch.request_id.clone().unwrap_or_default();
    FactsView {
        task_type: Fact::new(tr!(locale, "Type"), task.task_type.clone()),
        began: Fact {
            name: tr!(locale, "Began ({zone})", zone = zone),
            value: time(locale, &task.begin),
            title: titled(task.begin.as_received(locale)),
        },
        ended: ended(batch, context, locale),
        duration: Fact::new(length_name, duration(locale, length, context.now)),
        rate: Fact::new(tr!(locale, "Rate"), rate.unwrap_or_default()),
        application: Fact::new(tr!(locale, "Application"), batch.application_type.clone()),
        request: Fact {
            name: tr!(locale, "Request ID").to_owned(),
            value: tail(&request_id),
            title: titled(request_id),
        },
    }
}

impl Fact {
    fn new(name: &str, value: String) -> Self {
        Self { name: name.to_owned(), value, title: None }
    }
}

fn ended(batch: &Batch, context: &FactContext, locale: &Locale) -> Fact {
    let ended = batch.task.ended();
    let zone = locale.zone.name_at(context.now);
    let (name, value) = match &context.expected_end {
        Some(end) if *ended == Timestamp::Absent => {
            (tr!(locale, "Expected end ({zone})", zone = zone), end.clone())
        }
        _ => (tr!(locale, "Ended ({zone})", zone = zone), time(locale, ended)),
    };
    Fact { name, value, title: titled(ended.as_received(locale)) }
}

fn titled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// `2026-11-24 13:58:44`; the zone is named beside it.
fn time(locale: &Locale, time: &Timestamp) -> String {
    match (time, time.instant(locale)) {
        (_, Some(instant)) => locale.zone.field_value(instant).replace('T', " "),
        (Timestamp::Unreadable(received), None) => received.clone(),
        (_, None) => String::new(),
    }
}

fn duration(locale: &Locale, duration: Duration, now: DateTime<Utc>) -> String {
    match duration {
        Duration::Took(length) => format::duration(locale, length),
        Duration::Since(begin) => format::duration(locale, now - begin),
        Duration::Negative => tr!(locale, "ends before it begins").to_owned(),
        Duration::Unknown => String::new(),
    }
}

/// `…-95CF-738C22D41F07`: people recognise an id by its end.
fn tail(id: &str) -> String {
    const CHARACTERS: usize = 18;
    match id.char_indices().rev().nth(CHARACTERS - 1) {
        Some((at, _)) if at > 0 => format!("…{}", &id[at..]),
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::sample::batch;
    use super::*;
    use crate::time::from_api;
    use crate::zone::Zone;

    fn shown(batch: &Batch, end: Option<&str>) -> FactsView {
        let now = from_api("2026-11-24T06:28:44Z").unwrap();
        let (expected_end, rate) = (end.map(str::to_owned), Some("2 per min".to_owned()));
        let context = FactContext { now, expected_end, rate };
        let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
        facts_view(batch, &context, &locale)
    }

    fn named(fact: &Fact) -> (&str, &str) {
        (&fact.name, &fact.value)
    }

    #[test]
    fn a_batch_that_ended_says_when_and_how_long_it_took() {
        let view = shown(&batch("FAILED", &[]), None);
        assert_eq!(named(&view.ended), ("Ended (UTC+8)", "2026-11-24 14:19:02"));
        assert_eq!(named(&view.duration), ("Duration", "20 min 18 s"));
        assert_eq!(named(&view.rate), ("Rate", ""));
        assert_eq!(named(&view.request), ("Request ID", "…-95CF-738C22D41F07"));
    }

    #[test]
    fn the_end_of_a_running_batch_is_expected_or_not_shown() {
        let running = batch("RUNNING ", &[]);
        let view = shown(&running, Some("≈ 14:40"));
        assert_eq!(named(&view.ended), ("Expected end (UTC+8)", "≈ 14:40"));
        assert_eq!(named(&view.duration), ("Elapsed", "30 min 00 s"));
        assert_eq!(named(&view.rate), ("Rate", "2 per min"));
        assert_eq!(shown(&running, None).ended.value, "");
    }
}
