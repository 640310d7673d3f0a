//! What the panel says when the batch could not be loaded.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::failure::{Failure, FailureKind};
use model::locale::Locale;
use model::tr;
use model::view::failure_words::failure_words;
use model::view::ticket::ticket;
use model::words::sentences;

use super::open_batch::OpenBatch;
use crate::address::of_view;
use crate::ask::{Ask, BatchKey};
use crate::i18n::use_locale;
use crate::live::{Known, Refreshing};
use crate::pages::list_state;
use crate::ui::icon::Icon;

/// A failure in words, and what can be done about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TroubleView {
    tone: &'static str,
    icon: &'static str,
    title: String,
    text: String,
    can_retry: bool,
    can_close: bool,
    /// Whether to sign in, and where if that is known.
    sign_in: Option<Option<String>>,
}

/// Follows the trouble with the batch.
pub(super) fn follow_trouble(batch: OpenBatch) -> Memo<Option<TroubleView>> {
    let locale = use_locale();
    Memo::new(move |_| {
        let (key, refreshing) = (batch.key.get(), batch.live.refreshing.get());
        let (locale, now) = (locale.get(), batch.around.now.get());
        let here = batch.around.location.with(of_view);
        let known = batch.live.known.read();
        let trouble = trouble_view(&known, &key, &refreshing, now, &locale)?;
        let sign_in = trouble.sign_in.map(|_| key.endpoint.sign_in_address(&here));
        Some(TroubleView { sign_in, ..trouble })
    })
}

/// The banner of the panel, hidden while all is well.
#[component]
pub fn Trouble(
    /// The batch.
    batch: OpenBatch,
    /// The trouble with it, if there is any.
    trouble: Memo<Option<TroubleView>>,
) -> impl IntoView {
    let locale = use_locale();
    let close = move || batch.around.location.with(|location| location.with_batch(None).href());
    move || {
        let locale = locale.read();
        let TroubleView { tone, icon, title, text, can_retry, can_close, sign_in } =
            trouble.get().unwrap_or_default();
        let (is_well, needs_sign_in) = (title.is_empty(), sign_in.is_some());
        let address = sign_in.flatten();
        let retry = if needs_sign_in { tr!(locale, "Sign in") } else { tr!(locale, "Try again") };
        view! {
            <div class="panel-trouble banner" role="alert" data-tone=tone hidden=is_well>
                <Icon name=icon />
                <p>
                    <strong>{title}</strong>
                    " "
                    <span>{text}</span>
                </p>
                // Where there is no address to sign in at, loading the page again leads there.
                <button
                    type="button"
                    class="button retry"
                    hidden=!can_retry || address.is_some()
                    on:click=move |_| try_again(batch)
                >
                    {retry}
                </button>
                <button
                    type="button"
                    class="button quiet ticket"
                    hidden=needs_sign_in
                    on:click=move |_| copy_ticket(batch)
                >
                    {tr!(locale, "Copy for ticket")}
                </button>
                <a class="button sign-in" hidden=address.is_none() href=address>
                    {tr!(locale, "Sign in")}
                </a>
                <a class="button close-panel" hidden=!can_close href=close()>
                    {tr!(locale, "Close panel")}
                </a>
            </div>
        }
    }
}

fn try_again(batch: OpenBatch) {
    let needs_sign_in = batch.live.known.with_untracked(|known| {
        known.failure().is_some_and(|failure| failure.kind == FailureKind::SignInRequired)
    });
    if needs_sign_in { batch.around.on_sign_in.run(()) } else { batch.live.refresh() }
}

fn copy_ticket(batch: OpenBatch) {
    let locale = &batch.around.locale.get_untracked();
    let key = batch.key.get_untracked();
    let text = batch.live.known.with_untracked(|known| {
        let (failure, at) = known.failure().zip(known.failed_at())?;
        Some(ticket(locale, failure, at, &key.endpoint.label, &key.request(at)?))
    });
    let words = tr!(locale, "Copied for the ticket").to_owned();
    batch.around.copying.copy(text.unwrap_or_default(), words);
}

/// The trouble with a batch that is asked for at the instant `now`, if there is any to show.
fn trouble_view(
    known: &Known<BatchKey>,
    key: &BatchKey,
    refreshing: &Refreshing,
    now: DateTime<Utc>,
    locale: &Locale,
) -> Option<TroubleView> {
    let answer = known.answer().filter(|answer| answer.key == *key);
    let failure = known.failure()?;
    // Trouble that may pass by itself is no news beside something to read.
    if answer.is_some() && list_state::told_failure(known, refreshing).is_none() {
        return None;
    }
    let data_from = answer.map(|answer| {
        tr!(locale, "Data from {time}.", time = locale.zone.moment(answer.received_at, now))
    });
    let (title, advice) = title_and_advice(failure, key, locale);
    // What is empty is left out.
    let text = [
        advice,
        data_from.unwrap_or_default(),
        list_state::retrying(locale, refreshing, now),
        evidence(failure).unwrap_or_default(),
    ];
    let (tone, icon) = failure_words(locale, failure, &key.endpoint).look;
    Some(TroubleView {
        tone,
        icon,
        title: tr!(locale, "{sentence}.", sentence = title),
        text: sentences(locale, &text.each_ref().map(String::as_str)),
        can_retry: !refreshing.is_blocked(now),
        can_close: failure.kind == FailureKind::NotFound,
        sign_in: (failure.kind == FailureKind::SignInRequired)
            .then(|| key.endpoint.sign_in_url.clone()),
    })
}

fn title_and_advice(failure: &Failure, key: &BatchKey, locale: &Locale) -> (&'static str, String) {
    let words = failure_words(locale, failure, &key.endpoint);
    match failure.kind {
        FailureKind::NotFound => {
            let (at, id) = (&key.endpoint.label, &key.batch_id);
            (
                tr!(locale, "Batch not found"),
                tr!(locale, "{endpoint} knows no batch {id}.", endpoint = at, id = id),
            )
        }
        FailureKind::NotPermitted => (tr!(locale, "You may not see this batch"), words.advice),
        FailureKind::InvalidInput => {
            let advice = tr!(locale, "The service does not accept this batch ID.").to_owned();
            (tr!(locale, "Could not load the batch"), advice)
        }
        _ if words.title == tr!(locale, "Could not load batch tasks") => {
            (tr!(locale, "Could not load the batch"), words.advice)
        }
        _ => (words.title, words.advice),
    }
}

/// What support asks for. Texts from outside, which the ticket has as they came.
fn evidence(failure: &Failure) -> Option<String> {
    let short = |text: &String| text.chars().take(100).collect::<String>();
    let evidence = [&failure.ram_action, &failure.code, &failure.request_id];
    let evidence: Vec<_> = evidence.into_iter().flatten().map(short).collect();
    (!evidence.is_empty()).then(|| evidence.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::sample::{at, shanghai};
    use crate::sample_batch::batch;
    use model::config::Config;

    fn key() -> BatchKey {
        let endpoint = Config::beside_the_page().endpoints.remove(0);
        BatchKey { endpoint, batch_id: "pcb-1".into() }
    }

    fn told(has_answer: bool, kinds: &[FailureKind]) -> Option<(String, String)> {
        let mut known = Known::<BatchKey>::new();
        if has_answer {
            let generation = known.started(key());
            known.answered(generation, batch("RUNNING", &[]), at(0));
        }
        for kind in kinds {
            let generation = known.started(key());
            let failure = Failure { code: Some("Some.Code".into()), ..Failure::new(*kind) };
            known.failed(generation, failure, at(1));
        }
        let refreshing = Refreshing::default();
        let trouble = trouble_view(&known, &key(), &refreshing, at(2), &shanghai())?;
        Some((trouble.title, trouble.text))
    }

    #[test]
    fn a_failure_is_told_in_words_that_are_about_the_batch() {
        use FailureKind::{NotFound, NotPermitted, Throttled, Unavailable};
        for (has_answer, kinds, expected) in [
            (
                false,
                &[NotFound][..],
                Some(("Batch not found.", "./rpc knows no batch pcb-1. Some.Code")),
            ),
            (
                false,
                &[NotPermitted],
                Some(("You may not see this batch.", "The service forbids this call. Some.Code")),
            ),
            (
                false,
                &[Unavailable],
                Some((
                    "Could not load the batch.",
                    "The service answered with an error. Some.Code",
                )),
            ),
            (true, &[Unavailable], None),
            (true, &[Throttled; 4], None),
            (
                true,
                &[Unavailable; 3],
                Some((
                    "Could not load the batch.",
                    "The service answered with an error. Data from 14:52:08. Some.Code",
                )),
            ),
            (true, &[], None),
        ] {
            let expected = expected.map(|(title, text)| (title.to_owned(), text.to_owned()));
            assert_eq!(told(has_answer, kinds), expected, "{kinds:?}");
        }
    }
}
