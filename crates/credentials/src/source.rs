//! Where keys come from.

use std::path::PathBuf;

use acs3::Credentials;

/// A source of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// One key that stays as it is.
    Fixed(Credentials),
    /// The RAM role of the machine, by the metadata service.
    EcsRole {
        /// Its name; asked for where there is none.
        name: Option<String>,
    },
    /// A role, with a token that somebody else's identity provider keeps in a file.
    Oidc {
        /// The role.
        role: Role,
        /// The identity provider.
        provider_arn: String,
        /// Where its token is; read anew each time.
        token_file: PathBuf,
    },
    /// A role that another source may assume.
    Assumed {
        /// The role.
        role: Role,
        /// Who assumes it.
        by: Box<Source>,
    },
}

/// A RAM role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its name in the whole cloud, `acs:ram::…:role/…`.
    pub arn: String,
    /// Under what name its use is recorded.
    pub session_name: String,
    /// What its owner asks of others to know.
    pub external_id: Option<String>,
}

impl Role {
    /// Under what name the use of a role is recorded where nothing else is said.
    pub const SESSION_NAME: &'static str = "batch-proxy";

    /// The role with this name in the cloud.
    pub fn new(arn: String, session_name: Option<String>) -> Self {
        let session_name = session_name.unwrap_or_else(|| Self::SESSION_NAME.to_owned());
        Self { arn, session_name, external_id: None }
    }
}

impl Source {
    /// Who its keys are: the same for every key that it gives one after the other.
    pub fn principal(&self) -> String {
        match self {
            Self::Fixed(credentials) => credentials.access_key_id.clone(),
            Self::EcsRole { name } => format!("ecs:{}", name.as_deref().unwrap_or_default()),
            Self::Oidc { role, .. } | Self::Assumed { role, .. } => role.arn.clone(),
        }
    }
}
