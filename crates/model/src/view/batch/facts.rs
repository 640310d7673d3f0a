//! What is known of a batch besides its progress: times, type, application, rate.

use chrono::{DateTime, Utc};

use crate::batch::Batch;
use crate::format;
use crate::locale::Locale;
use crate::task::{BatchTask, Duration};
use crate::time::Timestamp;
use crate::tr;
use crate::view::task_type::type_words;
use crate::words::joined;
use crate::zone::ClockTime;

/// What the facts depend on besides the batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactContext {
    /// For the time elapsed.
    pub now: DateTime<Utc>,
    /// How fast a running batch is.
    pub rate: Option<String>,
}

/// A fact with its name, as parts of a line. Without a value it is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// `began`; empty where the value says it.
    pub name: &'static str,
    /// `11-24 13:58:44 (UTC+8)`.
    pub value: String,
    /// What was received, where that is more.
    pub title: Option<String>,
}

/// The application of nearly all batches, which says nothing.
const USUAL_APPLICATION: &str = "polarclaw";

/// The facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactsView {
    /// `TaskType` by its display name.
    pub task_type: Fact,
    /// When it began.
    pub began: Fact,
    /// How long it has been running.
    pub elapsed: Fact,
    /// How fast it is.
    pub rate: Fact,
    /// `ApplicationType`, where it is not the usual one.
    pub application: Fact,
}

impl FactsView {
    /// The same without what the box says that compares the batch with its rollout.
    #[must_use]
    pub fn without_pace(self) -> Self {
        Self { elapsed: Fact::default(), rate: Fact::default(), ..self }
    }
}

/// The facts of a batch.
pub fn facts_view(batch: &Batch, context: &FactContext, locale: &Locale) -> FactsView {
    let task = &batch.task;
    let length = task.duration(locale);
    let is_running = matches!(length, Duration::Since(_));
    let rate = context.rate.clone().filter(|_| is_running);
    let elapsed = match length {
        Duration::Since(begin) => {
            let time = format::duration(locale, context.now - begin);
            tr!(locale, "{time} so far", time = time)
        }
        _ => String::new(),
    };
    let application = &batch.application_type;
    let usual = application == USUAL_APPLICATION;
    let application = if usual { String::new() } else { application.clone() };
    FactsView {
        task_type: Fact {
            name: tr!(locale, "Type"),
            value: type_words(locale, &task.task_type).to_owned(),
            title: Some(task.task_type.clone()).filter(|raw| !raw.is_empty()),
        },
        began: Fact {
            name: tr!(locale, "began"),
            value: began(locale, &task.begin, context.now),
            title: task.begin.in_full(locale),
        },
        elapsed: Fact { name: "", value: elapsed, title: None },
        rate: Fact { name: "", value: rate.unwrap_or_default(), title: None },
        application: Fact { name: tr!(locale, "Application"), value: application, title: None },
    }
}

/// `11-24 13:58:44 (UTC+8)`.
fn began(locale: &Locale, begin: &Timestamp, now: DateTime<Utc>) -> String {
    begin.or_received(locale, |instant| {
        let ClockTime { day, time } = locale.zone.clock_time(instant, now);
        format!("{day} {time} ({})", locale.zone.name_at(instant))
    })
}

/// `ended 14:19:02 · took 20 min 18 s`, for a batch that has ended.
pub fn ended_words(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> String {
    let ended = match &*ended(locale, task, now) {
        "" => String::new(),
        time => tr!(locale, "ended {time}", time = time),
    };
    let took = match task.duration(locale) {
        Duration::Took(length) => {
            tr!(locale, "took {time}", time = format::duration(locale, length))
        }
        Duration::Negative => tr!(locale, "ends before it begins").to_owned(),
        Duration::Since(_) | Duration::Unknown => String::new(),
    };
    joined("{text} · {next}", &[&ended, &took])
}

/// `14:19:02`, with its day if that is not the one of the begin.
fn ended(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> String {
    let zone = &locale.zone;
    task.ended().or_received(locale, |instant| {
        let ClockTime { day, time } = zone.clock_time(instant, now);
        let begin = task.begin.instant(locale).map(|begin| zone.day(begin));
        if begin == Some(zone.day(instant)) { time } else { format!("{day} {time}") }
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::sample::batch;
    use super::*;
    use crate::time::from_api;
    use crate::zone::Zone;

    fn shown(batch: &Batch) -> FactsView {
        let now = from_api("2026-11-24T06:28:44Z").unwrap();
        let context = FactContext { now, rate: Some("2 per min".to_owned()) };
        let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
        facts_view(batch, &context, &locale)
    }

    fn line(facts: &FactsView) -> String {
        let FactsView { task_type, began, elapsed, rate, application } = facts;
        let facts = [task_type, began, elapsed, rate, application];
        let shown = facts.into_iter().filter(|fact| !fact.value.is_empty());
        let word = |fact: &Fact| format!("{} {}", fact.name, fact.value).trim().to_owned();
        shown.map(word).collect::<Vec<_>>().join(" · ")
    }

    #[test]
    fn a_batch_that_ended_says_when_and_how_long_it_took() {
        let batch = batch("FAILED", &[]);
        let facts = "Type Install skills · began 11-24 13:58:44 (UTC+8)";
        assert_eq!(line(&shown(&batch)), facts);
        let now = from_api("2026-11-24T06:28:44Z").unwrap();
        let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
        let ended = ended_words(&locale, &batch.task, now);
        assert_eq!(ended, "ended 14:19:02 · took 20 min 18 s");
    }

    #[test]
    fn a_running_batch_says_how_long_and_how_fast() {
        assert_eq!(
            line(&shown(&batch("RUNNING ", &[]))),
            "Type Install skills · began 11-24 13:58:44 (UTC+8) · 30 min 00 s so far · 2 per min"
        );
        let facts = shown(&batch("RUNNING ", &[])).without_pace();
        assert_eq!(line(&facts), "Type Install skills · began 11-24 13:58:44 (UTC+8)");
    }

    #[test]
    fn an_application_is_named_where_it_is_not_the_usual_one() {
        let other = Batch { application_type: "other".into(), ..batch("FAILED", &[]) };
        assert_eq!(shown(&other).application.value, "other");
        assert_eq!(shown(&batch("FAILED", &[])).application.value, "");
    }
}
