//! TLS for callers: a certificate and its key, from files that may change while the proxy serves.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::config::TlsFiles;

/// What new connections are greeted with.
pub struct Tls {
    current: ArcSwap<ServerConfig>,
}

/// Why the files are of no use. Nothing of their contents is repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsError(String);

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// [`TlsError`], naming the file that is to blame.
    pub fn load(files: &TlsFiles) -> Result<Self, TlsError> {
        Ok(Self { current: ArcSwap::from_pointee(config(files)?) })
    }

    /// Greets with these files from now on; if they are of no use, as before.
    ///
    /// # Errors
    /// As [`Tls::load`].
    pub fn reload(&self, files: &TlsFiles) -> Result<(), TlsError> {
        self.current.store(Arc::new(config(files)?));
        Ok(())
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        self.current.load_full().into()
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for TlsError {}

fn config(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let certificates = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(&files.certificate, &error))?;
    if certificates.is_empty() {
        return Err(TlsError(format!("{} holds no certificate", files.certificate.display())));
    }
    let key =
        PrivateKeyDer::from_pem_file(&files.key).map_err(|error| unreadable(&files.key, &error))?;
    let mismatch = |error| {
        let (certificate, key) = (files.certificate.display(), files.key.display());
        TlsError(format!("{certificate} and {key} do not go together: {error}"))
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(certificates, key))
        .map_err(mismatch)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn unreadable(path: &Path, error: &impl fmt::Display) -> TlsError {
    TlsError(format!("cannot read {} as PEM: {error}", path.display()))
}
