//! One subtask in its row.

use chrono::{DateTime, Utc};

use super::subtask_look::{reported_subtask_word, subtask_look};
use super::subtasks::SubtaskKey;
use crate::batch::Subtask;
use crate::format::NOTHING;
use crate::locale::Locale;
use crate::reasons::{reason, shown};
use crate::time::Timestamp;
use crate::tr;

/// The cells of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubtaskRowView {
    /// What the row is recognised by.
    pub key: SubtaskKey,
    /// The number of the row, the head being number 1.
    pub number: usize,
    /// Which fields could not be read, if any.
    pub flaws: Option<String>,
    /// `TaskId`.
    pub task_id: String,
    /// `InstanceId`.
    pub instance_id: String,
    /// The tone of the status.
    pub tone: &'static str,
    /// The icon of the status.
    pub icon: &'static str,
    /// The status.
    pub status: String,
    /// When it began.
    pub begin: TimeCell,
    /// When it ended.
    pub end: TimeCell,
    /// The error on one line, without instance-specific details; empty where there is none.
    pub error: String,
    /// All of the error, once it is opened.
    pub open_error: Option<String>,
}

/// A time, and all of it with what was received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeCell {
    /// `13:58:46`.
    pub text: String,
    /// `2026-11-24 13:58:46 (UTC+8); received: 2026/11/24T05:58:46Z`.
    pub title: Option<String>,
}

/// The row with this number. Times of the day of `reference` omit the date.
pub fn subtask_row_view(
    subtask: &Subtask,
    (key, number): (SubtaskKey, usize),
    is_open: bool,
    reference: DateTime<Utc>,
    locale: &Locale,
) -> SubtaskRowView {
    let (tone, icon) = subtask_look(&subtask.status);
    let or_nothing = |text: &str| if text.is_empty() { NOTHING } else { text }.to_owned();
    let error = &subtask.error;
    let line = if error.is_empty() { String::new() } else { reason(error) };
    let flaws = &subtask.flaws;
    SubtaskRowView {
        key,
        number,
        flaws: (!flaws.is_empty())
            .then(|| tr!(locale, "Not readable: {fields}", fields = flaws.join(", "))),
        task_id: or_nothing(&subtask.task_id),
        instance_id: or_nothing(&subtask.instance_id),
        tone,
        icon,
        status: reported_subtask_word(locale, &subtask.status).to_owned(),
        begin: time_cell(&subtask.begin, reference, locale),
        end: time_cell(&subtask.end, reference, locale),
        error: shown(locale, &line).to_owned(),
        open_error: is_open.then(|| error.clone()),
    }
}

fn time_cell(time: &Timestamp, reference: DateTime<Utc>, locale: &Locale) -> TimeCell {
    match (time, time.instant(locale)) {
        (_, Some(instant)) => {
            let zone = &locale.zone;
            let title = tr!(
                locale,
                "{time}; {received}",
                time = zone.full(instant),
                received = time.as_received(locale)
            );
            TimeCell { text: zone.moment(instant, reference), title: Some(title) }
        }
        (Timestamp::Unreadable(received), None) => {
            TimeCell { text: received.clone(), title: Some(received.clone()) }
        }
        (_, None) => TimeCell { text: NOTHING.to_owned(), title: None },
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::sample::batch;
    use super::*;
    use crate::time::from_api;
    use crate::zone::Zone;

    #[test]
    fn an_error_is_one_line_until_it_is_opened() {
        let batch = batch("FAILED", &["FAILED:disk full\nat /var/lib"]);
        let zone = Zone::fixed(TimeDelta::hours(8));
        let locale = &Locale { zone, ..Locale::default() };
        let reference = from_api("2026-11-24T05:58:44Z").unwrap();
        let shown = |is_open| {
            let key = SubtaskKey::default();
            subtask_row_view(&batch.subtasks[0], (key, 2), is_open, reference, locale)
        };
        let view = shown(false);
        assert_eq!(view.status, "Failed");
        assert_eq!(view.begin.text, "13:58:46");
        assert_eq!((&*view.end.text, view.end.title), ("--", None));
        let title = "2026-11-24 13:58:46 (UTC+8); received: 2026/11/24T05:58:46Z";
        assert_eq!(view.begin.title.as_deref(), Some(title));
        assert_eq!(view.error, "disk full at /var/lib");
        assert_eq!(view.open_error, None);
        assert_eq!(shown(true).open_error.as_deref(), Some("disk full\nat /var/lib"));
    }
}
