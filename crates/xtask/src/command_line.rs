//! What the command line asks for.

use anyhow::{Context, Result, bail};
use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt;

use crate::peers::Engine;

/// Printed for `help`, and under the error for anything that is not understood.
pub(crate) const HELP: &str = "\
Usage: cargo xtask <task>

  start [--port N]            build everything, run the demo and print its address
  start --region cn-hangzhou  the same against the real PolarDB of that region; credentials
                              come from ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET
                              and, when there is one, ALIBABA_CLOUD_SECURITY_TOKEN
  test [--quick] [--trunk] [--browser NAME]
                              every check; --quick: formatting, lints and native tests only; --trunk: also
                              the site as Trunk builds and serves it, with Trunk installed if need be;
                              --browser: the end-to-end tests only, in chromium, firefox or webkit
  dist                        the static site in dist/, with .br and .gz beside each file
  size                        the download of a first visit, file by file, against its budget
  pictures [--accept]         compare the page with the reference pictures in crates/e2e/pictures, as `test` does;
                              what differs is in target/pictures; --accept: renew them
  screenshots                 a picture of every state in both languages, both themes and two widths, in
                              target/screenshots; those of the README in docs/pictures
  fuzz [--seconds N] [target…]
                              fuzz all that reads outside text, or these targets of fuzz/, for
                              a minute or N seconds in all; needs a C++ compiler
  bench proxy [--seconds N]   how fast the proxy is beside nginx, N seconds each time (default: 3);
                              needs wrk and nginx
  bench console               what loading, refreshing and turning pages cost the browser, beside a page written by hand
  release [--target T]…       what users download, in target/release-files: batch-proxy with the console inside, for
                              x86_64-unknown-linux-musl and aarch64-unknown-linux-musl or these, the site, an SBOM";

/// One task with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Start(StartOptions),
    Test(TestOptions),
    Dist,
    Size,
    Pictures { accept: bool },
    Screenshots,
    Fuzz(FuzzOptions),
    BenchProxy { seconds: u64 },
    BenchConsole,
    Release { targets: Vec<String> },
}

/// The options of `start`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct StartOptions {
    /// The port to insist on; any free one may be taken without it.
    pub(crate) port: Option<u16>,
    /// The region of the real PolarDB; the demo without it.
    pub(crate) region: Option<String>,
}

/// The options of `test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TestOptions {
    /// Leaves out all that needs wasm or a browser.
    pub(crate) quick: bool,
    /// Installs Trunk where it is missing, so that its site is tested too.
    pub(crate) trunk: bool,
    /// Runs the end-to-end tests only, and in this browser only.
    pub(crate) browser: Option<Engine>,
}

/// The options of `fuzz`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FuzzOptions {
    /// How long to fuzz, all targets together.
    pub(crate) seconds: u64,
    /// The targets to fuzz; none means all.
    pub(crate) targets: Vec<String>,
}

impl Default for FuzzOptions {
    fn default() -> Self {
        Self { seconds: 60, targets: Vec::new() }
    }
}

/// Reads the command line. No task at all asks for help.
///
/// # Errors
/// An unknown task or option, or a value that does not fit, in words for the user.
pub(crate) fn parse(mut parser: lexopt::Parser) -> Result<Task> {
    let mut task = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Task::Help),
        Some(Value(name)) => match name.string()?.as_str() {
            "help" => return Ok(Task::Help),
            "start" => Task::Start(StartOptions::default()),
            "test" => Task::Test(TestOptions::default()),
            "dist" => Task::Dist,
            "size" => Task::Size,
            "pictures" => Task::Pictures { accept: false },
            "screenshots" => Task::Screenshots,
            "fuzz" => Task::Fuzz(FuzzOptions::default()),
            "release" => Task::Release { targets: Vec::new() },
            "bench" => benchmark(&mut parser)?,
            unknown => bail!("There is no task `{unknown}`."),
        },
        Some(option) => return Err(option.unexpected().into()),
    };
    while let Some(argument) = parser.next()? {
        match (&mut task, argument) {
            (_, Short('h') | Long("help")) => return Ok(Task::Help),
            (Task::Start(options), Long("port")) => options.port = Some(parser.value()?.parse()?),
            (Task::Start(options), Long("region")) => {
                options.region = Some(parser.value()?.string()?);
            }
            (Task::Test(options), Long("quick")) => options.quick = true,
            (Task::Test(options), Long("trunk")) => options.trunk = true,
            (Task::Test(options), Long("browser")) => {
                let name = parser.value()?.string()?;
                let engine = Engine::named(&name);
                let unknown =
                    || format!("The browsers are chromium, firefox and webkit, not `{name}`.");
                options.browser = Some(engine.with_context(unknown)?);
            }
            (Task::Pictures { accept }, Long("accept")) => *accept = true,
            (Task::Fuzz(options), Long("seconds")) => options.seconds = parser.value()?.parse()?,
            (Task::Fuzz(options), Value(target)) => options.targets.push(target.string()?),
            (Task::BenchProxy { seconds }, Long("seconds")) => {
                *seconds = parser.value()?.parse()?;
            }
            (Task::Release { targets }, Long("target")) => {
                targets.push(parser.value()?.string()?);
            }
            (_, unexpected) => return Err(unexpected.unexpected().into()),
        }
    }
    Ok(task)
}

/// What is to be measured.
fn benchmark(parser: &mut lexopt::Parser) -> Result<Task> {
    match parser.next()? {
        Some(Value(subject)) if subject == "proxy" => Ok(Task::BenchProxy { seconds: 3 }),
        Some(Value(subject)) if subject == "console" => Ok(Task::BenchConsole),
        Some(Short('h') | Long("help")) => Ok(Task::Help),
        _ => bail!("`bench` measures the proxy or the console: cargo xtask bench proxy"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(lexopt::Parser::from_args(line.split_whitespace()))
    }

    #[test]
    fn each_task_is_read_with_its_options() {
        let region = Some("cn-hangzhou".to_owned());
        let targets = |names: [&str; 2]| names.map(str::to_owned).to_vec();
        let table = [
            ("", Task::Help),
            ("help", Task::Help),
            ("--help", Task::Help),
            ("start --help", Task::Help),
            ("start", Task::Start(StartOptions { port: None, region: None })),
            ("start --port 9000", Task::Start(StartOptions { port: Some(9000), region: None })),
            ("start --region cn-hangzhou", Task::Start(StartOptions { port: None, region })),
            ("test", Task::Test(TestOptions::default())),
            ("test --quick", Task::Test(TestOptions { quick: true, ..TestOptions::default() })),
            ("test --trunk", Task::Test(TestOptions { trunk: true, ..TestOptions::default() })),
            (
                "test --browser firefox",
                Task::Test(TestOptions {
                    browser: Some(Engine::Firefox),
                    ..TestOptions::default()
                }),
            ),
            ("dist", Task::Dist),
            ("size", Task::Size),
            ("pictures", Task::Pictures { accept: false }),
            ("pictures --accept", Task::Pictures { accept: true }),
            ("screenshots", Task::Screenshots),
            ("fuzz", Task::Fuzz(FuzzOptions { seconds: 60, targets: vec![] })),
            (
                "fuzz url --seconds 300 config",
                Task::Fuzz(FuzzOptions {
                    seconds: 300,
                    targets: vec!["url".to_owned(), "config".to_owned()],
                }),
            ),
            ("bench proxy", Task::BenchProxy { seconds: 3 }),
            ("bench proxy --seconds 10", Task::BenchProxy { seconds: 10 }),
            ("bench console", Task::BenchConsole),
            ("bench --help", Task::Help),
            ("release", Task::Release { targets: vec![] }),
            ("release --target a --target b", Task::Release { targets: targets(["a", "b"]) }),
        ];
        for (line, expected) in table {
            assert_eq!(parsed(line).unwrap(), expected, "{line}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let table = [
            ("build", "There is no task `build`."),
            ("--port 1", "invalid option '--port'"),
            ("dist --port 1", "invalid option '--port'"),
            ("screenshots --accept", "invalid option '--accept'"),
            ("start --port", "missing argument for option '--port'"),
            (
                "start --port 70000",
                "cannot parse argument \"70000\": number too large to fit in target type",
            ),
            ("fuzz --seconds -1", "cannot parse argument \"-1\": invalid digit found in string"),
            ("fuzz --time 60", "invalid option '--time'"),
            ("bench", "`bench` measures the proxy or the console: cargo xtask bench proxy"),
            ("bench size", "`bench` measures the proxy or the console: cargo xtask bench proxy"),
            (
                "test --browser safari",
                "The browsers are chromium, firefox and webkit, not `safari`.",
            ),
            ("test everything", "unexpected argument \"everything\""),
        ];
        for (line, expected) in table {
            assert_eq!(parsed(line).unwrap_err().to_string(), expected, "{line}");
        }
    }
}
