//! How far a batch is: a bar, the two counts and the percent.

use leptos::prelude::*;
use model::progress::Extent;
use model::task::{BatchTask, Standing};

use super::icon::icon;
use super::status_badge::tone;

/// The progress of one row. What is not done is never called failed: the list has no failed count.
pub fn progress(task: &BatchTask) -> impl IntoView + use<> {
    let extent = task.progress.extent();
    let standing = task.standing();
    let label = task.progress.label();
    let percent = extent.percent().map(|percent| format!("{percent}%"));
    let spoken = match &percent {
        Some(percent) => format!("{label}, {percent}"),
        None => label.clone(),
    };
    let is_inconsistent = extent == Extent::Inconsistent;
    let warning = is_inconsistent.then(|| {
        view! {
            <span class="badge" data-tone="warn" title="The counts do not fit each other">
                {icon("i-warn")}
                <span class="unseen">"The counts do not fit each other"</span>
            </span>
        }
    });
    view! {
        <div
            class="bar"
            role="progressbar"
            data-tone=bar_tone(standing, extent)
            aria-label="Progress"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=extent.percent().map(|percent| percent.to_string())
            aria-valuetext=spoken
        >
            <div class="bar-done" style:width=permille(extent.filled_permille())></div>
            <div class="bar-rest"></div>
        </div>
        <span class="counts">{label}</span>
        <span class="percent">{percent}{warning}</span>
    }
}

/// `58.3%`.
fn permille(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// The look of the bar: mostly the tone of the status, but a bar without a known end is
/// indeterminate and one whose counts do not fit says nothing.
fn bar_tone(standing: Standing, extent: Extent) -> &'static str {
    match (standing, extent) {
        (_, Extent::Inconsistent) => "mute",
        (Standing::Dispatching, _) | (Standing::Running, Extent::Empty) => "indeterminate",
        (_, Extent::Unknown | Extent::Empty) => "none",
        _ => tone(standing),
    }
}
