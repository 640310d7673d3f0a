//! The sources that every Alibaba Cloud tool looks at, in their order: variables, an OIDC role, the profile of the command
//! line tool, the shared file, a URI, the machine's role.
//!
//! The first that has something decides. What it has must be whole: a broken profile is an error, and never passed over for
//! another identity.

use crate::key_uri::KeyUri;
use crate::source::{Role, Source};
use crate::world::{
    CONFIG_DISABLED, CONFIG_FILE, EXTERNAL_ID, METADATA, METADATA_DISABLED, OIDC_PROVIDER,
    OIDC_TOKEN, PROFILE, ROLE_ARN, SESSION_NAME, SHARED_FILE, URI, World,
};
use crate::{CredentialsError, cli_profile, environment, shared_file};

/// What the operator configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// This profile and nothing else.
    pub profile: Option<String>,
    /// This role, assumed by whatever is found.
    pub role: Option<Role>,
    /// Whether a profile of the mode `External` may run its program.
    pub allow_external: bool,
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

/// A profile that has to be there, and what names it.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub(crate) profile: &'a str,
    pub(crate) by: &'a str,
}

/// Looks for credentials.
///
/// # Errors
/// [`CredentialsError`] where there are none, or the first that there are cannot be used.
pub fn find(world: &World<'_>, asked: &Asked) -> Result<Found, CredentialsError> {
    world.warn_of_empty_variables();
    let mut found = base(world, asked)?;
    if let Some(role) = &asked.role {
        found.place = format!("{}, as {}", found.place, role.arn);
        found.source = Source::Assumed { role: role.clone(), by: Box::new(found.source) };
        found.is_guess = false;
    }
    Ok(found)
}

fn base(world: &World<'_>, asked: &Asked) -> Result<Found, CredentialsError> {
    if asked.profile.is_none()
        && let Some(found) = variables(world)?
    {
        return Ok(found);
    }
    let of_world = world.text(PROFILE);
    let named = match (&asked.profile, &of_world) {
        (Some(profile), _) => Some(Named { profile, by: "the configuration" }),
        (None, Some(profile)) => Some(Named { profile, by: PROFILE }),
        (None, None) => None,
    };
    if let Some(found) = files(world, asked, named)? {
        return Ok(found);
    }
    let is_off = world.is_true(METADATA_DISABLED);
    let name = world.text(METADATA).filter(|_| !is_off);
    if let (None, Some(uri)) = (&name, world.text(URI)) {
        let uri = KeyUri::parse(&uri).map_err(CredentialsError::Uri)?;
        return Ok(Found::certain(Source::Uri(uri), URI.to_owned()));
    }
    let source = world.machine("").map_err(|_| CredentialsError::Absent)?;
    Ok(Found { source, place: "the machine's RAM role".to_owned(), is_guess: name.is_none() })
}

impl Found {
    fn certain(source: Source, place: String) -> Self {
        Self { source, place, is_guess: false }
    }
}

/// A key of the environment, or an OIDC role.
fn variables(world: &World<'_>) -> Result<Option<Found>, CredentialsError> {
    match environment::key(world) {
        Ok(credentials) => {
            let source = assumed(world, Source::Fixed(credentials));
            return Ok(Some(Found::certain(source, "the environment".to_owned())));
        }
        Err(CredentialsError::Absent) => {}
        Err(error) => return Err(error),
    }
    let place = "an OIDC role of the environment".to_owned();
    Ok(oidc(world).map(|source| Found::certain(source, place)))
}

/// The profile of one of the user's two files.
fn files(
    world: &World<'_>,
    asked: &Asked,
    named: Option<Named<'_>>,
) -> Result<Option<Found>, CredentialsError> {
    let mut known = Vec::new();
    if !world.is_true(CONFIG_DISABLED)
        && let Some(file) = world.file(CONFIG_FILE, ".aliyun/config.json")
        && let Some((source, place)) = cli_profile::read(world, asked, &file, named, &mut known)?
    {
        return Ok(Some(Found::certain(source, place)));
    }
    if let Some(file) = world.file(SHARED_FILE, ".alibabacloud/credentials")
        && let Some((source, place)) = shared_file::read(world, &file, named, &mut known)?
    {
        return Ok(Some(Found::certain(source, place)));
    }
    named.map_or(Ok(None), |named| Err(named.missing(known)))
}

impl Named<'_> {
    pub(crate) fn missing(self, known: Vec<String>) -> CredentialsError {
        let Self { profile, by } = self;
        CredentialsError::NoProfile { name: profile.to_owned(), named_by: by.to_owned(), known }
    }
}

/// The three variables that a cluster sets for a pod with a role.
fn oidc(world: &World<'_>) -> Option<Source> {
    Some(Source::Oidc {
        role: Role::new(world.text(ROLE_ARN)?, world.text(SESSION_NAME)),
        provider_arn: world.text(OIDC_PROVIDER)?,
        token_file: world.text(OIDC_TOKEN)?.into(),
    })
}

/// The role that a key of the environment is to assume, if a variable names one.
fn assumed(world: &World<'_>, source: Source) -> Source {
    let Some(arn) = world.text(ROLE_ARN) else { return source };
    let external_id = world.text(EXTERNAL_ID);
    let role = Role { external_id, ..Role::new(arn, world.text(SESSION_NAME)) };
    Source::Assumed { role, by: Box::new(source) }
}

#[cfg(test)]
mod tests;
