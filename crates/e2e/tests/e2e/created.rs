//! The range of creation times: presets that slide with the clock, and a range typed by hand.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::keys::{TAB, press};
use crate::stage::Stage;
use crate::view::HAS_TOOLS;
use crate::visit::Visit;
use crate::wait::until;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_preset_slides_with_the_clock() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        for (preset, last, length, matching) in [
            ("Last 1 h", "1h", HOUR, 59..=61),
            ("Last 24 h", "24h", DAY, 128..=128),
            ("Last 7 d", "7d", 7 * DAY, 128..=128),
            ("Last 30 d", "30d", 30 * DAY, 128..=128),
        ] {
            let calls = visit.upstream.handle.calls();
            visit.choose_created(last).await;
            visit.expect("location.search", format!("?last={last}")).await;
            visit.upstream.expect_calls_beyond(calls).await;
            let view = visit.settled().await;
            assert_eq!(view.created, preset);
            assert!(matching.contains(&view.matching()), "{preset}: {}", view.total);
            visit.upstream.expect_looked_back(length);
        }
        visit.choose_created("any").await;
        let view = visit.arrives("", "PageNumber=1&PageSize=30").await;
        assert_eq!(view.created, "Any time");
    });
}

/// One batch was created in each minute, so that fifty whole minutes have fifty.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_range_is_typed_in_the_zone_of_the_page_and_sent_in_utc() {
    Stage::new().play(async |visit| {
        let from = visit.upstream.began() - TimeDelta::minutes(100);
        let to = from + TimeDelta::minutes(50) - TimeDelta::seconds(1);
        let view = visit.open("?status=COMPLETED&page=3").await;
        assert_eq!(view.created, "Any time");
        visit.press_completed().await;
        visit.open_created().await;
        type_time(visit, "From", from).await;
        type_time(visit, "To", to).await;
        visit.press_text("Apply").await;

        let utc = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let escaped = |at| utc(at).replace(':', "%3A");
        let search = format!("?from={}&to={}", utc(from), utc(to));
        let query =
            format!("EndTime={}&PageNumber=1&PageSize=30&StartTime={}", escaped(to), escaped(from));
        let view = visit.arrives(&search, &query).await;
        assert_eq!(view.total, "50 tasks match");
        let [from, to] = [from, to].map(in_shanghai);
        let day = |at: DateTime<_>| at.format("%m-%d ").to_string();
        let minute = |at: DateTime<_>| at.format("%H:%M").to_string();
        let end_day = if day(from) == day(to) { String::new() } else { day(to) };
        assert_eq!(
            view.created,
            format!("{}{} – {end_day}{}", day(from), minute(from), minute(to))
        );
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_range_the_wrong_way_round_cannot_be_applied() {
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.open_created().await;
        let now = visit.upstream.began();
        type_time(visit, "From", now).await;
        type_time(visit, "To", now - TimeDelta::hours(1)).await;
        visit
            .expect("document.querySelector('[role=alert]').textContent", "From must be before To.")
            .await;
        visit.expect("document.querySelector('form .primary').disabled", true).await;
        assert_eq!(visit.view().await.search, "");
    });
}

/// In the place of what is there.
async fn type_time(visit: &Visit, label: &str, at: DateTime<Utc>) {
    type_text(visit, label, &in_shanghai(at).format("%Y-%m-%d %H:%M:%S").to_string()).await;
}

async fn type_text(visit: &Visit, label: &str, text: &str) {
    let field = visit.field(label).await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

fn in_shanghai(at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::hours(8)
}

/// Text, so that no browser has to show AM and PM, and each field says what is wrong with it.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn what_is_no_time_is_an_error_of_its_field() {
    const ERRORS: &str = "[...document.querySelectorAll('.range-error')].slice(0, 2).map(error => error.textContent)";
    const ERROR: &str = "Enter a time as 2026-11-27 18:00.";
    const CAN_APPLY: &str = "!document.querySelector('.range-form .primary').disabled";
    Stage::new().play(async |visit| {
        visit.open("").await;
        visit.open_created().await;
        type_text(visit, "From", "20266-11-27 18:00").await;
        // Whoever is typing is not interrupted.
        visit.expect(ERRORS, json!(["", ""])).await;
        visit.expect(CAN_APPLY, false).await;
        press(visit, [TAB]).await;
        visit.expect(ERRORS, json!([ERROR, ""])).await;
        visit.expect("document.querySelector('[name=from]').ariaInvalid", "true").await;
        type_text(visit, "To", "2026-02-30").await;
        press(visit, [TAB]).await;
        visit.expect(ERRORS, json!([ERROR, ERROR])).await;
        type_text(visit, "From", "2026-11-27").await;
        visit.expect(ERRORS, json!(["", ERROR])).await;
        visit.expect(CAN_APPLY, false).await;
        visit.press(".range-now").await;
        visit.expect(ERRORS, json!(["", ""])).await;
        let sent = "document.querySelector('.range-sent').textContent";
        visit.expect(sent, "Sent as 2026-11-26T16:00:00Z – open end").await;
        visit.press_text("Apply").await;
        visit.expect("location.search", "?from=2026-11-26T16:00:00Z").await;
        assert_eq!(visit.settled().await.created, "from 11-27 00:00");
    });
}

/// 2026-11-24 is a Tuesday.
#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn days_are_chosen_by_their_names_and_move_with_the_clock() {
    const OFFERED: &str = "[...document.querySelectorAll('.presets .item')].map(item => item.innerText.trim().split(/\\s*\\n\\s*/).join(' | '))";
    Stage::standing().play(async |visit| {
        visit.open("?size=10").await;
        visit.open_created().await;
        let offered = [
            "Today | 11-24",
            "Yesterday | 11-23",
            "Since Monday | 11-23 18:00",
            "This week | from 11-23",
            "Any time",
            "Custom",
        ];
        visit.expect(OFFERED, json!(offered)).await;
        visit.open_created().await;
        for (name, label, from, to) in [
            ("today", "Today", "2026-11-23T16:00:00Z", ""),
            ("yesterday", "Yesterday", "2026-11-22T16:00:00Z", "2026-11-23T15:59:59Z"),
            ("friday", "Since Monday", "2026-11-23T10:00:00Z", ""),
            ("week", "This week", "2026-11-22T16:00:00Z", ""),
        ] {
            visit.choose_created(name).await;
            let escaped = |key: &str, at: &str| match at {
                "" => String::new(),
                at => format!("{key}={}&", at.replace(':', "%3A")),
            };
            let end = escaped("EndTime", to);
            let begin = from.replace(':', "%3A");
            let query = format!("{end}PageNumber=1&PageSize=10&StartTime={begin}");
            let asked = async || visit.upstream.queries().contains(&query);
            until("the range was asked for", true, asked).await;
            visit.expect("location.search", format!("?last={name}&size=10")).await;
            visit.expect("document.querySelector('.created-words').innerText", label).await;
        }
        // The fields say which times these are, and leave the range as it is.
        visit.open_created().await;
        visit.expect("document.querySelector('[name=from]').value", "2026-11-23 00:00").await;
        visit.expect("document.querySelector('[name=to]').value", "").await;
        visit.press_text("Apply").await;
        visit.expect("location.search", "?last=week&size=10").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_last_visit_is_a_beginning_and_goes_on_when_the_page_is_loaded_again() {
    const KEPT: &str = "localStorage.getItem('batch-tasks/#last visit')";
    const OFFER: &str = "document.querySelector('[data-created=visit]')?.innerText.trim() ?? ''";
    Stage::standing().play(async |visit| {
        visit.open("").await;
        visit.expect(HAS_TOOLS, true).await;
        visit.open_created().await;
        visit
            .expect("document.querySelector('[data-created=custom]').checkVisibility()", true)
            .await;
        visit.expect(OFFER, "").await;
        // It ended at 2026-11-23 21:30:12.
        // After the page, which writes whenever it is left or hidden.
        visit
            .run(
                "for (const event of ['pagehide', 'visibilitychange'])
                    addEventListener(event, () => localStorage.setItem('batch-tasks/#last visit', '- 1795440612'));",
            )
            .await;
        for _ in 0..2 {
            visit.reload().await;
            visit.expect(HAS_TOOLS, true).await;
            visit.open_created().await;
            visit
                .expect(
                    &format!("({OFFER}).replace(/\\s+/g, ' ')"),
                    "Since your last visit 11-23 21:30",
                )
                .await;
        }
        visit.press("[data-created=visit]").await;
        visit.expect("location.search", "?from=2026-11-23T13:30:12Z").await;
        visit.look_elsewhere_and_back().await;
        visit.expect(KEPT, "1795440612 1795503200").await;
    });
}
