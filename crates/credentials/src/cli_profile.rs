//! `~/.aliyun/config.json`, which `aliyun configure` writes.

use std::path::{Path, PathBuf};

use acs3::Credentials;
use serde::Deserialize;

use crate::source::{Role, Source};
use crate::{CredentialsError, text_of};

/// How many profiles may refer to one another.
const LONGEST_CHAIN: usize = 4;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    current: String,
    #[serde(default)]
    profiles: Vec<Profile>,
}

/// Of all that a profile may have, what is used here.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Profile {
    name: String,
    mode: String,
    access_key_id: String,
    access_key_secret: String,
    sts_token: String,
    ram_role_name: String,
    ram_role_arn: String,
    ram_session_name: String,
    external_id: String,
    source_profile: String,
    oidc_provider_arn: String,
    oidc_token_file: String,
}

/// The source that a profile describes, and its name for people; none without the file, or where
/// nothing was ever configured.
pub(super) fn read(
    path: PathBuf,
    named: Option<&str>,
) -> Result<Option<(Source, String)>, CredentialsError> {
    let Some(text) = text_of(&path)? else { return Ok(None) };
    // The parser's own text could repeat a value.
    let Ok(file) = serde_json::from_str::<File>(&text) else {
        let fault = "is not what `aliyun configure` writes".to_owned();
        return Err(CredentialsError::File { path, fault });
    };
    let current = Some(file.current.as_str()).filter(|name| !name.is_empty());
    let name = named.or(current).unwrap_or("default");
    let profile = file.profiles.iter().find(|profile| profile.name == name);
    let Some(profile) = profile.filter(|profile| !profile.is_blank()) else { return Ok(None) };
    let place = format!("profile {name:?} of {}", path.display());
    match file.source(profile, LONGEST_CHAIN) {
        Ok(source) => Ok(Some((source, place))),
        Err(fault) => {
            Err(CredentialsError::File { path, fault: format!("profile {name:?} {fault}") })
        }
    }
}

impl File {
    fn source(&self, profile: &Profile, left: usize) -> Result<Source, String> {
        if left == 0 {
            return Err("refers to too many others".to_owned());
        }
        Ok(match profile.mode.as_str() {
            "AK" | "" => Source::Fixed(profile.key()?),
            "StsToken" => {
                let token = needed("sts_token", &profile.sts_token)?;
                Source::Fixed(profile.key()?.with_security_token(token))
            }
            "RamRoleArn" => {
                let key = profile.key()?;
                let key = match profile.sts_token.as_str() {
                    "" => key,
                    token => key.with_security_token(needed("sts_token", token)?),
                };
                profile.assumed(Source::Fixed(key))?
            }
            "EcsRamRole" => profile.machine(),
            "RamRoleArnWithEcs" => profile.assumed(profile.machine())?,
            "ChainableRamRoleArn" => {
                let name = needed("source_profile", &profile.source_profile)?;
                let by = self.profiles.iter().find(|profile| profile.name == name);
                let by = by.ok_or_else(|| format!("refers to {name:?}, which is not there"))?;
                profile.assumed(self.source(by, left - 1)?)?
            }
            "OIDC" => Source::Oidc {
                role: profile.role()?,
                provider_arn: needed("oidc_provider_arn", &profile.oidc_provider_arn)?,
                token_file: Path::new(&needed("oidc_token_file", &profile.oidc_token_file)?).into(),
            },
            _ => {
                return Err(
                    "has a mode that is not known here; known are AK, StsToken, RamRoleArn, \
                            EcsRamRole, RamRoleArnWithEcs, ChainableRamRoleArn and OIDC"
                        .to_owned(),
                );
            }
        })
    }
}

impl Profile {
    /// As `aliyun configure` leaves the default one that nobody filled in.
    fn is_blank(&self) -> bool {
        matches!(self.mode.as_str(), "AK" | "")
            && self.access_key_id.is_empty()
            && self.access_key_secret.is_empty()
    }

    fn key(&self) -> Result<Credentials, String> {
        let id = needed("access_key_id", &self.access_key_id)?;
        Ok(Credentials::new(id, needed("access_key_secret", &self.access_key_secret)?))
    }

    fn machine(&self) -> Source {
        Source::EcsRole { name: filled(&self.ram_role_name) }
    }

    fn role(&self) -> Result<Role, String> {
        let arn = needed("ram_role_arn", &self.ram_role_arn)?;
        let external_id = filled(&self.external_id);
        Ok(Role { external_id, ..Role::new(arn, filled(&self.ram_session_name)) })
    }

    fn assumed(&self, by: Source) -> Result<Source, String> {
        Ok(Source::Assumed { role: self.role()?, by: Box::new(by) })
    }
}

fn filled(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// A text that has to be there, and that can go into a header.
pub(super) fn needed(key: &str, text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err(format!("lacks {key}"));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(format!("has white space or a strange character in {key}"));
    }
    Ok(text.to_owned())
}
