//! One reason: a raw message, the instances, and what to do with them.

use leptos::html;
use leptos::prelude::*;
use model::tr;
use model::view::batch::reasons::{ReasonView, reason_view};

use super::super::reason_text::ReasonText;
use super::actions::Failures;
use crate::i18n::use_locale;
use crate::ui::icon::Icon;

/// A group that opens. The first of a batch is open from the start, or the one that the URL asks for.
#[component]
pub fn ReasonGroup(
    /// The failures of the batch.
    failures: Failures,
    /// The reason, which it is found by.
    title: String,
    /// How many groups there are.
    groups: StoredValue<usize>,
    /// Called with the reason to list its subtasks.
    on_reason: Callback<String>,
) -> impl IntoView {
    let locale = use_locale();
    let is_first = groups.get_value() == 0;
    groups.update_value(|groups| *groups += 1);
    on_cleanup(move || {
        groups.try_update_value(|groups| *groups -= 1);
    });
    let title = StoredValue::new(title);
    let shows_all = RwSignal::new(false);
    let reason = Memo::new(move |_| {
        let (shows_all, locale) = (shows_all.get(), locale.get());
        title.with_value(|title| {
            failures.reasons.with(|reasons| {
                let reason = reasons.iter().find(|reason| reason.title == *title);
                reason.map(|reason| reason_view(reason, shows_all, &locale)).unwrap_or_default()
            })
        })
    });
    let element = NodeRef::<html::Details>::new();
    let is_open = move || {
        failures.asked.with(|asked| match asked {
            Some(asked) => title.with_value(|title| title == asked),
            None => is_first,
        })
    };
    let acts = GroupActs {
        // A press comes before what it does.
        on_toggle: Callback::new(move |()| {
            let is_open = element
                .get_untracked()
                .is_some_and(|element| element.get_attribute("open").is_some());
            title.with_value(|title| failures.toggled(title, !is_open));
        }),
        on_more: Callback::new(move |()| shows_all.set(true)),
        on_filter: Callback::new(move |()| on_reason.run(title.get_value())),
        on_copy: Callback::new(move |()| title.with_value(|title| failures.copy_instances(title))),
    };
    let texts = move || {
        let locale = locale.read();
        (tr!(locale, "Show its sub-tasks"), tr!(locale, "Copy instance IDs"))
    };
    view! {
        <details class="reason" node_ref=element open=is_open>
            {move || view! { <Group reason=reason.get() texts=texts() acts=acts /> }}
        </details>
    }
}

/// What is done with a group.
#[derive(Clone, Copy)]
struct GroupActs {
    on_toggle: Callback<()>,
    on_more: Callback<()>,
    on_filter: Callback<()>,
    on_copy: Callback<()>,
}

/// The content of a group.
#[component]
fn Group(
    reason: ReasonView,
    /// What the buttons say that list the subtasks and copy the instances.
    texts: (&'static str, &'static str),
    acts: GroupActs,
) -> impl IntoView {
    let ReasonView { count, title, parts, raw, tokens, others, more, has_instances } = reason;
    let (filter, copy) = texts;
    let has_more = more.is_some();
    let tokens = tokens.map(|token| view! { <code>{token}</code> });
    view! {
        <summary on:click=move |_| acts.on_toggle.run(())>
            <Icon name="i-right" />
            <strong class="reason-count">{count}</strong>
            <span class="reason-title" dir="auto" title=title>
                <ReasonText parts=parts />
            </span>
        </summary>
        <div class="reason-body">
            <pre class="reason-raw" dir="auto" tabindex="0" hidden=raw.is_empty()>
                {raw.clone()}
            </pre>
            <p class="instances">
                {tokens} <span class="others">{others}</span>
                <button
                    type="button"
                    class="button quiet more"
                    hidden=!has_more
                    on:click=move |_| acts.on_more.run(())
                >
                    {more}
                </button>
            </p>
            <p class="reason-tools">
                <button
                    type="button"
                    class="button filter-reason"
                    on:click=move |_| acts.on_filter.run(())
                >
                    {filter}
                </button>
                <button
                    type="button"
                    class="button copy-reason"
                    hidden=!has_instances
                    on:click=move |_| acts.on_copy.run(())
                >
                    {copy}
                </button>
            </p>
        </div>
    }
}
