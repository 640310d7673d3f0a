//! What one subtask shows in its row.

use chrono::{DateTime, Utc};
use model::batch::Subtask;
use model::format::NOTHING;
use model::locale::Locale;
use model::reasons::{self, reason};
use model::time::Timestamp;
use model::tr;

use super::fill::{Fill, Part, present};
use super::subtask_look::{reported_subtask_word, subtask_look};

/// The markup of a row, whose places [`fills`] names.
pub const MARKUP: &str = include_str!("subtask_row.html");

/// The values of the row with this number, the head being number 1. Times of the day of `reference` go without it.
pub fn fills(
    locale: &Locale,
    subtask: &Subtask,
    number: usize,
    is_open: bool,
    reference: DateTime<Utc>,
) -> Vec<Fill> {
    let (tone, icon) = subtask_look(&subtask.status);
    let or_nothing = |text: &str| if text.is_empty() { NOTHING } else { text }.to_owned();
    let [begin, end] =
        [&subtask.begin, &subtask.end].map(|time| time_words(locale, time, reference));
    let error = &subtask.error;
    let flaws = match subtask.flaws.as_slice() {
        [] => String::new(),
        flaws => tr!(locale, "Not readable: {fields}", fields = flaws.join(", ")),
    };
    vec![
        ("", Part::Attribute("aria-rowindex"), number.to_string()),
        ("", Part::Attribute("data-open"), present(is_open)),
        ("", Part::Attribute("title"), flaws),
        (".cell-subtask", Part::Text, or_nothing(&subtask.task_id)),
        (".cell-instance", Part::Text, or_nothing(&subtask.instance_id)),
        (".badge", Part::Attribute("data-tone"), tone.to_owned()),
        ("use", Part::Attribute("href"), format!("#{icon}")),
        (".badge-word", Part::Text, reported_subtask_word(locale, &subtask.status).to_owned()),
        (".cell-begin", Part::Text, begin.0),
        (".cell-begin", Part::Attribute("title"), begin.1),
        (".cell-end", Part::Text, end.0),
        (".cell-end", Part::Attribute("title"), end.1),
        (".error", Part::Attribute("hidden"), present(error.is_empty())),
        (".error", Part::Attribute("aria-expanded"), is_open.to_string()),
        // What is not of this instance only; a press shows all of it.
        (
            ".error span",
            Part::Text,
            if error.is_empty() {
                String::new()
            } else {
                reasons::shown(locale, &reason(error)).to_owned()
            },
        ),
        (".error-text", Part::Attribute("hidden"), present(!is_open)),
        (".error-text", Part::Text, if is_open { error.clone() } else { String::new() }),
    ]
}

/// The time, and all of it with what came.
fn time_words(locale: &Locale, time: &Timestamp, reference: DateTime<Utc>) -> (String, String) {
    match (time, time.instant(locale)) {
        (_, Some(instant)) => {
            let zone = &locale.zone;
            let title = tr!(
                locale,
                "{time}; {received}",
                time = zone.full(instant),
                received = time.as_received(locale)
            );
            (zone.moment(instant, reference), title)
        }
        (Timestamp::Unreadable(received), None) => (received.clone(), received.clone()),
        (_, None) => (NOTHING.to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use model::time::from_api;
    use model::zone::Zone;

    use super::*;
    use crate::components::sample_batch::batch;

    #[test]
    fn an_error_is_one_line_until_it_is_opened() {
        let batch = batch("FAILED", &["FAILED:disk full\nat /var/lib"]);
        let zone = Zone::fixed(TimeDelta::hours(8));
        let locale = &Locale { zone, ..Locale::default() };
        let reference = from_api("2026-11-24T05:58:44Z").unwrap();
        for (is_open, place, value) in [
            (false, (".badge-word", Part::Text), "Failed"),
            (false, (".cell-begin", Part::Text), "13:58:46"),
            (false, (".cell-end", Part::Text), "--"),
            (
                false,
                (".cell-begin", Part::Attribute("title")),
                "2026-11-24 13:58:46 (UTC+8); received: 2026/11/24T05:58:46Z",
            ),
            (false, (".error span", Part::Text), "disk full at /var/lib"),
            (false, (".error-text", Part::Text), ""),
            (true, (".error-text", Part::Text), "disk full\nat /var/lib"),
            (true, (".error", Part::Attribute("aria-expanded")), "true"),
        ] {
            let fills = fills(locale, &batch.subtasks[0], 2, is_open, reference);
            let shown = fills.iter().find(|(at, part, _)| (*at, *part) == place);
            assert_eq!(shown.map(|(.., value)| &**value), Some(value), "{place:?}");
        }
    }
}
