//! The demo of a released program where there is nothing else: no shell, no library, no certificate, no `/proc`.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::process::{announce, find, output};
use crate::{apt, checkout, files, npm};

/// Long enough for a busy machine, and an end for a program that hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs `demo` in a root directory that holds this file alone, and asks it for the console and for rows. Said plainly, it is
/// left out where this machine cannot make such a root.
///
/// # Errors
/// When the program does not start or an answer is not as it should be.
pub(super) fn try_demo(program: &Path, site: &Path) -> Result<()> {
    announce("Trying the demo in an empty root (a few seconds)");
    let Some(root) = EmptyRoot::find(program)? else {
        announce(
            "NOT TRIED: the demo in an empty root, which takes bubblewrap and the right to make user namespaces, \
             or root",
        );
        return Ok(());
    };
    let demo = Demo::start(root.command(&["demo", "--listen", "127.0.0.1:0"]))?;
    check_site(&demo.authority, site)?;
    check_rows(&demo.authority)
}

/// Runs the program with nothing around it.
struct EmptyRoot(Vec<String>);

impl EmptyRoot {
    /// The first way that works: bubblewrap, `chroot`, or bubblewrap when it is installed.
    fn find(program: &Path) -> Result<Option<Self>> {
        let root = checkout::target().join("tmp/empty-root");
        files::empty(&root)?;
        fs::copy(program, root.join("batch-proxy"))?;
        let (root, program) = (root.display().to_string(), program.display().to_string());
        let bubblewrap = || {
            let bind = ["--ro-bind", &program, "/batch-proxy", "/batch-proxy"];
            let isolated = ["--unshare-all", "--share-net", "--die-with-parent"];
            Self::of("bwrap", &[&isolated[..], &bind].concat())
        };
        let chroot = || Self::of("chroot", &[&root, "/batch-proxy"]);
        let install = || {
            npm::explain(apt::install("bubblewrap", &["bubblewrap"]))?;
            bubblewrap()
        };
        Ok(bubblewrap().or_else(chroot).or_else(install))
    }

    /// `None` where the tool is missing or may not do it.
    fn of(tool: &str, arguments: &[&str]) -> Option<Self> {
        let tool = find(tool)?.display().to_string();
        let arguments = arguments.iter().map(|argument| (*argument).to_owned());
        let root = Self([tool].into_iter().chain(arguments).collect());
        output(&mut root.command(&["--version"])).map(|_| root)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.0[0]);
        command.args(&self.0[1..]).args(arguments).env_clear().env("RUST_LOG", "warn");
        command
    }
}

/// A demo that runs until it is dropped.
struct Demo {
    child: Child,
    authority: String,
}

impl Demo {
    /// Waits for the line that says where it is.
    fn start(mut command: Command) -> Result<Self> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut demo = Self { child, authority: String::new() };
        let mut line = String::new();
        let printed = demo.child.stdout.take().context("the demo has no output")?;
        BufReader::new(printed).read_line(&mut line)?;
        let (_, authority) = line.trim_end().split_once("://").context("the demo did not start")?;
        authority.trim_end_matches('/').clone_into(&mut demo.authority);
        Ok(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every file of the site is answered as it is, and the page at `/`.
fn check_site(authority: &str, site: &Path) -> Result<()> {
    let compressed =
        |file: &Path| file.extension().is_some_and(|kind| kind == "br" || kind == "gz");
    let files = files::below(site, &[])?;
    let files = files.iter().filter(|file| !compressed(file) && !file.ends_with("config.json"));
    for file in files {
        let path = format!("/{}", file.strip_prefix(site)?.display());
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        let answer = Answer::of(authority, &format!("GET {path}"))?;
        ensure!(answer.body == files::read(file)?, "GET {path} is answered with another file");
        if path.ends_with(".wasm") {
            let kind = "\r\ncontent-type: application/wasm\r\n";
            ensure!(answer.head.contains(kind), "GET {path} is answered as\n{}", answer.head);
        }
    }
    Ok(())
}

/// The configuration names the demo, and the demo lists batch tasks.
fn check_rows(authority: &str) -> Result<()> {
    let config = Answer::of(authority, "GET /config.json")?.json()?;
    ensure!(config["endpoints"][0]["demo"] == true, "the configuration is {config}");
    let list = "POST /rpc?Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=1&PageSize=10";
    let page = Answer::of(authority, list)?.json()?;
    let rows = page["TaskList"].as_array().map_or(0, Vec::len);
    ensure!(rows == 10, "the first page of ten rows is {page}");
    Ok(())
}

/// A reply with status 200.
struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    /// By HTTP/1.0, in which the body ends with the connection.
    fn of(authority: &str, request: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(authority)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{request} HTTP/1.0\r\nHost: {authority}\r\nOrigin: http://{authority}\r\n\
             Content-Length: 0\r\n\r\n"
        )?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).with_context(|| format!("{request} is not answered"))?;
        Self::read(&bytes).with_context(|| format!("{request} fails"))
    }

    fn read(bytes: &[u8]) -> Result<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("no reply")? + 4;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        ensure!(head.split(' ').nth(1) == Some("200"), "{}", String::from_utf8_lossy(bytes));
        Ok(Self { head, body: bytes[end..].to_vec() })
    }

    fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).context("not JSON")
    }
}
