//! The range of creation times: presets that slide with the clock, and a range typed by hand.

use chrono::{DateTime, TimeDelta, Utc};
use fantoccini::key::Key;

use crate::browser::Engine;
use crate::stage::Stage;
use crate::visit::Visit;

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
            visit.open_created().await;
            visit.press_text(preset).await;
            visit.expect("location.search", format!("?last={last}")).await;
            visit.upstream.expect_calls_beyond(calls).await;
            let view = visit.settled().await;
            assert_eq!(view.created, preset);
            assert!(matching.contains(&view.matching()), "{preset}: {}", view.total);
            visit.upstream.expect_looked_back(length);
        }
        visit.open_created().await;
        visit.press_text("Any time").await;
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
        visit.press_chip("COMPLETED").await;
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

/// Part by part, as the field shows it in English.
async fn type_time(visit: &Visit, label: &str, at: DateTime<Utc>) {
    // Chromium waits for a fifth digit of the year.
    let next = match visit.browser.engine {
        Engine::Chromium => char::from(Key::Right).to_string(),
        _ => String::new(),
    };
    let local = in_shanghai(at);
    let field = visit.field(label).await;
    let keys = local.format("%m%d%Y").to_string() + &next + &local.format("%I%M%S%p").to_string();
    field.send_keys(&keys).await.unwrap();
}

fn in_shanghai(at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::hours(8)
}
