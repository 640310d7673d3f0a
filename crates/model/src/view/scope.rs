//! The line above rows that the index found: of which tasks they are, and what can be done about it.

use crate::find::{Find, Group};
use crate::format::grouped;
use crate::locale::Locale;
use crate::sync::index::{Cost, Progress, Scope};
use crate::tr;

/// What the line shows; hidden where the rows are of all tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeView {
    /// What it says; empty where it is hidden.
    pub words: String,
    /// How much is read of what is wanted, in percent, while it is being read.
    pub percent: Option<u8>,
    /// What it offers.
    pub action: Option<ScopeAction>,
    /// The words for that.
    pub label: String,
}

/// What the line offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeAction {
    /// To stop reading.
    Cancel,
    /// To read what is not read yet.
    ReadRest,
}

/// How far the index is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeState {
    /// Which tasks it has of the range that is asked for; `None` while nothing was read.
    pub scope: Option<Scope>,
    /// How far the reading is, while there is one.
    pub progress: Option<Progress>,
    /// Whether somebody stopped it.
    pub is_cancelled: bool,
    /// The code, or the title, of the failure that stopped it.
    pub failure: Option<String>,
    /// What is still to be read of the range.
    pub cost: Cost,
}

/// The line for what is asked of the index.
pub fn scope_view(locale: &Locale, find: &Find, state: &ScopeState) -> ScopeView {
    if let Some(progress) = state.progress {
        return reading(locale, find, progress);
    }
    let words = match state.scope {
        None | Some(Scope::All(_)) => return ScopeView::default(),
        Some(Scope::Newest { count, total }) => of_newest(locale, state, count, total),
        Some(Scope::AtLeast(count)) => of_at_least(locale, state, &grouped(count)),
    };
    let calls = state.cost.calls.filter(|_| state.cost.tasks.is_some_and(|it| it > 0));
    let Some(calls) = calls else { return ScopeView { words, ..ScopeView::default() } };
    let label = tr!(locale,
        calls => "Read the rest ({count} call)" | "Read the rest ({count} calls)",
        count = grouped(calls),
    );
    ScopeView { words, percent: None, label, action: Some(ScopeAction::ReadRest) }
}

fn of_newest(locale: &Locale, state: &ScopeState, count: u64, total: Option<u64>) -> String {
    let read = match total.filter(|total| *total > count) {
        Some(total) => tr!(
            locale,
            "newest {count} of {total} tasks",
            count = grouped(count),
            total = grouped(total)
        ),
        None => tr!(locale, "newest {count} tasks", count = grouped(count)),
    };
    match &state.failure {
        Some(code) => tr!(locale, "Of the {read} · not the rest: {code}", read = read, code = code),
        None if state.is_cancelled => tr!(locale, "Cancelled · of the {read}", read = read),
        None => tr!(locale, "Of the {read}", read = read),
    }
}

fn of_at_least(locale: &Locale, state: &ScopeState, count: &str) -> String {
    match &state.failure {
        Some(code) => tr!(
            locale,
            "Of at least {count} tasks · not the rest: {code}",
            count = count,
            code = code
        ),
        None if state.is_cancelled => {
            tr!(locale, "Cancelled · of at least {count} tasks", count = count)
        }
        None => tr!(locale, "Of at least {count} tasks", count = count),
    }
}

fn reading(locale: &Locale, find: &Find, progress: Progress) -> ScopeView {
    let Progress { read, of } = progress;
    let of = of.unwrap_or(read);
    let (all, read_words) = (grouped(of), grouped(read));
    let words = if !find.search.is_empty() {
        tr!(locale, "Searching {all} tasks · {read} read", all = all, read = read_words)
    } else if find.group != Group::None {
        tr!(locale, "Grouping {all} tasks · {read} read", all = all, read = read_words)
    } else {
        tr!(locale, "Sorting {all} tasks · {read} read", all = all, read = read_words)
    };
    ScopeView {
        words,
        percent: u8::try_from(read.saturating_mul(100) / of.max(1)).ok().map(|it| it.min(100)),
        action: Some(ScopeAction::Cancel),
        label: tr!(locale, "Cancel").to_owned(),
    }
}

/// What a press on a head or a group costs first: empty where the index has all that is needed, and where nobody knows.
pub fn cost(locale: &Locale, state: &ScopeState) -> String {
    let Cost { tasks: Some(tasks), calls: Some(calls), .. } = state.cost else {
        return String::new();
    };
    if tasks == 0 {
        return String::new();
    }
    tr!(locale,
        calls => "Reads {tasks} tasks first: {count} call" | "Reads {tasks} tasks first: {count} calls",
        tasks = grouped(tasks),
        count = grouped(calls),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWEST: Scope = Scope::Newest { count: 1_000, total: Some(2_018) };

    fn state(scope: Scope, missing: u64) -> ScopeState {
        let calls = Some(missing.div_ceil(100));
        let cost = Cost { tasks: Some(missing), calls, is_most: false };
        ScopeState { scope: Some(scope), cost, ..ScopeState::default() }
    }

    #[test]
    fn it_says_of_which_tasks_the_rows_are() {
        let newest = state(NEWEST, 1_018);
        let rest = (Some(ScopeAction::ReadRest), "Read the rest (11 calls)");
        let failed = ScopeState { failure: Some("Throttling.User".into()), ..newest.clone() };
        let progress = Some(Progress { read: 1_200, of: Some(2_018) });
        let reading = ScopeState { progress, ..newest.clone() };
        let unproved = state(Scope::AtLeast(300), 0);
        let unread = ScopeState { is_cancelled: true, ..unproved.clone() };
        let cancelled = ScopeState { is_cancelled: true, ..newest.clone() };
        let cancel = (Some(ScopeAction::Cancel), "Cancel");
        for (find, state, words, (action, label)) in [
            ("q=a", state(Scope::All(2_018), 0), "", (None, "")),
            ("q=a", unproved, "Of at least 300 tasks", (None, "")),
            ("q=a", unread, "Cancelled · of at least 300 tasks", (None, "")),
            ("q=a", newest.clone(), "Of the newest 1,000 of 2,018 tasks", rest),
            ("q=a", cancelled, "Cancelled · of the newest 1,000 of 2,018 tasks", rest),
            (
                "q=a",
                failed,
                "Of the newest 1,000 of 2,018 tasks · not the rest: Throttling.User",
                rest,
            ),
            ("q=a", reading.clone(), "Searching 2,018 tasks · 1,200 read", cancel),
            ("sort=name", reading.clone(), "Sorting 2,018 tasks · 1,200 read", cancel),
            ("group=type", reading, "Grouping 2,018 tasks · 1,200 read", cancel),
        ] {
            let view = scope_view(&Locale::default(), &Find::read(find), &state);
            assert_eq!((&*view.words, view.action, &*view.label), (words, action, label));
        }
    }

    #[test]
    fn a_press_says_what_it_costs() {
        let locale = Locale::default();
        let newest = state(NEWEST, 1_018);
        assert_eq!(cost(&locale, &newest), "Reads 1,018 tasks first: 11 calls");
        assert_eq!(cost(&locale, &state(Scope::All(9), 0)), "");
    }
}
