//! The command that tries the failed instances again, to read and to copy. The console never runs it.

use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::retry::{Command, Piece};
use model::view::batch::retry::{retry_words, shortened};
use model::{tr, word};

use super::actions::Failures;
use crate::i18n::{translated, use_locale};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;

/// The dialog, which is there once it was asked for.
#[component]
pub fn RetryDialog(
    /// The failures of the batch.
    failures: Failures,
) -> impl IntoView {
    let is_there = Memo::new(move |_| failures.retry.with(Option::is_some));
    view! {
        <Show when=move || is_there.get()>
            <Content failures=failures />
        </Show>
    }
}

#[component]
fn Content(failures: Failures) -> impl IntoView {
    let locale = use_locale();
    // Why the command could not be copied.
    let outcome = RwSignal::new(String::new());
    let code = NodeRef::<html::Code>::new();
    Effect::new(move |_| {
        failures.retry.track();
        outcome.set(String::new());
    });
    // The pieces were shown in full before.
    Effect::new(move |_| {
        if let Some(code) = code.get().filter(|_| outcome.with(|outcome| !outcome.is_empty()))
            && let Ok(Some(selection)) = window().get_selection()
        {
            // It fails for no element of the page.
            let _ = selection.select_all_children(&code);
        }
    });
    let words = move || {
        let words = |(command, count): &(Command, usize)| {
            retry_words(&locale.read(), *count, command.batches)
        };
        failures.retry.with(|retry| retry.as_ref().map(words))
    };
    view! {
        <Dialog
            class="dialog"
            title_id="retry-title"
            title=Signal::derive(translated(word!("Copy retry command")).to_owned())
            is_open=failures.is_retry_open
        >
            <p class="retry-words">{words}</p>
            <pre class="command" tabindex="0">
                <code node_ref=code>{move || shown(failures, outcome)}</code>
            </pre>
            <p class="warning" data-tone="warn">
                <Icon name="i-warn" />
                <span>
                    {translated(
                        word!(
                            "The API does not return Param. Fill in the marked parts: a shell refuses the command until you do."
                        ),
                    )}
                </span>
            </p>
            <p class="warning outcome" data-tone="bad" role="alert">
                {outcome}
            </p>
            <form method="dialog" class="dialog-buttons">
                <button class="button quiet">{translated(word!("Cancel"))}</button>
                <button
                    type="button"
                    class="button primary copy-command"
                    on:click=move |_| copy(failures, outcome)
                >
                    <Icon name="i-copy" />
                    {translated(word!("Copy command"))}
                </button>
            </form>
        </Dialog>
    }
}

/// The command as it is read; all of it once the user has to copy it, for what is left out to be read must not be left out
/// then.
fn shown(failures: Failures, outcome: RwSignal<String>) -> impl IntoView {
    let is_whole = outcome.with(|outcome| !outcome.is_empty());
    let pieces = failures.retry.with(|retry| match retry {
        Some((command, _)) if is_whole => command.pieces.clone(),
        Some((command, _)) => shortened(command),
        None => Vec::new(),
    });
    let piece = |piece: Piece| match piece {
        Piece::Text(text) => Either::Left(view! { <span>{text}</span> }),
        Piece::Placeholder(text) => Either::Right(view! { <mark>{text}</mark> }),
    };
    pieces.into_iter().map(piece).collect_view()
}

/// Copied, the dialog has nothing left to do and would cover the toast. Where that failed it stays, with the command in it.
fn copy(failures: Failures, outcome: RwSignal<String>) {
    let text = failures.retry.with_untracked(|retry| match retry {
        Some((command, _)) => command.to_text(),
        None => String::new(),
    });
    spawn_local(async move {
        let words =
            tr!(failures.locale(), "Retry command copied. Fill in the marked parts.").to_owned();
        let notice = failures.copying().copied(text, words).await;
        if notice.is_good {
            failures.is_retry_open.set(false);
            failures.copying().show(notice);
        } else {
            outcome.set(notice.words);
        }
    });
}
