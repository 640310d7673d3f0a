//! The dialog with all preferences. Each change acts at once.

use leptos::prelude::*;
use model::locale::Locale;
use model::preferences::Preferences;
use model::view::preferences::{
    BoxView, ChoiceView, OptionView, columns, evening, looks, rows, shortcuts,
};
use model::{tr, word};

use crate::browser::events::field_change;
use crate::i18n::{translated, use_locale};
use crate::preferences::use_preferences;
use crate::ui::dialog::Dialog;
use crate::zone;

/// The dialog with all preferences.
#[component]
pub fn PreferencesDialog(
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// Whether the last known views are kept; `None` where the browser keeps nothing.
    keeps_views: Option<Signal<bool>>,
    /// Whether tasks are read ahead.
    reads_ahead: ReadSignal<bool>,
    /// Called with the name of a preference and its new value.
    on_choose: Callback<(String, String)>,
    /// Forgets the last known views.
    on_clear: Callback<()>,
    /// Goes back to the default of everything.
    on_reset: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let is_unknown_zone = RwSignal::new(false);
    let zones = RwSignal::new(Vec::new());
    // Only once the dialog is opened: there are 400 of them.
    let list_zones = Callback::new(move |()| {
        if zones.with_untracked(Vec::is_empty) {
            zones.set(zone::all());
        }
    });
    let change = move |event| {
        let Some((name, value)) = field_change(&event) else { return };
        let value = value.trim().to_owned();
        let is_unknown = name.starts_with("zone") && !value.is_empty() && !zone::is_known(&value);
        is_unknown_zone.set(is_unknown);
        if !is_unknown {
            on_choose.run((name, value));
        }
    };
    let error = move || match is_unknown_zone.get() {
        true => tr!(locale.read(), "The browser does not know this zone."),
        false => "",
    };
    view! {
        <Dialog
            class="dialog preferences"
            title_id="preferences-title"
            title=Signal::derive(move || tr!(locale.read(), "Preferences").to_owned())
            is_open=is_open
            on_open=list_zones
        >
            <form
                class="preference-fields"
                on:change=change
                on:submit=|event| event.prevent_default()
            >
                {in_locale(|chosen, locale| choices(looks(chosen, locale)))}
                {in_locale(zone_fields)}
                <p class="range-error" id="zone-error" role="alert">
                    {error}
                </p>
                <datalist id="zones">{move || zone_options(zones.get())}</datalist>
                {in_locale(|chosen, locale| choices([evening(chosen, locale)]))}
                {in_locale(|chosen, locale| choices(rows(chosen, locale)))}
                <details class="advanced">
                    <summary>{translated(word!("Advanced"))}</summary>
                    {in_locale(switches)}
                    {in_locale(move |_, locale| reading_ahead(reads_ahead.get(), locale))}
                    {keeps_views.map(|is_kept| view! { <KeepsViews is_kept=is_kept /> })}
                </details>
                <Buttons keeps_views=keeps_views.is_some() on_clear=on_clear on_reset=on_reset />
            </form>
        </Dialog>
    }
}

/// A view that follows the preferences and the locale. It reads the signal itself, not a memo: a field with a value that cannot
/// be used follows a reset, too.
fn in_locale<V: 'static>(view: impl Fn(&Preferences, &Locale) -> V) -> impl Fn() -> V {
    let (locale, chosen) = (use_locale(), use_preferences());
    move || locale.with(|locale| view(&chosen.read(), locale))
}

fn zone_options(zones: Vec<String>) -> impl IntoView {
    zones.into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()
}

fn choices<const COUNT: usize>(choices: [ChoiceView; COUNT]) -> impl IntoView {
    choices.into_iter().map(|choice| view! { <Choice choice=choice /> }).collect_view()
}

/// A list to choose from.
#[component]
fn Choice(choice: ChoiceView) -> impl IntoView {
    let ChoiceView { name, label, value: chosen, options } = choice;
    let option = move |option: OptionView| {
        let is_chosen = option.value == chosen;
        view! {
            <option
                value=option.value
                lang=option.language
                translate=option.language.map(|_| "no")
                prop:selected=is_chosen
            >
                {option.label}
            </option>
        }
    };
    view! {
        <label>
            {label} <select class="field" name=name>
                {options.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

/// The zones of times: any that the browser knows.
fn zone_fields(chosen: &Preferences, locale: &Locale) -> impl IntoView + use<> {
    let field = |name: &'static str, label, default| {
        view! {
            <label>
                {label}
                <input
                    class="field"
                    name=name
                    list="zones"
                    placeholder=default
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="64"
                    aria-describedby="zone-error"
                    prop:value=chosen.field(name)
                />
            </label>
        }
    };
    [
        field("zone", tr!(locale, "Time zone"), tr!(locale, "Browser default")),
        field("zoneless", tr!(locale, "Times without a zone are in"), "UTC"),
    ]
    .into_iter()
    .collect_view()
}

/// The columns, and whether single keys do anything.
fn switches(chosen: &Preferences, locale: &Locale) -> impl IntoView + use<> {
    let columns = columns(chosen, locale).into_iter();
    view! {
        <fieldset>
            <legend>{tr!(locale, "Columns, where there is room")}</legend>
            {columns.map(|column| view! { <Tick class=None tick=column /> }).collect_view()}
        </fieldset>
        <Tick class=Some("tick") tick=shortcuts(chosen, locale) />
    }
}

/// Whether tasks are read ahead.
fn reading_ahead(is_on: bool, locale: &Locale) -> impl IntoView + use<> {
    let label = tr!(locale, "Read tasks ahead for search and sort");
    let tick = BoxView { name: "index", label, is_ticked: is_on };
    view! { <Tick class=Some("tick") tick=tick /> }
}

/// A box to tick.
#[component]
fn Tick(
    /// The class of its label.
    class: Option<&'static str>,
    /// What is switched by it.
    tick: BoxView,
) -> impl IntoView {
    view! {
        <label class=class>
            <input type="checkbox" name=tick.name prop:checked=tick.is_ticked />
            {tick.label}
        </label>
    }
}

/// Whether the last known views are kept.
#[component]
fn KeepsViews(is_kept: Signal<bool>) -> impl IntoView {
    let locale = use_locale();
    move || {
        let label = tr!(locale.read(), "Keep the last known views in this browser");
        let hint = tr!(
            locale.read(),
            "They are shown until the first answer, and while the endpoint is down. They bear no credential. To forget them does not keep later ones out."
        );
        let tick = BoxView { name: "views", label, is_ticked: is_kept.get() };
        view! {
            <Tick class=Some("tick keeping") tick=tick />
            <p class="hint keeping">{hint}</p>
        }
    }
}

/// Forgets the views, or everything.
#[component]
fn Buttons(keeps_views: bool, on_clear: Callback<()>, on_reset: Callback<()>) -> impl IntoView {
    let clear = keeps_views.then(|| {
        view! {
            <button
                type="button"
                class="button quiet clear keeping"
                on:click=move |_| on_clear.run(())
            >
                {translated(word!("Forget the views now"))}
            </button>
        }
    });
    view! {
        <p class="dialog-buttons">
            {clear}
            <button
                type="button"
                class="button quiet reset-preferences"
                on:click=move |_| on_reset.run(())
            >
                {translated(word!("Reset all"))}
            </button>
        </p>
    }
}
