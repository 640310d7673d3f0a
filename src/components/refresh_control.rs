//! How old the rows are, whether they are refreshed by themselves, and a button to do it now.

use std::time::Duration;

use model::locale::Locale;
use model::{tr, word};

use super::choices::with_current;
use super::fill::{Fill, Part, present, within};
use super::markup::{Markup, field_value};
use crate::effect::follow;
use crate::i18n;

/// What the control shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshState {
    /// `Updated 2 s ago`, `Next try in 8 s`; changes with the clock.
    pub age: String,
    /// How the automatic refresh stands.
    pub liveness: Liveness,
    /// Whether an answer is taking its time.
    pub is_refreshing: bool,
    /// Whether asking now would only make it worse.
    pub is_blocked: bool,
}

/// How the automatic refresh stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liveness {
    /// It goes on.
    Live,
    /// The last attempts failed, it goes on.
    Troubled,
    /// The service asked for a pause.
    Throttled,
    /// The user stopped it.
    Paused,
    /// It waits for a connection.
    Offline,
    /// It stopped, because only somebody's action can help.
    Stopped,
}

/// Binds the refresh control of the page head. `on_toggle` stops or starts the automatic refresh, and
/// `on_refresh` asks now.
pub fn bind_refresh_control(
    state: impl Fn(&Locale) -> RefreshState + 'static,
    on_toggle: impl Fn() + 'static,
    on_refresh: impl Fn() + 'static,
) {
    let control = Markup::of_page(".refresh");
    control.on("click", ".live", move |_| on_toggle());
    control.on("click", ".square", move |_| on_refresh());
    control.show(move |locale| fills(locale, state(locale)));
}

/// Binds the choice of the pause between two answers, to which that of the deployment, which is `set_up`, belongs.
pub fn bind_interval(
    set_up: Duration,
    current: impl Fn() -> Duration + 'static,
    on_change: impl Fn(Duration) + 'static,
) {
    let control = Markup::of_page(".refresh");
    let choice = Markup(within(&control.0, "select"));
    follow(move || {
        let locale = &i18n::current();
        let current = current();
        let options = with_current(&intervals(set_up), current).into_iter();
        let options: Vec<_> = options.map(|pause| option(locale, pause)).collect();
        let options = options.iter().map(|(value, label)| (&**value, &**label));
        choice.set_options(options, &option(locale, current).0);
    });
    control.on("change", "select", move |event| {
        if let Ok(milliseconds) = field_value(&event).parse() {
            on_change(Duration::from_millis(milliseconds));
        }
    });
}

/// A pause in milliseconds and in words.
fn option(locale: &Locale, pause: Duration) -> (String, String) {
    ((pause.as_millis() as u64).to_string(), interval_words(locale, pause))
}

/// The pauses on offer, with that of the deployment besides.
fn intervals(current: Duration) -> Vec<Duration> {
    with_current(&[5, 10, 30, 60].map(Duration::from_secs), current)
}

/// `5 s`, `5.5 s`.
fn interval_words(locale: &Locale, pause: Duration) -> String {
    let seconds = match pause.subsec_millis() / 100 {
        0 => pause.as_secs().to_string(),
        tenths => format!("{}.{tenths}", pause.as_secs()),
    };
    tr!(locale, "{seconds} s", seconds = seconds)
}

fn fills(locale: &Locale, state: RefreshState) -> Vec<Fill> {
    let RefreshState { age, liveness, is_refreshing, is_blocked } = state;
    let is_on = liveness != Liveness::Paused;
    let busy = if is_refreshing { "busy" } else { "idle" };
    vec![
        // Until now a press would have been lost.
        ("", Part::Attribute("inert"), String::new()),
        (".age", Part::Text, age),
        (".age", Part::Attribute("data-state"), liveness.name().to_owned()),
        (".live", Part::Attribute("data-state"), liveness.name().to_owned()),
        (".live", Part::Attribute("aria-pressed"), is_on.to_string()),
        (".word", Part::Text, liveness.word(locale).to_owned()),
        (".square", Part::Attribute("data-state"), busy.to_owned()),
        (".square", Part::Attribute("disabled"), present(is_blocked)),
    ]
}

impl Liveness {
    fn word(self, locale: &Locale) -> &'static str {
        locale.text(match self {
            Self::Live | Self::Troubled | Self::Throttled => word!("Live"),
            Self::Paused => word!("Paused"),
            Self::Offline => word!("Offline"),
            Self::Stopped => word!("Stopped"),
        })
    }

    /// What the style sheet calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Troubled => "troubled",
            Self::Throttled => "throttled",
            Self::Paused => "paused",
            Self::Offline => "offline",
            Self::Stopped => "stopped",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_the_deployment_joins_the_choices() {
        for (current, choices) in [
            (5_000, "5 s, 10 s, 30 s, 60 s"),
            (1_000, "1 s, 5 s, 10 s, 30 s, 60 s"),
            (5_500, "5 s, 5.5 s, 10 s, 30 s, 60 s"),
            (300_000, "5 s, 10 s, 30 s, 60 s, 300 s"),
        ] {
            let offered = intervals(Duration::from_millis(current));
            let offered = offered.into_iter();
            let offered: Vec<_> =
                offered.map(|pause| interval_words(&Locale::default(), pause)).collect();
            assert_eq!(offered.join(", "), choices);
        }
    }
}
