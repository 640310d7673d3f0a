//! `cargo xtask`: every way to build, run, test and measure this project.
//!
//! Each file is one subject. Nothing here is part of the product: the console and the proxy build without it.
//! A step that is done already costs nothing the next time, and whatever is missing is installed.

mod apt;
mod audit;
mod bench;
mod browser;
mod checkout;
mod command_line;
mod compress;
mod content_name;
mod dist;
mod fingerprint;
mod fuzz;
mod gate;
mod integrity;
mod minify;
mod nginx;
mod npm;
mod page_tag;
mod process;
mod screenshots;
mod short_names;
mod size;
mod split;
mod start;
mod stylesheet;
mod tools;
mod wasm_opt;

use std::process::ExitCode;

use command_line::Task;

fn main() -> ExitCode {
    let task = match command_line::parse(lexopt::Parser::from_env()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("{error}\n\n{}", command_line::HELP);
            return ExitCode::from(2);
        }
    };
    let outcome = match task {
        Task::Help => {
            println!("{}", command_line::HELP);
            Ok(())
        }
        Task::Start(options) => start::start(&options),
        Task::Dist => dist::build().map(drop),
        Task::Size => size::report(),
        Task::Screenshots => screenshots::take(),
        Task::Fuzz(options) => fuzz::fuzz(options.seconds, &options.targets),
        Task::BenchProxy { seconds } => bench::proxy(seconds),
        Task::Test { quick } => gate::run_all(quick),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}
