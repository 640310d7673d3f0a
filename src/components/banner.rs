//! One sentence over the rows, about how far they can be trusted or what waits beside them.

use model::locale::Locale;
use model::tr;

use super::fill::{Fill, Filled, Part, present};
use super::markup::Markup;
use crate::attention;
use crate::effect::follow;
use crate::i18n;

/// What the banner says and offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BannerState {
    /// The tone and the icon.
    pub look: (&'static str, &'static str),
    /// What stands before the title, where a language has it so.
    pub before: String,
    /// A few words; without any there is no banner.
    pub title: String,
    /// The rest of the sentence, with the space before it.
    pub text: String,
    /// Whether there is a failure to copy for a ticket.
    pub has_ticket: bool,
    /// What its button does.
    pub action: Option<BannerAction>,
}

/// What a banner offers to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BannerAction {
    /// Ask again now.
    Retry,
    /// Sign in at an address, or wherever loading the page again leads.
    SignIn(Option<String>),
    /// Show the rows that wait.
    Show,
}

/// Binds the banner. `on_action` is called with what its button does, `on_ticket` by the other one.
pub fn bind_banner(
    state: impl Fn(&Locale) -> BannerState + Copy + 'static,
    on_action: impl Fn(BannerAction) + 'static,
    on_ticket: impl Fn() + 'static,
) {
    let banner = Markup::of_page(".banner");
    banner.on("click", ".act", move |_| {
        state(&i18n::untracked()).action.into_iter().for_each(&on_action);
    });
    banner.on("click", ".ticket", move |_| on_ticket());
    let mut filled = Filled::new(banner.0);
    follow(move || {
        let locale = &i18n::current();
        let fills = fills(locale, state(locale));
        attention::holding_under_pointer(":is(tbody tr, .span-row)", || filled.show(fills));
    });
}

fn fills(locale: &Locale, state: BannerState) -> Vec<Fill> {
    let (tone, icon) = state.look;
    let (label, href) = match state.action {
        None => ("", None),
        Some(BannerAction::Retry) => (tr!(locale, "Retry now"), None),
        Some(BannerAction::Show) => (tr!(locale, "Show"), None),
        Some(BannerAction::SignIn(url)) => (tr!(locale, "Sign in"), url),
    };
    let is_link = href.is_some();
    vec![
        ("", Part::Attribute("data-tone"), tone.to_owned()),
        ("use", Part::Attribute("href"), format!("#{icon}")),
        ("p", Part::Attribute("title"), [&*state.before, &state.title, &state.text].concat()),
        (".before", Part::Text, state.before),
        ("strong", Part::Text, state.title.clone()),
        (".after", Part::Text, state.text),
        (".ticket", Part::Attribute("hidden"), present(!state.has_ticket)),
        (".act", Part::Attribute("hidden"), present(is_link || label.is_empty())),
        (".act", Part::Text, label.to_owned()),
        ("a", Part::Attribute("hidden"), present(!is_link)),
        ("a", Part::Attribute("href"), href.unwrap_or_default()),
        ("", Part::Attribute("hidden"), present(state.title.is_empty())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_is_a_link_where_the_deployment_names_the_place() {
        const HIDDEN: Part = Part::Attribute("hidden");
        for (url, shown) in [
            (Some("https://sso.example/"), [("a", HIDDEN, ""), (".act", HIDDEN, "true")]),
            (None, [("a", HIDDEN, "true"), (".act", Part::Text, "Sign in")]),
        ] {
            let action = Some(BannerAction::SignIn(url.map(str::to_owned)));
            let fills = fills(
                &Locale::default(),
                BannerState { title: "Sign in".into(), action, ..Default::default() },
            );
            for (place, part, value) in shown {
                assert!(fills.contains(&(place, part, value.to_owned())), "{place} {part:?}");
            }
        }
    }
}
