//! The dialog for an access token. It stays open until the proxy has accepted the token.

use leptos::html;
use leptos::prelude::*;
use model::{tr, word};

use crate::i18n::{translated, use_locale};
use crate::ui::dialog::Dialog;

/// Why a token is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No header can have it as its value.
    NotAWord,
    /// The proxy does not accept it.
    NotAccepted,
}

/// The dialog, which is closed most of the time.
#[component]
pub fn TokenDialog(
    /// The label of the endpoint that wants the token.
    #[prop(into)]
    endpoint: Signal<String>,
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// Whether the proxy is checking a token.
    #[prop(into)]
    is_checking: Signal<bool>,
    /// Why the last token is of no use.
    refusal: RwSignal<Option<Refusal>>,
    /// Called with what was typed.
    on_token: Callback<String>,
    /// Called however it was closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let typed = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        refusal.set(None);
        on_token.run(typed.get_untracked());
    };
    let closed = move |()| {
        // The document holds no token, however it was closed.
        typed.set(String::new());
        refusal.set(None);
        on_close.run(());
    };
    let title = move || tr!(locale.read(), "Sign in to {endpoint}", endpoint = endpoint.get());
    let field = NodeRef::<html::Input>::new();
    let select = move || {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
    };
    Effect::new(move |_| {
        if refusal.get().is_some() {
            select();
        }
    });
    view! {
        <Dialog
            class="dialog token-dialog"
            title_id="token-title"
            title=Signal::derive(title)
            is_open=is_open
            on_open=Callback::new(move |()| select())
            on_close=Callback::new(closed)
        >
            <form method="dialog" class="token-form" on:submit=submit>
                <TokenField typed=typed field=field />
                <Words refusal=refusal is_checking=is_checking />
            </form>
        </Dialog>
    }
}

/// The field for the token.
#[component]
fn TokenField(typed: RwSignal<String>, field: NodeRef<html::Input>) -> impl IntoView {
    view! {
        <label>
            {translated(word!("Access token"))}
            <input
                class="field"
                type="password"
                required
                autocomplete="off"
                spellcheck="false"
                maxlength="4096"
                aria-describedby="token-error token-hint"
                node_ref=field
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </label>
    }
}

/// What is said below the field, and the button.
#[component]
fn Words(refusal: RwSignal<Option<Refusal>>, is_checking: Signal<bool>) -> impl IntoView {
    let locale = use_locale();
    move || {
        let locale = locale.read();
        let error = match refusal.get() {
            None => "",
            Some(Refusal::NotAWord) => {
                tr!(locale, "A token is one word of letters, digits and signs.")
            }
            Some(Refusal::NotAccepted) => {
                tr!(locale, "This token is not accepted: it is wrong or has expired.")
            }
        };
        let hint = tr!(
            locale,
            "It is the one that the operator of the proxy gave you, not a key of the cloud. It stays in the memory of this page, and is gone when you close or reload it."
        );
        let is_checking = is_checking.get();
        let label = if is_checking { tr!(locale, "Checking…") } else { tr!(locale, "Sign in") };
        view! {
            <p class="range-error" id="token-error" role="alert">
                {error}
            </p>
            <p class="hint" id="token-hint">
                {hint}
            </p>
            <p class="dialog-buttons">
                <button class="button primary" aria-disabled=is_checking.then_some("true")>
                    {label}
                </button>
            </p>
        }
    }
}
