//! Why subtasks failed: one group for each reason, with a raw message and the instances.

use model::arrangement::counterparts;
use model::format::grouped;
use model::locale::Locale;
use model::reasons::{self, Reason};
use model::tr;
use web_sys::Element;

use super::fill::{Fill, Filled, Part, present};
use super::stencil::Stencil;
use crate::i18n;

const MARKUP: &str = include_str!("reason_group.html");

/// The instances that are seen at first.
const TOKENS: [&str; 5] = [
    ".instances code:nth-child(1)",
    ".instances code:nth-child(2)",
    ".instances code:nth-child(3)",
    ".instances code:nth-child(4)",
    ".instances code:nth-child(5)",
];
/// Nobody reads more; copying takes all of them.
const MOST_INSTANCES: usize = 500;
/// A message that is longer is read by its sub-tasks.
const MOST_CHARACTERS: usize = 2000;

/// The groups in the document, each of which keeps its element as long as its reason is there.
pub struct ReasonList {
    place: Element,
    stencil: Stencil,
    groups: Vec<Group>,
}

struct Group {
    reason: Reason,
    shows_all: bool,
    shown: Filled,
}

impl ReasonList {
    /// No group yet. `None` in a browser without templates.
    pub fn new(place: Element) -> Option<Self> {
        Some(Self { place, stencil: Stencil::new(MARKUP)?, groups: Vec::new() })
    }

    /// Shows these groups; the first that are shown come with the first one open.
    pub fn show(&mut self, locale: &Locale, reasons: &[Reason]) {
        let mut before: Vec<_> = std::mem::take(&mut self.groups).into_iter().map(Some).collect();
        let is_first = before.is_empty();
        let places = {
            let titles: Vec<_> = reasons.iter().map(|reason| &*reason.title).collect();
            let known: Vec<_> = before.iter().flatten().map(|group| &*group.reason.title).collect();
            counterparts(&titles, &known)
        };
        for (reason, place) in reasons.iter().zip(places) {
            let group = match place.and_then(|at| before[at].take()) {
                Some(group) => Some(Group { reason: reason.clone(), ..group }),
                None => self.added(locale, reason),
            };
            self.groups.extend(group);
        }
        for gone in before.into_iter().flatten() {
            gone.shown.element.remove();
        }
        for Group { reason, shows_all, shown } in &mut self.groups {
            shown.show(fills(locale, reason, *shows_all));
        }
        self.put_in_order();
        if let Some(first) = self.groups.first().filter(|_| is_first) {
            Part::Attribute("open").set(&first.shown.element, "true");
        }
    }

    /// The reason whose group an element is in.
    pub fn reason_at(&self, element: &Element) -> Option<&Reason> {
        let is_in = |group: &&Group| group.shown.element.contains(Some(element));
        self.groups.iter().find(is_in).map(|group| &group.reason)
    }

    /// Shows all instances of the group that an element is in.
    pub fn show_all_instances(&mut self, element: &Element) {
        let is_in = |group: &&mut Group| group.shown.element.contains(Some(element));
        if let Some(group) = self.groups.iter_mut().find(is_in) {
            let locale = &i18n::untracked();
            group.shows_all = true;
            group.shown.show(fills(locale, &group.reason, true));
        }
    }

    fn added(&self, locale: &Locale, reason: &Reason) -> Option<Group> {
        let shown = self.stencil.print(fills(locale, reason, false))?;
        Some(Group { reason: reason.clone(), shows_all: false, shown })
    }

    fn put_in_order(&self) {
        let mut next = self.place.first_element_child();
        for Group { shown: Filled { element, .. }, .. } in &self.groups {
            if next.as_ref() == Some(element) {
                next = element.next_element_sibling();
            } else {
                // Both are elements of this place, so the browser has nothing to refuse.
                let _ = self.place.insert_before(element, next.as_deref());
            }
        }
    }
}

fn fills(locale: &Locale, reason: &Reason, shows_all: bool) -> Vec<Fill> {
    let instances = reason.instances();
    let raw = reason.subtasks.first().map(|subtask| &*subtask.error).unwrap_or_default();
    let others = instances.get(TOKENS.len()..).unwrap_or_default();
    let title = reasons::shown(locale, &reason.title);
    let mut fills = vec![
        (".reason-count", Part::Text, format!("{} ×", grouped(reason.subtasks.len() as u64))),
        (".reason-title", Part::Text, title.to_owned()),
        (".reason-title", Part::Attribute("title"), title.to_owned()),
        (".reason-raw", Part::Text, raw.chars().take(MOST_CHARACTERS).collect()),
        (".reason-raw", Part::Attribute("hidden"), present(raw.is_empty())),
    ];
    for (at, place) in TOKENS.into_iter().enumerate() {
        let instance = instances.get(at).copied().unwrap_or_default();
        fills.push((place, Part::Text, instance.to_owned()));
    }
    let listed: Vec<_> =
        if shows_all { others.iter().take(MOST_INSTANCES).copied().collect() } else { Vec::new() };
    let hidden = others.len() - listed.len();
    fills.extend([
        (".others", Part::Text, listed.join(" ")),
        (".more", Part::Text, tr!(locale, "+ {count} more", count = grouped(hidden as u64))),
        (".more", Part::Attribute("hidden"), present(hidden == 0 || shows_all)),
        // Not in the markup, which would not follow the language.
        (".filter-reason", Part::Text, tr!(locale, "Show its sub-tasks").to_owned()),
        (".copy-reason", Part::Text, tr!(locale, "Copy instance IDs").to_owned()),
        (".copy-reason", Part::Attribute("hidden"), present(instances.is_empty())),
    ]);
    fills
}

#[cfg(test)]
mod tests {
    use model::reasons::reasons;

    use super::*;
    use crate::components::sample_batch::batch;

    #[test]
    fn five_instances_stand_for_a_group_and_the_rest_is_counted() {
        let batch =
            batch("FAILED", &["FAILED:aliuid:1422133474238823 assumeOssRole not exist"; 12]);
        let reason = reasons(batch.failed()).remove(0);
        for (shows_all, place, value) in [
            (false, (".reason-count", Part::Text), "12 ×"),
            (false, (".reason-title", Part::Text), "assumeOssRole not exist"),
            (false, (".reason-raw", Part::Text), "aliuid:1422133474238823 assumeOssRole not exist"),
            (false, (TOKENS[4], Part::Text), "pa-bp1-4"),
            (false, (".others", Part::Text), ""),
            (false, (".more", Part::Text), "+ 7 more"),
            (false, (".more", Part::Attribute("hidden")), ""),
            (
                true,
                (".others", Part::Text),
                "pa-bp1-5 pa-bp1-6 pa-bp1-7 pa-bp1-8 pa-bp1-9 pa-bp1-10 pa-bp1-11",
            ),
            (true, (".more", Part::Attribute("hidden")), "true"),
        ] {
            let fills = fills(&Locale::default(), &reason, shows_all);
            let shown = fills.iter().find(|(at, part, _)| (*at, *part) == place);
            assert_eq!(shown.map(|(.., value)| &**value), Some(value), "{place:?}");
        }
    }
}
