//! Which rows are still the same after a change of the list.

use std::sync::Arc;

use crate::task::BatchTask;

/// How many rows may have come, or gone, at one place.
const WINDOW: usize = 1_024;
/// How many comparisons may be spent on looking for such places, which is some milliseconds.
const MOST_LOOKED_AT: usize = 500_000;

/// For each row, the place of the same one among the `old` rows, as far as both are in the same order. Rows that are not found
/// are taken for new ones, which costs time and nothing else.
pub(super) fn counterparts(old: &[Arc<BatchTask>], new: &[Arc<BatchTask>]) -> Vec<Option<usize>> {
    let mut places = Vec::with_capacity(new.len());
    let (mut from, mut left) = (0, MOST_LOOKED_AT);
    while places.len() < new.len() && from < old.len() {
        if Arc::ptr_eq(&old[from], &new[places.len()]) {
            places.push(Some(from));
            from += 1;
            continue;
        }
        match difference(&old[from..], &new[places.len()..], &mut left) {
            Difference::None => {
                places.push(Some(from));
                from += 1;
            }
            Difference::Came(count) => places.resize(places.len() + count, None),
            Difference::Left(count) => from += count,
            Difference::Unlike => {
                places.push(None);
                from += 1;
            }
        }
    }
    places.resize(new.len(), None);
    places
}

/// How two lists differ at their beginning.
enum Difference {
    None,
    Came(usize),
    Left(usize),
    Unlike,
}

fn difference(old: &[Arc<BatchTask>], new: &[Arc<BatchTask>], left: &mut usize) -> Difference {
    let is_same = |at: usize, place: usize| match (old.get(at), new.get(place)) {
        (Some(old), Some(new)) => {
            Arc::ptr_eq(old, new) || (old.batch_id == new.batch_id && !old.batch_id.is_empty())
        }
        _ => false,
    };
    if is_same(0, 0) {
        return Difference::None;
    }
    for count in 1..=WINDOW.min(old.len().max(new.len())).min(*left) {
        *left -= 1;
        if is_same(0, count) {
            return Difference::Came(count);
        }
        if is_same(count, 0) {
            return Difference::Left(count);
        }
    }
    Difference::Unlike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::samples::row;

    fn places(old: &str, new: &str) -> String {
        let rows = |ids: &str| ids.chars().map(|id| Arc::new(row(&id.to_string()))).collect();
        let [old, new]: [Vec<_>; 2] = [rows(old), rows(new)];
        let place = |place: Option<usize>| place.map_or("-".to_owned(), |at| at.to_string());
        counterparts(&old, &new).into_iter().map(place).collect()
    }

    #[test]
    fn rows_are_found_again_where_others_came_and_left() {
        for (old, new, expected) in [
            ("abc", "abc", "012"),
            ("abc", "xyabc", "--012"),
            ("abc", "xyab", "--01"),
            ("abcd", "ad", "03"),
            ("abcd", "xacyd", "-02-3"),
            ("abcd", "axcd", "0-23"),
            ("abc", "abcde", "012--"),
            ("abc", "xyz", "---"),
            ("", "ab", "--"),
            ("ab", "", ""),
        ] {
            assert_eq!(places(old, new), expected, "{old} {new}");
        }
    }

    #[test]
    fn rows_without_an_id_are_the_same_only_if_they_are_shared() {
        let [one, other] = [(); 2].map(|()| Arc::new(row("")));
        let old = [Arc::clone(&one)];
        assert_eq!(counterparts(&old, &[other, one]), [None, Some(0)]);
    }
}
