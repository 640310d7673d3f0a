//! Why subtasks of a batch failed: one group for each reason, with a raw message and the instances.

use super::reason_text::{ReasonPart, reason_parts, reason_text};
use crate::format::grouped;
use crate::locale::Locale;
use crate::reasons::Reason;
use crate::tr;

/// The instances that are seen at first.
const TOKENS: usize = 5;
/// Nobody reads more; copying takes all of them.
const MOST_INSTANCES: usize = 500;
/// A longer message is read in the subtasks.
const MOST_CHARACTERS: usize = 2000;

/// The reasons of a batch besides their groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReasonsView {
    /// Whether there is any.
    pub has_reasons: bool,
    /// Whether there are instances to copy.
    pub has_instances: bool,
    /// How many sub-tasks failed.
    pub failed: String,
    /// Their noun, which a narrow panel leaves out.
    pub noun: &'static str,
    /// `Show more of 12 other reasons`, where there are others.
    pub more: Option<String>,
}

/// A group of subtasks that failed for one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReasonView {
    /// `12 ×`.
    pub count: String,
    /// The reason.
    pub title: String,
    /// The same in parts.
    pub parts: Vec<ReasonPart>,
    /// The first message as it came; empty where there is none.
    pub raw: String,
    /// The first instances; the rest are empty.
    pub tokens: [String; TOKENS],
    /// The other instances, once they are asked for.
    pub others: String,
    /// `+ 7 more`, where that can be asked for.
    pub more: Option<String>,
    /// Whether there are instances to copy.
    pub has_instances: bool,
}

/// What is shown of the reasons, of which the first `shown` have a group.
pub fn reasons_view(all: &[Reason], shown: usize, locale: &Locale) -> ReasonsView {
    let failed: usize = all.iter().map(|reason| reason.subtasks.len()).sum();
    let more = all.len().saturating_sub(shown);
    ReasonsView {
        has_reasons: !all.is_empty(),
        has_instances: all.iter().any(|reason| !reason.instances().is_empty()),
        failed: grouped(failed as u64),
        noun: tr!(locale, failed => "sub-task" | "sub-tasks"),
        more: (more > 0).then(|| {
            tr!(locale, "Show more of {count} other reasons", count = grouped(more as u64))
        }),
    }
}

/// What is shown of a reason.
pub fn reason_view(reason: &Reason, shows_all: bool, locale: &Locale) -> ReasonView {
    let instances = reason.instances();
    let raw = reason.subtasks.first().map(|subtask| &*subtask.error).unwrap_or_default();
    let others = instances.get(TOKENS..).unwrap_or_default();
    let token = |at: usize| instances.get(at).copied().unwrap_or_default().to_owned();
    let listed = &others[..if shows_all { others.len().min(MOST_INSTANCES) } else { 0 }];
    let more = (!shows_all && !others.is_empty())
        .then(|| tr!(locale, "+ {count} more", count = grouped(others.len() as u64)));
    ReasonView {
        count: format!("{} ×", grouped(reason.subtasks.len() as u64)),
        title: reason_text(locale, &reason.title),
        parts: reason_parts(locale, &reason.title),
        raw: raw.chars().take(MOST_CHARACTERS).collect(),
        tokens: std::array::from_fn(token),
        others: listed.join(" "),
        more,
        has_instances: !instances.is_empty(),
    }
}

/// What the toast says of copied instance ids.
pub fn instances_copied(locale: &Locale, count: usize) -> String {
    tr!(locale, count => "{count} instance ID copied" | "{count} instance IDs copied",
        count = grouped(count as u64))
}

#[cfg(test)]
mod tests {
    use super::super::sample::batch;
    use super::*;
    use crate::reasons::reasons;

    #[test]
    fn five_instances_stand_for_a_group_and_the_rest_is_counted() {
        let batch =
            batch("FAILED", &["FAILED:aliuid:1422133474238823 assumeOssRole not exist"; 12]);
        let reason = reasons(batch.failed()).remove(0);
        let view = reason_view(&reason, false, &Locale::default());
        assert_eq!(view.count, "12 ×");
        assert_eq!(view.title, "assumeOssRole not exist");
        assert_eq!(view.raw, "aliuid:1422133474238823 assumeOssRole not exist");
        assert_eq!(view.tokens[4], "pa-bp1-4");
        assert_eq!(view.others, "");
        assert_eq!(view.more.as_deref(), Some("+ 7 more"));
        let view = reason_view(&reason, true, &Locale::default());
        let others = "pa-bp1-5 pa-bp1-6 pa-bp1-7 pa-bp1-8 pa-bp1-9 pa-bp1-10 pa-bp1-11";
        assert_eq!((&*view.others, view.more), (others, None));
    }

    #[test]
    fn reasons_without_a_group_are_counted() {
        let batch = batch("FAILED", &["FAILED:one", "FAILED:two", "FAILED:two", "COMPLETED"]);
        let all = reasons(batch.failed());
        for (shown, more) in [(2, None), (1, Some("Show more of 1 other reasons"))] {
            let view = reasons_view(&all, shown, &Locale::default());
            let failed = (&*view.failed, view.noun, view.more.as_deref());
            assert_eq!(failed, ("3", "sub-tasks", more));
        }
        assert_eq!(reasons_view(&[], 0, &Locale::default()).more, None);
    }
}
