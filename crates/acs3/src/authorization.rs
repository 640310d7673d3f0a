//! The `Authorization` header, taken apart.

use crate::{ALGORITHM, VerifyError};

/// The parts of `ACS3-HMAC-SHA256 Credential=<id>,SignedHeaders=<a;b>,Signature=<hex>`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Authorization<'a> {
    pub(crate) access_key_id: &'a str,
    pub(crate) signed_headers: Vec<&'a str>,
    pub(crate) signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Takes the three parts in any order, each exactly once, blanks around the commas allowed.
    pub(crate) fn parse(value: &'a str) -> Result<Self, VerifyError> {
        let parts =
            value.trim().strip_prefix(ALGORITHM).filter(|rest| rest.starts_with(' ')).ok_or(
                VerifyError::MalformedAuthorization("it does not begin with ACS3-HMAC-SHA256"),
            )?;
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in parts.split(',') {
            let (name, value) = part.trim().split_once('=').unwrap_or((part, ""));
            let place = match name {
                "Credential" => &mut credential,
                "SignedHeaders" => &mut signed_headers,
                "Signature" => &mut signature,
                _ => return Err(VerifyError::MalformedAuthorization("it has an unknown part")),
            };
            if place.replace(value).is_some() {
                return Err(VerifyError::MalformedAuthorization("it has a part twice"));
            }
        }
        Ok(Self {
            access_key_id: credential
                .filter(|id| !id.is_empty())
                .ok_or(VerifyError::MalformedAuthorization("it has no Credential"))?,
            signed_headers: header_names(signed_headers.unwrap_or_default())?,
            signature: signature
                .filter(|hex| is_signature(hex))
                .ok_or(VerifyError::MalformedAuthorization("its Signature is not 64 hex digits"))?,
        })
    }
}

fn header_names(list: &str) -> Result<Vec<&str>, VerifyError> {
    let names: Vec<_> = list.split(';').collect();
    let canonical = names.iter().all(|name| is_header_name(name))
        && names.windows(2).all(|pair| pair[0] < pair[1]);
    if !canonical {
        return Err(VerifyError::MalformedAuthorization(
            "its SignedHeaders are not lower-case names in order, each once",
        ));
    }
    Ok(names)
}

fn is_header_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
}

fn is_signature(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNATURE: &str = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0";

    #[test]
    fn takes_the_parts_in_any_order() {
        for text in [
            format!(
                "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host;x-acs-date,Signature={SIGNATURE}"
            ),
            format!(
                " ACS3-HMAC-SHA256  Signature={SIGNATURE} , SignedHeaders=host;x-acs-date, Credential=id "
            ),
        ] {
            let expected = Authorization {
                access_key_id: "id",
                signed_headers: vec!["host", "x-acs-date"],
                signature: SIGNATURE,
            };
            assert_eq!(Authorization::parse(&text), Ok(expected));
        }
    }

    #[test]
    fn says_what_is_malformed() {
        let headers = "its SignedHeaders are not lower-case names in order, each once";
        let signature = "its Signature is not 64 hex digits";
        for (text, fault) in [
            (String::new(), "it does not begin with ACS3-HMAC-SHA256"),
            ("Bearer abc".to_owned(), "it does not begin with ACS3-HMAC-SHA256"),
            ("ACS3-HMAC-SHA256".to_owned(), "it does not begin with ACS3-HMAC-SHA256"),
            ("ACS3-HMAC-SHA256 \u{e9}".to_owned(), "it has an unknown part"),
            ("ACS3-HMAC-SHA256 Credential=a,Credential=b".to_owned(), "it has a part twice"),
            (
                format!("ACS3-HMAC-SHA256 SignedHeaders=host,Signature={SIGNATURE}"),
                "it has no Credential",
            ),
            (
                format!("ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature={SIGNATURE}"),
                "it has no Credential",
            ),
            (format!("ACS3-HMAC-SHA256 Credential=a,Signature={SIGNATURE}"), headers),
            (
                format!("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=Host,Signature={SIGNATURE}"),
                headers,
            ),
            (
                format!(
                    "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host;host,Signature={SIGNATURE}"
                ),
                headers,
            ),
            (
                format!("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=x;host,Signature={SIGNATURE}"),
                headers,
            ),
            ("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=00".to_owned(), signature),
            (
                format!(
                    "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature={}",
                    SIGNATURE.to_uppercase()
                ),
                signature,
            ),
        ] {
            assert_eq!(
                Authorization::parse(&text),
                Err(VerifyError::MalformedAuthorization(fault)),
                "{text}"
            );
        }
    }
}
