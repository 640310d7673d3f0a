//! How far an export is. Each sentence says of which tasks it is.

use chrono::{DateTime, TimeDelta, Utc};

use super::export_menu::Scope;
use crate::collecting::Stage;
use crate::format::{self, grouped};
use crate::locale::Locale;
use crate::tr;

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Of which tasks.
    pub scope: Scope,
    /// How many there are said to be.
    pub promised: u64,
    /// What is being read.
    pub stage: Stage,
    /// How long the service wants to be left alone.
    pub pause: Option<TimeDelta>,
}

/// What is shown of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportProgressView {
    /// `412 tasks · page 2 of 5`.
    pub words: String,
    /// How many parts are done.
    pub done: u64,
    /// How many parts there are.
    pub all: u64,
}

/// What is shown of an export.
pub fn export_progress_view(locale: &Locale, progress: Progress) -> ExportProgressView {
    let (done, all) = match progress.stage {
        Stage::Pages(page, pages) => (page - 1, pages),
        Stage::Batches(read, all) => (read, all),
    };
    ExportProgressView { words: words(locale, progress), done, all: all.max(1) }
}

/// `412 tasks · page 2 of 5`.
fn words(locale: &Locale, progress: Progress) -> String {
    let of = match progress.scope {
        Scope::Page => tr!(locale, "This page, {tasks}", tasks = tasks(locale, progress.promised)),
        Scope::All => tr!(locale, "All {tasks}", tasks = tasks(locale, progress.promised)),
    };
    let stage = match progress.stage {
        Stage::Pages(page, pages) => {
            tr!(locale, "page {page} of {pages}", page = grouped(page), pages = grouped(pages))
        }
        Stage::Batches(read, all) => {
            tr!(
                locale,
                "sub-tasks of {read} of {all} read",
                read = grouped(read),
                all = grouped(all)
            )
        }
    };
    match progress.pause {
        Some(pause) => {
            let pause = tr!(
                locale,
                "throttled, goes on in {pause}",
                pause = format::duration(locale, pause)
            );
            format!("{of} · {stage} · {pause}")
        }
        None => format!("{of} · {stage}"),
    }
}

/// `412 tasks`.
pub fn tasks(locale: &Locale, count: u64) -> String {
    tr!(locale, count => "{count} task" | "{count} tasks", count = grouped(count))
}

/// How long until then, if it is not past.
pub fn pause_until(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<TimeDelta> {
    until.map(|until| until - now).filter(|pause| *pause > TimeDelta::zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::chinese;

    fn progress(scope: Scope, stage: Stage, pause: Option<i64>) -> Progress {
        Progress { scope, promised: 412, stage, pause: pause.map(TimeDelta::seconds) }
    }

    #[test]
    fn progress_is_shown_with_its_scope() {
        for (progress, words, done, all) in [
            (progress(Scope::All, Stage::Pages(2, 5), None), "All 412 tasks · page 2 of 5", 1, 5),
            (
                progress(Scope::All, Stage::Pages(2, 5), Some(8)),
                "All 412 tasks · page 2 of 5 · throttled, goes on in 8 s",
                1,
                5,
            ),
            (
                progress(Scope::Page, Stage::Batches(7, 30), None),
                "This page, 412 tasks · sub-tasks of 7 of 30 read",
                7,
                30,
            ),
        ] {
            let view = ExportProgressView { words: words.to_owned(), done, all };
            assert_eq!(export_progress_view(&Locale::default(), progress), view);
        }
    }

    #[test]
    fn in_chinese_the_scope_comes_first() {
        let progress = progress(Scope::All, Stage::Pages(2, 5), Some(8));
        let words = words(&chinese(), progress);
        assert!(words.starts_with("全部 412 个任务 · 第 2 / 5 页 · 请求被限流，"));
    }
}
