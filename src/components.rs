//! Functions of data: plain values or signals in, callbacks or hrefs out. A component fetches
//! nothing, parses nothing and reads no clock.
//!
//! A `bind_…` function brings to life what `index.html` shows before the program is there; `view!` is for
//! structure that depends on the state, and a stencil for rows.

// A component owns its props; that is how the macro hands them over.
#![allow(clippy::needless_pass_by_value)]

pub mod banner;
pub mod created_menu;
pub mod created_range_form;
pub mod failure_words;
pub mod filter_bar;
pub mod header;
pub mod icon;
pub mod markup;
pub mod pager;
pub mod part;
pub mod refresh_control;
pub mod state_panel;
pub mod status_look;
pub mod stencil;
pub mod task_row;
pub mod task_rows;
pub mod task_table;
pub mod toast;
