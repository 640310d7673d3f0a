//! The driver of a browser as a child process, and the display that WebKit draws on.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader};
use std::iter;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{self, Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::Duration;

use super::{Engine, ZONE};

/// What fontconfig reads in place of the machine's configuration. It maps the generic families to the fonts of the tests.
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts.conf");

/// The driver on a port of its own. It ends on drop, and the browser with it.
pub(super) struct Driver {
    pub(super) port: u16,
    /// The driver is to end before the display.
    _program: Program,
    _display: Option<Program>,
}

impl Driver {
    /// Whatever it and the browser leave behind is left in `scratch`.
    pub(super) fn start(engine: Engine, scratch: &Path) -> Self {
        // Another may take the port between the moment in which it is found free and that in which it is taken.
        (0..5)
            .find_map(|_| Self::try_to_start(engine, scratch))
            .unwrap_or_else(|| panic!("no driver that has its port: {:?}", engine.driver(0)))
    }

    fn try_to_start(engine: Engine, scratch: &Path) -> Option<Self> {
        let display = (engine == Engine::WebKit).then(start_display);
        let asked = if engine.tells_its_port() { 0 } else { free_port() };
        let command = engine.driver(asked);
        let mut environment = vec![
            ("TMPDIR", scratch.into()),
            ("FONTCONFIG_FILE", FONTS.into()),
            ("TZ", ZONE.into()),
        ];
        if let Some((_, display)) = &display {
            environment.push(("DISPLAY", display.into()));
        }
        let (mut program, mut output) = Program::start(&command, &environment);
        let port = match asked {
            0 => port_in(&mut output)?,
            asked => when_listening(asked, &mut program)?,
        };
        // What nobody reads would stop a browser that says much.
        thread::spawn(move || io::copy(&mut output, &mut io::sink()));
        Some(Self { port, _program: program, _display: display.map(|(program, _)| program) })
    }
}

/// From `ChromeDriver was started successfully on port 33323.` or `Listening on 127.0.0.1:33323`.
fn port_in(output: &mut impl BufRead) -> Option<u16> {
    let said = output.lines().map_while(Result::ok);
    let port = |line: String| {
        let chromium = line.split_once("successfully on port ");
        let (_, port) = chromium.or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
        port.trim_end_matches('.').parse().ok()
    };
    said.filter_map(port).next()
}

/// Each time another, below those that the system hands out to whoever asks for any, such as the servers of the tests.
fn free_port() -> u16 {
    static TRIED: AtomicU16 = AtomicU16::new(0);
    let begin = 20_000 + u16::try_from(process::id() % 5_000).unwrap();
    let next = || begin + TRIED.fetch_add(1, Ordering::Relaxed) % 5_000;
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    iter::repeat_with(next).find(is_free).unwrap()
}

/// The port, once the program listens on it; none if it has ended.
fn when_listening(port: u16, program: &mut Program) -> Option<u16> {
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if program.0.try_wait().unwrap().is_some() {
            return None;
        }
        thread::sleep(Duration::from_millis(10));
    }
    Some(port)
}

/// A display that nobody sees: WebKit has no other way to run. Each browser has its own, for the clipboard and the focus are
/// those of a display. Returns its name too.
fn start_display() -> (Program, String) {
    let program = env::var_os("XVFB").unwrap_or_else(|| "Xvfb".into());
    let arguments = ["-displayfd", "1", "-screen", "0", "2000x1300x24", "-nolisten", "tcp"];
    let command: Vec<_> =
        [program].into_iter().chain(arguments.iter().map(OsString::from)).collect();
    let (program, mut output) = Program::start(&command, &[]);
    let mut number = String::new();
    output.read_line(&mut number).unwrap();
    assert!(!number.is_empty(), "Xvfb does not start");
    (program, format!(":{}", number.trim()))
}

/// A program with all that it starts. It ends when this value is dropped, and also when this process ends without that.
struct Program(Child);

/// The shell leads a group of processes. It ends the group when its standard input ends, or when the program does.
const GUARD: &str = r#"("$@"; kill -KILL -$$) & exec >&-; read -r _; kill -KILL -$$"#;

impl Program {
    fn start(
        command: &[OsString],
        environment: &[(&str, OsString)],
    ) -> (Self, BufReader<ChildStdout>) {
        let mut child = Command::new("sh")
            .args(["-c", GUARD, "sh"])
            .args(command)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("sh, for {}: {error}", command[0].display()));
        let output = BufReader::new(child.stdout.take().unwrap());
        (Self(child), output)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // It has been killed, which is what was wanted.
        let _ = self.0.wait();
    }
}
