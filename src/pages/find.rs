//! The index on the page of the list.

use super::page::Page;
use crate::forecasting::Forecasts;
use crate::index::runner::Runner;
use crate::last_views::LastViews;

/// Lets the index answer what PolarDB cannot.
pub(crate) fn mount_find(page: Page, views: LastViews, forecasts: Forecasts) {
    let _ = (Runner::follow(page, views), forecasts);
}
