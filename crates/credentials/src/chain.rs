//! The places where every Alibaba Cloud tool looks for credentials, in their order: variables, an
//! OIDC role, the profile of the command line tool, the shared file, the machine's role.
//!
//! The first that has something decides. What it has must be whole: a broken profile is told, and
//! not passed over for somebody else's key.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::source::{Role, Source};
use crate::{CredentialsError, cli_profile, environment, shared_file};

/// What is looked into: the variables, and the directory of the user.
pub struct World<'a> {
    /// Looks up an environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
}

/// What the operator said in the configuration file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// This profile and nothing else.
    pub profile: Option<String>,
    /// This role, assumed by whatever is found.
    pub role: Option<Role>,
}

/// What was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The source of keys.
    pub source: Source,
    /// Where it was found, for people.
    pub place: String,
    /// Whether it is only supposed: nothing names the machine's role, so there may be none.
    pub is_guess: bool,
}

impl World<'_> {
    /// A variable that is set and not empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        (self.variable)(name)?.into_string().ok().filter(|text| !text.is_empty())
    }

    /// A file of the user, unless a variable names another.
    pub(super) fn file(&self, variable: &str, below_home: &str) -> Option<PathBuf> {
        if let Some(path) = self.text(variable) {
            return Some(PathBuf::from(path));
        }
        let home = self.text("HOME").or_else(|| self.text("USERPROFILE"))?;
        Some(PathBuf::from(home).join(below_home))
    }
}

/// Looks for credentials.
///
/// # Errors
/// [`CredentialsError`] where there are none, or the first that there are cannot be used.
pub fn find(world: &World<'_>, asked: &Asked) -> Result<Found, CredentialsError> {
    let mut found = base(world, asked.profile.as_deref())?;
    if let Some(role) = &asked.role {
        found.place = format!("{}, as {}", found.place, role.arn);
        found.source = Source::Assumed { role: role.clone(), by: Box::new(found.source) };
        found.is_guess = false;
    }
    Ok(found)
}

fn base(world: &World<'_>, profile: Option<&str>) -> Result<Found, CredentialsError> {
    let certain = |source, place: String| Found { source, place, is_guess: false };
    if profile.is_none() {
        match environment::from_environment(|name| (world.variable)(name)) {
            Ok(credentials) => {
                let source = Source::Fixed(credentials);
                return Ok(certain(assumed(world, source), "the environment".to_owned()));
            }
            Err(CredentialsError::Absent) => {}
            Err(error) => return Err(error),
        }
        if let Some(source) = oidc(world) {
            return Ok(certain(source, "an OIDC role of the environment".to_owned()));
        }
    }
    let of_world = world.text("ALIBABA_CLOUD_PROFILE");
    let named = profile.map(str::to_owned).or(of_world);
    let path = world.file("ALIBABA_CLOUD_CONFIG_FILE", ".aliyun/config.json");
    if let Some((source, place)) =
        path.and_then(|path| cli_profile::read(path, named.as_deref()).transpose()).transpose()?
    {
        return Ok(certain(source, place));
    }
    let path = world.file("ALIBABA_CLOUD_CREDENTIALS_FILE", ".alibabacloud/credentials");
    if let Some((source, place)) =
        path.and_then(|path| shared_file::read(path, named.as_deref()).transpose()).transpose()?
    {
        return Ok(certain(source, place));
    }
    if let Some(named) = profile {
        let fault = format!("there is no profile {named:?}, nor in the shared credentials file");
        let path = PathBuf::from("~/.aliyun/config.json");
        return Err(CredentialsError::File { path, fault });
    }
    machine(world)
}

/// The three variables that a cluster sets for a pod with a role.
fn oidc(world: &World<'_>) -> Option<Source> {
    let session_name = world.text("ALIBABA_CLOUD_ROLE_SESSION_NAME");
    Some(Source::Oidc {
        role: Role::new(world.text("ALIBABA_CLOUD_ROLE_ARN")?, session_name),
        provider_arn: world.text("ALIBABA_CLOUD_OIDC_PROVIDER_ARN")?,
        token_file: world.text("ALIBABA_CLOUD_OIDC_TOKEN_FILE")?.into(),
    })
}

/// The role that a key of the environment is to assume, if a variable names one.
fn assumed(world: &World<'_>, source: Source) -> Source {
    let Some(arn) = world.text("ALIBABA_CLOUD_ROLE_ARN") else { return source };
    let role = Role {
        external_id: world.text("ALIBABA_CLOUD_EXTERNAL_ID"),
        ..Role::new(arn, world.text("ALIBABA_CLOUD_ROLE_SESSION_NAME"))
    };
    Source::Assumed { role, by: Box::new(source) }
}

fn machine(world: &World<'_>) -> Result<Found, CredentialsError> {
    let disabled = world.text("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
    if disabled.is_some_and(|text| text.eq_ignore_ascii_case("true")) {
        return Err(CredentialsError::Absent);
    }
    let name = world.text("ALIBABA_CLOUD_ECS_METADATA");
    let is_guess = name.is_none();
    let place = "the machine's RAM role".to_owned();
    Ok(Found { source: Source::EcsRole { name }, place, is_guess })
}

#[cfg(test)]
mod tests;
