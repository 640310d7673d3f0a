//! The index on the page of the list.

use super::page::Page;
use crate::forecasting::Forecasts;
use crate::last_views::LastViews;

/// Lets the index answer what PolarDB cannot.
pub(crate) fn mount_find(page: Page, views: LastViews, forecasts: Forecasts) {
    let _ = (page, views, forecasts);
}
