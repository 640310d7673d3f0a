//! Functions of data: plain values or signals in, callbacks or hrefs out. A component fetches
//! nothing, parses nothing and reads no clock.
//!
//! What a component shows is a plain function of its state: a list of [`fill::Fill`]s. Its `bind_…`
//! function lets the markup that `index.html` brings follow that, and sends events the other way.

pub mod banner;
pub mod batch_facts;
pub mod batch_progress;
pub mod choices;
pub mod copy_menu;
pub mod created_menu;
pub mod created_range_form;
pub mod export_menu;
pub mod export_progress;
pub mod failure_words;
pub mod fill;
pub mod filter_bar;
pub mod filter_sheet;
pub mod filter_tokens;
pub mod flash;
pub mod header;
pub mod keyboard_dialog;
pub mod markup;
pub mod pager;
pub mod preferences_dialog;
pub mod reason_list;
pub mod refresh_control;
pub mod retry_dialog;
pub mod row_places;
pub mod state_panel;
pub mod status_look;
pub mod stencil;
pub mod subtask_filters;
pub mod subtask_look;
pub mod subtask_row;
pub mod subtask_table;
pub mod task_row;
pub mod task_rows;
pub mod task_table;
pub mod task_type;
pub mod ticket;
pub mod timeline;
pub mod timeline_axis;
pub mod timeline_gestures;
pub mod timeline_row;
pub mod timeline_window;
pub mod toast;
pub mod token_dialog;
pub mod type_list;
pub mod watch_menu;
pub mod watch_words;
pub mod zone_menu;

#[cfg(test)]
pub(crate) mod sample_batch;
