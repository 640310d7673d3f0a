//! How much processor time a program has taken, of its own and in the system for it.

use std::fs;

use anyhow::{Context, Result};

/// The unit of `/proc/…/stat`, the same on all Linux systems of today.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds of the process and of those that it has started, which have not ended.
///
/// # Errors
/// Where there is no `/proc`.
pub(super) fn seconds(process: u32) -> Result<f64> {
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children"))
        .context("Processor time is measured on Linux alone")?;
    let mut ticks = ticks_of(&process.to_string())?;
    for child in children.split_whitespace() {
        ticks += ticks_of(child)?;
    }
    Ok(ticks / TICKS_PER_SECOND)
}

fn ticks_of(process: &str) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    ticks_in(&stat).with_context(|| format!("/proc/{process}/stat has no times"))
}

/// `utime` and `stime`, the 14th and 15th field. The second, a name, may hold spaces and brackets.
fn ticks_in(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(11);
    let mut next = || fields.next()?.parse::<f64>().ok();
    Some(next()? + next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_behind_any_name() {
        let stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 100 0 0 0 150 25 7 8 20 0 1 0 300 1000\n";
        assert_eq!(ticks_in(stat), Some(175.0));
        assert_eq!(ticks_in("42 (a) S 1"), None);
    }
}
