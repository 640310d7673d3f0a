//! Sockets to listen on: on this machine only, unless callers show who they are.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use super::failure::Failure;

/// Listens on a loopback address, and says which one it became (port 0 takes a free one).
pub(crate) async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    if !address.ip().is_loopback() {
        return Err(Failure::NotLoopback(address));
    }
    bind_anywhere(address).await
}

/// As [`bind`], on any address.
pub(crate) async fn bind_anywhere(
    address: SocketAddr,
) -> Result<(TcpListener, SocketAddr), Failure> {
    let failure = |error| Failure::Listen(address, error);
    let listener = TcpListener::bind(address).await.map_err(failure)?;
    let address = listener.local_addr().map_err(failure)?;
    Ok((listener, address))
}
