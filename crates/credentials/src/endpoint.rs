//! Where signed requests go: a scheme, a host and a port.

use std::fmt;

use url::{Host, Url};

/// An endpoint of the cloud, or a stand-in for it on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    url: Url,
    authority: String,
}

/// Why a text is not an endpoint. The text itself is not repeated, since it may contain a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// Not an absolute URL.
    #[error("must be a URL such as https://polardb.aliyuncs.com")]
    NotAUrl,
    /// Neither `https` nor `http`.
    #[error("must begin with https://")]
    Scheme,
    /// `http` to another machine.
    #[error(
        "must be https: plain http, which anyone on the way can read, is for 127.0.0.1, [::1] and localhost only"
    )]
    PlainHttp,
    /// A user, a password, a path, a query or a fragment.
    #[error("must be a scheme, a host and a port alone, without {0}")]
    TooMuch(&'static str),
}

impl Endpoint {
    /// An endpoint by its URL: `https`, or `http` to this machine.
    ///
    /// # Errors
    /// [`EndpointError`] saying what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let url = Url::parse(text).map_err(|_| EndpointError::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(EndpointError::Scheme);
        }
        let host = url.host().ok_or(EndpointError::NotAUrl)?;
        if url.scheme() == "http" && !is_this_machine(&host) {
            return Err(EndpointError::PlainHttp);
        }
        for (what, is_there) in [
            ("a user or password", !url.username().is_empty() || url.password().is_some()),
            ("a path", url.path() != "/"),
            ("a query", url.query().is_some()),
            ("a fragment", url.fragment().is_some()),
        ] {
            if is_there {
                return Err(EndpointError::TooMuch(what));
            }
        }
        let authority = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_string(),
        };
        Ok(Self { url, authority })
    }

    /// The `Host` header of a request to it: with the port unless it is the scheme's own.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether requests leave without encryption, which they do to this machine only.
    pub fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// The URL of a request with this canonical query.
    pub fn with_query(&self, query: &str) -> Url {
        let mut url = self.url.clone();
        url.set_query(Some(query).filter(|query| !query.is_empty()));
        url
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.url.scheme(), self.authority)
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_https_and_plain_http_to_this_machine() {
        for (text, authority) in [
            ("https://polardb.aliyuncs.com", "polardb.aliyuncs.com"),
            ("https://polardb.aliyuncs.com:443/", "polardb.aliyuncs.com"),
            ("https://example.com:8443", "example.com:8443"),
            ("http://127.0.0.1:18099", "127.0.0.1:18099"),
            ("http://[::1]:18099", "[::1]:18099"),
            ("http://localhost", "localhost"),
        ] {
            assert_eq!(Endpoint::parse(text).unwrap().authority(), authority);
        }
    }

    #[test]
    fn refuses_everything_else() {
        use EndpointError::{NotAUrl, PlainHttp, Scheme, TooMuch};
        for (text, error) in [
            ("", NotAUrl),
            ("polardb.aliyuncs.com", NotAUrl),
            ("ftp://127.0.0.1", Scheme),
            ("http://polardb.aliyuncs.com", PlainHttp),
            ("http://localhost.evil.com", PlainHttp),
            ("http://10.0.0.1", PlainHttp),
            ("https://user@example.com", TooMuch("a user or password")),
            ("https://:hush@example.com", TooMuch("a user or password")),
            ("https://example.com/rpc", TooMuch("a path")),
            ("https://example.com?", TooMuch("a query")),
            ("https://example.com#a", TooMuch("a fragment")),
        ] {
            assert_eq!(Endpoint::parse(text), Err(error), "{text}");
        }
    }
}
