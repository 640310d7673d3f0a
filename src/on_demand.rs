//! What nobody needs to see the first rows: the panel of one batch, the timeline, copies and exports, watching.
//!
//! It is bound when the first rows are there.

use crate::components::task_table::SharedRows;
use crate::pages::batch::bind_batch;
use crate::pages::list::Page;

/// Binds the rest of the page. `rows` are those of the table.
pub async fn bind(page: Page, rows: SharedRows) {
    let forecasts = page.bind_forecasts(&rows);
    bind_batch(page, &rows, forecasts);
}
