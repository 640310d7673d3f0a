//! The HTTP proxy of a network without a direct way out.

use std::fmt;

use url::Url;

/// An HTTP proxy, asked with `CONNECT`, so that it sees no more than the host's name. Its password is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpProxy(Url);

/// Why a text does not name an HTTP proxy. The text is not repeated, since it may contain a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpProxyError {
    /// Not `http://host:port`.
    #[error(
        "must be a URL such as http://proxy.example.com:3128, with user:password@ before the host if need be"
    )]
    NotAUrl,
    /// A path, a query or a fragment.
    #[error("must be a scheme, a host and a port alone, without a path")]
    TooMuch,
}

impl HttpProxy {
    /// The proxy at an `http` URL, which may have a user and a password.
    ///
    /// # Errors
    /// [`HttpProxyError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, HttpProxyError> {
        let url = Url::parse(text).map_err(|_| HttpProxyError::NotAUrl)?;
        if url.scheme() != "http" || url.host().is_none() {
            return Err(HttpProxyError::NotAUrl);
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(HttpProxyError::TooMuch);
        }
        Ok(Self(url))
    }

    /// The setting for a client: `https` goes through the proxy, plain `http` to this machine does not.
    ///
    /// # Errors
    /// None in practice: the URL is valid.
    pub fn for_client(&self) -> Result<reqwest::Proxy, reqwest::Error> {
        reqwest::Proxy::https(self.0.clone())
    }
}

impl fmt::Display for HttpProxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.0.host_str().unwrap_or_default();
        write!(formatter, "http://{host}:{}", self.0.port_or_known_default().unwrap_or_default())
    }
}

impl fmt::Debug for HttpProxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HttpProxy({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_no_password() {
        let proxy = HttpProxy::parse("http://me:hush@proxy.example.com:3128").unwrap();
        assert_eq!(proxy.to_string(), "http://proxy.example.com:3128");
        assert_eq!(format!("{proxy:?}"), "HttpProxy(http://proxy.example.com:3128)");
        assert_eq!(HttpProxy::parse("http://10.0.0.1").unwrap().to_string(), "http://10.0.0.1:80");
    }

    #[test]
    fn is_http_with_a_host_alone() {
        for text in ["", "proxy:3128", "https://proxy:3128", "socks5://proxy:1080", "http://"] {
            assert_eq!(HttpProxy::parse(text), Err(HttpProxyError::NotAUrl), "{text}");
        }
        for text in ["http://proxy:3128/a", "http://proxy:3128?a", "http://proxy:3128#a"] {
            assert_eq!(HttpProxy::parse(text), Err(HttpProxyError::TooMuch), "{text}");
        }
    }
}
