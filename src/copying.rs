//! Copying a text, and saying for a few seconds whether it worked.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{self, Timer};
use crate::components::toast::Notice;

const SHOWN_FOR: Duration = Duration::from_secs(5);

/// The clipboard with its toast.
#[derive(Clone, Copy)]
pub struct Copying {
    notice: RwSignal<Option<Notice>>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
}

impl Copying {
    /// Nothing was copied yet.
    pub fn new() -> Self {
        Self { notice: RwSignal::new(None), timer: StoredValue::new_local(None) }
    }

    /// What the toast says.
    pub fn notice(self) -> ReadSignal<Option<Notice>> {
        self.notice.read_only()
    }

    /// Copies a text.
    pub fn on_copy(self) -> Callback<String> {
        Callback::new(move |text: String| {
            spawn_local(async move {
                let copied = browser::copy(&text).await;
                let notice = if copied { Notice::Copied(text) } else { Notice::NotCopied(text) };
                self.show(notice);
            });
        })
    }

    /// Takes the toast away.
    pub fn close(self) {
        // The timer may outlive the page.
        self.notice.try_set(None);
    }

    fn show(self, notice: Notice) {
        // The page may be gone by the time the clipboard has answered.
        if self.notice.try_set(Some(notice)).is_none() {
            self.timer.set_value(Timer::after(SHOWN_FOR, move || self.close()));
        }
    }
}

impl Default for Copying {
    fn default() -> Self {
        Self::new()
    }
}
