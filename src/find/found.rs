//! What the table of what was found is given.

use std::ops::Range;
use std::sync::Arc;

use model::view::found::group::FoundGroup;

/// Where what was searched for is in a name, as ranges of its bytes in their order.
pub type Marks = Arc<dyn Fn(&str) -> Vec<Range<usize>> + Send + Sync>;

/// What an answer of the index has besides its rows, which are those of the page.
#[derive(Clone)]
pub struct Found {
    /// The groups from top to bottom, each with all its rows; `None` where rows are not grouped, and shown as the page has them.
    pub groups: Option<Vec<FoundGroup>>,
    /// What is marked in names.
    pub marks: Marks,
}

impl PartialEq for Found {
    /// Marks are equal where they are of the same answer.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.marks, &other.marks) && self.groups == other.groups
    }
}

impl Default for Found {
    fn default() -> Self {
        Self { groups: None, marks: Arc::new(|_| Vec::new()) }
    }
}
