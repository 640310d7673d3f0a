//! `~/.aliyun/config.json`, which `aliyun configure` writes.

mod modes;
mod profile;

use serde_json::Value;

pub(crate) use self::modes::how_to_sign_in;
pub(crate) use self::profile::Profile;
use crate::CredentialsError;
use crate::chain::{Asked, Named};
use crate::source::Source;
use crate::stored::{KeyOfFile, StoredIn};
use crate::world::{UserFile, World};

/// The profiles of a file.
struct File {
    current: String,
    profiles: Vec<Profile>,
}

/// The source that a profile describes, and its name for people; none without the file, or where nothing was ever
/// configured. The names of the profiles go to `known`.
pub(crate) fn read(
    world: &World<'_>,
    asked: &Asked,
    at: &UserFile,
    named: Option<Named<'_>>,
    known: &mut Vec<String>,
) -> Result<Option<(Source, String)>, CredentialsError> {
    let Some(text) = at.text()? else { return Ok(None) };
    let file = File::parse(&text).map_err(|fault| CredentialsError::file(&at.path, fault))?;
    known.extend(file.profiles.iter().map(Profile::name));
    let by = format!("\"current\" of {}", at.path.display());
    let current = Named { profile: &file.current, by: &by };
    let wanted = named.or(Some(current).filter(|current| !current.profile.is_empty()));
    let name = wanted.map_or("default", |wanted| wanted.profile);
    let Some(profile) = file.profile(name) else {
        // Another file may have the profile that somebody else names, but not this file's own current one.
        return match wanted {
            Some(current) if named.is_none() => Err(current.missing(std::mem::take(known))),
            _ => Ok(None),
        };
    };
    // The default profile is there before anybody has filled it in. Another one is there because somebody wants it.
    if name == "default" && profile.is_blank() {
        return Ok(None);
    }
    let place = format!("profile {name:?} of {}", at.path.display());
    let modes = modes::Modes { world, asked, path: &at.path, file: &file };
    match modes.source(profile) {
        Ok(source) => Ok(Some((source, place))),
        Err(fault) => Err(CredentialsError::file(&at.path, format!("profile {name:?} {fault}"))),
    }
}

/// The key that a profile has now.
pub(crate) fn key_again(at: &StoredIn) -> Result<KeyOfFile, CredentialsError> {
    let fault = |fault: String| CredentialsError::file(&at.path, fault);
    let text =
        crate::text::read(&at.path)?.ok_or_else(|| fault("does not exist any more".to_owned()))?;
    let file = File::parse(&text).map_err(fault)?;
    let name = &at.profile;
    let profile =
        file.profile(name).ok_or_else(|| fault(format!("has no profile {name:?} any more")))?;
    if profile.mode() != at.mode {
        return Err(fault(format!(
            "profile {name:?} has another mode now: restart, or send SIGHUP"
        )));
    }
    let key = profile.own_key().map_err(|why| fault(format!("profile {name:?} {why}")))?;
    Ok((key.credentials, key.expires))
}

impl File {
    /// Leniently: fields of a profile that are missing, null or of another type count as not there.
    fn parse(text: &str) -> Result<Self, String> {
        let fault = || "is not what `aliyun configure` writes".to_owned();
        // The parser's own text could repeat a value.
        let Ok(Value::Object(mut file)) = serde_json::from_str(text) else { return Err(fault()) };
        let profiles = match file.remove("profiles") {
            Some(Value::Array(profiles)) => profiles,
            None | Some(Value::Null) => Vec::new(),
            Some(_) => return Err(fault()),
        };
        let current = match file.remove("current") {
            Some(Value::String(current)) => current,
            None | Some(Value::Null) => String::new(),
            Some(_) => return Err("has a \"current\" that is not the name of a profile".to_owned()),
        };
        Ok(Self { current, profiles: profiles.into_iter().filter_map(Profile::new).collect() })
    }

    fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.name() == name)
    }
}
