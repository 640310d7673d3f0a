//! Who may talk to the proxy: requests to one of its own names, from pages of its own origin or of
//! one that the operator listed.
//!
//! The host check stops DNS rebinding, in which a foreign name leads to this machine; the origin
//! check stops any other page from spending the account's calls.

mod remedy;

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};

pub use self::remedy::Remedy;
use crate::inbound::callers::{Auth, Caller, Callers};
use crate::refusal::Refusal;

/// The most characters of a host name and its port.
const LONGEST_HOST: usize = 253 + ":65535".len();

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The names and origins that are let in.
#[derive(Clone, Debug)]
pub struct Guard {
    loopback: BTreeSet<String>,
    public: BTreeSet<String>,
    origins: BTreeSet<String>,
    callers: Callers,
    is_tls: bool,
}

/// Why a name or an origin cannot be let in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// Not a host name.
    #[error("{0:?} is not a host name such as tasks.example.com or tasks.example.com:8443")]
    PublicHost(String),
    /// Not an origin.
    #[error(
        "{0:?} is not an origin such as https://tasks.example.com: a scheme, a host and a port that \
         is not the scheme's own, exactly as browsers send it"
    )]
    Origin(String),
}

impl Guard {
    /// Lets in the loopback names with the port of `listener`, the `public_hosts` (with their port,
    /// unless it is the scheme's own) and pages of `origins`.
    ///
    /// # Errors
    /// [`GuardError`] for what is neither a host nor an origin.
    pub fn new(
        listener: SocketAddr,
        public_hosts: &[String],
        origins: &[String],
    ) -> Result<Self, GuardError> {
        let public = public_hosts.iter().map(|host| public_host(host)).collect::<Result<_, _>>()?;
        let origins = origins.iter().map(|text| origin(text)).collect::<Result<_, _>>()?;
        let loopback = loopback_names(listener);
        Ok(Self { loopback, public, origins, callers: Callers::default(), is_tls: false })
    }

    /// Lets in these callers only, from now on.
    #[must_use]
    pub fn with_callers(self, callers: Callers) -> Self {
        Self { callers, ..self }
    }

    /// Callers use TLS, so that the proxy's own pages are at `https`.
    #[must_use]
    pub fn over_tls(self) -> Self {
        Self { is_tls: true, ..self }
    }

    /// Whether callers use TLS.
    pub(crate) fn is_tls(&self) -> bool {
        self.is_tls
    }

    /// How callers show who they are.
    pub(crate) fn auth(&self) -> Auth<'_> {
        self.callers.auth()
    }

    /// Who is calling, if the request may be answered now.
    ///
    /// # Errors
    /// [`Refusal::Unauthenticated`], [`Refusal::CallerTooFast`].
    pub fn caller(&self, request: &Parts) -> Result<Caller, Refusal> {
        self.callers.admit(request)
    }

    /// The name by which the request calls the proxy. From a `peer` on this machine, which may be a tunnel with a
    /// port of its own, loopback names are let in with any port: DNS rebinding needs a foreign name.
    ///
    /// # Errors
    /// [`Refusal::HostNotAllowed`] for none or a foreign one, [`Refusal::SeveralHosts`].
    pub fn host(
        &self,
        uri: &Uri,
        headers: &HeaderMap,
        peer: Option<IpAddr>,
    ) -> Result<String, Refusal> {
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        if hosts.next().is_some() {
            return Err(Refusal::SeveralHosts);
        }
        let host = host.ok_or(Refusal::HostNotAllowed(None))?;
        // In the absolute form of a request the URI names the host a second time.
        let of_uri = uri.authority().map(Authority::as_str);
        let is_tunnel = peer.is_some_and(|peer| peer.to_canonical().is_loopback());
        let known = |host: &str| {
            let host = without_default_port(host.to_ascii_lowercase());
            let is_known = self.loopback.contains(&host)
                || self.public.contains(&host)
                || (is_tunnel && is_loopback_name(&host));
            // Repeated in the error, so that it may name the option, unless it is something else than a host.
            let repeated = || public_host(&host).ok().filter(|host| host.len() <= LONGEST_HOST);
            if is_known { Ok(host) } else { Err(Refusal::HostNotAllowed(repeated())) }
        };
        of_uri.map(known).transpose()?;
        known(host)
    }

    /// Checks that a page which may use the proxy sent the request, to this `host`.
    ///
    /// # Errors
    /// [`Refusal::OriginNotAllowed`] where the origin is missing, repeated, `null` or another one.
    pub fn origin(&self, host: &str, headers: &HeaderMap) -> Result<(), Refusal> {
        if self.listed_origin(headers).is_some() {
            return Ok(());
        }
        let origin = only(headers, &ORIGIN).and_then(|origin| origin.to_str().ok());
        let own = match origin.and_then(|origin| origin.split_once("://")) {
            Some(("http", authority)) => self.is_own(authority, host) && !self.is_tls,
            // A gateway in front may speak TLS; on loopback nobody else does.
            Some(("https", authority)) => {
                self.is_own(authority, host) && (self.is_tls || self.public.contains(host))
            }
            _ => false,
        };
        let is_cross_site = headers.get(FETCH_SITE).is_some_and(|site| site == "cross-site");
        match own {
            true if is_cross_site => Err(Refusal::OriginNotAllowed(None)),
            true => Ok(()),
            false => {
                let remedy = origin.and_then(|origin| Remedy::of(origin, host));
                Err(Refusal::OriginNotAllowed(remedy))
            }
        }
    }

    /// Whether a page at `authority` is the proxy's own, where it is called by `host`. A gateway may drop the port of its
    /// own name.
    fn is_own(&self, authority: &str, host: &str) -> bool {
        let is_public = || self.public.contains(authority) && self.public.contains(host);
        authority == host || (is_public() && split_port(authority).0 == split_port(host).0)
    }

    /// Checks a request that only reads and costs nothing. Browsers name no origin in a GET to the page's own server, and
    /// no other page can read the reply, so that one without an origin is let in unless the browser says that another
    /// site sent it.
    ///
    /// # Errors
    /// [`Refusal::OriginNotAllowed`].
    pub fn origin_of_read(&self, host: &str, headers: &HeaderMap) -> Result<(), Refusal> {
        if headers.contains_key(ORIGIN) {
            return self.origin(host, headers);
        }
        let is_own = |site: &HeaderValue| site == "same-origin" || site == "none";
        if headers.get_all(FETCH_SITE).iter().all(is_own) {
            Ok(())
        } else {
            Err(Refusal::OriginNotAllowed(None))
        }
    }

    /// The request's origin, if it is on the operator's list and so may read replies.
    pub fn listed_origin<'a>(&self, headers: &'a HeaderMap) -> Option<&'a HeaderValue> {
        only(headers, &ORIGIN)
            .filter(|origin| origin.to_str().is_ok_and(|origin| self.origins.contains(origin)))
    }
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

/// A host without the port of `https` or `http`, which some gateways write.
fn without_default_port(host: String) -> String {
    match split_port(&host) {
        (name, Some("443" | "80")) => name.to_owned(),
        _ => host,
    }
}

/// The name, with the brackets of an IPv6 address, and the port.
fn split_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    }
}

/// Whether it is a name of this machine that no DNS server can have sent here, with any port.
fn is_loopback_name(host: &str) -> bool {
    let (name, port) = split_port(host);
    let is_name = matches!(name, "localhost" | "[::1]")
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    is_name && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

fn loopback_names(listener: SocketAddr) -> BTreeSet<String> {
    let port = listener.port();
    let own = match listener.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    ["127.0.0.1", "[::1]", "localhost", own.as_str()]
        .into_iter()
        .map(|name| without_default_port(format!("{name}:{port}")))
        .collect()
}

pub(crate) fn public_host(text: &str) -> Result<String, GuardError> {
    let host = without_default_port(text.to_ascii_lowercase());
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let names_a_host = url::Url::parse(&format!("http://{host}/")).is_ok();
    if host.bytes().all(is_plain) && names_a_host {
        Ok(host)
    } else {
        Err(GuardError::PublicHost(text.to_owned()))
    }
}

pub(crate) fn origin(text: &str) -> Result<String, GuardError> {
    url::Url::parse(text)
        .ok()
        .map(|url| url.origin().ascii_serialization())
        .filter(|origin| origin == text && text.starts_with("http"))
        .ok_or_else(|| GuardError::Origin(text.to_owned()))
}

#[cfg(test)]
mod tests;
