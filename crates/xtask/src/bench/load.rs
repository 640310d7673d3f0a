//! The load: wrk, what it is told to send, and what it says of it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{find, printed};
use crate::{apt, files};

/// Sends what the console sends. Identical requests in flight are one call, so all are different unless the answer is to come from
/// memory. The last line is for [`Measured::read`].
pub(super) const SCRIPT: &str = r#"
local page = 0
function init(arguments)
    is_varied = arguments[1] == "varied"
    wrk.method = "POST"
    wrk.headers["Origin"] = string.format("http://%s:%s", wrk.host, wrk.port)
    wrk.headers["Accept"] = "application/json"
end
function request()
    if is_varied then page = page + 1 else page = 1 end
    return wrk.format(nil, string.format("/rpc?Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=%d&PageSize=30", page))
end
function done(summary, latency, requests)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    print(string.format("measured %d %d %d %d %d", summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99), failed))
end
"#;

/// What one run of wrk, or several, came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measured {
    pub(super) requests_per_second: f64,
    /// The median latency, in milliseconds.
    pub(super) p50: f64,
    /// The latency that 1 request in 100 is above, in milliseconds.
    pub(super) p99: f64,
    /// Requests with an error or another status than 2xx and 3xx.
    pub(super) failed: u64,
    /// The most memory that was resident, in MiB.
    pub(super) resident: f64,
    /// Processor time of the server for one request, in microseconds.
    pub(super) processor: f64,
}

impl Measured {
    /// From what [`SCRIPT`] prints. `None` where it did not get that far.
    fn read(text: &str) -> Option<Self> {
        let line = text.lines().find_map(|line| line.strip_prefix("measured "))?;
        let numbers: Vec<f64> = line.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
        let [requests, microseconds, p50, p99, failed] = numbers[..] else { return None };
        Some(Self {
            requests_per_second: requests / microseconds * 1e6,
            p50: p50 / 1e3,
            p99: p99 / 1e3,
            failed: failed as u64,
            resident: 0.0,
            processor: 0.0,
        })
    }

    /// Each figure's median; of what failed, all.
    pub(super) fn median(runs: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<_> = runs.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures.get(figures.len() / 2).copied().unwrap_or_default()
        };
        Self {
            requests_per_second: of(|run| run.requests_per_second),
            p50: of(|run| run.p50),
            p99: of(|run| run.p99),
            failed: runs.iter().map(|run| run.failed).sum(),
            resident: of(|run| run.resident),
            processor: of(|run| run.processor),
        }
    }
}

/// Keeps `connections` busy for `seconds`; memory and processor time are not measured here.
///
/// # Errors
/// When wrk fails or its output is not understood.
pub(super) fn run(
    wrk: &Path,
    script: &Path,
    port: u16,
    connections: u32,
    seconds: u64,
    is_varied: bool,
) -> Result<Measured> {
    let mut command = Command::new(wrk);
    command.args(["--threads", "1", "--timeout", "10s", "--connections", &connections.to_string()]);
    command.arg("--duration").arg(format!("{seconds}s")).arg("--script").arg(script);
    command.arg(format!("http://127.0.0.1:{port}"));
    command.args(["--", if is_varied { "varied" } else { "same" }]);
    let text = printed(&mut command)?;
    Measured::read(&text).with_context(|| format!("{text}\nwrk did not say what it measured"))
}

/// Writes [`SCRIPT`] into `directory`.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write_script(directory: &Path) -> Result<PathBuf> {
    let file = directory.join("load.lua");
    files::write(&file, SCRIPT)?;
    Ok(file)
}

/// The wrk named by `WRK`, or on `PATH`; installed by `apt-get` where there is one.
///
/// # Errors
/// When there is none; the text says what to install.
pub(super) fn find_or_install() -> Result<PathBuf> {
    let installed = || env::var_os("WRK").map(PathBuf::from).or_else(|| find("wrk"));
    if let Some(wrk) = installed() {
        return Ok(wrk);
    }
    if let Err(error) = apt::install("wrk", &["wrk"]) {
        eprintln!("    {error:#}");
    }
    installed().context(
        "The load comes from wrk, on PATH or named by WRK. \
         Debian, Ubuntu: apt-get install wrk. Arch: pacman -S wrk. macOS: brew install wrk. \
         Elsewhere: https://github.com/wg/wrk",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_wrk_is_read() {
        let text = "Running 3s test @ http://127.0.0.1:1\n  1 threads\nmeasured 30000 3000000 1250 48500 2\n";
        let measured = Measured::read(text).unwrap();
        let expected = Measured {
            requests_per_second: 10_000.0,
            p50: 1.25,
            p99: 48.5,
            failed: 2,
            resident: 0.0,
            processor: 0.0,
        };
        assert_eq!(measured, expected);
        assert_eq!(Measured::read("unable to connect"), None);
    }

    #[test]
    fn each_figure_has_its_own_median_and_no_failure_is_lost() {
        let run = |requests_per_second, p50, failed| Measured {
            requests_per_second,
            p50,
            p99: p50 * 2.0,
            failed,
            resident: 8.0,
            processor: 50.0,
        };
        let median =
            Measured::median(&[run(900.0, 3.0, 0), run(100.0, 1.0, 4), run(500.0, 9.0, 1)]);
        let expected = Measured {
            requests_per_second: 500.0,
            p50: 3.0,
            p99: 6.0,
            failed: 5,
            resident: 8.0,
            processor: 50.0,
        };
        assert_eq!(median, expected);
    }
}
