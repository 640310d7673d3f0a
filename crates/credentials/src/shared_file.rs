//! `~/.alibabacloud/credentials`, the ini file that the SDKs share.

use std::path::PathBuf;

use acs3::Credentials;
use ini::{Ini, Properties};

use crate::cli_profile::needed;
use crate::source::{Role, Source};
use crate::{CredentialsError, text_of};

/// The source that a section describes, and its name for people; none without the file or the
/// section, or where it is not enabled.
pub(super) fn read(
    path: PathBuf,
    named: Option<&str>,
) -> Result<Option<(Source, String)>, CredentialsError> {
    let Some(text) = text_of(&path)? else { return Ok(None) };
    let file = match Ini::load_from_str(&text) {
        Ok(file) => file,
        Err(error) => {
            let fault = format!("is not an ini file: line {}", error.line + 1);
            return Err(CredentialsError::File { path, fault });
        }
    };
    let name = named.unwrap_or("default");
    let is_enabled = |section: &&Properties| {
        section.get("enable").is_none_or(|text| text.eq_ignore_ascii_case("true"))
    };
    let Some(section) = file.section(Some(name)).filter(is_enabled) else { return Ok(None) };
    match source(section) {
        Ok(source) => Ok(Some((source, format!("[{name}] of {}", path.display())))),
        Err(fault) => Err(CredentialsError::File { path, fault: format!("[{name}] {fault}") }),
    }
}

fn source(section: &Properties) -> Result<Source, String> {
    let get = |key: &str| section.get(key).unwrap_or_default().trim();
    let filled = |key: &str| Some(get(key).to_owned()).filter(|text| !text.is_empty());
    let need = |key: &str| needed(key, get(key));
    let key =
        || Ok::<_, String>(Credentials::new(need("access_key_id")?, need("access_key_secret")?));
    let role = || {
        let session_name = filled("role_session_name").or_else(|| filled("session_name"));
        let role = Role::new(need("role_arn")?, session_name);
        Ok::<_, String>(Role { external_id: filled("external_id"), ..role })
    };
    Ok(match get("type") {
        "access_key" | "" => Source::Fixed(key()?),
        "sts" => Source::Fixed(key()?.with_security_token(need("security_token")?)),
        "ecs_ram_role" => Source::EcsRole { name: filled("role_name") },
        "ram_role_arn" => Source::Assumed { role: role()?, by: Box::new(Source::Fixed(key()?)) },
        "oidc_role_arn" => Source::Oidc {
            role: role()?,
            provider_arn: need("oidc_provider_arn")?,
            token_file: need("oidc_token_file_path")?.into(),
        },
        _ => {
            return Err("has a type that is not known here; known are access_key, sts, \
                        ecs_ram_role, ram_role_arn and oidc_role_arn"
                .to_owned());
        }
    })
}
