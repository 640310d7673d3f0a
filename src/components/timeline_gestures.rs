//! How people move through time: by keys, buttons, dragging, and the wheel.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use model::timeline::Window;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent, WheelEvent};

use super::markup::{pressed, target};
use super::timeline::Timeline;
use super::timeline_window::WindowChange;
use crate::browser::listen;

/// A tenth of the window.
const STEP: i32 = 100;

/// The buttons of the bar above the lanes.
const BUTTONS: [(WindowChange, &str); 4] = [
    (WindowChange::ZoomOut, "[data-zoom=out]"),
    (WindowChange::FitPage, "[data-zoom=fit]"),
    (WindowChange::ZoomIn, "[data-zoom=in]"),
    (WindowChange::ShowNow, "[data-zoom=now]"),
];

/// A pointer that is down on the lanes.
#[derive(Clone, Copy)]
struct Grip {
    x: f64,
    window: Window,
    /// A press that hardly moves is a click.
    has_moved: bool,
}

/// Lets keys, buttons, dragging and the wheel move the window.
pub fn bind_gestures(timeline: &Rc<RefCell<Timeline>>) {
    let [lanes, bar] = timeline.borrow().places();
    let on = |event: &str, place: &Element, action: fn(&mut Timeline, &Event)| {
        let timeline = Rc::clone(timeline);
        listen(place, event, Box::new(move |event| action(&mut timeline.borrow_mut(), &event)));
    };
    on("click", &bar, |timeline, event| {
        if let Some(change) = pressed(event, BUTTONS) {
            timeline.change(change);
        }
    });
    on("keydown", &lanes, |timeline, event| {
        if let Some(change) = change_of_key(event.unchecked_ref()) {
            event.prevent_default();
            timeline.change(change);
        }
    });
    on("wheel", &lanes, |timeline, event| {
        if let Some(pixels) = wheeled(event.unchecked_ref()) {
            event.prevent_default();
            let permille = permille(pixels, timeline);
            timeline.change(WindowChange::PanBy(permille));
        }
    });
    bind_dragging(timeline, &lanes);
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

fn permille(pixels: f64, timeline: &Timeline) -> i32 {
    (pixels * 1000.0 / timeline.width()).round() as i32
}

fn bind_dragging(timeline: &Rc<RefCell<Timeline>>, lanes: &Element) {
    let grip = Rc::new(Cell::new(None::<Grip>));
    let on =
        |event: &str, action: fn(&mut Timeline, &Element, &Cell<Option<Grip>>, &PointerEvent)| {
            let (timeline, grip, place) = (Rc::clone(timeline), Rc::clone(&grip), lanes.clone());
            let act = move |event: Event| {
                action(&mut timeline.borrow_mut(), &place, &grip, event.unchecked_ref());
            };
            listen(lanes, event, Box::new(act));
        };
    on("pointerdown", |timeline, _, grip, event| {
        let lane = target(event).and_then(|at| at.closest(".lane, .hours").ok().flatten());
        let window = timeline.window().filter(|_| event.button() == 0 && lane.is_some());
        let x = f64::from(event.client_x());
        grip.set(window.map(|window| Grip { x, window, has_moved: false }));
    });
    on("pointermove", |timeline, lanes, grip, event| {
        const HARDLY: f64 = 4.0;
        // It came up, here or outside of the window.
        let Some(held) = grip.take().filter(|_| event.buttons() != 0) else { return };
        let moved = f64::from(event.client_x()) - held.x;
        let has_moved = held.has_moved || moved.abs() >= HARDLY;
        grip.set(Some(Grip { has_moved, ..held }));
        if has_moved && !held.has_moved {
            // It is followed beyond the lanes, too. A pointer that is gone by now is not held.
            let _ = lanes.set_pointer_capture(event.pointer_id());
        }
        if has_moved {
            let permille = permille(-moved, timeline);
            timeline.change(WindowChange::Drag(held.window, permille));
        }
    });
    on("pointercancel", |_, _, grip, _| grip.set(None));
    // Some browsers press the link that the pointer came up on, others the one that it went down on.
    on("click", |_, _, grip, event| {
        if grip.take().is_some_and(|held| held.has_moved) {
            event.prevent_default();
        }
    });
}
