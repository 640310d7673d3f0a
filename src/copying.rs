//! The clipboard, and the toast that says for a few seconds what came of one's own action.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::locale::Locale;
use model::tr;
use wasm_bindgen_futures::JsFuture;

use crate::browser::files;
use crate::guards::Timer;
use crate::i18n::use_locale;
use crate::ui::toast::Notice;

const SHOWN_FOR: Duration = Duration::from_secs(5);

/// The clipboard with its toast.
#[derive(Clone, Copy)]
pub struct Copying {
    locale: RwSignal<Locale>,
    notice: RwSignal<Option<Notice>>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
}

impl Copying {
    /// Nothing was copied yet.
    pub fn new() -> Self {
        Self {
            locale: use_locale(),
            notice: RwSignal::new(None),
            timer: StoredValue::new_local(None),
        }
    }

    /// What the toast says.
    pub fn notice(self) -> ReadSignal<Option<Notice>> {
        self.notice.read_only()
    }

    /// Copies a text, and names it.
    pub fn on_copy(self) -> Callback<String> {
        Callback::new(move |text: String| self.copy(text, String::new()))
    }

    /// Copies a text and says that in these words; without any, the text itself is named.
    pub fn copy(self, text: String, words: String) {
        spawn_local(async move {
            let notice = self.copied(text, words).await;
            // What has to be selected by hand stays until that is done.
            if notice.is_good { self.show(notice) } else { self.keep(notice) }
        });
    }

    /// Takes the toast away.
    pub fn close(self) {
        // The timer may outlive the page.
        self.notice.try_set(None);
    }

    /// Says what came of an action until somebody closes it: there is more in it than is read in a few seconds.
    pub fn keep(self, notice: Notice) {
        self.timer.set_value(None);
        self.notice.try_set(Some(notice));
    }

    /// Says for a few seconds what came of an action.
    pub fn show(self, notice: Notice) {
        // The page may be gone by the time the clipboard has answered.
        if self.notice.try_set(Some(notice)).is_none() {
            self.timer.set_value(Timer::after(SHOWN_FOR, move || self.close()));
        }
    }

    /// Copies a text, and returns what to say of that: these words, or without any, the text itself.
    pub async fn copied(self, text: String, words: String) -> Notice {
        let is_good = copy(&text).await;
        let locale = &self.locale.get_untracked();
        match (is_good, words.is_empty()) {
            (true, true) => Notice { is_good, words: tr!(locale, "Copied").to_owned(), text },
            (true, false) => Notice { is_good, words, text: String::new() },
            // The text is there to be selected.
            (false, _) => {
                let words = tr!(locale, "Copy failed. Select the text instead.").to_owned();
                Notice { is_good, words, text }
            }
        }
    }
}

impl Default for Copying {
    fn default() -> Self {
        Self::new()
    }
}

/// Puts `text` on the clipboard; `false` where the browser does not allow it.
async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Absent outside secure contexts, although the type says otherwise.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).unwrap_or_default();
    let write = js_sys::Reflect::get(&clipboard, &"writeText".into()).unwrap_or_default();
    let is_written =
        write.is_function() && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok();
    is_written || files::copy_selected(text).is_ok_and(|is_done| is_done)
}
