//! The tables of the file, one function for each.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use credentials::{Asked, HttpProxy, Role};
use toml::de::DeValue;

use super::table::Table;
use super::values::{instant, number, parsed, switch, text, texts};
use super::{Config, Limits, Target, TlsFiles};
use crate::inbound::base_path::{BasePath, BasePathError};
use crate::inbound::callers::{SignIn, Token};
use crate::inbound::guard;
use crate::ops::log::LogFormat;
use crate::outbound::upstream::Upstream;

/// The whole file.
pub(super) fn root(mut table: Table<'_, '_>, directory: &Path) -> Config {
    let path = |value: &DeValue<'_>| Ok(directory.join(text(value)?));
    let checked = |check: fn(&str) -> Result<String, guard::GuardError>| {
        texts(move |text| check(text).map_err(|error| format!("has a fault: {error}")))
    };
    let mut http_proxy = None;
    let config = Config {
        listen: table.take("listen", parsed("an address such as 127.0.0.1:8787")),
        metrics: table.take("metrics", loopback),
        log_format: table.take("log-format", log_format),
        console: table.take("console", path),
        base_path: table.take("base-path", base_path),
        allow_origins: table.take("allow-origins", checked(guard::origin)),
        public_hosts: table.take("public-hosts", checked(guard::public_host)),
        status_counts: table.take("status-counts", switch),
        target: table.table("upstream").and_then(|mut table| {
            http_proxy = table.take("http-proxy", proxy_url);
            target(table)
        }),
        http_proxy,
        credentials: table.table("credentials").map(credentials).unwrap_or_default(),
        limits: table.table("limits").map(limits).unwrap_or_default(),
        tokens: table.table("tokens").map(tokens).unwrap_or_default(),
        sign_in: table.table("sign-in").and_then(sign_in),
        tls: table.table("tls").and_then(|table| tls(table, directory)),
        instances: table.table("instances").and_then(|table| instances(table, directory)),
    };
    table.end();
    config
}

fn loopback(value: &DeValue<'_>) -> Result<SocketAddr, String> {
    let must_be = "an address of this machine such as 127.0.0.1:9464";
    let address: SocketAddr = parsed(must_be)(value)?;
    address.ip().is_loopback().then_some(address).ok_or_else(|| format!("must be {must_be}"))
}

fn base_path(value: &DeValue<'_>) -> Result<BasePath, String> {
    text(value)?.parse().map_err(|error: BasePathError| format!("has a fault: {error}"))
}

fn log_format(value: &DeValue<'_>) -> Result<LogFormat, String> {
    LogFormat::from_str(&text(value)?, false).map_err(|_| "must be text or json".to_owned())
}

fn proxy_url(value: &DeValue<'_>) -> Result<HttpProxy, String> {
    HttpProxy::parse(&text(value)?).map_err(|error| error.to_string())
}

fn target(mut table: Table<'_, '_>) -> Option<Target> {
    let region = table.take("region", text);
    let vpc = table.take("vpc", switch);
    let url = table.take("url", |value| {
        Upstream::parse(&text(value)?).map_err(|error| format!("has a fault: {error}"))
    });
    let target = match (region, url) {
        (Some(region), None) => match Upstream::of_region(&region, vpc.unwrap_or(false)) {
            Ok(upstream) => Some(Target { upstream, region: Some(region) }),
            Err(error) => {
                table.fault(&format!("has a fault: {error}"));
                None
            }
        },
        (None, Some(upstream)) if vpc.is_none() => Some(Target { upstream, region: None }),
        (None, None) => None,
        _ => {
            table.fault("takes a region, with vpc or without, or a url");
            None
        }
    };
    table.end();
    target
}

fn credentials(mut table: Table<'_, '_>) -> Asked {
    let profile = table.take("profile", text);
    let arn = table.take("role-arn", parsed_arn);
    let session_name = table.take("session-name", text);
    let external_id = table.take("external-id", text);
    let allow_external = table.take("allow-external", switch).unwrap_or(false);
    if arn.is_none() && (session_name.is_some() || external_id.is_some()) {
        table.fault("needs role-arn");
    }
    table.end();
    let role = arn.map(|arn| Role { external_id, ..Role::new(arn, session_name) });
    Asked { profile, role, allow_external }
}

fn parsed_arn(value: &DeValue<'_>) -> Result<String, String> {
    let is_arn = |arn: &String| {
        arn.starts_with("acs:ram::") && arn.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let fault = || "must be a role such as acs:ram::1234567890123456:role/batch-tasks".to_owned();
    Some(text(value)?).filter(is_arn).ok_or_else(fault)
}

fn limits(mut table: Table<'_, '_>) -> Limits {
    let limits = Limits {
        cache_seconds: table.take("cache-seconds", number(0..=3600)),
        stale_seconds: table.take("stale-seconds", number(0..=3600)),
        upstream_in_flight: table.take("upstream-in-flight", number(1..=64)),
        upstream_rate: table.take("upstream-rate", number(1..=1_000_000)),
        caller_rate: table.take("caller-rate", number(1..=1_000_000)),
    };
    table.end();
    limits
}

fn tokens(table: Table<'_, '_>) -> Vec<Token> {
    let tokens = table.named_tables().into_iter().filter_map(|(name, mut table)| {
        table.require(&["sha256"]);
        let hash = table.take("sha256", parsed("64 hexadecimal digits"));
        let expires = table.take("expires", instant);
        if !Token::is_name(&name) {
            table.fault("must be named with letters, digits, - and _, at most 64");
        }
        table.end();
        Token::new(name, hash?, expires)
    });
    tokens.collect()
}

fn sign_in(mut table: Table<'_, '_>) -> Option<SignIn> {
    table.require(&["header", "peers"]);
    let header = table.take("header", |value| SignIn::header(&text(value)?));
    let peers = table.take("peers", texts(|text| SignIn::network(text).map(|_| text.to_owned())));
    let url = table.take("url", |value| SignIn::url(&text(value)?));
    if peers.as_ref().is_some_and(Vec::is_empty) {
        table.fault("needs one peer at least");
    }
    table.end();
    SignIn::new(header?, &peers?, url)
}

fn tls(mut table: Table<'_, '_>, directory: &Path) -> Option<TlsFiles> {
    table.require(&["certificate", "key"]);
    let certificate = table.take("certificate", text);
    let key = table.take("key", text);
    table.end();
    Some(TlsFiles { certificate: directory.join(certificate?), key: directory.join(key?) })
}

fn instances(mut table: Table<'_, '_>, directory: &Path) -> Option<PathBuf> {
    table.require(&["file"]);
    let file = table.take("file", text);
    table.end();
    Some(directory.join(file?))
}
