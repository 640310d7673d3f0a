//! A reason with its placeholders.

use leptos::prelude::*;
use model::view::batch::reason_text::ReasonPart;

/// The parts of a reason. The marks of a placeholder are not read aloud.
#[component]
pub fn ReasonText(
    /// What it says, in parts.
    parts: Vec<ReasonPart>,
) -> impl IntoView {
    let part = |part: ReasonPart| {
        let class = if part.is_placeholder { "placeholder" } else { "" };
        let mark = |mark| part.is_placeholder.then_some(mark);
        view! {
            <span class=class>
                <span aria-hidden="true">{mark("‹")}</span>
                {part.text}
                <span aria-hidden="true">{mark("›")}</span>
            </span>
        }
    };
    parts.into_iter().map(part).collect_view()
}
