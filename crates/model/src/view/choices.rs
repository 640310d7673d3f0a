//! Choices in their order, and one that a link or the deployment adds to them.

/// The choices, with the current one at its place among them.
pub fn with_current<T: Copy + PartialOrd>(choices: &[T], current: T) -> Vec<T> {
    let mut all = choices.to_vec();
    if !all.contains(&current) {
        let smaller = all.iter().filter(|choice| **choice < current).count();
        all.insert(smaller, current);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_choice_stands_at_its_place() {
        for (current, all) in [
            (5, vec![5, 10, 30]),
            (1, vec![1, 5, 10, 30]),
            (11, vec![5, 10, 11, 30]),
            (60, vec![5, 10, 30, 60]),
        ] {
            assert_eq!(with_current(&[5, 10, 30], current), all);
        }
    }
}
