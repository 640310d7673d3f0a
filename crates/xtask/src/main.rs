//! `cargo xtask`: every way to build, run, test and measure this project.
//!
//! Each file is one subject. Nothing here is part of the product: the console and the proxy build without it.
//! A step that is done already costs nothing the next time, and whatever is missing is installed.

mod apt;
mod bench;
mod browser;
mod checkout;
mod command_line;
mod end_to_end;
mod files;
mod fonts;
mod fuzz;
mod gate;
#[path = "../../e2e/left_out.rs"]
mod left_out;
mod nginx;
mod npm;
mod peers;
mod pictures;
mod process;
mod release;
mod screenshots;
mod site;
mod size;
mod start;
mod tools;
mod trunk;

use std::process::ExitCode;

use command_line::Task;
use site::Kind;

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
        Task::Dist => site::build(Kind::Release).map(drop),
        Task::Size => size::report(),
        Task::Pictures { accept } => pictures::compare(accept),
        Task::Screenshots => screenshots::take(),
        Task::Fuzz(options) => fuzz::fuzz(options.seconds, &options.targets),
        Task::Release { targets } => release::release(&targets),
        Task::BenchProxy { seconds } => bench::proxy(seconds),
        Task::BenchConsole => bench::console::measure(),
        Task::Test(options) => gate::run_all(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}
