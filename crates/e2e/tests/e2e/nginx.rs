//! nginx as a plain host of the site's files at any path, with the headers that `batch-proxy headers` prints. The proxy
//! stands behind it at `rpc`, beside the page.

use std::env;
use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::plain::SITE;
use crate::wait::until;

/// A server of its own; it is killed on drop.
pub(crate) struct Nginx {
    child: Child,
    _scratch: TempDir,
}

impl Nginx {
    /// Serves the site below `path`, which begins and ends with `/`.
    pub(crate) async fn start(address: SocketAddr, path: &str, proxy: SocketAddr) -> Self {
        let scratch = TempDir::new().unwrap();
        let configuration = scratch.path().join("nginx.conf");
        fs::write(&configuration, text(scratch.path(), address, path, proxy)).unwrap();
        let program = env::var_os("NGINX_PROGRAM").unwrap_or_else(|| "nginx".into());
        let mut command = Command::new(&program);
        command.args(["-e", "stderr", "-p"]).arg(scratch.path()).arg("-c").arg(&configuration);
        let child = command.stdin(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let nginx = Self { child, _scratch: scratch };
        until("nginx answers", true, async || TcpStream::connect(address).is_ok()).await;
        nginx
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nobody to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One process, which writes nowhere but into `scratch`.
fn text(scratch: &Path, address: SocketAddr, path: &str, proxy: SocketAddr) -> String {
    let headers = headers();
    let (outside, inside) = headers.split_once("# Inside of it:\n").unwrap();
    let site = fs::canonicalize(SITE).unwrap();
    let (scratch, site) = (scratch.display(), site.display());
    let folders: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {scratch}/{name};\n"))
        .concat();
    format!(
        "daemon off;
        master_process off;
        pid {scratch}/pid;
        events {{}}
        http {{
            access_log off;
            {folders}
            types {{
                text/html html; text/css css; text/javascript js;
                application/json json; application/wasm wasm;
            }}
            {outside}
            server {{
                listen {address};
                {inside}
                gzip_static on;
                location = {path}rpc {{
                    proxy_pass http://{proxy}/rpc;
                    proxy_set_header host $http_host;
                }}
                location {path} {{ alias {site}/; }}
            }}
        }}"
    )
}

/// What the proxy's own program says that nginx has to send.
fn headers() -> String {
    let program = program();
    let printed = Command::new(&program).args(["headers", "--for", "nginx"]).output();
    let printed = printed.unwrap_or_else(|error| {
        panic!("{}: {error}; build it with `cargo build -p proxy`", program.display())
    });
    assert!(printed.status.success(), "{printed:?}");
    String::from_utf8(printed.stdout).unwrap()
}

/// Cargo puts it two steps above the tests.
fn program() -> PathBuf {
    let tests = env::current_exe().unwrap();
    let directory = tests.ancestors().nth(2).unwrap();
    directory.join(format!("batch-proxy{}", env::consts::EXE_SUFFIX))
}
