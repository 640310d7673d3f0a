//! What is said where the machine's metadata service gives no key.

use std::sync::Arc;
use std::time::Instant;

use proxy::credentials::{
    CredentialsError, Endpoint, Endpoints, Found, Provider, Source, SystemClock,
};

use crate::stage::nowhere;
use crate::upstream::{Act, FakeUpstream};

const NO_CREDENTIALS: &str = "no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (and \
    ALIBABA_CLOUD_SECURITY_TOKEN for temporary ones), configure a profile with `aliyun configure`, or give the machine a RAM \
    role. The machine's RAM role was tried last: ";

/// The error of a start with this metadata service.
async fn begin(metadata: &str, name: Option<&str>) -> CredentialsError {
    let sts = Endpoint::parse("http://127.0.0.1:1").unwrap();
    let endpoints = Endpoints::new(sts, metadata.to_owned());
    let source = Source::EcsRole { name: name.map(str::to_owned) };
    let place = "the machine's RAM role".to_owned();
    let found = Found { source, place, is_guess: name.is_none() };
    let provider = Provider::begin(found, endpoints, Arc::new(SystemClock::default())).await;
    provider.err().unwrap()
}

fn reply(status: u16, body: &str) -> Act {
    Act::Reply(status, "", body.to_owned())
}

async fn fault(acts: impl IntoIterator<Item = Act>, name: Option<&str>) -> String {
    let service = FakeUpstream::start(acts).await;
    begin(&format!("http://{}", service.address), name).await.to_string()
}

#[tokio::test]
async fn each_cause_has_a_message_of_its_own() {
    let token = || reply(200, "Token");
    let no_role = "no RAM role is attached to this instance: attach one, or configure a key";
    for (acts, why) in [
        (
            vec![reply(403, "Canary")],
            "the metadata service refuses (status 403): access to metadata is switched off for this instance",
        ),
        (vec![token(), reply(403, "Canary")], "the metadata service refuses (status 403)"),
        (vec![reply(404, "Canary")], "the metadata service knows no tokens (status 404)"),
        (vec![token(), reply(404, "Canary")], no_role),
        (vec![token(), reply(200, "\n")], no_role),
        (
            vec![token(), reply(200, "batch"), reply(404, "")],
            "the RAM role \"batch\" is not attached to this instance",
        ),
        (vec![token(), reply(200, "<html>")], "the machine's metadata service gave no valid key"),
        (
            vec![token(), reply(200, "batch"), reply(200, "{}")],
            "the machine's metadata service gave no valid key",
        ),
        (
            vec![reply(500, "")],
            "the machine's metadata service refuses: status 500, without a code",
        ),
        (vec![Act::HangUp], "the metadata service cannot be reached ("),
    ] {
        let told = fault(acts, None).await;
        assert!(told.starts_with(&format!("{NO_CREDENTIALS}{why}")), "{told}");
        assert!(!told.contains("Canary"), "{told}");
    }
}

#[tokio::test]
async fn a_closed_port_and_silence_are_told_apart() {
    let closed = begin(&format!("http://{}", nowhere().await), None).await.to_string();
    let expected = "the metadata service cannot be reached (connection refused): check that this is an ECS or ECI instance";
    assert!(closed.starts_with(&format!("{NO_CREDENTIALS}{expected}")), "{closed}");
    let began = Instant::now();
    let silent = fault([Act::Silence], None).await;
    let expected =
        "the metadata service did not answer within 2 s: probably this is no ECS or ECI instance";
    assert!(silent.starts_with(&format!("{NO_CREDENTIALS}{expected}")), "{silent}");
    assert!(began.elapsed().as_secs() < 20, "a start does not hang");
}

#[tokio::test]
async fn a_role_that_was_configured_is_no_guess() {
    let told = fault([reply(200, "Token"), reply(404, "")], Some("mine")).await;
    assert_eq!(
        told,
        "no credentials from the machine's RAM role: the RAM role \"mine\" is not attached to this instance: check its name"
    );
}
