//! What stands in the place of the table when there are no rows: an icon, a title, a sentence, the
//! evidence, and at most three things to do.

use leptos::prelude::Callable;
use leptos::prelude::Callback;
use model::locale::Locale;

use super::fill::{Fill, Part, present};
use super::markup::Markup;
use crate::i18n;

/// What the panel says and offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The tone and the icon.
    pub look: (&'static str, &'static str),
    /// What is the case, in a few words.
    pub title: String,
    /// What follows from it, in one sentence.
    pub text: String,
    /// What to do, one step after the other.
    pub steps: [&'static str; 3],
    /// What support asks for, in the order of [`EVIDENCE`]. Texts from outside.
    pub evidence: [Option<String>; 4],
    /// When it is tried again by itself.
    pub wait: String,
    /// The label of a button that asks again.
    pub retry: Option<&'static str>,
    /// Whether there is a place for the filters that nothing matches.
    pub has_tokens: bool,
    /// The label of a button that copies a text, and the text. An empty one is copied by the second part of the program.
    pub copy: Option<(&'static str, String)>,
    /// Labels and targets of links.
    pub links: Vec<(String, String)>,
    /// The cloud's own page about the error.
    pub troubleshoot: Option<String>,
}

/// The places of the evidence: value and button to copy it.
const EVIDENCE: [[&str; 3]; 4] = [
    [".action", ".action code", ".action button"],
    [".code", ".code code", ".code button"],
    [".message", ".message code", ".message button"],
    [".request-id", ".request-id code", ".request-id button"],
];

/// Binds the panel, which shows while there is one. Its first button is the one to try first.
pub fn bind_state_panel(
    panel: impl Fn(&Locale) -> Option<Panel> + Copy + 'static,
    on_copy: Callback<String>,
    on_retry: impl Fn() + 'static,
) {
    let place = Markup::of_page(".state");
    place.on("click", ".retry", move |_| on_retry());
    place.on("click", ".copy-text", move |_| {
        let copied = panel(&i18n::untracked())
            .and_then(|panel| panel.copy)
            .filter(|(_, text)| !text.is_empty());
        if let Some((_, text)) = copied {
            on_copy.run(text);
        }
    });
    for (index, [.., button]) in EVIDENCE.into_iter().enumerate() {
        place.on("click", button, move |_| {
            if let Some(value) =
                panel(&i18n::untracked()).and_then(|panel| panel.evidence[index].clone())
            {
                on_copy.run(value);
            }
        });
    }
    place.show(move |locale| fills(panel(locale).unwrap_or_default()));
}

fn fills(panel: Panel) -> Vec<Fill> {
    let (tone, icon) = panel.look;
    let copy = panel.copy.map_or("", |(label, _)| label);
    let has_evidence = panel.evidence.iter().any(Option::is_some);
    let mut fills = vec![
        (".state-icon", Part::Attribute("data-tone"), tone.to_owned()),
        (".state-icon use", Part::Attribute("href"), format!("#{icon}")),
        ("h2", Part::Text, panel.title),
        (".tokens", Part::Attribute("hidden"), present(!panel.has_tokens)),
        (".state-text", Part::Text, panel.text),
        (".wait", Part::Text, panel.wait),
        (".steps", Part::Attribute("hidden"), present(panel.steps[0].is_empty())),
        (".evidence", Part::Attribute("hidden"), present(!has_evidence)),
        (".retry", Part::Attribute("hidden"), present(panel.retry.is_none())),
        (".retry span", Part::Text, panel.retry.unwrap_or_default().to_owned()),
        // Who may not do something can only ask somebody who may.
        (".state-buttons", Part::Attribute("data-asks"), present(panel.evidence[0].is_some())),
        (".copy-text", Part::Attribute("hidden"), present(copy.is_empty())),
        (".copy-text span", Part::Text, copy.to_owned()),
    ];
    let steps = ["li:nth-child(1)", "li:nth-child(2)", "li:nth-child(3)"];
    let steps = steps.into_iter().zip(panel.steps);
    fills.extend(steps.map(|(place, step)| (place, Part::Text, step.to_owned())));
    for ([row, value, _], text) in EVIDENCE.into_iter().zip(panel.evidence) {
        fills.push((row, Part::Attribute("hidden"), present(text.is_none())));
        // Cut where no person reads on; copying takes all of it.
        fills.push((value, Part::Text, text.unwrap_or_default().chars().take(2000).collect()));
    }
    let mut links = panel.links.into_iter();
    for place in ["a:nth-of-type(1)", "a:nth-of-type(2)"] {
        let (label, href) = links.next().unwrap_or_default();
        fills.push((place, Part::Attribute("hidden"), present(label.is_empty())));
        fills.push((place, Part::Attribute("href"), href));
        fills.push((place, Part::Text, label));
    }
    fills.extend([
        (".troubleshoot", Part::Attribute("hidden"), present(panel.troubleshoot.is_none())),
        (".troubleshoot", Part::Attribute("href"), panel.troubleshoot.unwrap_or_default()),
    ]);
    fills
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(panel: Panel, place: (&str, Part)) -> String {
        let fills = fills(panel);
        let fill = fills.into_iter().find(|(at, part, _)| (*at, *part) == place);
        fill.map(|(.., value)| value).unwrap()
    }

    #[test]
    fn a_panel_shows_what_it_has_and_hides_the_rest() {
        let panel = Panel {
            look: ("warn", "i-key"),
            title: "You may not list batch tasks".into(),
            evidence: [Some("polardb:DescribeBatchTasks".into()), None, None, Some("R-1".into())],
            retry: Some("Check again"),
            links: vec![("Any time".into(), "?".into())],
            ..Panel::default()
        };
        const HIDDEN: Part = Part::Attribute("hidden");
        for (place, value) in [
            ((".state-icon use", Part::Attribute("href")), "#i-key"),
            (("h2", Part::Text), "You may not list batch tasks"),
            ((".action code", Part::Text), "polardb:DescribeBatchTasks"),
            ((".action", HIDDEN), ""),
            ((".code", HIDDEN), "true"),
            ((".request-id code", Part::Text), "R-1"),
            ((".retry", HIDDEN), ""),
            ((".retry span", Part::Text), "Check again"),
            (("a:nth-of-type(1)", Part::Attribute("href")), "?"),
            (("a:nth-of-type(2)", HIDDEN), "true"),
        ] {
            assert_eq!(shown(panel.clone(), place), value, "{place:?}");
        }
    }

    #[test]
    fn a_long_text_from_outside_is_cut() {
        let evidence = [None, None, Some("x".repeat(1_000_000)), None];
        let panel = Panel { evidence, ..Panel::default() };
        assert_eq!(shown(panel, (".message code", Part::Text)).len(), 2000);
    }
}
