//! Who is calling: the address, as far as nothing better is known; and how fast each may.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::http::request::Parts;

use crate::pace::{CallerPace, Rate};
use crate::refusal::Refusal;

/// The other end of a connection, put beside each of its requests by `server`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// Whose requests are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// An IPv4 address or an IPv6 network of 64 bits, of which one machine has all.
    Address(IpAddr),
    /// A request that came by no connection, as in a test.
    Unknown,
}

/// The callers that are let in.
#[derive(Clone, Default)]
pub struct Callers {
    pace: Option<Arc<CallerPace<Caller>>>,
}

impl Callers {
    /// Whoever reaches the proxy, each no faster than `rate`.
    pub fn paced(rate: Rate) -> Self {
        Self { pace: Some(Arc::new(CallerPace::new(rate))) }
    }

    pub(crate) fn admit(&self, request: &Parts) -> Result<Caller, Refusal> {
        let peer = request.extensions.get::<Peer>();
        let caller = peer.map_or(Caller::Unknown, |Peer(peer)| Caller::Address(network(peer.ip())));
        if let Some(pace) = &self.pace {
            pace.admit(&caller)?;
        }
        Ok(caller)
    }
}

impl std::fmt::Debug for Callers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Callers")
    }
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
