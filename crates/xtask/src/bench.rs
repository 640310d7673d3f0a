//! `bench proxy`: how fast the proxy is, and beside what.
//!
//! Each point is measured [`ROUNDS`] times, in rounds, so that whatever else the machine does falls on all of them. The upstream is
//! an nginx that answers at once. The simulator would not do: it verifies signatures, which costs more than to make them, and
//! refuses the peer, which makes none.

pub(crate) mod console;
mod load;
mod processor;
mod servers;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::process::{announce, cargo, output, run};
use crate::size::grouped;
use crate::{checkout, files, nginx};
use load::Measured;
use servers::Programs;

/// How often each point is measured; the median counts.
const ROUNDS: usize = 3;
/// How many connections are kept busy.
const CONNECTIONS: [u32; 3] = [1, 64, 1000];

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// `batch-proxy serve`.
    Proxy { from_memory: bool },
    /// nginx as a plain reverse proxy, which does not sign.
    Nginx { from_memory: bool },
}

impl Subject {
    const ALL: [Self; 4] = [
        Self::Proxy { from_memory: false },
        Self::Nginx { from_memory: false },
        Self::Proxy { from_memory: true },
        Self::Nginx { from_memory: true },
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Proxy { from_memory: false } => "batch-proxy, each request signed and passed on",
            Self::Nginx { from_memory: false } => "nginx, each request passed on, not signed",
            Self::Proxy { from_memory: true } => "batch-proxy, from memory",
            Self::Nginx { from_memory: true } => "nginx, from its cache",
        }
    }

    fn is_from_memory(self) -> bool {
        let (Self::Proxy { from_memory } | Self::Nginx { from_memory }) = self;
        from_memory
    }
}

/// One line of the table, while it is measured.
struct Point {
    subject: Subject,
    connections: u32,
    runs: Vec<Measured>,
}

/// Measures the proxy and prints a table, with `seconds` of load for each figure and round.
///
/// # Errors
/// When a tool is missing, or something does not build, start or answer.
pub(crate) fn proxy(seconds: u64) -> Result<()> {
    let wrk = load::find_or_install()?;
    let nginx = nginx::find_or_install().context("nginx is the upstream and the peer")?;
    announce("Building the proxy (about 2 minutes the first time)");
    let package = ["--release", "--package", "proxy", "--bin", "batch-proxy"];
    run(cargo().args(["build", "--quiet"]).args(package))?;
    let proxy = checkout::target().join("release/batch-proxy");
    let bytes = fs::metadata(&proxy)?.len();
    let programs = Programs { proxy, nginx, directory: servers::directory(&checkout::target())? };
    let reply = programs.keep_reply()?;
    let points = measure(&programs, &wrk, seconds)?;
    let signing = signing()?;
    println!("{}", table(&points));
    println!("Each answer has {} bytes.", grouped(reply));
    println!("One signature: {signing:.1} µs on one core.");
    println!("The program, release build: {:.1} MB.", bytes as f64 / 1e6);
    Ok(())
}

fn measure(programs: &Programs, wrk: &Path, seconds: u64) -> Result<Vec<Point>> {
    let script = load::write_script(&programs.directory)?;
    let upstream = programs.upstream()?;
    let point = |subject, connections| Point { subject, connections, runs: vec![] };
    let of = |subject| CONNECTIONS.map(|connections| point(subject, connections));
    let mut points: Vec<_> = Subject::ALL.into_iter().flat_map(of).collect();
    for round in 1..=ROUNDS {
        announce(&format!("Round {round} of {ROUNDS}"));
        for Point { subject, connections, runs } in &mut points {
            let server = programs.start(*subject, upstream.port)?;
            server.first_page()?;
            let is_varied = !subject.is_from_memory();
            let before = server.processor_seconds()?;
            let run = load::run(wrk, &script, server.port, *connections, seconds, is_varied)?;
            let used = server.processor_seconds()? - before;
            let processor = used / (run.requests_per_second * seconds as f64) * 1e6;
            runs.push(Measured { resident: server.peak_resident()?, processor, ..run });
        }
    }
    Ok(points)
}

/// Microseconds for one signature, by the benchmark of `acs3`.
fn signing() -> Result<f64> {
    announce("Signing");
    let mut bench = cargo();
    bench.args(["bench", "--package", "acs3", "--bench", "sign"]);
    ensure!(output(&mut bench).is_some(), "`cargo bench --package acs3` failed");
    let file = checkout::target().join("criterion/sign/new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_str(&files::read_text(file)?)?;
    let nanoseconds = estimates["median"]["point_estimate"].as_f64();
    Ok(nanoseconds.context("criterion has no median")? / 1e3)
}

fn table(points: &[Point]) -> String {
    let mut table = "\
| | connections | requests/s | processor, µs/request | p50, ms | p99, ms | memory, MiB | failed |
|---|--:|--:|--:|--:|--:|--:|--:|
"
    .to_owned();
    for Point { subject, connections, runs } in points {
        let median = Measured::median(runs);
        table += &format!(
            "| {} | {} | {} | {:.1} | {:.2} | {:.2} | {:.1} | {} |\n",
            subject.name(),
            grouped(*connections as usize),
            grouped(median.requests_per_second.round() as usize),
            median.processor,
            median.p50,
            median.p99,
            median.resident,
            median.failed
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_a_line() {
        let run = Measured {
            requests_per_second: 12_345.6,
            p50: 1.2,
            p99: 48.456,
            failed: 0,
            resident: 21.04,
            processor: 45.04,
        };
        let subject = Subject::Proxy { from_memory: true };
        let table = table(&[Point { subject, connections: 1000, runs: vec![run] }]);
        let expected =
            "| batch-proxy, from memory | 1,000 | 12,346 | 45.0 | 1.20 | 48.46 | 21.0 | 0 |";
        assert_eq!(table.lines().last(), Some(expected));
    }
}
