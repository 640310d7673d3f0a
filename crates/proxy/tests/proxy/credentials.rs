//! Keys from each source, over sockets: fetched, replaced ahead of their end, and never used past it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use acs3::Credentials;
use proxy::credentials::{Role, Source};

use crate::exchange::{Reply, list, send};
use crate::identity::Identity;
use crate::stage::Stage;
use crate::upstream::{FakeUpstream, error, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;

pub(crate) fn role() -> Role {
    Role::new("acs:ram::1:role/batch".to_owned(), None)
}

pub(crate) fn own_key() -> Source {
    Source::Fixed(Credentials::new("OwnKey", "Secret"))
}

pub(crate) fn assumed() -> Source {
    Source::Assumed { role: role(), by: Box::new(own_key()) }
}

/// A proxy with keys of this source before this upstream.
pub(crate) async fn serve(
    identity: &Identity,
    source: Source,
    upstream: &FakeUpstream,
) -> SocketAddr {
    let mut stage = Stage::new(upstream.address);
    let (provider, clock) = identity.provider(source);
    (stage.credentials, stage.clock) = (provider, Some(clock));
    stage.serve().await
}

/// The key and the token of a request to PolarDB.
pub(crate) fn signed_with(request: &str) -> (String, String) {
    let value = |start: &str, end: char| {
        let rest = request.split_once(start).map_or("", |(_, rest)| rest);
        rest.split(end).next().unwrap_or_default().to_owned()
    };
    (value("Credential=", ','), value("x-acs-security-token: ", '\r'))
}

pub(crate) fn key(number: u32) -> (String, String) {
    (format!("STS.Key{number}"), format!("Token{number}"))
}

pub(crate) async fn upstream() -> FakeUpstream {
    FakeUpstream::start([json(200, PAGE)]).await
}

/// Asks until the condition holds.
pub(crate) async fn until(proxy: SocketAddr, is_enough: impl Fn(&Reply) -> bool) {
    let began = Instant::now();
    while !is_enough(&list(proxy, "").await) {
        assert!(began.elapsed() < Duration::from_secs(10), "in time");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn the_machines_role_by_version_2_of_its_metadata_service() {
    let (identity, upstream) = (Identity::start().await, upstream().await);
    let proxy = serve(&identity, Source::EcsRole { name: None }, &upstream).await;
    assert_eq!(list(proxy, "").await.status, 200);
    assert_eq!(signed_with(&upstream.seen()[0]), key(1));
    assert_eq!(
        identity.seen(),
        ["PUT token 60", "GET role MetadataToken", "GET key of batch-role MetadataToken"]
    );
    let named = Source::EcsRole { name: Some("mine".to_owned()) };
    let proxy = serve(&identity, named, &upstream).await;
    assert_eq!(list(proxy, "").await.status, 200);
    assert_eq!(identity.seen()[4], "GET key of mine MetadataToken");
    // Where the token is refused there is no key: version 1 is never tried.
    identity.set_down(true);
    let proxy = serve(&identity, Source::EcsRole { name: None }, &upstream).await;
    assert_eq!(list(proxy, "").await.error(), (503, "Proxy.NoCredentials".to_owned()));
    assert_eq!(identity.seen().len(), 6);
}

#[tokio::test]
async fn a_role_that_a_key_assumes() {
    let (identity, upstream) = (Identity::start().await, upstream().await);
    let role = Role {
        external_id: Some("an id".to_owned()),
        ..Role::new("acs:ram::1:role/batch".to_owned(), Some("ops".to_owned()))
    };
    let source = Source::Assumed { role, by: Box::new(own_key()) };
    let proxy = serve(&identity, source, &upstream).await;
    assert_eq!(list(proxy, "").await.status, 200);
    assert_eq!(signed_with(&upstream.seen()[0]), key(1));
    assert_eq!(
        identity.seen(),
        ["POST /?DurationSeconds=3600&ExternalId=an%20id&RoleArn=acs%3Aram%3A%3A1%3Arole%2Fbatch\
          &RoleSessionName=ops "]
    );
}

#[tokio::test]
async fn a_role_that_the_machines_role_assumes() {
    let (identity, upstream) = (Identity::start().await, upstream().await);
    let by = Box::new(Source::EcsRole { name: Some("mine".to_owned()) });
    let proxy = serve(&identity, Source::Assumed { role: role(), by }, &upstream).await;
    assert_eq!(list(proxy, "").await.status, 200);
    assert_eq!(signed_with(&upstream.seen()[0]), key(2), "the first one signed for the second");
}

#[tokio::test]
async fn a_role_by_an_oidc_token_that_is_in_no_url() {
    let (identity, upstream) = (Identity::start().await, upstream().await);
    let directory = tempfile::tempdir().unwrap();
    let token_file: PathBuf = directory.path().join("token");
    let provider_arn = "acs:ram::1:oidc-provider/p".to_owned();
    let source = Source::Oidc { role: role(), provider_arn, token_file: token_file.clone() };
    let missing = serve(&identity, source.clone(), &upstream).await;
    assert_eq!(list(missing, "").await.error(), (503, "Proxy.NoCredentials".to_owned()));
    std::fs::write(&token_file, "TheToken\n").unwrap();
    let proxy = serve(&identity, source, &upstream).await;
    assert_eq!(list(proxy, "").await.status, 200);
    assert_eq!(signed_with(&upstream.seen()[0]), key(1));
    let (url, body) =
        identity.seen()[0].split_once(" D").map(|(u, b)| (u.to_owned(), b.to_owned())).unwrap();
    assert!(url.contains("Action=AssumeRoleWithOIDC") && !url.contains("TheToken"), "{url}");
    assert_eq!(
        body,
        "urationSeconds=3600&OIDCProviderArn=acs%3Aram%3A%3A1%3Aoidc-provider%2Fp\
         &OIDCToken=TheToken&RoleArn=acs%3Aram%3A%3A1%3Arole%2Fbatch&RoleSessionName=batch-proxy"
    );
}

#[tokio::test]
async fn many_requests_without_a_key_fetch_one() {
    let (identity, upstream) = (Identity::start().await, upstream().await);
    let proxy = serve(&identity, assumed(), &upstream).await;
    let asked: Vec<_> = (0..50).map(|_| tokio::spawn(list(proxy, ""))).collect();
    for reply in asked {
        assert_eq!(reply.await.unwrap().status, 200);
    }
    assert_eq!((identity.keys(), upstream.seen().len()), (1, 50));
}

#[tokio::test]
async fn a_key_is_replaced_ahead_of_its_end_while_it_still_serves() {
    let (identity, upstream) = (Identity::start().await, upstream().await);
    let proxy = serve(&identity, assumed(), &upstream).await;
    list(proxy, "").await;
    identity.clock.forward(54);
    list(proxy, "").await;
    assert_eq!(identity.keys(), 1, "six minutes are enough");
    identity.clock.forward(2);
    let asked: Vec<_> = (0..20).map(|_| tokio::spawn(list(proxy, ""))).collect();
    for reply in asked {
        assert_eq!(reply.await.unwrap().status, 200);
    }
    until(proxy, |_| signed_with(upstream.seen().last().unwrap()) == key(2)).await;
    assert_eq!(identity.keys(), 2, "one by one request");
    assert_eq!(signed_with(&upstream.seen()[2]), key(1), "nobody waited for it");
}

#[tokio::test]
async fn a_key_that_cannot_be_replaced_serves_to_its_end_and_not_beyond() {
    let (identity, upstream) = (Identity::start().await, upstream().await);
    let proxy = serve(&identity, assumed(), &upstream).await;
    let ready = || async { send(proxy, "GET", "/readyz", &[]).await.status };
    assert_eq!(ready().await, 503, "no key yet");
    list(proxy, "").await;
    assert_eq!(ready().await, 200);
    identity.set_down(true);
    identity.clock.forward(58);
    assert_eq!(list(proxy, "").await.status, 200);
    identity.clock.forward(2);
    let calls = upstream.seen().len();
    let refused = list(proxy, "").await;
    assert_eq!(refused.error(), (503, "Proxy.NoCredentials".to_owned()));
    assert!(!refused.text().contains("Canary"), "{}", refused.text());
    assert_eq!((upstream.seen().len(), ready().await), (calls, 503));
    let asked = identity.seen().len();
    for _ in 0..20 {
        assert_eq!(list(proxy, "").await.status, 503);
    }
    assert_eq!(identity.seen().len(), asked, "STS is left alone for a while");
    identity.set_down(false);
    until(proxy, |reply| reply.status == 200).await;
    assert_eq!(ready().await, 200);
}

#[tokio::test]
async fn a_key_that_polardb_refuses_is_replaced_once() {
    let identity = Identity::start().await;
    let refusal = error(403, "InvalidSecurityToken.Expired");
    let once = FakeUpstream::start([refusal.clone(), json(200, PAGE)]).await;
    let proxy = serve(&identity, assumed(), &once).await;
    assert_eq!(list(proxy, "").await.status, 200);
    let keys: Vec<_> = once.seen().iter().map(|request| signed_with(request)).collect();
    assert_eq!(keys, [key(1), key(2)]);

    let always = FakeUpstream::start([refusal]).await;
    let proxy = serve(&identity, assumed(), &always).await;
    assert_eq!(list(proxy, "").await.error(), (502, "InvalidSecurityToken.Expired".to_owned()));
    assert_eq!(always.seen().len(), 2);
    let proxy = serve(&identity, own_key(), &always).await;
    assert_eq!(list(proxy, "").await.error(), (502, "InvalidSecurityToken.Expired".to_owned()));
    assert_eq!(always.seen().len(), 3, "there is no other key");
}
