//! The panel of one batch beside the list.

use super::list::Page;
use crate::components::task_table::SharedRows;

/// Binds the panel. `rows` are those of the list.
pub fn bind_batch(page: Page, rows: &SharedRows) {
    let _ = (page, rows);
}
