//! The keyboard, and nothing else: keys go where the focus is.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use crate::visit::Visit;

pub(crate) const TAB: char = '\u{e004}';
pub(crate) const ENTER: char = '\u{e007}';
pub(crate) const ESCAPE: char = '\u{e00c}';
pub(crate) const SPACE: char = ' ';

/// Where the keyboard is can be seen: there is a ring around it, or around the field that it is in, and nothing lies over it.
const IS_SEEN: &str = "(at => {
    const has_ring = it => it && getComputedStyle(it).outlineStyle !== 'none' && parseFloat(getComputedStyle(it).outlineWidth) >= 2;
    const { left, top, width, height } = at.getBoundingClientRect();
    const there = document.elementFromPoint(left + Math.min(width, 40) / 2, top + height / 2);
    return at !== document.body && at.matches(':focus-visible') && (has_ring(at) || has_ring(at.closest('.field')))
        && (at.contains(there) || !!there?.contains(at));
})(document.activeElement)";

/// What the keyboard is at.
const PLACE: &str = "(at => `${at.localName}#${at.id}.${at.className} ${at.getAttribute('aria-label') ?? at.textContent.slice(0, 40)}`)(document.activeElement)";

/// Presses keys one after the other.
pub(crate) async fn press(visit: &Visit, keys: impl IntoIterator<Item = char>) {
    for value in keys {
        let both = [KeyAction::Down { value }, KeyAction::Up { value }];
        let actions = both.into_iter().fold(KeyActions::new("keys".to_owned()), InputSource::then);
        visit.browser.client.perform_actions(actions).await.unwrap();
    }
}

/// Presses Tab with Shift.
pub(crate) async fn press_back_tab(visit: &Visit) {
    let shift = char::from(Key::Shift);
    let actions = KeyActions::new("keys".to_owned())
        .then(KeyAction::Down { value: shift })
        .then(KeyAction::Down { value: TAB })
        .then(KeyAction::Up { value: TAB })
        .then(KeyAction::Up { value: shift });
    visit.browser.client.perform_actions(actions).await.unwrap();
}

/// Waits until the keyboard is at what a selector finds, and can be seen there.
pub(crate) async fn expect_at(visit: &Visit, selector: &str) {
    let is_there = format!("document.activeElement.matches({selector:?}) || {PLACE}");
    visit.expect(&is_there, true).await;
    visit.expect(IS_SEEN, true).await;
}

/// Presses Tab until the keyboard is at what a selector finds; it is seen all the way.
pub(crate) async fn tab_to(visit: &Visit, selector: &str) {
    let is_there = format!("document.activeElement.matches({selector:?})");
    let mut way = Vec::new();
    for _ in 0..40 {
        press(visit, [TAB]).await;
        way.push(visit.value(PLACE).await);
        // Between the page and the browser's own controls it is nowhere.
        if visit.value("document.activeElement === document.body").await == false {
            assert_eq!(visit.value(IS_SEEN).await, true, "at {:?}", way.last());
        }
        if visit.value(&is_there).await == true {
            return;
        }
    }
    panic!("no way to {selector} by Tab: {way:#?}");
}
