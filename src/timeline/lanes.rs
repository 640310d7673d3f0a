//! The lanes with their rows, and the hours above them.

use leptos::html;
use leptos::prelude::*;
use model::view::rows::RowKey;
use model::view::timeline::FrameView;
use model::view::timeline::axis::{AxisView, HourView, LineView};
use model::word;

use super::gestures::Gestures;
use super::row::timeline_row;
use super::state::Timeline;
use crate::browser;
use crate::i18n::translated;

/// The lanes. Keys, dragging and the wheel move through time.
#[component]
pub fn Lanes(
    /// The signals of the timeline.
    timeline: Timeline,
) -> impl IntoView {
    let frame = Memo::new(move |_| timeline.frame().unwrap_or_default());
    let axis = Memo::new(move |_| frame.with(|frame| frame.axis.clone()));
    let keys = move || {
        timeline.rows.with(|rows| {
            let rows = rows.iter().flat_map(|rows| &rows.rows);
            rows.map(|(key, _)| key.clone()).collect::<Vec<_>>()
        })
    };
    let lanes = NodeRef::<html::Section>::new();
    let gestures = Gestures::new(timeline, lanes);
    let hours = measured(timeline);
    view! {
        <section
            class="timeline"
            node_ref=lanes
            tabindex="0"
            role="group"
            aria-label=Signal::derive(move || frame.with(|frame| frame.label.clone()))
            on:keydown=move |event| gestures.press_key(&event)
            on:wheel=move |event| gestures.turn_wheel(&event)
            on:pointerdown=move |event| gestures.grip(&event)
            on:pointermove=move |event| gestures.drag(&event)
            on:pointercancel=move |_| gestures.let_go()
            on:click=move |event| gestures.end_drag(&event)
        >
            <div class="span-head" aria-hidden="true">
                <span class="span-column">{translated(word!("Task"))}</span>
                <span class="zone">
                    {Signal::derive(move || frame.with(|frame| frame.zone.clone()))}
                </span>
                <div class="hours" node_ref=hours>
                    {move || frame.with(hour_labels)}
                </div>
            </div>
            <div class="span-body">
                <div class="grid" aria-hidden="true">
                    {move || axis.with(lines)}
                </div>
                <div class="span-rows" role="list" aria-label=translated(word!("Batch tasks"))>
                    <For
                        each=keys
                        key=RowKey::clone
                        children=move |key| timeline_row(timeline, key)
                    />
                </div>
                <div class="now-place" aria-hidden="true">
                    {move || frame.with(|frame| now_mark("now", frame, String::new()))}
                </div>
            </div>
        </section>
    }
}

/// The element whose width is that of the lanes.
fn measured(timeline: Timeline) -> NodeRef<html::Div> {
    let hours = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(hours) = hours.get() else { return };
        let place = hours.clone();
        let measure = move || {
            let width = f64::from(place.client_width());
            // Nothing has a width while the table is shown.
            if width > 0.0 && width != timeline.width.get_untracked() {
                timeline.width.set(width);
            }
        };
        // Before the first frame: the sides of the labels depend on it.
        measure();
        browser::on_resize(&hours, measure);
    });
    hours
}

/// The pill with the time of now, and the hours.
fn hour_labels(frame: &FrameView) -> impl IntoView + use<> {
    let hour = |HourView { at, label }| view! { <span class="hour" style:--at=at>{label}</span> };
    let hours = frame.axis.hours.iter().cloned().map(hour).collect_view();
    view! {
        {now_mark("now-pill", frame, frame.now.clone())}
        {hours}
    }
}

/// What marks now.
fn now_mark(class: &'static str, frame: &FrameView, text: String) -> impl IntoView + use<> {
    let at = frame.now_at.clone();
    let is_hidden = at.is_none();
    view! {
        <div class=class hidden=is_hidden style:--at=at.unwrap_or_default()>
            {text}
        </div>
    }
}

fn lines(axis: &AxisView) -> impl IntoView + use<> {
    let line = |LineView { at, is_major }| {
        view! { <i style:--at=at data-major=is_major.then_some("true")></i> }
    };
    axis.lines.iter().cloned().map(line).collect_view()
}
