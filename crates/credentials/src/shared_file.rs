//! `~/.alibabacloud/credentials`, the ini file that the SDKs share.

use std::path::Path;

use acs3::Credentials;

use crate::CredentialsError;
use crate::chain::Named;
use crate::ini::{Ini, Section};
use crate::source::{Role, Source};
use crate::stored::{Format, KeyOfFile, StoredIn, StoredKey};
use crate::text::{filled, needed, present, shown};
use crate::warning::{Warning, is_quoted};
use crate::world::{UserFile, World};

/// The source that a section describes, and its name for people; none without the file or the section, or where it is not
/// enabled. The names of the sections go to `known`.
pub(crate) fn read(
    world: &World<'_>,
    at: &UserFile,
    named: Option<Named<'_>>,
    known: &mut Vec<String>,
) -> Result<Option<(Source, String)>, CredentialsError> {
    let Some(text) = at.text()? else { return Ok(None) };
    let file = parse(&at.path, &text)?;
    known.extend(file.names().cloned());
    let name = named.map_or("default", |named| named.profile);
    let Some(section) = file.section(name) else { return Ok(None) };
    let fault = |fault| CredentialsError::file(&at.path, format!("[{name}] {fault}"));
    if !is_enabled(section).map_err(fault)? {
        let off = || fault("is switched off by enable = false".to_owned());
        return named.map_or(Ok(None), |_| Err(off()));
    }
    for field in ["access_key_id", "access_key_secret", "security_token"] {
        if is_quoted(get(section, field)) {
            let place = format!("{field} of [{name}] of {}", at.path.display());
            (world.warn)(Warning::Quoted(place));
        }
    }
    let source = source(world, section, &at.path, name).map_err(fault)?;
    Ok(Some((source, format!("[{name}] of {}", at.path.display()))))
}

/// The key that a section has now.
pub(crate) fn key_again(at: &StoredIn) -> Result<KeyOfFile, CredentialsError> {
    let fault = |fault: String| CredentialsError::file(&at.path, fault);
    let text =
        crate::text::read(&at.path)?.ok_or_else(|| fault("does not exist any more".to_owned()))?;
    let (file, name) = (parse(&at.path, &text)?, &at.profile);
    let section = file.section(name).ok_or_else(|| fault(format!("has no [{name}] any more")))?;
    if kind(section) != at.mode || !is_enabled(section).unwrap_or(false) {
        return Err(fault(format!("[{name}] has another type now: restart, or send SIGHUP")));
    }
    key(section).map(|key| (key, None)).map_err(|why| fault(format!("[{name}] {why}")))
}

fn parse(path: &Path, text: &str) -> Result<Ini, CredentialsError> {
    let fault = |line| CredentialsError::file(path, format!("is not an ini file: line {line}"));
    Ini::parse(text).map_err(fault)
}

fn get<'a>(section: &'a Section, key: &str) -> &'a str {
    section.get(key).map_or("", String::as_str)
}

fn kind(section: &Section) -> &str {
    Some(get(section, "type")).filter(|kind| !kind.is_empty()).unwrap_or("access_key")
}

fn is_enabled(section: &Section) -> Result<bool, String> {
    match get(section, "enable").to_ascii_lowercase().as_str() {
        "" | "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("has neither true nor false in enable".to_owned()),
    }
}

/// The key that a section has itself.
fn key(section: &Section) -> Result<Credentials, String> {
    let need = |key: &str| needed(key, get(section, key));
    let key = Credentials::new(need("access_key_id")?, need("access_key_secret")?);
    match kind(section) {
        "sts" => Ok(key.with_security_token(need("security_token")?)),
        _ => Ok(key),
    }
}

fn role(section: &Section) -> Result<Role, String> {
    let filled = |key: &str| filled(get(section, key));
    let session_name = filled("role_session_name").or_else(|| filled("session_name"));
    let role = Role::new(needed("role_arn", get(section, "role_arn"))?, session_name);
    Ok(Role { external_id: filled("external_id"), policy: filled("policy"), ..role })
}

fn source(world: &World<'_>, section: &Section, path: &Path, name: &str) -> Result<Source, String> {
    let stored = || {
        let (path, profile, mode) = (path.to_owned(), name.to_owned(), kind(section).to_owned());
        let file = StoredIn { path, format: Format::SharedFile, profile, mode };
        Ok::<_, String>(Source::Stored(StoredKey {
            credentials: key(section)?,
            expires: None,
            file,
        }))
    };
    Ok(match kind(section) {
        "access_key" | "sts" => stored()?,
        "ecs_ram_role" => world
            .machine(get(section, "role_name"))
            .map_err(|fault| format!("has type ecs_ram_role, which {fault}"))?,
        "ram_role_arn" => Source::Assumed { role: role(section)?, by: Box::new(stored()?) },
        "oidc_role_arn" => Source::Oidc {
            role: role(section)?,
            provider_arn: needed("oidc_provider_arn", get(section, "oidc_provider_arn"))?,
            token_file: present("oidc_token_file_path", get(section, "oidc_token_file_path"))?
                .into(),
        },
        "credentials_uri" => world.uri(get(section, "credentials_uri"))?,
        kind => return Err(unsupported(kind)),
    })
}

/// Names a type that cannot be used, and what to do instead.
fn unsupported(kind: &str) -> String {
    let known = "access_key, sts, ecs_ram_role, ram_role_arn, oidc_role_arn and credentials_uri";
    match kind {
        "rsa_key_pair" | "bearer" => {
            format!("has type {kind}, which is not supported here; known are {known}")
        }
        _ => format!("has a type that is not known here: {}; known are {known}", shown(kind)),
    }
}
