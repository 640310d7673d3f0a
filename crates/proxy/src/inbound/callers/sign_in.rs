//! A gateway in front that signs users in and says in a header who it is. That is believed from the
//! gateway's own addresses alone: anybody else can write a header.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

/// Whom to believe about whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    header: HeaderName,
    peers: Vec<IpNet>,
    url: Option<String>,
}

impl SignIn {
    /// `header` from `peers`, each an address or a network; `url` is where users sign in.
    pub fn new(header: HeaderName, peers: &[String], url: Option<String>) -> Option<Self> {
        let peers = peers.iter().map(|text| Self::network(text)).collect::<Result<_, _>>().ok()?;
        Some(Self { header, peers, url })
    }

    /// A network such as `10.0.0.0/24`, or one address.
    ///
    /// # Errors
    /// What it must be.
    pub fn network(text: &str) -> Result<IpNet, String> {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        match network {
            Ok(network) if network.prefix_len() > 0 => Ok(network),
            Ok(_) => Err("must not be the whole world".to_owned()),
            Err(_) => {
                Err("must be addresses or networks such as 10.0.0.7 or 10.0.0.0/24".to_owned())
            }
        }
    }

    /// A relative or `https` address of a page, as the console takes it.
    ///
    /// # Errors
    /// What it must be.
    pub fn url(text: &str) -> Result<String, String> {
        let is_relative = text.starts_with('/') && !text.starts_with("//");
        let is_https = text.starts_with("https://") && url::Url::parse(text).is_ok();
        let is_fine = is_relative || is_https;
        is_fine.then(|| text.to_owned()).ok_or_else(|| "must begin with / or https://".to_owned())
    }

    /// Where users sign in.
    pub(crate) fn sign_in_url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Who is signed in, if that comes from the gateway and is said once.
    pub(crate) fn user(&self, peer: IpAddr, headers: &HeaderMap) -> Option<String> {
        let peer = peer.to_canonical();
        if !self.peers.iter().any(|network| network.contains(&peer)) {
            return None;
        }
        let mut values = headers.get_all(&self.header).iter();
        let user = values.next().filter(|_| values.next().is_none())?.to_str().ok()?.trim();
        (1..=256).contains(&user.len()).then(|| user.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_the_gateway_and_nobody_else() {
        let header = HeaderName::from_static("x-forwarded-user");
        let peers = ["10.0.0.0/24".to_owned(), "192.0.2.7".to_owned(), "2001:db8::/32".to_owned()];
        let sign_in = SignIn::new(header.clone(), &peers, None).unwrap();
        for (peer, users, expected) in [
            ("10.0.0.255", &["ada"][..], Some("ada")),
            ("::ffff:10.0.0.1", &["ada"], Some("ada")),
            ("192.0.2.7", &[" ada@example.com "], Some("ada@example.com")),
            ("2001:db8::1", &["ada"], Some("ada")),
            ("10.0.1.0", &["ada"], None),
            ("192.0.2.8", &["ada"], None),
            ("127.0.0.1", &["ada"], None),
            ("10.0.0.1", &[], None),
            ("10.0.0.1", &[""], None),
            ("10.0.0.1", &["ada", "eve"], None),
        ] {
            let mut headers = HeaderMap::new();
            for user in users {
                headers.append(&header, user.parse().unwrap());
            }
            let user = sign_in.user(peer.parse().unwrap(), &headers);
            assert_eq!(user.as_deref(), expected, "{peer} {users:?}");
        }
    }

    #[test]
    fn refuses_networks_and_pages_that_cannot_be_meant() {
        for text in ["", "10.0.0.0/33", "gateway", "0.0.0.0/0", "::/0", "10.0.0.1:80"] {
            assert!(SignIn::network(text).is_err(), "{text}");
        }
        for text in ["", "javascript:x", "http://example.com", "//evil.com", "sign-in"] {
            assert!(SignIn::url(text).is_err(), "{text}");
        }
        assert!(SignIn::url("/oauth2/start").is_ok() && SignIn::url("https://a.example/b").is_ok());
    }
}
