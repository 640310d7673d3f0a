//! `headers`: what another host of the console's files has to send, in that host's own words. The
//! values are those that the proxy itself sends.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output;
use crate::inbound::guard;
use crate::inbound::site::{ASK_EACH_TIME, FOR_EVER, SECURITY};

/// Where the files are.
#[derive(Args)]
pub(super) struct Headers {
    /// Which host is to understand them.
    #[arg(long = "for", value_name = "HOST")]
    host: Host,
    /// The origin of the proxy, if that is not the host's own, e.g. https://proxy.example.com
    /// (repeatable).
    #[arg(long, value_name = "ORIGIN", value_parser = guard::origin)]
    endpoint: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Host {
    /// For a `server` block.
    Nginx,
    /// For a site's block.
    Caddy,
    /// For the file `_headers`.
    Netlify,
}

impl Headers {
    pub(super) fn print(&self) -> Result<ExitCode, Failure> {
        output::print(&self.text())?;
        Ok(ExitCode::SUCCESS)
    }

    fn text(&self) -> String {
        let security = SECURITY;
        let headers =
            security.iter().map(|(name, value)| (name.as_str(), self.with_endpoints(value)));
        let headers: Vec<_> = headers.collect();
        let lines = |line: &dyn Fn(&str, &str) -> String| -> String {
            headers.iter().map(|(name, value)| line(name, value)).collect()
        };
        match self.host {
            Host::Nginx => {
                let lines =
                    lines(&|name, value| format!("add_header {name} \"{value}\" always;\n"));
                // A location with an `add_header` of its own inherits none, hence a variable.
                format!(
                    "# Outside of `server`:\nmap $uri $batch_tasks_caching {{\n    \
                     default \"{ASK_EACH_TIME}\";\n    \
                     \"~-[0-9a-f]{{16}}[._][^/]*$\" \"{FOR_EVER}\";\n}}\n\n# Inside of it:\n{lines}\
                     add_header cache-control $batch_tasks_caching;\n"
                )
            }
            Host::Caddy => {
                let lines = lines(&|name, value| format!("\t{name} \"{value}\"\n"));
                // Caddy comes to the hashed names first; the question mark leaves alone what is set. What is missing
                // may be there in a moment.
                format!(
                    "header {{\n{lines}\t?cache-control \"{ASK_EACH_TIME}\"\n}}\n\
                     @hashed path_regexp -[0-9a-f]{{16}}[._][^/]*$\n\
                     header @hashed cache-control \"{FOR_EVER}\"\n\
                     handle_errors {{\n\theader cache-control no-store\n}}\n"
                )
            }
            Host::Netlify => {
                let lines = lines(&|name, value| format!("  {name}: {value}\n"));
                format!("/*\n{lines}  cache-control: {ASK_EACH_TIME}\n")
            }
        }
    }

    /// The policy says where the page may connect to.
    fn with_endpoints(&self, value: &str) -> String {
        let endpoints: String = self.endpoint.iter().map(|origin| format!(" {origin}")).collect();
        value.replace("connect-src 'self'", &format!("connect-src 'self'{endpoints}"))
    }
}
