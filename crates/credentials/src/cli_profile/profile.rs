//! One profile: its fields, and the key that it has itself.

use acs3::Credentials;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::source::Role;
use crate::text::{filled, needed};

/// From here on a time is in milliseconds: in seconds it would be in the year 5138.
const MILLISECONDS: i64 = 100_000_000_000;

/// The fields that say whose key it is, in any mode.
const OF_KEYS: [&str; 20] = [
    "access_key_id",
    "access_key_secret",
    "sts_token",
    "sts_expiration",
    "ram_role_name",
    "ram_role_arn",
    "source_profile",
    "private_key",
    "key_pair_name",
    "process_command",
    "credentials_uri",
    "oidc_provider_arn",
    "oidc_token_file",
    "cloud_sso_sign_in_url",
    "cloud_sso_account_id",
    "cloud_sso_access_config",
    "access_token",
    "oauth_access_token",
    "oauth_refresh_token",
    "bearer_token",
];

/// A profile of the command line tool, or what a program prints in its place.
pub(crate) struct Profile(Map<String, Value>);

/// A key that a profile has, and when it expires.
pub(crate) struct OwnKey {
    pub(crate) credentials: Credentials,
    pub(crate) expires: Option<DateTime<Utc>>,
}

impl Profile {
    /// Of a JSON object.
    pub(crate) fn new(value: Value) -> Option<Self> {
        match value {
            Value::Object(fields) => Some(Self(fields)),
            _ => None,
        }
    }

    /// A field; empty if it is missing, null or neither text nor number.
    pub(super) fn get(&self, key: &str) -> String {
        match self.0.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    pub(super) fn needed(&self, key: &str) -> Result<String, String> {
        needed(key, &self.get(key))
    }

    pub(super) fn name(&self) -> String {
        self.get("name")
    }

    fn has(&self, key: &str) -> bool {
        !self.get(key).is_empty()
    }

    /// The mode in lower case, since the tool ignores case; without one, the mode that the tool infers from the fields.
    pub(crate) fn mode(&self) -> String {
        let mode = self.get("mode");
        if !mode.is_empty() {
            return mode.to_ascii_lowercase();
        }
        let has_oidc = ["oidc_provider_arn", "oidc_token_file", "ram_role_arn"]
            .iter()
            .all(|key| self.has(key));
        let inferred = match () {
            () if self.has("access_key_id") && self.has("access_key_secret") => {
                match (self.has("sts_token"), self.has("ram_role_arn")) {
                    (true, _) => "ststoken",
                    (false, true) => "ramrolearn",
                    (false, false) => "ak",
                }
            }
            () if self.has("private_key") && self.has("key_pair_name") => "rsakeypair",
            () if self.has("ram_role_name") => "ecsramrole",
            () if self.has("process_command") => "external",
            () if has_oidc => "oidc",
            () if self.has("cloud_sso_sign_in_url") => "cloudsso",
            () => "ak",
        };
        inferred.to_owned()
    }

    /// As `aliyun configure` leaves the default profile that nobody filled in.
    pub(super) fn is_blank(&self) -> bool {
        let is_empty = |field: &&str| match self.0.get(*field) {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.is_empty(),
            Some(Value::Number(number)) => number.as_i64() == Some(0),
            Some(_) => false,
        };
        self.mode() == "ak" && OF_KEYS.iter().all(is_empty)
    }

    /// The key that the profile has itself, in the modes that have one.
    pub(crate) fn own_key(&self) -> Result<OwnKey, String> {
        let key = || {
            let id = self.needed("access_key_id")?;
            Ok::<_, String>(Credentials::new(id, self.needed("access_key_secret")?))
        };
        let with_token = || Ok::<_, String>(key()?.with_security_token(self.needed("sts_token")?));
        let mode = self.mode();
        let (credentials, expires) = match mode.as_str() {
            "ak" => (key()?, None),
            "ramrolearn" if !self.has("sts_token") => (key()?, None),
            "ststoken" | "ramrolearn" => (with_token()?, None),
            "cloudsso" | "oauth"
                if ["access_key_id", "sts_expiration"].iter().any(|key| !self.has(key)) =>
            {
                return Err(format!(
                    "has no key yet: {}",
                    super::how_to_sign_in(&mode, &self.name())
                ));
            }
            "cloudsso" | "oauth" => (with_token()?, Some(self.expiration()?)),
            _ => return Err("has no key of its own".to_owned()),
        };
        Ok(OwnKey { credentials, expires })
    }

    /// `sts_expiration`, in seconds since 1970, or in milliseconds as some tools write it.
    pub(crate) fn expiration(&self) -> Result<DateTime<Utc>, String> {
        let number: Option<i64> = self.get("sts_expiration").parse().ok();
        let seconds = number.map(|number| match number {
            MILLISECONDS.. => number / 1000,
            _ => number,
        });
        let instant = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        instant.ok_or_else(|| "has an sts_expiration that is not a time in seconds".to_owned())
    }

    /// A time as STS writes it, in a field that may be missing.
    pub(crate) fn expiration_text(&self) -> Option<DateTime<Utc>> {
        self.get("expiration").parse().ok()
    }

    pub(super) fn role(&self) -> Result<Role, String> {
        let role = Role::new(self.needed("ram_role_arn")?, filled(&self.get("ram_session_name")));
        Ok(Role {
            external_id: filled(&self.get("external_id")),
            policy: filled(&self.get("policy")),
            ..role
        })
    }
}
