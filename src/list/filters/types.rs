//! The filter for task types: the types that are known or were seen, and any other one typed by hand.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use model::locale::Locale;
use model::query::ListQuery;
use model::{tr, word};

use crate::browser::focus::focus_soon;
use crate::i18n::{translated, use_locale};
use crate::ui::icon::Icon;
use model::view::task_type::{TYPES, type_meant, type_words};

/// The value of the option that opens the text field. No type is written so: types are trimmed.
const OTHER: &str = " ";

/// The field: a list to choose from, in whose place a text field is as long as somebody types another type.
#[component]
pub fn TypeField(
    /// What the list is asked for.
    query: Memo<ListQuery>,
    /// The types of the tasks that were shown, as the API has them.
    seen: Memo<Vec<String>>,
    /// Called with what to ask for instead.
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let locale = use_locale();
    let current = Memo::new(move |_| query.read().task_type.clone().unwrap_or_default());
    let is_typing = RwSignal::new(false);
    let list = NodeRef::<html::Select>::new();
    let apply = move |raw: &str| on_change.run(query.read_untracked().with_task_type(Some(raw)));
    let choose = move |event| match &*event_target_value(&event) {
        OTHER => is_typing.set(true),
        raw => apply(raw),
    };
    let selected =
        Memo::new(move |_| if is_typing.get() { OTHER.to_owned() } else { current.get() });
    let values = Memo::new(move |_| type_values(&seen.read(), &current.read()));
    let option = move |raw: String| {
        let value = raw.clone();
        let is_selected = {
            let raw = raw.clone();
            move || *selected.read() == raw
        };
        let label = move || type_label(&raw, &locale.read());
        view! {
            <option value=value prop:selected=is_selected>
                {label}
            </option>
        }
    };
    view! {
        <span
            class="field type-field"
            data-set=move || (!current.read().is_empty()).then_some("true")
        >
            <label class="field-label" for="task-type">
                {translated(word!("Type"))}
            </label>
            <select id="task-type" name="type" node_ref=list hidden=is_typing on:change=choose>
                <For each=move || values.get() key=String::clone children=option />
            </select>
            <OtherType
                is_typing=is_typing
                on_type=move |typed| apply(&type_meant(&locale.read_untracked(), &typed))
                on_leave=move || {
                    list.get_untracked().into_iter().for_each(|list| focus_soon(&list));
                }
            />
            <Icon name="i-down" />
        </span>
    }
}

/// The text field. Enter and leaving it apply what is typed; Escape does not, and neither does an empty text.
#[component]
fn OtherType(
    /// Whether it is there, which ends with what people do.
    is_typing: RwSignal<bool>,
    /// Called with the text.
    on_type: impl Fn(String) + 'static,
    /// Called when the field goes by a key, for the focus.
    on_leave: impl Fn() + 'static,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get()
            && is_typing.get()
        {
            field.set_value("");
            focus_soon(&field);
        }
    });
    let finish = move |text: String| {
        // Leaving the field comes after the key that has ended it, as well.
        if is_typing.get_untracked() {
            is_typing.set(false);
            if !text.trim().is_empty() {
                on_type(text);
            }
        }
    };
    let finish = StoredValue::new_local(finish);
    let press = move |event: KeyboardEvent| {
        let text = match &*event.key() {
            // In Safari the Enter that ends an input method's word is told by this code alone.
            "Enter" if !event.is_composing() && event.key_code() != 229 => {
                event_target_value(&event)
            }
            "Escape" => String::new(),
            _ => return,
        };
        // It closes nothing else.
        event.stop_propagation();
        event.prevent_default();
        finish.with_value(|finish| finish(text));
        on_leave();
    };
    view! {
        <input
            type="text"
            name="other-type"
            aria-label=translated(word!("Type"))
            autocomplete="off"
            spellcheck="false"
            maxlength="256"
            hidden=move || !is_typing.get()
            node_ref=field
            on:keydown=press
            on:blur=move |event| finish.with_value(|finish| finish(event_target_value(&event)))
        />
    }
}

/// The values of the options: any type, the documented ones, those that were seen, the one in use, and another one.
fn type_values(seen: &[String], current: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    for raw in TYPES.into_iter().chain(seen.iter().map(String::as_str)).chain([current, OTHER]) {
        if !values.iter().any(|known| known == raw) {
            values.push(raw.to_owned());
        }
    }
    values
}

/// The label of an option.
fn type_label(raw: &str, locale: &Locale) -> String {
    match raw {
        "" => tr!(locale, "Any").to_owned(),
        OTHER => tr!(locale, "Other…").to_owned(),
        raw => type_words(locale, raw).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(seen: &[&str], current: &str) -> Vec<String> {
        let seen: Vec<_> = seen.iter().map(|raw| (*raw).to_owned()).collect();
        let values = type_values(&seen, current);
        values.iter().map(|raw| type_label(raw, &Locale::default())).collect()
    }

    #[test]
    fn documented_seen_and_current_types_are_offered_once() {
        for (seen, current, offered) in [
            (&[][..], "", &["Any", "Install skills", "Uninstall skills", "Other…"][..]),
            (
                &["sync", "polarclaw_install_skills", "", "sync"],
                "sync",
                &["Any", "Install skills", "Uninstall skills", "sync", "Other…"],
            ),
            (
                &["sync"],
                "linked",
                &["Any", "Install skills", "Uninstall skills", "sync", "linked", "Other…"],
            ),
        ] {
            assert_eq!(labels(seen, current), offered);
        }
    }
}
