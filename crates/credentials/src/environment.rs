//! The credentials in the process's own environment.

use acs3::Credentials;

use crate::warning::{Warning, is_quoted};
use crate::world::World;
use crate::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, CredentialsError, SECURITY_TOKEN};

/// The key of the environment. Empty variables count as not set, as in the official SDKs.
///
/// # Errors
/// [`CredentialsError`] for none, half of them, or what cannot be a credential.
pub(crate) fn key(world: &World<'_>) -> Result<Credentials, CredentialsError> {
    let read = |name: &'static str| checked(world, name);
    let token = read(SECURITY_TOKEN)?;
    let credentials = match (read(ACCESS_KEY_ID)?, read(ACCESS_KEY_SECRET)?) {
        (Some(id), Some(secret)) => Credentials::new(id, secret),
        (Some(_), None) => return Err(CredentialsError::Missing(ACCESS_KEY_SECRET)),
        (None, Some(_)) => return Err(CredentialsError::Missing(ACCESS_KEY_ID)),
        (None, None) if token.is_some() => return Err(CredentialsError::Missing(ACCESS_KEY_ID)),
        (None, None) => return Err(CredentialsError::Absent),
    };
    Ok(match token {
        Some(token) => credentials.with_security_token(token),
        None => credentials,
    })
}

fn checked(world: &World<'_>, name: &'static str) -> Result<Option<String>, CredentialsError> {
    let Some(text) = world.text(name) else { return Ok(None) };
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(CredentialsError::Malformed(name));
    }
    if is_quoted(&text) {
        (world.warn)(Warning::Quoted(name.to_owned()));
    }
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::ffi::OsString;

    use super::*;

    type Read = (Result<Credentials, CredentialsError>, Vec<String>);

    fn read(id: Option<&str>, secret: Option<&str>, token: Option<&str>) -> Read {
        let variable = |name: &str| {
            let value = match name {
                ACCESS_KEY_ID => id,
                ACCESS_KEY_SECRET => secret,
                SECURITY_TOKEN => token,
                other => panic!("{other} is not a variable of ours"),
            };
            value.map(OsString::from)
        };
        let warnings = RefCell::new(Vec::new());
        let warn = |warning: Warning| warnings.borrow_mut().push(warning.to_string());
        let key = key(&World { variable: &variable, warn: &warn });
        (key, warnings.into_inner())
    }

    #[test]
    fn reads_a_key_with_and_without_a_token() {
        let key = || Credentials::new("id", "hush");
        assert_eq!(read(Some("id"), Some("hush"), None), (Ok(key()), vec![]));
        assert_eq!(read(Some("id"), Some("hush"), Some("")), (Ok(key()), vec![]), "empty is unset");
        assert_eq!(
            read(Some("id"), Some("hush"), Some("tok/en==")),
            (Ok(key().with_security_token("tok/en==")), vec![])
        );
    }

    #[test]
    fn quotes_are_part_of_the_value_and_warned_of() {
        for quoted in ["\"hush\"", "'hush'", "`hush`", "hush\"", "'hush"] {
            let (key, warnings) = read(Some("id"), Some(quoted), None);
            assert_eq!(key, Ok(Credentials::new("id", quoted)));
            assert_eq!(warnings.len(), 1);
            assert!(warnings[0].starts_with(
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET begins or ends with a quote. Quotes are part of the value"
            ));
            assert!(!warnings[0].contains("hush"));
        }
    }

    #[test]
    fn refuses_what_cannot_be_a_credential_and_names_the_variable() {
        use CredentialsError::{Absent, Malformed, Missing};
        for (id, secret, token, error) in [
            (None, None, None, Absent),
            (Some(""), Some(""), Some(""), Absent),
            (Some("id"), None, None, Missing(ACCESS_KEY_SECRET)),
            (None, Some("hush"), None, Missing(ACCESS_KEY_ID)),
            (None, None, Some("token"), Missing(ACCESS_KEY_ID)),
            (Some(""), Some("hush"), None, Missing(ACCESS_KEY_ID)),
            (Some("id"), Some(""), None, Missing(ACCESS_KEY_SECRET)),
            (Some("id\n"), Some("hush"), None, Malformed(ACCESS_KEY_ID)),
            (Some("id"), Some("hu\r\nsh"), None, Malformed(ACCESS_KEY_SECRET)),
            (Some("id"), Some("hush "), None, Malformed(ACCESS_KEY_SECRET)),
            (Some("id"), Some("hüsh"), None, Malformed(ACCESS_KEY_SECRET)),
            (Some("id"), Some("“hush”"), None, Malformed(ACCESS_KEY_SECRET)),
            (Some("id"), Some("hush"), Some("to\u{1}ken"), Malformed(SECURITY_TOKEN)),
        ] {
            assert_eq!(read(id, secret, token).0, Err(error), "{id:?} {secret:?} {token:?}");
        }
    }
}
