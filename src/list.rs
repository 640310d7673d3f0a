//! The list of batch tasks: what stands around the table.

pub mod card;
pub mod display_menu;
pub mod filters;
pub mod header;
pub mod live_menu;
pub mod news_pill;
pub mod overview;
pub mod pager;
pub mod problem;
pub mod refresh;
pub mod search_field;
pub mod states;
pub mod table;
pub mod total;
pub mod view_select;
