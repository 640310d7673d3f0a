//! What stands in the place of the table when there are no rows.

use leptos::prelude::*;
use model::locale::Locale;
use model::tr;
use model::view::state_panel::{Evidence, Panel};

use crate::copying::Copying;
use crate::i18n::use_locale;
use crate::ui::icon::Icon;

/// The panel of a state without rows, which shows while there is one. Its first button is the one to try first.
#[component]
pub fn StatePanel(
    /// What it says and offers.
    panel: impl Fn(&Locale) -> Option<Panel> + Send + Sync + 'static,
    /// Copies a text.
    copying: Copying,
    /// Asks again.
    on_retry: Callback<()>,
    /// Copies the text of a panel that leaves its own empty.
    on_example: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let panel = Memo::new(move |_| panel(&locale.read()).unwrap_or_default());
    view! {
        <section class="state">
            {move || panel.with(head)}
            <p class="tokens" hidden=move || panel.with(|panel| !panel.has_tokens)></p>
            {move || panel.with(text)}
            {move || panel.with(|panel| evidence(panel, copying, &locale.read()))}
            {move || {
                panel.with(|panel| buttons(panel, copying, [on_retry, on_example], &locale.read()))
            }}
        </section>
    }
}

fn head(panel: &Panel) -> impl IntoView + use<> {
    let (tone, icon) = panel.look;
    view! {
        <span class="state-icon" data-tone=tone>
            <Icon name=icon />
        </span>
        <h2>{panel.title.clone()}</h2>
    }
}

fn text(panel: &Panel) -> impl IntoView + use<> {
    let steps = panel.steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
    view! {
        <p class="state-text">{panel.text.clone()}</p>
        <p class="state-text wait">{panel.wait.clone()}</p>
        <ol class="steps" hidden=panel.steps[0].is_empty()>
            {steps}
        </ol>
    }
}

/// What support asks for, each with a button to copy it.
fn evidence(panel: &Panel, copying: Copying, locale: &Locale) -> impl IntoView + use<> {
    let evidence = panel.shown_evidence(locale);
    let is_hidden = evidence.is_empty();
    let entry = |Evidence { name, label, shown, text }: Evidence| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>
                    <code dir="auto">{shown}</code>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=label
                        on:click=move |_| copying.copy(text.clone(), String::new())
                    >
                        <Icon name="i-copy" />
                    </button>
                </dd>
            </div>
        }
    };
    let entries = evidence.into_iter().map(entry).collect_view();
    view! {
        <details class="evidence" hidden=is_hidden prop:open=!panel.is_folded>
            <summary hidden=!panel.is_folded>{tr!(locale, "Details")}</summary>
            <dl>{entries}</dl>
        </details>
    }
}

fn buttons(
    panel: &Panel,
    copying: Copying,
    [on_retry, on_example]: [Callback<()>; 2],
    locale: &Locale,
) -> impl IntoView + use<> {
    let retry = panel.retry.map(|label| {
        view! {
            <button type="button" class="button retry" on:click=move |_| on_retry.run(())>
                <Icon name="i-refresh" />
                <span>{label}</span>
            </button>
        }
    });
    let copy = panel.copy.clone().map(|(label, text)| {
        let copy = move |_| match &*text {
            "" => on_example.run(()),
            text => copying.copy(text.to_owned(), String::new()),
        };
        view! {
            <button type="button" class="button copy-text" on:click=copy>
                <Icon name="i-copy" />
                <span>{label}</span>
            </button>
        }
    });
    let link = |(label, href): (String, String)| {
        view! {
            <a class="button" href=href>
                {label}
            </a>
        }
    };
    let links = panel.links.iter().cloned().map(link).collect_view();
    let troubleshoot = panel.troubleshoot.clone().map(|href| {
        view! {
            <a
                class="button quiet troubleshoot"
                target="_blank"
                rel="noopener noreferrer"
                href=href
            >
                {tr!(locale, "Troubleshoot")}
                <Icon name="i-out" />
            </a>
        }
    });
    // Who may not do something can only ask somebody who may.
    let asks = panel.evidence[0].is_some().then_some("true");
    view! {
        <p class="state-buttons" data-asks=asks>
            {retry}
            {copy}
            {links}
            {troubleshoot}
        </p>
    }
}
