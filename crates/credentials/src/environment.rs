//! The credentials in the process's own environment.

use std::ffi::OsString;

use acs3::Credentials;

use crate::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, CredentialsError, SECURITY_TOKEN};

/// Reads the credentials with `variable`, which looks up an environment variable.
///
/// # Errors
/// [`CredentialsError`] for none, half of them, or what cannot be a credential.
pub fn from_environment(
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Credentials, CredentialsError> {
    let read = |name: &'static str| variable(name).map(|value| checked(name, value)).transpose();
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

fn checked(name: &'static str, value: OsString) -> Result<String, CredentialsError> {
    if value.is_empty() {
        return Err(CredentialsError::Empty(name));
    }
    value
        .into_string()
        .ok()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()))
        .ok_or(CredentialsError::Malformed(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        id: Option<&str>,
        secret: Option<&str>,
        token: Option<&str>,
    ) -> Result<Credentials, CredentialsError> {
        from_environment(|name| {
            let value = match name {
                ACCESS_KEY_ID => id,
                ACCESS_KEY_SECRET => secret,
                SECURITY_TOKEN => token,
                other => panic!("{other} is not a variable of ours"),
            };
            value.map(OsString::from)
        })
    }

    #[test]
    fn reads_a_key_with_and_without_a_token() {
        assert_eq!(read(Some("id"), Some("hush"), None), Ok(Credentials::new("id", "hush")));
        assert_eq!(
            read(Some("id"), Some("hush"), Some("tok/en==")),
            Ok(Credentials::new("id", "hush").with_security_token("tok/en=="))
        );
    }

    #[test]
    fn refuses_what_cannot_be_a_credential_and_names_the_variable() {
        use CredentialsError::{Absent, Empty, Malformed, Missing};
        for (id, secret, token, error) in [
            (None, None, None, Absent),
            (Some("id"), None, None, Missing(ACCESS_KEY_SECRET)),
            (None, Some("hush"), None, Missing(ACCESS_KEY_ID)),
            (None, None, Some("token"), Missing(ACCESS_KEY_ID)),
            (Some(""), Some("hush"), None, Empty(ACCESS_KEY_ID)),
            (Some("id"), Some(""), None, Empty(ACCESS_KEY_SECRET)),
            (Some("id"), Some("hush"), Some(""), Empty(SECURITY_TOKEN)),
            (Some("id\n"), Some("hush"), None, Malformed(ACCESS_KEY_ID)),
            (Some("id"), Some("hu\r\nsh"), None, Malformed(ACCESS_KEY_SECRET)),
            (Some("id"), Some("hush "), None, Malformed(ACCESS_KEY_SECRET)),
            (Some("id"), Some("hüsh"), None, Malformed(ACCESS_KEY_SECRET)),
            (Some("id"), Some("hush"), Some("to\u{1}ken"), Malformed(SECURITY_TOKEN)),
        ] {
            assert_eq!(read(id, secret, token), Err(error), "{id:?} {secret:?} {token:?}");
        }
    }
}
