//! TLS for callers, with a certificate made for the test.

use std::net::SocketAddr;
use std::path::Path;

use proxy::config::TlsFiles;
use proxy::inbound::tls::Tls;
use rcgen::{CertifiedKey, generate_simple_self_signed};

use crate::exchange::send;
use crate::program::{KEY, Served, output};
use crate::upstream::{FakeUpstream, json};

/// Writes `cert.pem` and `key.pem`, and gives the certificate for whoever is to trust it.
pub(crate) fn write_certificate(directory: &Path) -> reqwest::Certificate {
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).unwrap();
    std::fs::write(directory.join("cert.pem"), cert.pem()).unwrap();
    std::fs::write(directory.join("key.pem"), signing_key.serialize_pem()).unwrap();
    reqwest::Certificate::from_pem(cert.pem().as_bytes()).unwrap()
}

/// A client that trusts these certificates alone.
pub(crate) fn client(
    certificates: impl IntoIterator<Item = reqwest::Certificate>,
) -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().tls_certs_only(certificates).build().unwrap()
}

async fn post(client: &reqwest::Client, proxy: SocketAddr, origin: &str) -> (u16, String) {
    let url = format!("https://{proxy}/rpc?Action=DescribeBatchTasks&Version=2017-08-01");
    let reply = client.post(url).header("Origin", origin).send().await.unwrap();
    let hsts = reply.headers().get("strict-transport-security");
    (reply.status().as_u16(), hsts.unwrap().to_str().unwrap().to_owned())
}

#[tokio::test]
async fn serves_over_tls_where_it_has_a_certificate() {
    let files = tempfile::tempdir().unwrap();
    let client = client([write_certificate(files.path())]);
    let (certificate, key) = (files.path().join("cert.pem"), files.path().join("key.pem"));
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let more =
        ["--tls-certificate", certificate.to_str().unwrap(), "--tls-key", key.to_str().unwrap()];
    let mut served = Served::before(upstream.address, &more).await;
    let proxy = served.address;
    assert_eq!(served.line, format!("PolarDB Batch Tasks: https://{proxy}/"));
    let year = "max-age=31536000".to_owned();
    assert_eq!(post(&client, proxy, &format!("https://{proxy}")).await, (200, year.clone()));
    assert_eq!(post(&client, proxy, &format!("http://{proxy}")).await, (403, year));
    assert_eq!(upstream.seen().len(), 1);

    let stream = tokio::net::TcpStream::connect(proxy).await.unwrap();
    let in_the_clear = tokio::spawn(async move {
        send(proxy, "GET", "/healthz", &[]).await;
    });
    assert!(in_the_clear.await.is_err(), "no reply at all");
    // A connection that says nothing does not hold up the end.
    served.signal("TERM").await;
    assert_eq!(served.child.wait().await.unwrap().code(), Some(0));
    drop(stream);
}

#[tokio::test]
async fn a_certificate_is_replaced_while_the_proxy_serves_and_a_bad_one_is_not() {
    let files = tempfile::tempdir().unwrap();
    write_certificate(files.path());
    let names =
        TlsFiles { certificate: files.path().join("cert.pem"), key: files.path().join("key.pem") };
    let tls = Tls::load(&names).unwrap();
    std::fs::write(files.path().join("cert.pem"), "hush").unwrap();
    let error = tls.reload(&names).unwrap_err().to_string();
    assert!(error.contains("cert.pem holds no certificate") && !error.contains("hush"), "{error}");
    write_certificate(files.path());
    assert_eq!(tls.reload(&names), Ok(()));
}

#[tokio::test]
async fn refuses_to_start_with_files_of_no_use() {
    let files = tempfile::tempdir().unwrap();
    write_certificate(files.path());
    let path = |name: &str| files.path().join(name).to_str().unwrap().to_owned();
    std::fs::rename(path("key.pem"), path("old.pem")).unwrap();
    write_certificate(files.path());
    std::fs::write(path("nonsense.pem"), "hush").unwrap();
    for (certificate, key, reason) in [
        ("cert.pem", "old.pem", "do not go together"),
        ("cert.pem", "nonsense.pem", "nonsense.pem as PEM"),
        ("nonsense.pem", "key.pem", "nonsense.pem holds no certificate"),
        ("nothing.pem", "key.pem", "nothing.pem as PEM"),
    ] {
        let (certificate, key) = (path(certificate), path(key));
        let listen = ["serve", "--region", "cn-hangzhou", "--listen", "127.0.0.1:0"];
        let tls = ["--tls-certificate", &certificate, "--tls-key", &key];
        let output = output(&[&listen[..], &tls].concat(), KEY).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(reason) && !told.contains("hush"), "{told}");
    }
}
