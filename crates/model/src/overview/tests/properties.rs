//! What holds of any rows in any frame.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{at, task};
use crate::overview::{Bar, Brush, Frame, Handle, Moment, Press, Scope, histogram};
use crate::query::{Calendar, Created, Span};
use crate::zone::Zone;

/// From the year 0 to 9999, and more often near the days of the other tests.
fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    prop_oneof![
        -62_100_000_000..253_000_000_000_i64,
        1_790_000_000..1_800_000_000_i64,
        1_795_600_000..1_795_900_000_i64,
    ]
    .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

fn created() -> impl Strategy<Value = Created> {
    prop_oneof![
        Just(Created::Any),
        prop::sample::select(&Span::ALL[..]).prop_map(Created::Last),
        prop::sample::select(&Calendar::ALL[..]).prop_map(Created::Calendar),
        (prop::option::of(instant()), prop::option::of(instant()))
            .prop_map(|(from, to)| Created::Between { from, to }),
    ]
}

fn moment() -> impl Strategy<Value = Moment> {
    let change = at("10-25 09:00");
    let zone = prop_oneof![
        (-720..840_i64).prop_map(|minutes| Zone::fixed(TimeDelta::minutes(minutes))),
        Just(Zone::named("Europe/Berlin", move |instant| {
            TimeDelta::hours(if instant < change { 2 } else { 1 })
        })),
    ];
    (instant(), zone, 0..24_u8).prop_map(|(now, zone, evening)| Moment { now, zone, evening })
}

fn everything() -> Scope {
    let (complete, until) =
        (vec![(DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC)], DateTime::<Utc>::MAX_UTC);
    Scope { complete, until, knows_running: true, is_reading: false, is_page: false }
}

proptest! {
    #[test]
    fn each_ended_task_of_the_range_is_in_one_bar(
        created in created(),
        before in created(),
        moment in moment(),
        rows in prop::collection::vec((instant(), 0..3_usize, any::<u16>()), 0..40),
    ) {
        let before = Frame::after(None, before, moment);
        let frame = Frame::after(Some(&before), created, moment);
        prop_assert!((1..=60).contains(&frame.slots()));
        prop_assert!(frame.edges().windows(2).all(|edges| edges[0] < edges[1]));
        prop_assert!(frame.edge(0) <= frame.from());
        // Some within the frame.
        let length = (frame.edge(frame.slots()) - frame.edge(0)).num_seconds();
        let within = |share: u16| frame.edge(0) + TimeDelta::seconds(length * i64::from(share) / 65_535);
        let rows: Vec<_> = rows.iter().enumerate().map(|(at, (instant, kind, share))| {
            let (status, success) = [("COMPLETED", 4), ("COMPLETED", 3), ("FAILED", 4)][*kind];
            (task(status, success), if at % 2 == 0 { *instant } else { within(*share) })
        }).collect();
        let is_counted = |created: DateTime<Utc>| {
            created >= frame.from() && frame.to().is_none_or(|to| created <= to)
        };
        let counted = rows.iter().filter(|(_, created)| is_counted(*created)).count() as u64;
        let all = histogram(rows.iter().map(|(task, created)| (task, *created)), frame.clone(), &everything());
        prop_assert_eq!(all.bars.len(), frame.slots());
        prop_assert_eq!(all.bars.iter().map(Bar::total).sum::<u64>(), counted);
        prop_assert_eq!(all.sum(0..frame.slots()).total(), counted);
        for (_, created) in rows.iter().filter(|(_, created)| is_counted(*created)) {
            let slot = frame.slot(*created).unwrap();
            prop_assert!(frame.edge(slot) <= *created);
            prop_assert!(slot + 1 == frame.slots() || *created < frame.edge(slot + 1));
        }
    }

    #[test]
    fn what_is_brushed_lies_in_the_frame_and_is_there_again(
        created in created(),
        moment in moment(),
        places in prop::collection::vec((0..=10_000_u16, 0..=10_000_u16), 1..6),
        keys in prop::collection::vec((any::<bool>(), 0..6_usize), 0..12),
    ) {
        let frame = Frame::after(None, created, moment);
        let mut brush = Brush::of(created, moment, &frame).unwrap_or(Brush::whole(&frame));
        for (at, to) in places {
            brush = Press::new(at, Some(brush), 208, &frame).moved(to, &frame);
        }
        for (is_from, key) in keys {
            let key = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"][key];
            let handle = if is_from { Handle::From } else { Handle::To };
            brush = brush.stepped(handle, key, &frame).unwrap();
            prop_assert!(brush.from < brush.to);
            prop_assert!(brush.from >= frame.edge(0) && brush.to <= frame.edge(frame.slots()));
            let slots = brush.slots(&frame);
            prop_assert!(slots.start < slots.end && slots.end <= frame.slots());
        }
        prop_assert!(frame.position(brush.from) < frame.position(brush.to));
        prop_assert!(!brush.created(&frame).is_reversed() || frame.base().is_reversed());
        let asked = brush.created(&frame);
        if !brush.is_whole(&frame) {
            let again = Frame::after(Some(&frame), asked, moment);
            prop_assert_eq!(&again, &frame);
            let brushed = Brush::of(asked, moment, &frame).map(|brush| brush.slots(&frame));
            prop_assert_eq!(brushed, Some(brush.slots(&frame)));
        }
    }
}
