//! Who goes next: callers in turn, each with one of its own.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// One line for each caller, and the order in which the callers come.
pub(super) struct Queue<K, T> {
    order: VecDeque<K>,
    lines: HashMap<K, VecDeque<T>>,
}

impl<K: Clone + Eq + Hash, T> Queue<K, T> {
    pub(super) fn new() -> Self {
        Self { order: VecDeque::new(), lines: HashMap::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Puts `waiting` at the end of its caller's line.
    pub(super) fn push(&mut self, caller: K, waiting: T) {
        match self.lines.get_mut(&caller) {
            Some(line) => line.push_back(waiting),
            None => {
                self.order.push_back(caller.clone());
                self.lines.insert(caller, VecDeque::from([waiting]));
            }
        }
    }

    /// The first of the next caller that `is_there`; the others are forgotten. The caller goes to the end of the order.
    pub(super) fn pop(&mut self, is_there: impl Fn(&T) -> bool) -> Option<T> {
        while let Some(caller) = self.order.pop_front() {
            let Some(line) = self.lines.get_mut(&caller) else { continue };
            let found = std::iter::from_fn(|| line.pop_front()).find(&is_there);
            if line.is_empty() {
                self.lines.remove(&caller);
            } else {
                self.order.push_back(caller);
            }
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_take_turns() {
        let mut queue = Queue::new();
        for (caller, number) in
            [("a", 1), ("a", 2), ("a", 3), ("b", 4), ("c", 5), ("b", 6), ("a", 7)]
        {
            queue.push(caller, number);
        }
        let order: Vec<_> = std::iter::from_fn(|| queue.pop(|_| true)).collect();
        assert_eq!(order, [1, 4, 5, 2, 6, 3, 7]);
        assert!(queue.is_empty() && queue.lines.is_empty());
    }

    #[test]
    fn who_has_left_takes_no_turn() {
        let mut queue = Queue::new();
        for (caller, number) in [("a", 1), ("a", 2), ("b", 3), ("b", 4), ("a", 6)] {
            queue.push(caller, number);
        }
        let order: Vec<_> = std::iter::from_fn(|| queue.pop(|number| number % 2 == 0)).collect();
        assert_eq!(order, [2, 4, 6]);
        assert!(queue.is_empty() && queue.lines.is_empty());
    }
}
