//! The order of rows.

/// Places in the order of their keys. Those without a key are last, whichever way round it is; equal ones stay in their order.
pub(super) fn in_order(
    places: &[u32],
    is_descending: bool,
    key: impl Fn(u32) -> Option<i64>,
) -> Vec<u32> {
    let keyed = |place: &u32| {
        let key = key(*place).map(|key| if is_descending { -key } else { key });
        (key.unwrap_or(i64::MAX), *place)
    };
    let mut keyed: Vec<(i64, u32)> = places.iter().map(keyed).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_key_is_last_and_equals_stay() {
        let keys = [Some(2), None, Some(1), Some(2), None, Some(-3)];
        let key = |place: u32| keys[place as usize];
        let places = [0, 1, 2, 3, 4, 5];
        assert_eq!(in_order(&places, false, key), [5, 2, 0, 3, 1, 4]);
        assert_eq!(in_order(&places, true, key), [0, 3, 2, 5, 1, 4]);
        assert_eq!(in_order(&[1, 3], true, key), [3, 1]);
    }
}
