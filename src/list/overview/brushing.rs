//! How people brush the histogram: by pointer, and by keys on its handles.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use model::overview::{Brush, Frame, Handle, Histogram, Press};

/// A press that moves by fewer CSS pixels is a click.
const LEAST_DRAG: f64 = 4.0;
/// A handle can be taken so many CSS pixels from its middle.
const REACH: f64 = 12.0;

/// What somebody made of the brush.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Brushed {
    /// Another range.
    Range(Brush),
    /// Another range by one more key: what the keys before made is no step of its own in the history.
    Further(Brush),
    /// No range.
    Cleared,
}

/// What pointer and keys do at the histogram.
#[derive(Clone, Copy)]
pub struct Brushing {
    histogram: Memo<Option<Histogram>>,
    /// What is brushed according to the URL.
    applied: Memo<Option<Brush>>,
    on_brush: Callback<Brushed>,
    /// Where pointers are measured.
    pub(super) plot: NodeRef<html::Div>,
    /// What is being brushed, until it is let go.
    draft: RwSignal<Option<Brush>>,
    held: StoredValue<Option<Held>>,
    /// The slot that is pointed at.
    pointed: RwSignal<Option<usize>>,
    /// The handle that has the focus.
    focused: RwSignal<Option<Handle>>,
    /// Whether keys have brushed since a handle got the focus.
    has_stepped: StoredValue<bool>,
}

/// A pointer that is down.
#[derive(Clone, Copy)]
struct Held {
    x: f64,
    press: Press,
    has_moved: bool,
}

impl Brushing {
    /// Nothing is brushed yet.
    pub fn new(
        histogram: Memo<Option<Histogram>>,
        applied: Memo<Option<Brush>>,
        on_brush: Callback<Brushed>,
    ) -> Self {
        Self {
            histogram,
            applied,
            on_brush,
            plot: NodeRef::new(),
            draft: RwSignal::new(None),
            held: StoredValue::new(None),
            pointed: RwSignal::new(None),
            focused: RwSignal::new(None),
            has_stepped: StoredValue::new(false),
        }
    }

    /// What is brushed now.
    pub(super) fn shown(self) -> Option<Brush> {
        self.draft.get().or_else(|| self.applied.get())
    }

    /// The slots that the card is about: those that are being brushed, the one that is pointed at, or the one beside the handle
    /// that has the focus.
    pub(super) fn slots_of_card(self) -> Option<std::ops::Range<usize>> {
        self.histogram.with(|histogram| {
            let frame = &histogram.as_ref()?.frame;
            if let Some(draft) = self.draft.get() {
                return Some(draft.slots(frame));
            }
            if let Some(slot) = self.pointed.get() {
                let slot = slot.min(frame.slots() - 1);
                return Some(slot..slot + 1);
            }
            let slots = self.applied.get().unwrap_or(Brush::whole(frame)).slots(frame);
            match self.focused.get()? {
                Handle::From => Some(slots.start..slots.start + 1),
                Handle::To => Some(slots.end - 1..slots.end),
            }
        })
    }

    pub(super) fn press(self, event: &PointerEvent) {
        let Some((at, reach)) = self.place(event).filter(|_| event.button() == 0) else { return };
        self.commit_keys();
        let before = self.applied.get_untracked();
        let press = self.with_frame(|frame| Press::new(at, before, reach, frame));
        let x = f64::from(event.client_x());
        self.held.set_value(press.map(|press| Held { x, press, has_moved: false }));
    }

    pub(super) fn drag(self, event: &PointerEvent) {
        let Some((at, _)) = self.place(event) else { return };
        let Some(held) = self.held.get_value() else {
            let slot = self.with_frame(|frame| frame.slot_at(at));
            return set_changed(self.pointed, slot);
        };
        if event.buttons() == 0 {
            // It came up outside of the window.
            return self.let_go();
        }
        let moved = (f64::from(event.client_x()) - held.x).abs() >= LEAST_DRAG;
        if !(held.has_moved || moved) {
            return;
        }
        if let (false, Some(plot)) = (held.has_moved, self.plot.get_untracked()) {
            // It is followed beyond the bars. A pointer that is gone by now is not captured.
            let _ = plot.set_pointer_capture(event.pointer_id());
        }
        self.held.set_value(Some(Held { has_moved: true, ..held }));
        set_changed(self.draft, self.with_frame(|frame| held.press.moved(at, frame)));
    }

    pub(super) fn release(self) {
        let Some(held) = self.held.get_value() else { return };
        let clicked = self.with_frame(|frame| held.press.clicked(frame)).flatten();
        let brush = if held.has_moved { self.draft.get_untracked() } else { clicked };
        self.let_go();
        if let Some(brush) = brush {
            self.on_brush.run(Brushed::Range(brush));
        }
    }

    /// What is not let go yet is given up.
    pub(super) fn let_go(self) {
        self.held.set_value(None);
        set_changed(self.draft, None);
    }

    pub(super) fn leave(self) {
        set_changed(self.pointed, None);
    }

    pub(super) fn focus(self, handle: Handle) {
        self.has_stepped.set_value(false);
        self.focused.set(Some(handle));
    }

    pub(super) fn blur(self) {
        self.commit_keys();
        self.focused.set(None);
    }

    /// Keys move the handle that has the focus; Escape gives up what is being brushed, else what is brushed.
    pub(super) fn press_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let is_used = if key == "Escape" { self.escape() } else { self.step(&key) };
        if is_used {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// The keys were let go.
    pub(super) fn commit_keys(self) {
        let is_by_keys = self.held.get_value().is_none();
        let Some(brush) = self.draft.get_untracked().filter(|_| is_by_keys) else { return };
        self.let_go();
        let is_further = self.has_stepped.get_value();
        self.has_stepped.set_value(true);
        self.on_brush.run(if is_further { Brushed::Further(brush) } else { Brushed::Range(brush) });
    }

    fn step(self, key: &str) -> bool {
        let Some(handle) = self.focused.get_untracked() else { return false };
        let before = self.draft.get_untracked().or_else(|| self.applied.get_untracked());
        let stepped = self
            .with_frame(|frame| before.unwrap_or(Brush::whole(frame)).stepped(handle, key, frame));
        let Some(stepped) = stepped.flatten() else { return false };
        set_changed(self.draft, Some(stepped));
        true
    }

    fn escape(self) -> bool {
        let is_brushing = self.draft.get_untracked().is_some();
        let is_set = self.applied.get_untracked().is_some();
        self.let_go();
        if is_set && !is_brushing {
            self.on_brush.run(Brushed::Cleared);
        }
        is_brushing || is_set
    }

    /// Where a pointer is, and how far it reaches, in ten-thousandths of the width.
    fn place(self, event: &PointerEvent) -> Option<(u16, u16)> {
        let place = self.plot.get_untracked()?.get_bounding_client_rect();
        let share = |pixels: f64| (pixels * 10_000.0 / place.width().max(1.0)).clamp(0.0, 10_000.0);
        let at = share(f64::from(event.client_x()) - place.left());
        Some((at as u16, share(REACH) as u16))
    }

    fn with_frame<T>(self, read: impl FnOnce(&Frame) -> T) -> Option<T> {
        self.histogram.with_untracked(|histogram| Some(read(&histogram.as_ref()?.frame)))
    }
}

fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|before| *before != value) {
        signal.set(value);
    }
}
