//! The histogram: bars over time, labels below them, a brush over them, and a card beside the one that is pointed at.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::locale::Locale;
use model::overview::{Brush, Handle};
use model::view::overview::brush::{BrushView, HandleView, brush_view};
use model::view::overview::card::{CardView, card_view};
use model::view::overview::histogram::{HistogramView, LabelView, TableRow, histogram_view};
use model::{overview, tr, word};

use super::brushing::{Brushed, Brushing};
use crate::i18n::{translated, use_locale};
use crate::ui::icon::Icon;

/// The histogram.
#[component]
pub fn Histogram(
    /// What it shows; nothing until that is known.
    histogram: Memo<Option<overview::Histogram>>,
    /// What is brushed according to the URL.
    applied: Memo<Option<Brush>>,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
    /// Called when it was brushed.
    on_brush: Callback<Brushed>,
) -> impl IntoView {
    let locale = use_locale();
    let brushing = Brushing::new(histogram, applied, on_brush);
    // Times are seen from today: the frame follows the hours.
    let shown = Memo::new(move |_| {
        let (locale, now) = (locale.read(), now.get_untracked());
        histogram
            .with(|it| it.as_ref().map(|it| histogram_view(&locale, it, now)))
            .unwrap_or_default()
    });
    let brush = Memo::new(move |_| {
        let (locale, now) = (locale.read(), now.get_untracked());
        let brushed = brushing.shown();
        let view = |it: &overview::Histogram| brush_view(&locale, brushed, &it.frame, now);
        histogram.with(|it| it.as_ref().map(view)).unwrap_or_default()
    });
    let card = Memo::new(move |_| {
        let slots = brushing.slots_of_card()?;
        let (locale, now) = (locale.read(), now.get_untracked());
        histogram.with(|it| Some(card_view(&locale, it.as_ref()?, &slots, now)))
    });
    view! {
        <div class="histogram" hidden=move || histogram.with(Option::is_none)>
            <div class="hist-legend" aria-hidden="true">
                {move || locale.with(legend)}
            </div>
            <div class="hist-time">
                <Plot brushing=brushing shown=shown brush=brush />
                <div class="hist-axis" aria-hidden="true">
                    {move || {
                        shown.with(|shown| shown.labels.iter().cloned().map(label).collect_view())
                    }}
                </div>
                <div
                    class="unseen"
                    role="table"
                    aria-label=Signal::derive(move || shown.read().title.clone())
                >
                    {move || shown.with(|shown| table(&locale.read(), shown))}
                </div>
                {move || card.with(|card| card.clone().map(|it| floating(&locale.read(), it)))}
            </div>
        </div>
    }
}

/// The bars, and the brush over them.
#[component]
fn Plot(brushing: Brushing, shown: Memo<HistogramView>, brush: Memo<BrushView>) -> impl IntoView {
    view! {
        <div
            class="hist-plot"
            node_ref=brushing.plot
            tabindex="-1"
            data-set=move || brush.read().is_set.then_some("true")
            style:--from=move || brush.read().from.at.clone()
            style:--to=move || brush.read().to.at.clone()
            on:pointerdown=move |event| brushing.press(&event)
            on:pointermove=move |event| brushing.drag(&event)
            on:pointerup=move |_| brushing.release()
            on:pointercancel=move |_| brushing.let_go()
            on:pointerleave=move |_| brushing.leave()
            on:keydown=move |event| brushing.press_key(&event)
            on:keyup=move |_| brushing.commit_keys()
        >
            {move || shown.with(drawings)}
            <div class="brush" role="group" aria-label=translated(word!("Created"))>
                <Grip brushing=brushing brush=brush handle=Handle::From />
                <Grip brushing=brushing brush=brush handle=Handle::To />
            </div>
        </div>
    }
}

/// A handle of the brush.
#[component]
fn Grip(brushing: Brushing, brush: Memo<BrushView>, handle: Handle) -> impl IntoView {
    let (class, label) = match handle {
        Handle::From => ("brush-from", word!("From")),
        Handle::To => ("brush-to", word!("To")),
    };
    let of = move |brush: &BrushView| match handle {
        Handle::From => brush.from.clone(),
        Handle::To => brush.to.clone(),
    };
    let end = Memo::new(move |_| brush.with(of));
    view! {
        <span
            class=class
            role="slider"
            tabindex="0"
            aria-label=translated(label)
            aria-valuemin="0"
            aria-valuemax=move || brush.read().slots.to_string()
            aria-valuenow=move || end.with(|HandleView { value, .. }| value.to_string())
            aria-valuetext=move || end.read().text.clone()
            on:focus=move |_| brushing.focus(handle)
            on:blur=move |_| brushing.blur()
        ></span>
    }
}

/// What is not read, then all bars without colours, which are seen beside the brush, then with them.
fn drawings(shown: &HistogramView) -> impl IntoView + use<> {
    let HistogramView { sentence, view_box, done, partly, failed, unread, .. } = shown.clone();
    let all = [&*done, &partly, &failed].concat();
    // Without data there is none.
    let view_box = (!view_box.is_empty()).then_some(view_box);
    let stripe = |(from, to)| view! { <i class="hist-unread" style:--from=from style:--to=to></i> };
    view! {
        {unread.into_iter().map(stripe).collect_view()}
        <svg
            class="hist-bars outside"
            viewBox=view_box.clone()
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <path d=all></path>
        </svg>
        <svg
            class="hist-bars"
            viewBox=view_box
            preserveAspectRatio="none"
            role="img"
            aria-label=sentence
        >
            <path data-tone="ok" d=done></path>
            <path data-tone="warn" d=partly></path>
            <path data-tone="bad" d=failed></path>
        </svg>
    }
}

fn legend(locale: &Locale) -> impl IntoView + use<> {
    [("ok", tr!(locale, "done")), ("warn", tr!(locale, "partly")), ("bad", tr!(locale, "failed"))]
        .map(|(tone, text)| view! { <span data-tone=tone>{text}</span> })
        .into_iter()
        .collect_view()
}

fn label(label: LabelView) -> impl IntoView {
    let LabelView { at, text, side } = label;
    view! {
        <span style:--at=at data-side=side>
            {text}
        </span>
    }
}

/// The numbers of the bars. It is a table by its roles alone: the page has but one `<table>`, that of the tasks.
fn table(locale: &Locale, shown: &HistogramView) -> impl IntoView + use<> {
    let row = |TableRow { time, counts }: TableRow| {
        let [done, partly, failed] = counts;
        view! {
            <div role="row">
                <span role="rowheader">{time}</span>
                <span role="cell">{done}</span>
                <span role="cell">{partly}</span>
                <span role="cell">{failed}</span>
            </div>
        }
    };
    view! {
        <div role="row">
            <span role="columnheader">{tr!(locale, "Created")}</span>
            <span role="columnheader">{tr!(locale, "Completed")}</span>
            <span role="columnheader">{tr!(locale, "Partly done")}</span>
            <span role="columnheader">{tr!(locale, "Failed")}</span>
        </div>
        {shown.table.iter().cloned().map(row).collect_view()}
    }
}

/// The card. Screen reader users have the table.
fn floating(locale: &Locale, card: CardView) -> impl IntoView + use<> {
    let count = |(tone, icon, text)| {
        view! {
            <p>
                <span class="badge" data-tone=tone>
                    <Icon name=icon />
                </span>
                {text}
            </p>
        }
    };
    let (note, has_no_note) = (card.note.clone(), card.note.is_empty());
    view! {
        <div class="hist-card" aria-hidden="true" style:--at=card.at>
            <p>
                <strong>{card.title}</strong>
            </p>
            {card.counts.into_iter().map(count).collect_view()}
            <p class="quiet" hidden=has_no_note>
                {note}
            </p>
            <p class="quiet">{tr!(locale, "drag to set Created")}</p>
        </div>
    }
}
