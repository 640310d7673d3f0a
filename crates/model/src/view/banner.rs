//! The banner over the rows: one sentence about how far they can be trusted.

use crate::locale::Locale;
use crate::tr;

/// What the banner says and offers. Without a title there is no banner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BannerView {
    /// The tone, and the icon by its id in the sprites.
    pub look: (&'static str, &'static str),
    /// The emphasised part.
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
}

impl BannerView {
    /// The whole sentence.
    pub fn sentence(&self) -> String {
        [&*self.title, &self.text].concat()
    }

    /// The label of the button; `None` where the action is a link, or there is none.
    pub fn button(&self, locale: &Locale) -> Option<&'static str> {
        match &self.action {
            None | Some(BannerAction::SignIn(Some(_))) => None,
            Some(BannerAction::Retry) => Some(tr!(locale, "Retry now")),
            Some(BannerAction::SignIn(None)) => Some(tr!(locale, "Sign in")),
        }
    }

    /// The address to sign in at, where the deployment names one.
    pub fn sign_in_url(&self) -> Option<String> {
        match &self.action {
            Some(BannerAction::SignIn(url)) => url.clone(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_is_a_link_where_the_deployment_names_the_place() {
        for (url, button) in [(Some("https://sso.example/"), None), (None, Some("Sign in"))] {
            let action = Some(BannerAction::SignIn(url.map(str::to_owned)));
            let banner = BannerView { title: "Sign in".into(), action, ..BannerView::default() };
            assert_eq!(banner.sign_in_url().as_deref(), url);
            assert_eq!(banner.button(&Locale::default()), button);
        }
    }
}
