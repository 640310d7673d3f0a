//! What is in the lines of the table: leaves of plain data.

use leptos::either::Either;
use leptos::prelude::*;
use model::view::found::group::GroupView;
use model::view::found::marks::{MarkedName, Piece};

use crate::ui::icon::Icon;

/// The name of a row with marks on what was searched for.
pub(super) fn marked_name(MarkedName { head, tail }: MarkedName) -> impl IntoView {
    view! {
        <span class="name-head">{pieces(head)}</span>
        <span class="name-tail">{pieces(tail)}</span>
    }
}

fn pieces(pieces: Vec<Piece>) -> impl IntoView {
    let piece = |Piece { text, is_marked }| match is_marked {
        true => Either::Left(view! { <mark>{text}</mark> }),
        false => Either::Right(text),
    };
    pieces.into_iter().map(piece).collect_view()
}

/// The line of a group. Its facts are one sentence for screen readers.
pub(super) fn group_line(group: &GroupView) -> impl IntoView + use<> {
    let GroupView { is_open, title, date, count, share, run, bar, counts, last, spoken, .. } =
        group.clone();
    let GroupView { median, median_word, .. } = group.clone();
    let runs = (!run.is_empty()).then_some("true");
    view! {
        <tr role="row" class="group" data-runs=runs>
            <th role="rowheader" scope="rowgroup" colspan="8">
                <span class="group-head">
                    <button type="button" class="group-name" aria-expanded=is_open.to_string()>
                        <Icon name="i-right" />
                        <span class="group-title" aria-hidden="true">
                            {pieces(title)}
                        </span>
                        <span class="unseen">{spoken}</span>
                    </button>
                    <span class="group-count" aria-hidden="true">
                        {date}
                        " "
                        {count}
                    </span>
                </span>
                <span class="group-facts" aria-hidden="true">
                    <span class="group-share">{if run.is_empty() { share } else { run }}</span>
                    <span class="group-progress">
                        <span class="group-bar">{parts(bar)}</span>
                        <span class="counts">{counts}</span>
                    </span>
                    <span class="group-last">{last}</span>
                    <span class="group-median">
                        <span>{median}</span>
                        <span class="median-word">{median_word}</span>
                    </span>
                </span>
            </th>
        </tr>
    }
}

/// The parts of a bar, each as long as it has batches.
fn parts(bar: Vec<(&'static str, usize)>) -> impl IntoView {
    let part = |(tone, count): (&'static str, usize)| {
        view! { <i data-tone=tone style:--part=count.to_string()></i> }
    };
    bar.into_iter().map(part).collect_view()
}

/// The line that shows more rows of a group.
pub(super) fn more_line(words: &str) -> impl IntoView + use<> {
    let words = words.to_owned();
    view! {
        <tr role="row" class="more-rows">
            <td role="cell" colspan="8">
                <button type="button" class="link">
                    {words}
                </button>
            </td>
        </tr>
    }
}
