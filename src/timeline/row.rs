//! A row of the timeline: a task with its bar.

use leptos::prelude::*;
use model::arrangement::PlacedTask;
use model::locale::Locale;
use model::tr;
use model::view::rows::RowKey;
use model::view::timeline::row::{LaneRowView, LaneView};

use super::state::Timeline;
use crate::i18n::use_locale;
use crate::ui::icon::Icon;

/// The row of a key. It keeps its elements as long as its task is listed.
pub(super) fn timeline_row(timeline: Timeline, key: RowKey) -> impl IntoView {
    let locale = use_locale();
    let placed = Memo::new(move |before: Option<&Option<PlacedTask>>| {
        let found = timeline.rows.with(|rows| {
            let mut rows = rows.iter().flat_map(|rows| &rows.rows);
            rows.find(|(known, _)| *known == key).map(|(_, placed)| placed.clone())
        });
        // A row that goes shows what it showed until it is gone.
        found.or_else(|| before.cloned().flatten())
    });
    let row = Memo::new(move |_| placed.with(|placed| timeline.row(placed.as_ref()?)));
    move || row.get().map(|row| cells(row, &locale.read()))
}

fn cells(row: LaneRowView, locale: &Locale) -> impl IntoView + use<> {
    let title = row.name.clone();
    let LaneView { place, side, has_ran, is_ahead, from, to, until, filled, words } = row.lane;
    view! {
        <div
            class="span-row"
            role="listitem"
            data-gone=row.is_gone.then_some("true")
            aria-current=row.is_open.then_some("true")
        >
            <div class="span-task">
                <span class="badge" data-tone=row.tone>
                    <Icon name=row.icon />
                </span>
                <a class="name" href=row.href.clone()>
                    <span class="name-text" dir="auto" aria-hidden="true" title=title>
                        {row.name}
                    </span>
                    <span class="sentence unseen">{row.sentence}</span>
                </a>
            </div>
            <div
                class="lane"
                data-place=place
                data-side=side
                data-tone=row.tone
                style:--from=from
                style:--to=to
                style:--until=until
                style:--filled=filled
            >
                <a class="bars" tabindex="-1" aria-hidden="true" draggable="false" href=row.href>
                    <i class="ran" hidden=!has_ran></i>
                    <i class="ahead" hidden=!is_ahead></i>
                </a>
                <span class="label" data-stalled=row.is_stalled.then_some("true")>
                    <span class="words" aria-hidden="true">{words}</span>
                    <a class="why" href=row.why>{tr!(locale, "Why?")}</a>
                </span>
            </div>
        </div>
    }
}
