//! nginx and Caddy as child processes, with the configuration that a test gives them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// Where Debian has it, which is on the `PATH` of root alone.
const NGINX_OF_DEBIAN: &str = "/usr/sbin/nginx";

/// What runs `tool`, if that is on this machine; `cargo xtask test` says what is not.
pub(crate) fn find(tool: &str) -> Option<Command> {
    let names = match tool {
        "nginx" => [env::var_os("NGINX_PROGRAM"), Some(tool.into()), Some(NGINX_OF_DEBIAN.into())],
        _ => [Some(tool.into()), None, None],
    };
    let is_here = |name: &OsString| {
        let mut command = std::process::Command::new(name);
        command.arg("--help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    };
    names.into_iter().flatten().find(is_here).map(Command::new)
}

/// A free address for a server that does not tell which it took. The system gives none of these ports to who asks for any, so
/// that no other test has it a moment later.
pub(crate) fn free_address() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 10_000).unwrap() + 20_000;
    let ports = std::iter::repeat_with(|| first + NEXT.fetch_add(1, Ordering::Relaxed));
    let mut addresses = ports.map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    addresses.find(|address| std::net::TcpListener::bind(address).is_ok()).unwrap()
}

/// nginx with these lines inside of `http`, as one process that is killed on drop; none where it is not installed.
pub(crate) async fn nginx(place: &Path, at: SocketAddr, http: &str) -> Option<Child> {
    let mut command = find("nginx")?;
    let (path, shown) = (place.join("nginx.conf"), place.display());
    let folders: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|what| format!("{what}_temp_path {shown}/{what};\n"))
        .concat();
    let text = format!(
        "daemon off;\nmaster_process off;\npid {shown}/pid;\nevents {{}}\n\
         http {{\naccess_log off;\n{folders}{http}\n}}\n"
    );
    fs::write(&path, text).unwrap();
    command.args(["-e", "stderr", "-p"]).arg(place).arg("-c").arg(path);
    Some(start(command, at).await)
}

/// Caddy with these sites, killed on drop; none where it is not installed.
pub(crate) async fn caddy(place: &Path, at: SocketAddr, sites: &str) -> Option<Child> {
    let mut command = find("caddy")?;
    let path = place.join("Caddyfile");
    fs::write(&path, format!("{{\nadmin off\nauto_https off\n}}\n{sites}")).unwrap();
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(path).env("HOME", place);
    Some(start(command, at).await)
}

async fn start(mut command: Command, at: SocketAddr) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let child = command.spawn().unwrap();
    let began = Instant::now();
    while TcpStream::connect(at).await.is_err() {
        assert!(began.elapsed() < Duration::from_secs(20), "{command:?} does not start");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    child
}
