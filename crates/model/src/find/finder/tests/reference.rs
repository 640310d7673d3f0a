//! The finder against a plain reading of the rules, over rows that come, change and leave.

use super::*;
use crate::find::filter::Filter;

/// What happens to the rows: some come first, some change, some leave.
#[derive(Clone, Debug)]
struct Change {
    came: Vec<BatchTask>,
    changed: Vec<(usize, BatchTask)>,
    left: Vec<usize>,
}

fn rows(most: usize) -> impl Strategy<Value = Vec<BatchTask>> {
    proptest::collection::vec(any_row(), 0..most)
}

fn any_row() -> impl Strategy<Value = BatchTask> {
    let text = "[a-c]{0,2} (RUNNING|FAILED|COMPLETED|LOST) [0-3]/[1-3] (10|11):0[0-9] (11:30|-)";
    (text, "[abＡ 技]{0,4}", "(sync|polarclaw_install_skills)", 0..4_u8).prop_map(
        |(text, name, task_type, missing)| {
            let mut row = described(&["x", &text].concat());
            (row.task_name, row.task_type) = (name, task_type);
            if missing == 0 {
                row.begin = crate::time::Timestamp::Absent;
            }
            row
        },
    )
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = (
        rows(4),
        proptest::collection::vec((0_usize..12, any_row()), 0..3),
        proptest::collection::vec(0_usize..12, 0..3),
    );
    let change = change.prop_map(|(came, changed, left)| Change { came, changed, left });
    proptest::collection::vec(change, 0..4)
}

fn plain(text: &str) -> String {
    text.chars().map(|ch| if ch == 'Ａ' { 'a' } else { ch.to_ascii_lowercase() }).collect()
}

fn matches(row: &BatchTask, search: &str) -> bool {
    let type_name = match &*row.task_type {
        "polarclaw_install_skills" => "install skills",
        _ => "",
    };
    let texts = [&*row.task_name, &row.batch_id, &row.task_type, type_name].map(plain);
    search.split_whitespace().all(|word| match word.strip_prefix('-') {
        Some(word) if !word.is_empty() => !texts.iter().any(|text| text.contains(&plain(word))),
        _ => texts.iter().any(|text| text.contains(&plain(word))),
    })
}

/// The places that are expected, by the standard library's sort.
fn expected(rows: &[Arc<BatchTask>], find: &Find, filter: &Filter) -> Vec<u32> {
    let locale = Locale::default();
    let begin = |row: &Arc<BatchTask>| row.begin.instant(&locale);
    let created =
        |at: usize| rows[at..].iter().find_map(begin).or_else(|| rows.iter().rev().find_map(begin));
    let is_meant = |at: &usize| {
        let row = &rows[*at];
        matches(row, &find.search)
            && filter.has_kind(row.standing().into())
            && filter.has_created(created(*at))
    };
    let mut places: Vec<usize> = (0..rows.len()).filter(is_meant).collect();
    let elapsed = |row: &BatchTask| match row.duration(&locale) {
        Duration::Took(length) => Some(length),
        Duration::Since(begin) => Some(now() - begin),
        Duration::Negative | Duration::Unknown => None,
    };
    let name = |row: &BatchTask| Some(plain(&row.task_name)).filter(|name| !name.is_empty());
    // What is missing is last both ways, and equal ones stay in their order: the sort is stable.
    fn compare<T: Ord>(a: &Option<T>, b: &Option<T>, is_descending: bool) -> std::cmp::Ordering {
        match (a, b) {
            (Some(a), Some(b)) if is_descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            _ => b.is_some().cmp(&a.is_some()),
        }
    }
    let is_descending = find.sort.is_descending;
    match find.sort.column {
        crate::find::Column::Name => {
            places.sort_by(|a, b| compare(&name(&rows[*a]), &name(&rows[*b]), is_descending));
        }
        crate::find::Column::Duration => {
            places.sort_by(|a, b| compare(&elapsed(&rows[*a]), &elapsed(&rows[*b]), is_descending));
        }
        _ => {}
    }
    places.into_iter().map(|place| place as u32).collect()
}

fn changed(rows: &[Arc<BatchTask>], change: Change) -> Vec<Arc<BatchTask>> {
    let mut rows = rows.to_vec();
    for (at, row) in change.changed {
        if let Some(before) = rows.get_mut(at) {
            // Half of them keep their texts.
            let (batch_id, task_name) = (before.batch_id.clone(), before.task_name.clone());
            let kept = BatchTask { batch_id, task_name, ..row.clone() };
            *before = Arc::new(if at % 2 == 0 { kept } else { row });
        }
    }
    for at in change.left {
        if at < rows.len() {
            rows.remove(at);
        }
    }
    change.came.into_iter().map(Arc::new).chain(rows).collect()
}

proptest! {
    #[test]
    fn answers_are_right_whatever_came_before(
        first in rows(12),
        changes in changes(),
        searches in proptest::collection::vec("-?[abＡ技s]{0,2}( -?[abs])?", 1..4),
        asked in proptest::sample::select(vec![
            "", "sort=name", "sort=-name", "sort=duration", "sort=-duration&rest=only", "rest=none", "other=only",
        ]),
        from in proptest::option::of(0_i64..90),
        slices in 0_usize..3,
    ) {
        let from = from.map(|minutes| now() - TimeDelta::minutes(120 - minutes));
        let mut finder = Finder::default();
        let mut all: Vec<Arc<BatchTask>> = first.into_iter().map(Arc::new).collect();
        for (version, change) in (0..).zip(std::iter::once(None).chain(changes.into_iter().map(Some))) {
            if let Some(change) = change {
                all = changed(&all, change);
            }
            finder.set_rows(all.clone(), version);
            for _ in 0..slices {
                finder.work();
            }
            for search in &searches {
                let find = Find { search: search.trim().to_owned(), ..Find::read(asked) };
                let query = query(&find.to_text());
                let answered = finder.answer(&query, (from, None), now(), &Locale::default(), &|_| false);
                let filter = Filter::of(&query, &find, (from, None));
                prop_assert_eq!(&*answered.places, expected(&all, &find, &filter));
                prop_assert!(answered.counts.total() >= answered.total());
            }
        }
    }
}
