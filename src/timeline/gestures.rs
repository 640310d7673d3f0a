//! How people move through time: by keys, dragging, and the wheel.

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
use leptos::html;
use leptos::prelude::*;
use model::timeline::Window;
use model::view::timeline::window::WindowChange;

use super::state::Timeline;
use crate::browser::events::is_within;

/// A tenth of the window.
const STEP: i32 = 100;
/// A press that moves by fewer CSS pixels is a click.
const LEAST_DRAG: f64 = 4.0;

/// What keys, the pointer and the wheel do at the lanes.
#[derive(Clone, Copy)]
pub(super) struct Gestures {
    timeline: Timeline,
    lanes: NodeRef<html::Section>,
    grip: StoredValue<Option<Grip>>,
}

/// A pointer that is down on the lanes.
#[derive(Clone, Copy)]
struct Grip {
    x: f64,
    window: Window,
    has_moved: bool,
}

impl Gestures {
    pub(super) fn new(timeline: Timeline, lanes: NodeRef<html::Section>) -> Self {
        Self { timeline, lanes, grip: StoredValue::new(None) }
    }

    pub(super) fn press_key(self, event: &KeyboardEvent) {
        if let Some(change) = change_of_key(event) {
            event.prevent_default();
            self.timeline.change(change);
        }
    }

    pub(super) fn turn_wheel(self, event: &WheelEvent) {
        if let Some(pixels) = wheeled(event) {
            event.prevent_default();
            self.timeline.change(WindowChange::PanBy(self.permille(pixels)));
        }
    }

    pub(super) fn grip(self, event: &PointerEvent) {
        let is_on_lane = event.button() == 0 && is_within(event, ".lane, .hours");
        let window = self.timeline.window_untracked().filter(|_| is_on_lane);
        let x = f64::from(event.client_x());
        self.grip.set_value(window.map(|window| Grip { x, window, has_moved: false }));
    }

    pub(super) fn drag(self, event: &PointerEvent) {
        let Some(held) = self.grip.get_value() else { return };
        if event.buttons() == 0 {
            // It came up, here or outside of the window.
            return self.let_go();
        }
        let moved = f64::from(event.client_x()) - held.x;
        let has_moved = held.has_moved || moved.abs() >= LEAST_DRAG;
        self.grip.set_value(Some(Grip { has_moved, ..held }));
        if has_moved && !held.has_moved {
            // It is followed beyond the lanes, too.
            if let Some(lanes) = self.lanes.get_untracked() {
                // A pointer that is gone by now is not captured.
                let _ = lanes.set_pointer_capture(event.pointer_id());
            }
        }
        if has_moved {
            self.timeline.change(WindowChange::Drag(held.window, self.permille(-moved)));
        }
    }

    pub(super) fn let_go(self) {
        self.grip.set_value(None);
    }

    /// Some browsers press the link that the pointer came up on, others the one that it went down on.
    pub(super) fn end_drag(self, event: &MouseEvent) {
        if self.grip.get_value().is_some_and(|held| held.has_moved) {
            event.prevent_default();
        }
        self.let_go();
    }

    fn permille(self, pixels: f64) -> i32 {
        (pixels * 1000.0 / self.timeline.width.get_untracked()).round() as i32
    }
}

fn change_of_key(event: &KeyboardEvent) -> Option<WindowChange> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    Some(match &*event.key() {
        "ArrowLeft" => WindowChange::PanBy(-STEP),
        "ArrowRight" => WindowChange::PanBy(STEP),
        // The second is the same key without Shift.
        "+" | "=" => WindowChange::ZoomIn,
        "-" => WindowChange::ZoomOut,
        _ => return None,
    })
}

/// How far a wheel with Shift, or one that turns sideways, wants to go. What goes down is for the page.
fn wheeled(event: &WheelEvent) -> Option<f64> {
    let (right, down) = (event.delta_x(), event.delta_y());
    let is_sideways = event.shift_key() || right.abs() > down.abs();
    let distance = if right == 0.0 { down } else { right };
    // Some mice count lines instead of pixels.
    let unit = if event.delta_mode() == 0 { 1.0 } else { 16.0 };
    is_sideways.then_some(distance * unit)
}
