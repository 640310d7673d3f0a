//! A gateway in front that signs users in and says in a header who it is. That is believed from the
//! gateway's own addresses alone: anybody else can write a header.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use ipnet::{IpNet, Ipv4Net};

/// The most bytes of a user's name.
const LONGEST_NAME: usize = 256;

/// Headers that are no user's name, by which everybody would be let in.
const OF_ALL: [&str; 36] = [
    "authorization",
    "cache-control",
    "connection",
    "cookie",
    "date",
    "dnt",
    "expect",
    "forwarded",
    "host",
    "keep-alive",
    "max-forwards",
    "origin",
    "pragma",
    "priority",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "referer",
    "save-data",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-prefix",
    "x-forwarded-proto",
    "x-forwarded-scheme",
    "x-forwarded-server",
    "x-real-ip",
    "x-request-id",
    "x-requested-with",
];

/// What the names of more such headers begin with.
const OF_KINDS: [&str; 5] = ["accept", "access-control-", "content-", "if-", "sec-"];

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
        match network.map(canonical) {
            Ok(network) if network.prefix_len() > 0 => Ok(network),
            Ok(_) => Err("must not be the whole world".to_owned()),
            Err(_) => {
                Err("must be addresses or networks such as 10.0.0.7 or 10.0.0.0/24".to_owned())
            }
        }
    }

    /// The header in which a gateway names the user.
    ///
    /// # Errors
    /// What it must be. Headers that every request has, or that other parts of the way set, would let everybody in.
    pub fn header(text: &str) -> Result<HeaderName, String> {
        let header = text.parse::<HeaderName>();
        let header = header
            .map_err(|_| "must be the name of a header such as X-Forwarded-User".to_owned())?;
        let name = header.as_str();
        let is_of_all =
            OF_ALL.contains(&name) || OF_KINDS.iter().any(|kind| name.starts_with(kind));
        match is_of_all {
            true => Err("must be a header that only the gateway sets, such as X-Forwarded-User; with this one everybody \
                         would be let in"
                .to_owned()),
            false => Ok(header),
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

    /// Who is signed in, if that comes from the gateway and is said once. A name that cannot be taken is logged
    /// with the reason: the user only sees that the session has ended.
    pub(crate) fn user(&self, peer: IpAddr, headers: &HeaderMap) -> Option<String> {
        let peer = peer.to_canonical();
        if !self.peers.iter().any(|network| network.contains(&peer)) {
            return None;
        }
        let mut values = headers.get_all(&self.header).iter();
        let user = match (values.next(), values.next()) {
            (None, _) => return None,
            (Some(_), Some(_)) => Err("it is there more than once"),
            (Some(value), None) => name(value.as_bytes()),
        };
        let warn = |reason: &&str| {
            tracing::warn!(header = %self.header, "the gateway's user is not taken: {reason}");
        };
        user.inspect_err(warn).ok()
    }
}

/// IPv4 as such, where it is written as IPv6: the other end of a connection is compared so.
fn canonical(network: IpNet) -> IpNet {
    let IpNet::V6(mapped) = network else { return network };
    let of_four = mapped.prefix_len().checked_sub(96).zip(mapped.addr().to_ipv4_mapped());
    let of_four = of_four.and_then(|(length, address)| Ipv4Net::new(address, length).ok());
    of_four.map_or(network, IpNet::V4)
}

/// The name of a user, or why it is none.
fn name(value: &[u8]) -> Result<String, &'static str> {
    let name = std::str::from_utf8(value).map_err(|_| "the name is not UTF-8")?.trim();
    match name.len() {
        0 => Err("the name is empty"),
        1..=LONGEST_NAME if name.contains(char::is_control) => {
            Err("the name has control characters")
        }
        1..=LONGEST_NAME => Ok(name.to_owned()),
        _ => Err("the name is longer than 256 bytes"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn says_why_a_name_is_not_taken() {
        let long = "a".repeat(257);
        for (value, reason) in [
            (&b"\xd5\xc5\xc8\xfd"[..], "the name is not UTF-8"),
            (b" ", "the name is empty"),
            (b"a\tb", "the name has control characters"),
            (b"a\x7fb", "the name has control characters"),
            (b"a\xc2\x9bb", "the name has control characters"),
            (long.as_bytes(), "the name is longer than 256 bytes"),
        ] {
            assert_eq!(name(value), Err(reason));
        }
    }

    #[test]
    fn believes_the_gateway_and_nobody_else() {
        let header = HeaderName::from_static("x-forwarded-user");
        let peers = ["10.0.0.0/24".to_owned(), "192.0.2.7".to_owned(), "2001:db8::/32".to_owned()];
        let mapped = ["::ffff:198.51.100.0/120".to_owned(), "::ffff:203.0.113.7".to_owned()];
        let peers = [&peers[..], &mapped].concat();
        let sign_in = SignIn::new(header.clone(), &peers, None).unwrap();
        for (peer, users, expected) in [
            ("10.0.0.255", &["ada"][..], Some("ada")),
            ("::ffff:10.0.0.1", &["ada"], Some("ada")),
            ("192.0.2.7", &[" ada@example.com "], Some("ada@example.com")),
            ("2001:db8::1", &["ada"], Some("ada")),
            ("198.51.100.9", &["ada"], Some("ada")),
            ("::ffff:203.0.113.7", &["ada"], Some("ada")),
            ("203.0.113.8", &["ada"], None),
            ("10.0.1.0", &["ada"], None),
            ("192.0.2.8", &["ada"], None),
            ("127.0.0.1", &["ada"], None),
            ("10.0.0.1", &[], None),
            ("10.0.0.1", &[""], None),
            ("10.0.0.1", &["ada", "eve"], None),
            ("10.0.0.1", &["张三"], Some("张三")),
            ("10.0.0.1", &["o'brien"], Some("o'brien")),
            ("10.0.0.1", &["a\tb"], None),
            ("10.0.0.1", &["a\u{85}b"], None),
        ] {
            let mut headers = HeaderMap::new();
            for user in users {
                headers.append(&header, HeaderValue::from_bytes(user.as_bytes()).unwrap());
            }
            let user = sign_in.user(peer.parse().unwrap(), &headers);
            assert_eq!(user.as_deref(), expected, "{peer} {users:?}");
        }
    }

    #[test]
    fn refuses_networks_and_pages_that_cannot_be_meant() {
        for text in
            ["", "10.0.0.0/33", "gateway", "0.0.0.0/0", "::/0", "::ffff:0:0/96", "10.0.0.1:80"]
        {
            assert!(SignIn::network(text).is_err(), "{text}");
        }
        for text in ["Host", "origin", "Content-Length", "Accept-Language", "Sec-Fetch-Site"] {
            let fault = SignIn::header(text).unwrap_err();
            assert!(fault.contains("with this one everybody would be let in"), "{text}: {fault}");
        }
        for text in ["X-Forwarded-User", "X-Auth-Request-Email", "Remote-User"] {
            assert!(SignIn::header(text).is_ok(), "{text}");
        }
        for text in ["", "javascript:x", "http://example.com", "//evil.com", "sign-in"] {
            assert!(SignIn::url(text).is_err(), "{text}");
        }
        assert!(SignIn::url("/oauth2/start").is_ok() && SignIn::url("https://a.example/b").is_ok());
    }
}
