//! Who may call, how the proxy knows who it is, and how fast each may.
//!
//! Where neither tokens nor a sign-in are set up, whoever reaches the proxy may call; the commands
//! then listen on loopback only.

mod guesses;
mod sign_in;
mod token;

use std::fmt::{self, Write};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use chrono::{DateTime, Utc};

pub use self::guesses::Guesses;
pub use self::sign_in::SignIn;
pub use self::token::{Hash, NoHash, Token, new_secret};
use crate::outbound::ambient::{Ambient, System};
use crate::outbound::pace::CallerPace;
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
    limits: Option<Limits>,
}

/// How fast callers may be, each one that is known, and each address of those who are not.
#[derive(Clone, Debug)]
struct Limits {
    pace: Arc<CallerPace<Caller>>,
    guesses: Arc<Guesses>,
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
        Self { tokens, sign_in, limits: None }
    }

    /// Each no faster than `pace` lets it; those who do not show who they are by `guesses`.
    #[must_use]
    pub fn limited(self, pace: Arc<CallerPace<Caller>>, guesses: Arc<Guesses>) -> Self {
        Self { limits: Some(Limits { pace, guesses }), ..self }
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
        if let Some(Limits { pace, .. }) = &self.limits {
            pace.admit(&caller)?;
        }
        Ok(caller)
    }

    fn known(&self, request: &Parts, now: DateTime<Utc>) -> Result<Caller, Refusal> {
        let peer = request.extensions.get::<Peer>().map(|Peer(peer)| peer.ip());
        let address = || peer.map_or(Caller::Unknown, |ip| Caller::Address(network(ip)));
        if self.are_unknown() {
            return Ok(address());
        }
        let text = bearer(request).filter(|_| !self.tokens.is_empty());
        if let Some(token) = text.and_then(|text| self.token(text, address, now)) {
            return Ok(Caller::Token(token.name().to_owned()));
        }
        let user = self.sign_in.as_ref().zip(peer);
        let user = user.and_then(|(sign_in, peer)| sign_in.user(peer, &request.headers));
        // Who sends no token guesses none: behind a gateway, users whose session has ended share one address.
        user.map(Caller::User).ok_or_else(|| match &self.limits {
            Some(Limits { guesses, .. }) if text.is_some() => guesses.failed(&address()),
            _ => Refusal::Unauthenticated,
        })
    }

    /// The token that `text` is. After many failures of its address nobody looks at what was never valid.
    fn token(
        &self,
        text: &str,
        address: impl Fn() -> Caller,
        now: DateTime<Utc>,
    ) -> Option<&Token> {
        let Some(Limits { guesses, .. }) = &self.limits else {
            return Token::find(&self.tokens, text, now);
        };
        let may_try = guesses.may_try(&address(), text);
        let token = may_try.then(|| Token::find(&self.tokens, text, now)).flatten()?;
        guesses.accepted(text);
        Some(token)
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
mod tests;
