//! The button that watches a batch until it ends.

/// What the button shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BellView {
    /// Whether the batch has ended, so that there is nothing to wait for.
    pub is_hidden: bool,
    /// Whether the batch is watched.
    pub is_pressed: bool,
}

/// The button for a batch that is watched or not, and that can be as long as it has not ended.
pub fn bell_view(is_watched: bool, can_be: bool) -> BellView {
    BellView { is_hidden: !is_watched && !can_be, is_pressed: is_watched }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_that_has_ended_cannot_be_watched() {
        for (is_watched, can_be, is_hidden) in
            [(false, true, false), (false, false, true), (true, true, false), (true, false, false)]
        {
            assert_eq!(bell_view(is_watched, can_be).is_hidden, is_hidden);
        }
    }
}
