//! What each mode of a profile means.

use std::path::Path;

use super::{File, Profile};
use crate::chain::Asked;
use crate::source::Source;
use crate::stored::{Format, StoredIn, StoredKey};
use crate::text::{present, shown};
use crate::warning::{Warning, is_quoted};
use crate::world::World;

/// How many profiles may refer to one another.
const LONGEST_CHAIN: usize = 4;

/// Reads profiles of one file.
pub(super) struct Modes<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) asked: &'a Asked,
    pub(super) path: &'a Path,
    pub(super) file: &'a File,
}

impl Modes<'_> {
    /// The source that a profile describes.
    pub(super) fn source(&self, profile: &Profile) -> Result<Source, String> {
        self.chained(profile, LONGEST_CHAIN)
    }

    fn chained(&self, profile: &Profile, left: usize) -> Result<Source, String> {
        if left == 0 {
            return Err("refers to too many others".to_owned());
        }
        let mode = profile.mode();
        match mode.as_str() {
            "ak" | "ststoken" | "cloudsso" | "oauth" => self.stored(profile),
            "ramrolearn" => assumed(profile, self.stored(profile)?),
            "ecsramrole" => self.machine(profile),
            // The tool's name for it, and that of its constant.
            "ramrolearnwithrolename" | "ramrolearnwithecs" => {
                assumed(profile, self.machine(profile)?)
            }
            "chainableramrolearn" => {
                let name = present("source_profile", &profile.get("source_profile"))?;
                let by = self.file.profile(&name);
                let by = by.ok_or_else(|| format!("refers to {name:?}, which is not there"))?;
                let by = self.chained(by, left - 1).map_err(|fault| match fault.as_str() {
                    "refers to too many others" => fault,
                    _ => format!("refers to {name:?}, which {fault}"),
                })?;
                assumed(profile, by)
            }
            "oidc" => Ok(Source::Oidc {
                role: profile.role()?,
                provider_arn: profile.needed("oidc_provider_arn")?,
                token_file: present("oidc_token_file", &profile.get("oidc_token_file"))?.into(),
            }),
            "credentialsuri" => self.world.uri(&profile.get("credentials_uri")),
            "external" => self.external(profile),
            _ => Err(unsupported(&mode, &profile.get("mode"))),
        }
    }

    /// The profile's own key, which is read again from the file.
    fn stored(&self, profile: &Profile) -> Result<Source, String> {
        let key = profile.own_key()?;
        for field in ["access_key_id", "access_key_secret", "sts_token"] {
            if is_quoted(&profile.get(field)) {
                let place =
                    format!("{field} of profile {:?} of {}", profile.name(), self.path.display());
                (self.world.warn)(Warning::Quoted(place));
            }
        }
        let (mode, profile) = (profile.mode(), profile.name());
        let file =
            StoredIn { path: self.path.to_owned(), format: Format::CommandLineTool, profile, mode };
        Ok(Source::Stored(StoredKey { credentials: key.credentials, expires: key.expires, file }))
    }

    fn machine(&self, profile: &Profile) -> Result<Source, String> {
        let machine = self.world.machine(&profile.get("ram_role_name"));
        machine.map_err(|fault| format!("has mode {}, which {fault}", profile.get("mode")))
    }

    fn external(&self, profile: &Profile) -> Result<Source, String> {
        let command = split(&present("process_command", &profile.get("process_command"))?)?;
        if !self.asked.allow_external {
            return Err("has mode External, which runs a program: allow that with `allow-external = true` under \
                        [credentials] of the configuration file, or use another profile"
                .to_owned());
        }
        Ok(Source::External { command })
    }
}

fn assumed(profile: &Profile, by: Source) -> Result<Source, String> {
    Ok(Source::Assumed { role: profile.role()?, by: Box::new(by) })
}

/// How the command line tool gets a fresh key for a profile of the modes `CloudSSO` and `OAuth`.
pub(crate) fn how_to_sign_in(mode: &str, profile: &str) -> String {
    let mode = if mode == "oauth" { "OAuth" } else { "CloudSSO" };
    let is_plain = |char: char| char.is_ascii_alphanumeric() || "_-.".contains(char);
    let quoted = format!("'{}'", profile.replace('\'', "'\\''"));
    let profile = if profile.chars().all(is_plain) { profile } else { &quoted };
    format!(
        "mode {mode} keeps its key there for a while only. Run `aliyun sts GetCallerIdentity --profile {profile}`, which \
         renews it, or sign in again with `aliyun configure --profile {profile} --mode {mode}`; a service is better off \
         with a RAM role"
    )
}

/// Names a mode that cannot be used, and what to do instead.
fn unsupported(mode: &str, written: &str) -> String {
    let instead =
        "use a profile with an access key (AK), a role (RamRoleArn, EcsRamRole, OIDC) or External";
    match mode {
        "rsakeypair" => {
            format!(
                "has mode RsaKeyPair, which Alibaba Cloud has deprecated and which is not supported here: {instead}"
            )
        }
        "bearertoken" | "anonymous" => {
            format!(
                "has mode {written}, whose requests have no signature, which PolarDB asks for: {instead}"
            )
        }
        _ => format!(
            "has a mode that is not known here: {}; known are AK, StsToken, RamRoleArn, EcsRamRole, \
             RamRoleArnWithRoleName, ChainableRamRoleArn, OIDC, CloudSSO, OAuth, CredentialsURI and External",
            shown(written)
        ),
    }
}

/// The program and its arguments. As the tool splits them: at white space, with quotes and backslashes as in a shell, and
/// nothing else of a shell.
fn split(command: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut rest = command.chars();
    while let Some(char) = rest.next() {
        match (quote, char) {
            (None, '"' | '\'') => {
                quote = Some(char);
                word.get_or_insert_default();
            }
            (Some(open), _) if open == char => quote = None,
            (None | Some('"'), '\\') => {
                let next = rest.next().ok_or("has a process_command that ends with a backslash")?;
                let word = word.get_or_insert_default();
                if quote.is_some() && !"\"\\$`".contains(next) {
                    word.push('\\');
                }
                word.push(next);
            }
            (None, space) if space.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(char),
        }
    }
    words.extend(word);
    match quote {
        Some(_) => Err("has a process_command with a quote that is not closed".to_owned()),
        None if words.is_empty() => Err("lacks process_command".to_owned()),
        None => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_as_the_tool_does() {
        for (command, words) in [
            ("get-key --for prod", &["get-key", "--for", "prod"][..]),
            ("  a\t'b c'  \"d e\" f\\ g ", &["a", "b c", "d e", "f g"]),
            (r#""a\"b" "c\d" 'e\f' "" "#, &["a\"b", "c\\d", "e\\f", ""]),
            ("a;b $(c) > d", &["a;b", "$(c)", ">", "d"]),
        ] {
            assert_eq!(split(command).unwrap(), words, "{command}");
        }
        for command in ["a 'b", "a \"b", "a \\", "  "] {
            assert!(split(command).is_err(), "{command}");
        }
    }
}
