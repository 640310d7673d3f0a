//! `token`: a new one for a caller, and the line that lets the proxy know it.

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Subcommand;

use super::failure::Failure;
use super::output;
use crate::config::instant_of;
use crate::inbound::callers::{Hash, Token as Known, new_secret};
use crate::outbound::ambient::{Ambient, System};

#[derive(Subcommand)]
pub(super) enum Token {
    /// Make a token: it is printed once, and the proxy is told its hash only.
    New {
        /// Whose it is: letters, digits, - and _.
        #[arg(long)]
        name: String,
        /// When it ends: a day (its midnight, UTC) or a time [default: never].
        #[arg(long, value_name = "TIME")]
        expires: Option<String>,
    },
}

pub(super) fn run(token: &Token) -> Result<ExitCode, Failure> {
    let Token::New { name, expires } = token;
    let expires =
        expires.as_deref().map(|text| to_come(text).ok_or(Failure::Expires)).transpose()?;
    let secret = new_secret();
    let known = Known::new(name.clone(), Hash::of(&secret), expires).ok_or(Failure::TokenName)?;
    let text = format!(
        "The token, which is shown this once:\n\n    {secret}\n\n\
         Under [tokens] in the configuration file, then SIGHUP:\n\n    {}\n",
        known.line()
    );
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn to_come(text: &str) -> Option<DateTime<Utc>> {
    instant_of(text).filter(|instant| *instant > System.now())
}
