//! Each place with what it may hold, and which goes before which.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;

use acs3::Credentials;
use tempfile::TempDir;

use super::*;
use crate::warning::Warning;

mod files;
mod formats;
mod modes;
mod names;

/// A user's directory and variables.
struct User {
    home: TempDir,
    variables: BTreeMap<&'static str, String>,
}

impl User {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let variables = BTreeMap::from([("HOME", home.path().to_str().unwrap().to_owned())]);
        Self { home, variables }
    }

    fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.insert(name, value.to_owned());
        self
    }

    fn key(self) -> Self {
        self.variable("ALIBABA_CLOUD_ACCESS_KEY_ID", "EnvId")
            .variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "EnvSecret")
    }

    fn file(self, name: &str, text: &str) -> Self {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn cli(self, profiles: &str) -> Self {
        let text = format!("{{\"current\":\"now\",\"profiles\":[{profiles}]}}");
        self.file(".aliyun/config.json", &text)
    }

    fn find(&self, asked: &Asked) -> Result<Found, CredentialsError> {
        self.find_with_warnings(asked).0
    }

    fn find_with_warnings(&self, asked: &Asked) -> (Result<Found, CredentialsError>, Vec<String>) {
        let variable = |name: &str| self.variables.get(name).map(OsString::from);
        let warnings = RefCell::new(Vec::new());
        let warn = |warning: Warning| warnings.borrow_mut().push(warning.to_string());
        let mut found = find(&World { variable: &variable, warn: &warn }, asked);
        if let Ok(found) = &mut found {
            found.source = as_fixed(found.source.clone());
        }
        let home = self.home.path().to_str().unwrap();
        let warnings = warnings.into_inner();
        (found, warnings.into_iter().map(|warning| warning.replace(home, "~")).collect())
    }

    fn source(&self) -> Source {
        self.find(&Asked::default()).unwrap().source
    }

    /// The fault, without the directory, which is another each time.
    fn fault(&self) -> String {
        let fault = self.find(&Asked::default()).unwrap_err().to_string();
        fault.replace(self.home.path().to_str().unwrap(), "~")
    }
}

/// With the keys that the files have now, whatever file each is in.
fn as_fixed(source: Source) -> Source {
    match source {
        Source::Stored(key) => {
            assert_eq!(key.read_again(), Ok((key.credentials.clone(), key.expires)));
            Source::Fixed(key.credentials)
        }
        Source::Assumed { role, by } => Source::Assumed { role, by: Box::new(as_fixed(*by)) },
        source => source,
    }
}

fn role() -> Role {
    Role::new("acs:ram::1:role/r".to_owned(), None)
}

fn fixed(id: &str, secret: &str) -> Source {
    Source::Fixed(Credentials::new(id, secret))
}

const ROLE: &str = "acs:ram::1:role/r";

#[test]
fn the_first_place_that_has_something_decides() {
    let now =
        r#"{"name":"now","mode":"AK","access_key_id":"CliId","access_key_secret":"CliSecret"}"#;
    let ini =
        "[default]\ntype = access_key\naccess_key_id = IniId\naccess_key_secret = IniSecret\n";
    let mut user = User::new()
        .key()
        .cli(now)
        .file(".alibabacloud/credentials", ini)
        .variable("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1:oidc-provider/p")
        .variable("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "/run/token");
    assert_eq!(user.source(), fixed("EnvId", "EnvSecret"));
    user.variables.remove("ALIBABA_CLOUD_ACCESS_KEY_ID");
    user.variables.remove("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    user = user.variable("ALIBABA_CLOUD_ROLE_ARN", ROLE);
    let oidc = Source::Oidc {
        role: role(),
        provider_arn: "acs:ram::1:oidc-provider/p".to_owned(),
        token_file: "/run/token".into(),
    };
    assert_eq!(user.source(), oidc);
    user.variables.remove("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
    assert_eq!(user.source(), fixed("CliId", "CliSecret"));
    fs::remove_file(user.home.path().join(".aliyun/config.json")).unwrap();
    assert_eq!(user.source(), fixed("IniId", "IniSecret"));
    fs::remove_file(user.home.path().join(".alibabacloud/credentials")).unwrap();
    let machine = user.find(&Asked::default()).unwrap();
    assert_eq!((machine.source, machine.is_guess), (Source::EcsRole { name: None }, true));
    user = user.variable("ALIBABA_CLOUD_ECS_METADATA", "batch");
    let machine = user.find(&Asked::default()).unwrap();
    let named = Source::EcsRole { name: Some("batch".to_owned()) };
    assert_eq!((machine.source, machine.is_guess), (named, false));
    user = user.variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    assert_eq!(user.find(&Asked::default()), Err(CredentialsError::Absent));
}

#[test]
fn a_profile_is_named_by_the_file_a_variable_or_the_current_one() {
    let profile = |name: &str| {
        format!(
            r#"{{"name":"{name}","mode":"AK","access_key_id":"{name}Id","access_key_secret":"s"}}"#
        )
    };
    let profiles = ["now", "variable", "asked"].map(profile).join(",");
    let user = User::new().cli(&profiles);
    assert_eq!(user.source(), fixed("nowId", "s"));
    let user = user.variable("ALIBABA_CLOUD_PROFILE", "variable");
    assert_eq!(user.source(), fixed("variableId", "s"));
    // One that the operator asked for goes above a key that happens to be in the environment.
    let user = user.key();
    let asked = Asked { profile: Some("asked".to_owned()), ..Asked::default() };
    assert_eq!(user.find(&asked).unwrap().source, fixed("askedId", "s"));
    let asked = Asked { profile: Some("nobody".to_owned()), ..Asked::default() };
    let error = user.find(&asked).unwrap_err().to_string();
    assert!(error.contains("there is no profile \"nobody\""), "{error}");
}

#[test]
fn a_role_is_assumed_by_what_was_found() {
    let by_variable = User::new().key().variable("ALIBABA_CLOUD_ROLE_ARN", ROLE);
    let expected = Source::Assumed { role: role(), by: Box::new(fixed("EnvId", "EnvSecret")) };
    assert_eq!(by_variable.source(), expected);
    let asked = Asked { role: Some(role()), ..Asked::default() };
    let found = User::new().key().find(&asked).unwrap();
    assert_eq!(found.source, expected);
    assert_eq!(found.place, "the environment, as acs:ram::1:role/r");
}

#[test]
fn no_variable_says_where_sts_or_the_metadata_service_is() {
    let asked = std::cell::RefCell::new(std::collections::BTreeSet::new());
    let variable = |name: &str| {
        asked.borrow_mut().insert(name.to_owned());
        None
    };
    let world = World { variable: &variable, warn: &|_| {} };
    let found = find(&world, &Asked::default()).unwrap();
    assert!(found.is_guess);
    assert_eq!(
        Vec::from_iter(asked.into_inner()),
        [
            "ALIBABA_CLOUD_ACCESS_KEY_ID",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            "ALIBABA_CLOUD_CLI_PROFILE_DISABLED",
            "ALIBABA_CLOUD_CONFIG_FILE",
            "ALIBABA_CLOUD_CREDENTIALS_FILE",
            "ALIBABA_CLOUD_CREDENTIALS_URI",
            "ALIBABA_CLOUD_ECS_METADATA",
            "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
            "ALIBABA_CLOUD_EXTERNAL_ID",
            "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
            "ALIBABA_CLOUD_PROFILE",
            "ALIBABA_CLOUD_ROLE_ARN",
            "ALIBABA_CLOUD_ROLE_SESSION_NAME",
            "ALIBABA_CLOUD_SECURITY_TOKEN",
            "HOME",
            "USERPROFILE",
        ]
    );
}
