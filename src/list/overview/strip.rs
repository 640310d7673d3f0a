//! The strip: what needs a look, each part a link to just that.

use leptos::prelude::*;
use model::view::overview::strip::{StripCount, StripPart, StripView};
use model::word;

use crate::i18n::translated;
use crate::ui::emphasis::Emphasis;
use crate::ui::icon::Icon;

/// The strip.
#[component]
pub fn Strip(
    /// What it shows.
    strip: Memo<StripView>,
) -> impl IntoView {
    view! {
        <nav class="strip" aria-label=translated(word!("Summary"))>
            {move || strip.with(parts)}
        </nav>
    }
}

fn parts(strip: &StripView) -> impl IntoView + use<> {
    let (note, has_no_note) = (strip.note.clone(), strip.note.is_empty());
    view! {
        <div class="strip-parts" hidden=strip.parts.is_empty()>
            {strip.parts.iter().cloned().map(part).collect_view()}
        </div>
        <span class="quiet" hidden=has_no_note>
            {note}
        </span>
    }
}

fn part(part: StripPart) -> impl IntoView {
    let count = |StripCount { tone, icon, text }| {
        view! {
            <span class="strip-count">
                <span class="badge" data-tone=tone>
                    <Icon name=icon />
                </span>
                <span>
                    <Emphasis text=text />
                </span>
            </span>
            " "
        }
    };
    view! {
        <a class="strip-part" href=part.href aria-current=part.is_current.then_some("true")>
            {part.counts.into_iter().map(count).collect_view()}
        </a>
    }
}
