//! `fuzz`: coverage-guided fuzzing of everything that reads outside text.
//!
//! It works with stable Rust: the compiler's coverage instrumentation is enough for libFuzzer, and sanitizers, which need
//! nightly, look for what safe Rust cannot do. Only this task needs a C++ compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::process::{announce, cargo, command_line, printed, run};
use crate::size::grouped;
use crate::{checkout, files};

/// Counts each edge of the program, and shows the fuzzer what values are compared with: what `cargo fuzz` asks for too.
const INSTRUMENTATION: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
/// The most one input may take, in seconds; every input of these sizes takes well below a millisecond.
const INPUT_SECONDS: u64 = 5;

/// Builds the targets with these names, or all, and runs each for an equal share of the time.
///
/// # Errors
/// When a target is unknown or does not compile, or an input breaks one; the text says where that input is.
pub(crate) fn fuzz(seconds: u64, names: &[String]) -> Result<()> {
    let targets = chosen(&all_targets()?, names)?;
    announce("Building the fuzz targets (about a minute the first time)");
    let programs = build()?;
    let share = share(seconds, targets.len());
    announce(&format!("Fuzzing {} for {share} s each", targets.join(", ")));
    for target in &targets {
        println!("{target:<16}{}", fuzz_one(target, &programs.join(target), share)?);
    }
    Ok(())
}

/// The names of the files in `fuzz/fuzz_targets`.
fn all_targets() -> Result<Vec<String>> {
    let files = files::below(&sources().join("fuzz_targets"), &[])?;
    let stem = |file: &PathBuf| Some(file.file_stem()?.to_string_lossy().into_owned());
    Ok(files.iter().filter_map(stem).collect())
}

fn chosen(all: &[String], names: &[String]) -> Result<Vec<String>> {
    if let Some(unknown) = names.iter().find(|name| !all.contains(name)) {
        bail!("There is no fuzz target `{unknown}`, but {}.", all.join(", "));
    }
    Ok(if names.is_empty() { all } else { names }.to_vec())
}

/// At least a second: libFuzzer takes zero for no limit.
fn share(seconds: u64, targets: usize) -> u64 {
    (seconds / targets.max(1) as u64).max(1)
}

fn sources() -> PathBuf {
    checkout::root().join("fuzz")
}

/// Everything that fuzzing writes.
fn outputs() -> PathBuf {
    checkout::target().join("fuzz")
}

/// Compiles all targets and returns the directory of their programs.
fn build() -> Result<PathBuf> {
    let host = printed(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let host = host.trim();
    let mut build = cargo();
    build.current_dir(sources()).args(["build", "--quiet", "--release", "--locked", "--bins"]);
    // With a target named, the flags do not reach build scripts, which are linked without the fuzzer.
    build.args(["--target", host, "--target-dir"]).arg(outputs());
    run(build.env("RUSTFLAGS", INSTRUMENTATION)).context(
        "The fuzz targets do not compile; libFuzzer needs a C++ compiler (g++ or clang)",
    )?;
    Ok(outputs().join(host).join("release"))
}

/// Runs one target and says in a line what it did. What it finds on the way is kept for the next time.
fn fuzz_one(target: &str, program: &Path, seconds: u64) -> Result<String> {
    let (found, broken) = (directory("corpus", target)?, directory("artifacts", target)?);
    let corpus = regressions(target);
    let mut fuzzer = Command::new(program);
    fuzzer.args([&found, &checkout::root().join(&corpus)]);
    fuzzer.arg(format!("-max_total_time={seconds}")).arg(format!("-timeout={INPUT_SECONDS}"));
    fuzzer.arg(format!("-artifact_prefix={}/", broken.display()));
    let line = command_line(&fuzzer);
    let output = fuzzer.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("`{line}` cannot be started"))?;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{}", failure(target, &log, &corpus));
    }
    let summary = summary(&log);
    ensure!(summary.is_some(), "{log}\n`{line}` did not say what it did");
    Ok(summary.unwrap_or_default())
}

fn directory(kind: &str, target: &str) -> Result<PathBuf> {
    let path = outputs().join(kind).join(target);
    fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
    Ok(path)
}

/// Where past failures of a target are, which its tests replay and fuzzing begins with.
fn regressions(target: &str) -> PathBuf {
    Path::new("crates/model/tests/corpus").join(target)
}

/// `803,274 inputs, 1,031 edges reached, 7 of them new`, from the two lines that libFuzzer prints before and after.
fn summary(log: &str) -> Option<String> {
    let line = |event: &str| log.lines().find(|line| line.contains(event));
    let edges = |line: &str| line.split_once("cov: ")?.1.split(' ').next()?.parse().ok();
    let (before, after) = (line("\tINITED")?, line("\tDONE")?);
    let inputs = after.strip_prefix('#')?.split('\t').next()?.parse().ok()?;
    let (known, reached): (usize, usize) = (edges(before)?, edges(after)?);
    Some(format!(
        "{:>11} inputs, {} edges reached, {} of them new",
        grouped(inputs),
        grouped(reached),
        reached.saturating_sub(known)
    ))
}

/// What broke, which input did it, and what becomes of that input.
fn failure(target: &str, log: &str, corpus: &Path) -> String {
    let begins = |line: &&str| line.starts_with("thread '") || line.starts_with("==");
    let ends = |line: &&str| line.to_ascii_lowercase().starts_with("note:");
    let said: Vec<_> =
        log.lines().skip_while(|line| !begins(line)).take_while(|line| !ends(line)).collect();
    let input = log.lines().find_map(|line| line.split_once("Test unit written to "));
    let Some((_, input)) = input else { return format!("{log}\nFuzzing {target} failed.") };
    format!(
        "{}\n\nThis input broke {target}: {input}\n\
         Put it into {}/ under a name that says what it is: `cargo test -p model` replays all that is there.",
        said.join("\n"),
        corpus.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
INFO: Loaded 1 modules   (2448 inline 8-bit counters)
#482\tINITED cov: 825 ft: 2333 corp: 383/26Kb exec/s: 0 rss: 28Mb
#673\tREDUCE cov: 829 ft: 2333 corp: 383/26Kb lim: 168 exec/s: 0 rss: 28Mb L: 109/168 MS: 1 EraseBytes-
";

    #[test]
    fn a_run_is_one_line() {
        let log = format!(
            "{LOG}#1072105\tDONE   cov: 1832 ft: 2339 corp: 389/26Kb\nDone 1072105 runs in 3 second(s)"
        );
        let expected = "  1,072,105 inputs, 1,832 edges reached, 1007 of them new";
        assert_eq!(summary(&log).as_deref(), Some(expected));
        assert_eq!(summary(LOG), None);
    }

    #[test]
    fn a_failure_names_its_input_and_where_it_belongs() {
        let log = format!(
            "{LOG}
thread '<unnamed>' (7141) panicked at invariants/url.rs:43:5:
assertion failed: page <= 1000000
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
==7141== ERROR: libFuzzer: deadly signal
artifact_prefix='target/'; Test unit written to target/fuzz/artifacts/url/crash-65df6f7c
Base64: eyJ2"
        );
        let expected = "thread '<unnamed>' (7141) panicked at invariants/url.rs:43:5:
assertion failed: page <= 1000000

This input broke url: target/fuzz/artifacts/url/crash-65df6f7c
Put it into crates/model/tests/corpus/url/ under a name that says what it is: `cargo test -p model` replays all that is there.";
        assert_eq!(failure("url", &log, &regressions("url")), expected);
    }

    #[test]
    fn targets_are_chosen_by_their_names() {
        let all = ["config", "url"].map(str::to_owned);
        assert_eq!(chosen(&all, &[]).unwrap(), all);
        assert_eq!(chosen(&all, &all[1..]).unwrap(), ["url"]);
        let unknown = chosen(&all, &["yaml".to_owned()]).unwrap_err().to_string();
        assert_eq!(unknown, "There is no fuzz target `yaml`, but config, url.");
    }

    #[test]
    fn each_target_has_a_corpus_for_its_tests() {
        let targets = all_targets().unwrap();
        assert_eq!(targets, ["batch", "config", "error_envelope", "task_list", "url"]);
        for target in targets {
            assert!(checkout::root().join(regressions(&target)).is_dir(), "{target}");
        }
    }

    #[test]
    fn time_is_shared_but_never_without_a_limit() {
        let table = [(60, 4, 15), (3, 4, 1), (0, 1, 1)];
        for (seconds, targets, expected) in table {
            assert_eq!(share(seconds, targets), expected);
        }
    }
}
