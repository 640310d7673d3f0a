//! What was found out, assumption by assumption, as a text to hand on.

use std::fmt;

/// What `docs/contract.md` assumes without a document's proof, in its order and by its numbers.
pub(super) const ASSUMPTIONS: [(&str, &str); 11] = [
    ("A1", "the list has the newest batches first"),
    ("A2", "pages follow each other; a new batch moves the rest by one"),
    ("A3", "a page may have 100 rows"),
    ("A4", "a page beyond the last is empty"),
    ("A5", "times without a zone are UTC"),
    ("A6", "StartTime and EndTime include their own instants"),
    ("A7", "every batch has one of the four documented statuses"),
    ("A8", "a batch that has ended does not change"),
    ("A9", "throttling has a code Throttling… and says how long to wait"),
    ("A10", "each reply has a Date"),
    ("A11", "an unknown batch has a code …NotFound"),
];

/// Whether an assumption stood the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Holds,
    Fails,
    /// Asked, but what came does not tell.
    Open,
}

/// The report as it grows.
#[derive(Default)]
pub(super) struct Report {
    pub(super) head: Vec<String>,
    findings: Vec<(&'static str, Verdict, String)>,
    pub(super) notes: Vec<String>,
}

impl Report {
    /// What was seen of the assumption with this number.
    pub(super) fn found(&mut self, number: &'static str, verdict: Verdict, seen: String) {
        self.findings.push((number, verdict, seen));
    }

    /// [`Verdict::Holds`] or [`Verdict::Fails`].
    pub(super) fn decided(&mut self, number: &'static str, holds: bool, seen: String) {
        self.found(number, if holds { Verdict::Holds } else { Verdict::Fails }, seen);
    }

    /// Whether it was found that this does not hold.
    #[cfg(test)]
    pub(super) fn verdict(&self, number: &str) -> Option<Verdict> {
        self.findings.iter().find(|(found, ..)| *found == number).map(|(_, verdict, _)| *verdict)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "What PolarDB's batch tasks do")?;
        self.head.iter().try_for_each(|line| writeln!(formatter, "{line}"))?;
        for (number, assumption) in ASSUMPTIONS {
            let found = self.findings.iter().find(|(found, ..)| *found == number);
            let (verdict, seen) = match found {
                Some((_, Verdict::Holds, seen)) => ("holds", seen.as_str()),
                Some((_, Verdict::Fails, seen)) => ("DOES NOT HOLD", seen.as_str()),
                Some((_, Verdict::Open, seen)) => ("open", seen.as_str()),
                None => ("not asked", ""),
            };
            write!(formatter, "\n{number:<3} {verdict}: {assumption}")?;
            if !seen.is_empty() {
                write!(formatter, "\n    {seen}")?;
            }
        }
        if !self.notes.is_empty() {
            write!(formatter, "\n\nAlso seen:")?;
        }
        self.notes.iter().try_for_each(|note| write!(formatter, "\n  - {note}"))
    }
}
