//! One subtask in its row.

use chrono::{DateTime, Utc};

use super::reason_text::{ReasonPart, reason_parts};
use super::subtask_look::{reported_subtask_word, subtask_look};
use super::subtasks::{Listed, SubtaskKey};
use crate::batch::Subtask;
use crate::format::{self, NOTHING};
use crate::locale::Locale;
use crate::reasons::reason;
use crate::time::Timestamp;
use crate::tr;
use crate::words::joined;

/// The cells of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubtaskRowView {
    /// What the row is recognised by.
    pub key: SubtaskKey,
    /// The number of the row, the head being number 1.
    pub number: usize,
    /// Which fields could not be read, if any.
    pub flaws: Option<String>,
    /// `InstanceId`.
    pub instance_id: String,
    /// What the operator calls the instance; empty where it has no name.
    pub instance_name: String,
    /// The tone of the status.
    pub tone: &'static str,
    /// The icon of the status.
    pub icon: &'static str,
    /// The status.
    pub status: String,
    /// How long it took.
    pub duration: String,
    /// When it ended.
    pub end: TimeCell,
    /// The error on one line, with placeholders for instance-specific details; empty where there is none.
    pub error: Vec<ReasonPart>,
    /// What is below the row, once it is opened.
    pub opened: Option<OpenedView>,
}

/// What of a subtask is below its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenedView {
    /// `Sub-task 700122001 · began 2026-11-24 13:58:46 (UTC+8)`.
    pub facts: String,
    /// All of the error as it came; empty where there is none.
    pub error: String,
}

/// A time, and all of it with what was received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeCell {
    /// `13:58`.
    pub text: String,
    /// `2026-11-24 13:58:46 (UTC+8); received: 2026/11/24T05:58:46Z`.
    pub title: Option<String>,
}

/// The row of what is listed at a place.
pub fn subtask_row_view(
    listed: &Listed,
    place: usize,
    is_open: bool,
    locale: &Locale,
) -> SubtaskRowView {
    let (key, subtask) = &listed.subtasks[place];
    let (tone, icon) = subtask_look(&subtask.status);
    let or_nothing = |text: &str| if text.is_empty() { NOTHING } else { text }.to_owned();
    let error = match &*subtask.error {
        "" => Vec::new(),
        error => reason_parts(locale, &reason(error)),
    };
    let flaws = &subtask.flaws;
    SubtaskRowView {
        key: key.clone(),
        number: place + 2,
        flaws: (!flaws.is_empty())
            .then(|| tr!(locale, "Not readable: {fields}", fields = flaws.join(", "))),
        instance_id: or_nothing(&subtask.instance_id),
        instance_name: listed.names.label(&subtask.instance_id),
        tone,
        icon,
        status: reported_subtask_word(locale, &subtask.status).to_owned(),
        duration: duration(subtask, locale),
        end: time_cell(&subtask.end, listed.reference, locale),
        error,
        opened: is_open.then(|| opened(subtask, locale)),
    }
}

fn duration(subtask: &Subtask, locale: &Locale) -> String {
    let times = subtask.begin.instant(locale).zip(subtask.end.instant(locale));
    match times {
        Some((begin, end)) if begin <= end => format::duration(locale, end - begin),
        _ => NOTHING.to_owned(),
    }
}

fn opened(subtask: &Subtask, locale: &Locale) -> OpenedView {
    let id = match &*subtask.task_id {
        "" => String::new(),
        id => tr!(locale, "Sub-task {id}", id = id),
    };
    let begin = subtask.begin.or_received(locale, |instant| locale.zone.full(instant));
    let begin = match &*begin {
        "" => String::new(),
        time => tr!(locale, "began {time}", time = time),
    };
    let facts = joined("{text} · {next}", &[&id, &begin]);
    OpenedView { facts, error: subtask.error.clone() }
}

fn time_cell(time: &Timestamp, reference: DateTime<Utc>, locale: &Locale) -> TimeCell {
    let text = time.or_received(locale, |instant| locale.zone.minute(instant, reference));
    if text.is_empty() {
        return TimeCell { text: NOTHING.to_owned(), title: None };
    }
    TimeCell { title: Some(time.in_full(locale).unwrap_or_else(|| text.clone())), text }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::TimeDelta;

    use super::super::sample::batch;
    use super::*;
    use crate::instances::InstanceNames;
    use crate::time::from_api;
    use crate::zone::Zone;

    #[test]
    fn an_error_is_one_line_until_it_is_opened() {
        let batch = batch("FAILED", &["FAILED:disk full\nat /var/lib"]);
        let zone = Zone::fixed(TimeDelta::hours(8));
        let locale = &Locale { zone, ..Locale::default() };
        let reference = from_api("2026-11-24T05:58:44Z").unwrap();
        let names = r#"{"pa-1": {"name": "orders", "owner": "team-trade"}}"#;
        let names = InstanceNames::read(&serde_json::from_str(names).unwrap());
        let mut subtask = Subtask::clone(&batch.subtasks[0]);
        subtask.instance_id = "pa-1".to_owned();
        let subtasks = vec![(SubtaskKey::default(), Arc::new(subtask))];
        let listed = Listed { subtasks, reference, names: Arc::new(names) };
        let shown = |is_open| subtask_row_view(&listed, 0, is_open, locale);
        let view = shown(false);
        assert_eq!((view.number, &*view.status), (2, "Failed"));
        assert_eq!(view.instance_name, "orders · team-trade");
        assert_eq!((&*view.duration, &*view.end.text, view.end.title), ("--", "--", None));
        let error = ReasonPart { text: "disk full at /var/lib".into(), is_placeholder: false };
        assert_eq!((view.error, view.opened), (vec![error], None));
        let opened = shown(true).opened.unwrap();
        assert_eq!(opened.error, "disk full\nat /var/lib");
        assert!(opened.facts.ends_with("began 2026-11-24 13:58:46 (UTC+8)"), "{}", opened.facts);
    }
}
