//! Whether the batch takes as long as those of its rollout usually do.

use leptos::prelude::*;
use model::view::batch::pace::{BarView, PaceContext, PaceView, pace_view};

use super::open_batch::OpenBatch;
use super::outlook::Outlook;
use crate::i18n::use_locale;
use crate::ui::emphasis::Emphasis;

/// Follows the batch, the clock and what is known of the rollout. Without a usual duration the box is empty.
pub(super) fn follow_pace(batch: OpenBatch, outlook: Memo<Outlook>) -> Memo<PaceView> {
    let locale = use_locale();
    let rollout = Memo::new(move |_| {
        batch.with(|batch| batch.task.clone()).and_then(|task| batch.around.pace_of.run(task))
    });
    Memo::new(move |_| {
        let locale = &locale.get();
        let shown = rollout.get().and_then(|rollout| {
            outlook.with(|outlook| {
                let rate = outlook.context.rate.as_deref().unwrap_or_default();
                let context = PaceContext { now: outlook.context.now, rate, locale };
                batch.with(|batch| pace_view(&batch.task, &rollout, context)).flatten()
            })
        });
        shown.unwrap_or_default()
    })
}

/// The box, hidden where there is nothing to compare.
#[component]
pub fn PaceBox(
    /// What it shows.
    pace: Memo<PaceView>,
) -> impl IntoView {
    move || pace.with(shown)
}

fn shown(pace: &PaceView) -> impl IntoView + use<> {
    let has_factor = !pace.factor.is_empty();
    let bar = |bar: &BarView| view! { <i data-tone=bar.tone style:height=bar.height.clone()></i> };
    view! {
        <div
            class="pace"
            data-tone=if pace.is_slow { "warn" } else { "mute" }
            hidden=!pace.is_shown()
        >
            <span class="pace-mark" aria-hidden="true"></span>
            <div class="pace-words">
                <p>
                    <Emphasis text=pace.length.clone() />
                    " · "
                    <span>{pace.usual.clone()}</span>
                    <span hidden=!has_factor>
                        " · " <span class="pace-factor" aria-hidden="true">
                            {pace.factor.clone()}
                        </span> <span class="unseen">{pace.factor_spoken.clone()}</span>
                    </span>
                </p>
                <p class="pace-rates" hidden=pace.rates.is_empty()>
                    {pace.rates.clone()}
                </p>
            </div>
            <div
                class="pace-bars"
                role="img"
                aria-label=pace.label.clone()
                hidden=pace.bars.is_empty()
                style:--usual=pace.usual_at.clone()
            >
                {pace.bars.iter().map(bar).collect_view()}
            </div>
        </div>
    }
}
