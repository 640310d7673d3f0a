//! Who may call, how the proxy knows who it is, and how fast each may.
//!
//! Where neither tokens nor a sign-in are set up, whoever reaches the proxy may call; the commands
//! then listen on loopback only.

mod sign_in;
mod token;

use std::fmt::{self, Write};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use chrono::{DateTime, Utc};

pub use self::sign_in::SignIn;
pub use self::token::{Hash, NoHash, Token, new_secret};
use crate::outbound::ambient::{Ambient, System};
use crate::outbound::pace::{CallerPace, Rate};
use crate::refusal::Refusal;

/// The other end of a connection, put beside each of its requests by `server`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// Whose requests are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// The name of a token.
    Token(String),
    /// The name that a gateway gave.
    User(String),
    /// An IPv4 address or an IPv6 network of 64 bits, of which one machine has all.
    Address(IpAddr),
    /// A request that came by no connection, as in a test.
    Unknown,
}

impl fmt::Display for Caller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(name) => write!(formatter, "token {name}"),
            Self::User(name) => {
                // The name comes from outside and may hold what a terminal understands.
                let is_plain = |c: char| c == ' ' || (c.is_ascii_graphic() && c != '\\');
                formatter.write_str("user ")?;
                name.chars().try_for_each(|c| match is_plain(c) {
                    true => formatter.write_char(c),
                    false => c.escape_default().fmt(formatter),
                })
            }
            Self::Address(address) => address.fmt(formatter),
            Self::Unknown => formatter.write_str("unknown"),
        }
    }
}

/// The callers that are let in.
#[derive(Clone, Debug, Default)]
pub struct Callers {
    tokens: Vec<Token>,
    sign_in: Option<SignIn>,
    pace: Option<Arc<CallerPace<Caller>>>,
}

/// How a caller shows who it is: `auth` of the console's configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Auth<'a> {
    /// Not at all.
    None,
    /// At a gateway, which has a page for it.
    Sso(Option<&'a str>),
    /// With a token.
    Bearer,
}

impl Callers {
    /// Those with one of `tokens` and those for whom `sign_in` vouches; whoever reaches the proxy
    /// where there is neither.
    pub fn new(tokens: Vec<Token>, sign_in: Option<SignIn>) -> Self {
        Self { tokens, sign_in, pace: None }
    }

    /// Each no faster than `rate`.
    #[must_use]
    pub fn paced(self, rate: Rate) -> Self {
        Self { pace: Some(Arc::new(CallerPace::new(rate))), ..self }
    }

    /// Whether nobody has to show who it is.
    pub fn are_unknown(&self) -> bool {
        self.tokens.is_empty() && self.sign_in.is_none()
    }

    pub(crate) fn auth(&self) -> Auth<'_> {
        match &self.sign_in {
            Some(sign_in) => Auth::Sso(sign_in.sign_in_url()),
            None if self.tokens.is_empty() => Auth::None,
            None => Auth::Bearer,
        }
    }

    pub(crate) fn admit(&self, request: &Parts) -> Result<Caller, Refusal> {
        let caller = self.known(request, System.now())?;
        if let Some(pace) = &self.pace {
            pace.admit(&caller)?;
        }
        Ok(caller)
    }

    fn known(&self, request: &Parts, now: DateTime<Utc>) -> Result<Caller, Refusal> {
        let peer = request.extensions.get::<Peer>().map(|Peer(peer)| peer.ip());
        if self.are_unknown() {
            return Ok(peer.map_or(Caller::Unknown, |ip| Caller::Address(network(ip))));
        }
        let user = || self.sign_in.as_ref()?.user(peer?, &request.headers);
        let token = bearer(request).and_then(|text| Token::find(&self.tokens, text, now));
        match token {
            Some(token) => Ok(Caller::Token(token.name().to_owned())),
            None => user().map(Caller::User).ok_or(Refusal::Unauthenticated),
        }
    }
}

/// The one bearer token of the request.
fn bearer(request: &Parts) -> Option<&str> {
    let mut values = request.headers.get_all(AUTHORIZATION).iter();
    let value = values.next().filter(|_| values.next().is_none())?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_escaped_in_the_log() {
        for (name, shown) in [
            ("ada@example.com", "user ada@example.com"),
            ("Ada O'Brien", "user Ada O'Brien"),
            ("张三", "user \\u{5f20}\\u{4e09}"),
            ("a\u{202e}b\\c", "user a\\u{202e}b\\\\c"),
        ] {
            assert_eq!(Caller::User(name.to_owned()).to_string(), shown);
        }
    }

    #[test]
    fn one_machine_is_one_caller() {
        for (address, counted_as) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8::1:2:3:4", "2001:db8::"),
            ("2001:db8:0:1::9", "2001:db8:0:1::"),
        ] {
            let address: IpAddr = address.parse().unwrap();
            assert_eq!(network(address).to_string(), counted_as);
        }
    }
}
