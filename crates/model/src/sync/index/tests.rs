//! The index before a small model of the service.

mod drift;
mod histories;
mod live;
mod many;
mod order;
mod rows;
mod run;
mod saving;
mod service;
