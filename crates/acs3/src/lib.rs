//! acs3
