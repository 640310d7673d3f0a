//! What is measured and what stands behind it: programs on free ports, ended when they are dropped.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::{Subject, processor};
use crate::files;

/// How long a program may take to listen.
const START_PATIENCE: Duration = Duration::from_secs(20);
/// The first page of the list, as the console asks for it.
const FIRST_PAGE: &str =
    "/rpc?Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=1&PageSize=30";
/// A page of the list, as the upstream gives it whatever it is asked.
const REPLY: &str = "reply.json";

/// A program that listens.
pub(super) struct Server {
    child: Child,
    pub(super) port: u16,
}

impl Server {
    fn start(command: &mut Command, port: u16) -> Result<Self> {
        let line = crate::process::command_line(command);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.spawn().with_context(|| format!("`{line}` cannot be started"))?;
        let mut server = Self { child, port };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let has_ended = server.child.try_wait()?.is_some();
            ensure!(!has_ended && start.elapsed() < START_PATIENCE, "`{line}` does not listen");
            sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// The body of the first page. Over HTTP/1.0, so that it ends with the connection.
    ///
    /// # Errors
    /// When the answer is anything but 200.
    pub(super) fn first_page(&self) -> Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(START_PATIENCE))?;
        let host = format!("127.0.0.1:{}", self.port);
        write!(
            stream,
            "POST {FIRST_PAGE} HTTP/1.0\r\nHost: {host}\r\nOrigin: http://{host}\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.contains(" 200 ") => Ok(body.to_owned()),
            _ => bail!("The answer is not 200: {answer}"),
        }
    }

    /// The processor time that it has taken, with the processes that it started.
    ///
    /// # Errors
    /// Where there is no `/proc`.
    pub(super) fn processor_seconds(&self) -> Result<f64> {
        processor::seconds(self.child.id())
    }

    /// The most memory that was resident, in MiB: of the program and the processes that it started, each with what they share.
    ///
    /// # Errors
    /// Where there is no `/proc`.
    pub(super) fn peak_resident(&self) -> Result<f64> {
        let id = self.child.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"))
            .context("Memory is measured on Linux alone")?;
        let mut kibibytes = peak_of(&id.to_string())?;
        for child in children.split_whitespace() {
            kibibytes += peak_of(child)?;
        }
        Ok(kibibytes / 1024.0)
    }
}

impl Drop for Server {
    /// SIGTERM, since nginx has workers to end; what is deaf to it is killed.
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let asked = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if asked.elapsed() > START_PATIENCE {
                let _ = self.child.kill();
            }
            sleep(Duration::from_millis(20));
        }
    }
}

fn peak_of(process: &str) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    peak_in(&status).with_context(|| format!("/proc/{process}/status has no VmHWM"))
}

fn peak_in(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Where the programs are, and a directory for their files.
pub(super) struct Programs {
    pub(super) proxy: PathBuf,
    pub(super) nginx: PathBuf,
    pub(super) directory: PathBuf,
}

impl Programs {
    /// Keeps the first page of the simulated PolarDB for [`Self::upstream`]. Returns its bytes.
    ///
    /// # Errors
    /// When it cannot be had or written.
    pub(super) fn keep_reply(&self) -> Result<usize> {
        let port = free_port()?;
        let mut demo = Command::new(&self.proxy);
        demo.args(["demo", "--listen", &format!("127.0.0.1:{port}")]).stderr(Stdio::null());
        let reply = Server::start(&mut demo, port)?.first_page()?;
        fs::write(self.directory.join(REPLY), &reply)?;
        Ok(reply.len())
    }

    /// An upstream that answers at once, to whatever it is asked.
    ///
    /// # Errors
    /// When it does not start.
    pub(super) fn upstream(&self) -> Result<Server> {
        // Nothing can be posted to a file, so it is the page of that error.
        let answer = format!(
            "root {};\ndefault_type application/json;\nerror_page 405 =200 /{REPLY};\n\
             location / {{ return 405; }}\nlocation = /{REPLY} {{ }}",
            self.directory.display()
        );
        self.nginx("upstream", 1, "open_file_cache max=10;\nkeepalive_requests 1000000;", &answer)
    }

    /// What is measured, in front of the upstream at `upstream`.
    ///
    /// # Errors
    /// When it does not start.
    pub(super) fn start(&self, subject: Subject, upstream: u16) -> Result<Server> {
        match subject {
            Subject::Proxy { from_memory } => self.batch_proxy(from_memory, upstream),
            Subject::Nginx { from_memory } => self.plain_proxy(from_memory, upstream),
        }
    }

    fn batch_proxy(&self, from_memory: bool, upstream: u16) -> Result<Server> {
        let (port, million) = (free_port()?, "1000000");
        let mut proxy = Command::new(&self.proxy);
        proxy.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        proxy.args(["--upstream", &format!("http://127.0.0.1:{upstream}")]);
        proxy.args(["--caller-rate", million, "--upstream-rate", million]);
        proxy.args(["--cache-seconds", if from_memory { "3600" } else { "0" }]);
        proxy.args(["--stale-seconds", "0"]);
        proxy.env("ALIBABA_CLOUD_ACCESS_KEY_ID", "bench");
        proxy.env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "bench");
        for variable in ["ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_ROLE_ARN", "RUST_LOG"] {
            proxy.env_remove(variable);
        }
        Server::start(proxy.stderr(Stdio::null()), port)
    }

    /// nginx as it is in front of any service: it keeps connections to the upstream, and signs nothing.
    fn plain_proxy(&self, from_memory: bool, upstream: u16) -> Result<Server> {
        let zone = self.directory.join("answers");
        let mut http = format!(
            "upstream polardb {{ server 127.0.0.1:{upstream}; keepalive 64; keepalive_requests 1000000; }}\n\
             proxy_http_version 1.1;\nproxy_set_header Connection \"\";\nkeepalive_requests 1000000;\n"
        );
        if from_memory {
            http += &format!(
                "proxy_cache_path {} keys_zone=answers:1m;\nproxy_cache answers;\n\
                 proxy_cache_methods GET HEAD POST;\nproxy_cache_key $request_uri;\nproxy_cache_valid 200 1h;\n",
                zone.display()
            );
        }
        self.nginx("peer", 2, &http, "location / { proxy_pass http://polardb; }")
    }

    fn nginx(&self, name: &str, workers: u32, http: &str, server: &str) -> Result<Server> {
        let port = free_port()?;
        let prefix = self.directory.join(name);
        fs::create_dir_all(&prefix)?;
        let file = prefix.join("nginx.conf");
        // A line of log for each request, as batch-proxy writes, and as there to nowhere.
        let text = format!(
            "user root;\ndaemon off;\npid nginx.pid;\nerror_log stderr crit;\nworker_processes {workers};\n\
             events {{ worker_connections 4096; }}\n\
             http {{\naccess_log /dev/null;\nclient_body_temp_path body;\nproxy_temp_path proxy;\n\
             fastcgi_temp_path fastcgi;\nuwsgi_temp_path uwsgi;\nscgi_temp_path scgi;\n{http}\n\
             server {{ listen 127.0.0.1:{port} backlog=4096;\n{server}\n}}\n}}\n"
        );
        fs::write(&file, text)?;
        let mut nginx = Command::new(&self.nginx);
        nginx.arg("-p").arg(&prefix).arg("-c").arg(&file).args(["-e", "stderr"]);
        let errors = File::create(prefix.join("errors.log"))?;
        Server::start(nginx.stderr(errors), port)
    }
}

/// Free now, and a moment later too, one hopes: nothing else on this machine takes ports in turn.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// The directory for the files of the programs, made anew.
///
/// # Errors
/// When it cannot be made.
pub(super) fn directory(target: &Path) -> Result<PathBuf> {
    let directory = target.join("bench");
    files::empty(&directory)?;
    Ok(directory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_of_memory_is_read() {
        let status =
            "Name:\tnginx\nVmPeak:\t   90000 kB\nVmHWM:\t    7424 kB\nVmRSS:\t    7000 kB\n";
        assert_eq!(peak_in(status), Some(7424.0));
        assert_eq!(peak_in("Name:\tkthreadd\n"), None);
    }
}
