use model::collected::Details;
use model::config::Config;
use model::failure::FailureKind;

use super::*;
use crate::i18n::chinese;
use crate::sample_batch::batch;

fn prod() -> Endpoint {
    let beside = Config::beside_the_page().endpoints.remove(0);
    Endpoint { label: "prod".to_owned(), ..beside }
}

#[test]
fn a_file_is_told_with_what_it_lacks() {
    let export = |scope| Export { scope, format: Format::Csv, has_subtasks: true };
    for (scope, promised, lacks, words) in [
        (Scope::Page, 2, false, "Exported 2 tasks of this page as CSV"),
        (Scope::All, 2, false, "Exported all 2 tasks as CSV"),
        (Scope::All, 3, false, "Exported 2 of 3 tasks as CSV: the list changed"),
        (
            Scope::All,
            1,
            false,
            "Exported 2 tasks as CSV, 1 more than when it began: the list changed",
        ),
        (
            Scope::All,
            2,
            true,
            "Exported all 2 tasks as CSV. 1 without sub-tasks: see the column Note",
        ),
    ] {
        let row = |details| (std::sync::Arc::new(batch("FAILED", &[]).task), details);
        let second = if lacks { Details::NotFound } else { Details::Read(Vec::new()) };
        let rows = vec![row(Details::Read(Vec::new())), row(second)];
        let collected = Collected { rows, has_subtasks: true, promised };
        assert_eq!(saved(&Locale::default(), export(scope), None, &collected).words, words);
    }
}

#[test]
fn a_file_of_matches_that_were_there_says_what_was_looked_through() {
    let row = |details| (std::sync::Arc::new(batch("FAILED", &[]).task), details);
    let rows = vec![row(Details::Unread), row(Details::NotFound)];
    let collected = Collected { rows, has_subtasks: false, promised: 2 };
    let export = Export { scope: Scope::All, format: Format::Json, has_subtasks: false };
    let words = |locale: &Locale| saved(locale, export, Some("newest 1,000"), &collected).words;
    assert_eq!(words(&Locale::default()), "Exported 2 tasks as JSON · newest 1,000");
    assert_eq!(words(&chinese()), "已将 2 个任务导出为 JSON · newest 1,000");
}

#[test]
fn in_chinese_the_tasks_come_before_what_becomes_of_them() {
    let row = || (std::sync::Arc::new(batch("FAILED", &[]).task), Details::NotFound);
    let collected = Collected { rows: vec![row(), row()], has_subtasks: true, promised: 3 };
    let export = Export { scope: Scope::All, format: Format::Csv, has_subtasks: true };
    let locale = &chinese();
    assert_eq!(
        saved(locale, export, None, &collected).words,
        "已将 3 个任务中的 2 个导出为 CSV：列表已变化。其中 2 个没有子任务信息，见 Note 列"
    );
    assert_eq!(
        stopped(locale, Scope::All, &Stop::TooMany, "", &prod()).words,
        "全部任务的导出已停止，未保存文件：符合条件的任务超过 10,000 个，请缩小筛选范围。"
    );
}

#[test]
fn a_failure_is_told_with_its_evidence() {
    let failure = Failure {
        code: Some("InternalError".into()),
        request_id: Some("3A6F".into()),
        ..Failure::new(FailureKind::Unavailable)
    };
    for (scope, stop, words, text) in [
        (
            Scope::All,
            Stop::Failed(Call::Page(3), failure.clone()),
            "The export of all tasks stopped at page 3, and no file was saved. Could not load batch tasks: The service answered with an error.",
            "Code InternalError · RequestId 3A6F",
        ),
        (
            Scope::Page,
            Stop::Failed(Call::Batch(0), Failure::new(FailureKind::Unreachable)),
            "The export of this page stopped at batch pcb-1, and no file was saved. Connection lost: prod did not answer.",
            "",
        ),
        (
            Scope::All,
            Stop::TooMany,
            "The export of all tasks stopped, and no file was saved: more than 10,000 match. Narrow the filters.",
            "",
        ),
    ] {
        let notice = stopped(&Locale::default(), scope, &stop, "pcb-1", &prod());
        assert_eq!((notice.words.as_str(), notice.text.as_str()), (words, text));
    }
}
