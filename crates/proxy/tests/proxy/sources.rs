//! `check` with each source: which one it names, and what it says where that is of no use.

use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use crate::credentials::{signed_with, upstream};
use crate::program::{Variables, output};
use crate::upstream::{FakeUpstream, json};

/// A user's directory, and a PolarDB that takes any key.
struct Desk {
    home: TempDir,
    upstream: FakeUpstream,
}

/// How `check` ended.
struct Checked {
    is_fine: bool,
    out: String,
    err: String,
}

impl Desk {
    async fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), upstream: upstream().await }
    }

    fn write(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    async fn check(&self, variables: Variables<'_>) -> Checked {
        let url = format!("http://{}", self.upstream.address);
        let config = self.home.path().join("batch-proxy.toml");
        let config = config.to_str().unwrap();
        let mut arguments = vec!["check", "--upstream", &url];
        if std::fs::exists(config).unwrap() {
            arguments.extend(["--config", config]);
        }
        let home = [("HOME", self.home.path().to_str().unwrap())];
        let output = output(&arguments, &[&home[..], variables].concat()).await;
        let text = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            text.replace(self.home.path().to_str().unwrap(), "~")
        };
        let is_fine = output.status.success();
        Checked { is_fine, out: text(&output.stdout), err: text(&output.stderr) }
    }

    fn key(&self) -> String {
        signed_with(self.upstream.seen().last().unwrap()).0
    }
}

const INI: &str =
    "[default]\ntype = access_key\naccess_key_id = IniKey\naccess_key_secret = Canary\n";

const CLI: &str = r#"{"current":"default","profiles":[{"name":"default","mode":"AK","access_key_id":"CliKey",
    "access_key_secret":"Canary"}]}"#;

#[tokio::test]
async fn a_file_with_a_byte_order_mark_is_read() {
    let ini = format!("\u{feff}{}", INI.replace('\n', "\r\n"));
    let desk = Desk::new().await.write(".alibabacloud/credentials", ini);
    let checked = desk.check(&[]).await;
    assert!(checked.is_fine, "{}", checked.err);
    assert_eq!(desk.key(), "IniKey");
    assert!(checked.out.starts_with("Credentials: [default] of ~/.alibabacloud/credentials\n"));

    let utf16 = std::iter::once(0xFEFF).chain(CLI.encode_utf16()).flat_map(u16::to_le_bytes);
    let desk = desk.write(".aliyun/config.json", utf16.collect::<Vec<_>>());
    assert!(desk.check(&[]).await.is_fine);
    assert_eq!(desk.key(), "CliKey");
}

#[tokio::test]
async fn a_profile_that_is_nowhere_is_an_error_that_names_it() {
    let desk = Desk::new().await.write(".aliyun/config.json", CLI);
    let desk = desk.write(".alibabacloud/credentials", INI);
    let checked = desk.check(&[("ALIBABA_CLOUD_PROFILE", "prodd")]).await;
    assert_eq!(
        (checked.is_fine, checked.err.as_str()),
        (
            false,
            "batch-proxy: there is no profile \"prodd\", which ALIBABA_CLOUD_PROFILE names; the profiles are \"default\", \
             \"default\"\n"
        )
    );
    let desk = desk.write(
        ".aliyun/config.json",
        CLI.replace("\"current\":\"default\"", "\"current\":\"foo\""),
    );
    let checked = desk.check(&[]).await;
    let expected = "batch-proxy: there is no profile \"foo\", which \"current\" of ~/.aliyun/config.json names";
    assert!(!checked.is_fine && checked.err.starts_with(expected), "{}", checked.err);
    let desk = desk.write("batch-proxy.toml", "[credentials]\nprofile = \"ops\"\n");
    let checked = desk.check(&[]).await;
    let expected = "batch-proxy: there is no profile \"ops\", which the configuration names";
    assert!(!checked.is_fine && checked.err.starts_with(expected), "{}", checked.err);
    assert!(desk.upstream.seen().is_empty(), "no other key was used");
}

#[tokio::test]
async fn a_mode_without_a_key_is_named_and_no_other_file_is_used() {
    let sso = r#"{"current":"sso","profiles":[{"name":"sso","mode":"CloudSSO",
        "cloud_sso_sign_in_url":"https://signin.example.com/Canary/login"}]}"#;
    let desk = Desk::new().await.write(".aliyun/config.json", sso);
    let desk = desk.write(".alibabacloud/credentials", INI);
    let checked = desk.check(&[]).await;
    let expected = "batch-proxy: ~/.aliyun/config.json: profile \"sso\" has no key yet: mode CloudSSO keeps its key there \
                    for a while only. Run `aliyun sts GetCallerIdentity --profile sso`";
    assert!(!checked.is_fine && checked.err.starts_with(expected), "{}", checked.err);
    assert!(!checked.err.contains("Canary"));
}

#[tokio::test]
async fn quotes_and_empty_variables_are_told() {
    let desk = Desk::new().await;
    let variables = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "EnvKey"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "\"Canary\""),
        ("ALIBABA_CLOUD_SECURITY_TOKEN", ""),
    ];
    let checked = desk.check(&variables).await;
    assert!(checked.is_fine, "{}", checked.err);
    assert!(checked.out.starts_with("Credentials: the environment\n"), "{}", checked.out);
    for warning in [
        "WARN proxy::cli::settings: ALIBABA_CLOUD_ACCESS_KEY_SECRET begins or ends with a quote.",
        "WARN proxy::cli::settings: ALIBABA_CLOUD_SECURITY_TOKEN is set but empty, which counts as not set",
    ] {
        assert!(checked.err.contains(warning), "{}", checked.err);
    }
    assert!(!checked.err.contains("Canary"), "{}", checked.err);
    assert_eq!(signed_with(&desk.upstream.seen()[0]), ("EnvKey".to_owned(), String::new()));
}

fn uri_key(expiration: &str) -> String {
    format!(
        r#"{{"Code":"Success","AccessKeyId":"UriKey","AccessKeySecret":"Canary","SecurityToken":"UriToken",
        "Expiration":"{expiration}"}}"#
    )
}

#[tokio::test]
async fn keys_from_a_uri() {
    let service = FakeUpstream::start([json(200, &uri_key("2036-01-01T00:00:00Z"))]).await;
    let uri = format!("http://{}/keys?t=Canary", service.address);
    let desk = Desk::new().await;
    let checked = desk.check(&[("ALIBABA_CLOUD_CREDENTIALS_URI", &uri)]).await;
    assert!(checked.is_fine, "{}", checked.err);
    assert!(checked.out.starts_with("Credentials: ALIBABA_CLOUD_CREDENTIALS_URI\n"));
    let expected = ("UriKey".to_owned(), "UriToken".to_owned());
    assert_eq!(signed_with(&desk.upstream.seen()[0]), expected);
    assert!(service.seen()[0].starts_with("GET /keys?t=Canary HTTP/1.1\r\n"));

    let from =
        "batch-proxy: no credentials from ALIBABA_CLOUD_CREDENTIALS_URI: the credentials URI";
    for (reply, why) in [
        (json(200, &uri_key("2020-01-01T00:00:00Z")), "gave a key that has expired"),
        (
            json(200, &uri_key("2036-01-01T00:00:00Z").replace("Success", "Failed")),
            "gave no valid key",
        ),
        (json(200, "<Canary>"), "gave no valid key"),
        (json(404, r#"{"Code":"NoSuchKey"}"#), "refuses: status 404, NoSuchKey"),
        (
            json(404, "\u{feff}{\"Code\":\"Other\",\"Code\":\"NoSuchKey\"}"),
            "refuses: status 404, NoSuchKey",
        ),
        (json(302, ""), "refuses: status 302, without a code"),
    ] {
        let service = FakeUpstream::start([reply]).await;
        let uri = format!("http://{}/Canary", service.address);
        let checked = desk.check(&[("ALIBABA_CLOUD_CREDENTIALS_URI", &uri)]).await;
        assert!(checked.err.contains(&format!("{from} {why}")), "{why}: {}", checked.err);
        assert!(!checked.err.contains("Canary"), "{}", checked.err);
    }
}

#[tokio::test]
async fn keys_with_a_byte_order_mark_are_read() {
    let reply =
        uri_key("2036-01-01T00:00:00Z").replace("{\"Code", "\u{feff}{\"Code\":\"Other\",\"Code");
    let service = FakeUpstream::start([json(200, &reply)]).await;
    let uri = format!("http://{}/keys", service.address);
    let desk = Desk::new().await;
    let checked = desk.check(&[("ALIBABA_CLOUD_CREDENTIALS_URI", &uri)]).await;
    assert!(checked.is_fine, "{}", checked.err);
    let script =
        r#"printf '\357\273\277{"mode":"AK","access_key_id":"OwnKey","access_key_secret":"s"}'"#;
    let desk = external(Desk::new().await, script);
    let desk = desk.write("batch-proxy.toml", "[credentials]\nallow-external = true\n");
    let checked = desk.check(&[("PATH", "/usr/bin:/bin")]).await;
    assert!(checked.is_fine, "{}", checked.err);
    assert_eq!(desk.key(), "OwnKey");
}

/// A profile whose program is a script with this text.
fn external(desk: Desk, script: &str) -> Desk {
    let desk = desk.write("get key", format!("#!/bin/sh\n{script}\n"));
    let program = desk.home.path().join("get key");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    let command = format!("'{}' --for 'a b'", program.to_str().unwrap());
    let profile =
        serde_json::json!({"name": "ext", "mode": "External", "process_command": command});
    let file = serde_json::json!({"current": "ext", "profiles": [profile]});
    desk.write(".aliyun/config.json", file.to_string())
}

#[tokio::test]
async fn a_program_gives_keys_if_it_may() {
    let print = r#"echo '{"mode":"StsToken","access_key_id":"'"$2-$#"'","access_key_secret":"Canary","sts_token":"T"}'"#;
    let desk = external(Desk::new().await, &print.replace("$2", "Ext"));
    let checked = desk.check(&[]).await;
    assert!(!checked.is_fine && checked.err.contains("`allow-external = true`"), "{}", checked.err);
    let desk = desk.write("batch-proxy.toml", "[credentials]\nallow-external = true\n");
    let variables = [("PATH", "/usr/bin:/bin")];
    let checked = desk.check(&variables).await;
    assert!(checked.is_fine, "{}", checked.err);
    assert_eq!(signed_with(&desk.upstream.seen()[0]), ("Ext-2".to_owned(), "T".to_owned()));

    let mut desk = desk;
    for (script, why) in [
        ("echo Canary >&2; exit 3", "ended with code 3"),
        ("echo Canary", "did not print a JSON object"),
        ("echo '{\"access_key_id\":\"Canary\"}'", "printed an object that lacks access_key_secret"),
        ("echo '{\"mode\":\"OIDC\"}'", "printed another mode than AK or StsToken"),
        ("while :; do echo Canary; done", "printed more than 64 KiB"),
        ("kill -9 $$", "was killed"),
        (
            "echo '{\"mode\":\"StsToken\",\"access_key_id\":\"a\",\"access_key_secret\":\"Canary\",\"sts_token\":\"t\",\
             \"expiration\":\"2020-01-01T00:00:00Z\"}'",
            "printed a key that has expired",
        ),
    ] {
        desk = external(desk, script);
        let checked = desk.check(&variables).await;
        let expected = format!("the program of process_command {why}");
        assert!(!checked.is_fine && checked.err.contains(&expected), "{script}: {}", checked.err);
        assert!(!checked.err.contains("Canary"), "{}", checked.err);
    }
    std::fs::remove_file(desk.home.path().join("get key")).unwrap();
    let checked = desk.check(&variables).await;
    let expected = "process_command cannot be started: entity not found";
    assert!(checked.err.contains(expected), "{}", checked.err);
}
