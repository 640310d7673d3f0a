//! What parts of the page show, as plain values: each is a struct of texts and small enums, made by a pure function, that
//! a component of the console renders as it is.

pub mod banner;
pub mod batch;
pub mod chips;
pub mod choices;
pub mod created;
pub mod day;
pub mod emphasis;
pub mod failure_words;
pub mod filters;
pub mod found;
pub mod name;
pub mod overview;
pub mod pager;
pub mod preferences;
pub mod refresh;
pub mod row;
pub mod rows;
pub mod scope;
pub mod share;
pub mod state_panel;
pub mod status_look;
pub mod tab_title;
pub mod task_type;
pub mod ticket;
pub mod timeline;
pub mod typed_range;
pub mod watch;
