//! What is known of a batch besides its progress: name, status, id, times, type, application, rate.

use chrono::{DateTime, Utc};
use model::batch::Batch;
use model::format::{self, NOTHING};
use model::locale::Locale;
use model::task::{BatchTask, Duration};
use model::time::Timestamp;
use model::tr;

use super::fill::{Fill, Part, present};
use super::status_look::{look, reported_word, rest};

/// What the facts depend on besides the batch.
pub struct FactContext {
    /// For the time elapsed.
    pub now: DateTime<Utc>,
    /// When a running batch is expected to end, in words.
    pub expected_end: Option<String>,
    /// How fast a running batch is, in words.
    pub rate: Option<String>,
}

/// The values of the panel's head.
pub fn head_fills(locale: &Locale, task: &BatchTask) -> Vec<Fill> {
    let name = if task.task_name.is_empty() { NOTHING } else { &task.task_name };
    let rest = rest(locale, task);
    let word = reported_word(locale, &task.status);
    let word = if rest.is_empty() { word.to_owned() } else { format!("{word} · {rest}") };
    head(look(task.standing()), word, name)
}

/// The values of the head while nothing is known of the batch but its id.
pub fn unknown_head_fills(id: &str) -> Vec<Fill> {
    head(("mute", "i-unknown"), String::new(), id)
}

fn head((tone, icon): (&str, &str), word: String, name: &str) -> Vec<Fill> {
    vec![
        (".pill", Part::Attribute("hidden"), present(word.is_empty())),
        (".pill", Part::Attribute("data-tone"), tone.to_owned()),
        (".pill use", Part::Attribute("href"), format!("#{icon}")),
        (".pill .badge-word", Part::Text, word),
        (".panel-name", Part::Text, name.to_owned()),
        (".panel-name", Part::Attribute("title"), name.to_owned()),
    ]
}

/// The values of the facts.
pub fn fact_fills(locale: &Locale, batch: &Batch, context: FactContext) -> Vec<Fill> {
    let FactContext { now, expected_end, rate } = context;
    let task = &batch.task;
    let zone_name = locale.zone.name_at(now);
    let has_ended = *task.ended() != Timestamp::Absent;
    let (end_word, end) = match expected_end.filter(|_| !has_ended) {
        Some(end) => (tr!(locale, "Expected end ({zone})", zone = zone_name), end),
        None => (tr!(locale, "Ended ({zone})", zone = zone_name), time(locale, task.ended())),
    };
    let is_running = matches!(task.duration(locale), Duration::Since(_));
    let request_id = batch.request_id.clone().unwrap_or_default();
    let facts = [
        (".fact-type", ".fact-type code", task.task_type.clone()),
        (".fact-began", ".fact-began dd", time(locale, &task.begin)),
        (".fact-ended", ".fact-ended dd", end),
        (".fact-duration", ".fact-duration dd", duration(locale, task.duration(locale), now)),
        (".fact-rate", ".fact-rate dd", rate.filter(|_| is_running).unwrap_or_default()),
        (".fact-application", ".fact-application dd", batch.application_type.clone()),
        (".fact-request", ".fact-request code", tail(&request_id)),
    ];
    let mut fills = vec![
        (".fact-began dt", Part::Text, tr!(locale, "Began ({zone})", zone = zone_name)),
        (".fact-began", Part::Attribute("title"), task.begin.as_received(locale)),
        (".fact-ended dt", Part::Text, end_word),
        (".fact-ended", Part::Attribute("title"), task.ended().as_received(locale)),
        (
            ".fact-duration dt",
            Part::Text,
            if is_running { tr!(locale, "Elapsed") } else { tr!(locale, "Duration") }.to_owned(),
        ),
        (".fact-request", Part::Attribute("title"), request_id),
    ];
    for (fact, place, value) in facts {
        fills.push((fact, Part::Attribute("hidden"), present(value.is_empty())));
        fills.push((place, Part::Text, value));
    }
    fills
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

/// `…-95CF-738C22D41F07`: by its end people recognise an id.
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
    use model::time::from_api;
    use model::zone::Zone;

    use super::*;
    use crate::components::sample_batch::batch;

    fn shanghai() -> Locale {
        Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() }
    }

    fn shown(batch: &Batch, end: Option<&str>, places: &[(&str, Part)]) -> Vec<String> {
        let now = from_api("2026-11-24T06:28:44Z").unwrap();
        let (expected_end, rate) = (end.map(str::to_owned), Some("2 per min".to_owned()));
        let context = FactContext { now, expected_end, rate };
        let mut fills = fact_fills(&shanghai(), batch, context);
        fills.extend(head_fills(&Locale::default(), &batch.task));
        let value = |place: &(&str, Part)| {
            let found = fills.iter().find(|(at, part, _)| (*at, *part) == *place);
            found.unwrap_or_else(|| panic!("nothing at {place:?}")).2.clone()
        };
        places.iter().map(value).collect()
    }

    const PLACES: [(&str, Part); 7] = [
        (".pill .badge-word", Part::Text),
        (".fact-ended dt", Part::Text),
        (".fact-ended dd", Part::Text),
        (".fact-duration dt", Part::Text),
        (".fact-duration dd", Part::Text),
        (".fact-rate", Part::Attribute("hidden")),
        (".fact-request code", Part::Text),
    ];

    #[test]
    fn a_batch_that_ended_says_when_and_how_long_it_took() {
        let expected = [
            "Failed",
            "Ended (UTC+8)",
            "2026-11-24 14:19:02",
            "Duration",
            "20 min 18 s",
            "true",
            "…-95CF-738C22D41F07",
        ];
        assert_eq!(shown(&batch("FAILED", &[]), None, &PLACES), expected);
        let with_rest = shown(&batch("COMPLETED", &[]), None, &PLACES);
        assert_eq!(with_rest[0], "Completed · 3 not successful");
    }

    #[test]
    fn of_an_unknown_batch_there_is_the_id_and_no_status() {
        let fills = unknown_head_fills("pcb-1");
        assert!(fills.contains(&(".panel-name", Part::Text, "pcb-1".to_owned())));
        assert!(fills.contains(&(".pill", Part::Attribute("hidden"), "true".to_owned())));
        let places = |fills: Vec<Fill>| fills.into_iter().map(|(at, part, _)| (at, part));
        assert!(
            places(fills).eq(places(head_fills(&Locale::default(), &batch("RUNNING", &[]).task)))
        );
    }

    #[test]
    fn the_end_of_a_running_batch_is_expected_or_not_spoken_of() {
        let running = batch("RUNNING ", &[]);
        let expected = ["Running", "Expected end (UTC+8)", "≈ 14:40", "Elapsed", "30 min 00 s", ""];
        assert_eq!(shown(&running, Some("≈ 14:40"), &PLACES)[..6], expected);
        let ended = (".fact-ended", Part::Attribute("hidden"));
        assert_eq!(shown(&running, None, &[ended]), ["true"]);
    }
}
