//! A URI that hands out temporary keys, as `ALIBABA_CLOUD_CREDENTIALS_URI` names it.

use std::fmt;

use url::{Host, Url};

/// `https`, or `http` to this machine. It is not shown whole, since whoever knows it may be given the keys.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyUri(Url);

/// Why a text is not such a URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyUriError {
    /// Not an absolute URL with a host.
    #[error("must be a URL such as http://127.0.0.1:7002/credentials")]
    NotAUrl,
    /// Neither `https` nor `http` to this machine.
    #[error(
        "must be https, or http to 127.0.0.1, [::1] or localhost: keys in plain http can be read on the way"
    )]
    Plain,
}

impl KeyUri {
    /// The URI of a text.
    ///
    /// # Errors
    /// [`KeyUriError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, KeyUriError> {
        let url = Url::parse(text).map_err(|_| KeyUriError::NotAUrl)?;
        let is_local = match url.host().ok_or(KeyUriError::NotAUrl)? {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        match url.scheme() {
            "https" => Ok(Self(url)),
            "http" if is_local => Ok(Self(url)),
            _ => Err(KeyUriError::Plain),
        }
    }

    pub(crate) fn url(&self) -> &Url {
        &self.0
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.0.scheme() == "http"
    }
}

impl fmt::Debug for KeyUri {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "KeyUri({}://{}…)",
            self.0.scheme(),
            self.0.host_str().unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_https_and_this_machine_and_does_not_show_the_path() {
        for text in
            ["https://keys.example.com/a?t=hush", "http://localhost:7002/hush", "http://[::1]/hush"]
        {
            assert!(!format!("{:?}", KeyUri::parse(text).unwrap()).contains("hush"), "{text}");
        }
        for (text, error) in [
            ("127.0.0.1:7002", KeyUriError::NotAUrl),
            ("/credentials", KeyUriError::NotAUrl),
            ("http://10.0.0.1/", KeyUriError::Plain),
            ("ftp://127.0.0.1/", KeyUriError::Plain),
            ("http://localhost.evil.com/", KeyUriError::Plain),
        ] {
            assert_eq!(KeyUri::parse(text), Err(error), "{text}");
        }
    }
}
