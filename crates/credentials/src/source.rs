//! Where keys come from.

use std::path::PathBuf;

use acs3::Credentials;

use crate::key_uri::KeyUri;
use crate::stored::StoredKey;

/// A source of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// One key that stays as it is.
    Fixed(Credentials),
    /// A key in a file, which is read again.
    Stored(StoredKey),
    /// The RAM role of the machine, by the metadata service.
    EcsRole {
        /// Its name; the metadata service is asked for it if there is none.
        name: Option<String>,
    },
    /// A role, with a token that somebody else's identity provider keeps in a file.
    Oidc {
        /// The role.
        role: Role,
        /// The identity provider.
        provider_arn: String,
        /// The file of its token, read each time.
        token_file: PathBuf,
    },
    /// A role that another source may assume.
    Assumed {
        /// The role.
        role: Role,
        /// Who assumes it.
        by: Box<Source>,
    },
    /// A service that hands out keys at a URI.
    Uri(KeyUri),
    /// A program that prints keys.
    External {
        /// The program and its arguments.
        command: Vec<String>,
    },
}

/// A RAM role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its name in the whole cloud, `acs:ram::…:role/…`.
    pub arn: String,
    /// The name under which its use is recorded; the application's if there is none.
    pub session_name: Option<String>,
    /// What its owner asks of others to know.
    pub external_id: Option<String>,
    /// What the session may do at most, if that is less than the role may.
    pub policy: Option<String>,
}

impl Role {
    /// The role with this name in the cloud.
    pub fn new(arn: String, session_name: Option<String>) -> Self {
        Self { arn, session_name, external_id: None, policy: None }
    }
}

impl Source {
    /// Whose keys they are: the same text for all keys that it gives one after the other. None for a file or a program,
    /// which may give another identity at any time.
    pub(crate) fn principal(&self) -> Option<String> {
        match self {
            Self::Fixed(credentials) => Some(credentials.access_key_id.clone()),
            Self::EcsRole { name } => Some(format!("ecs:{}", name.as_deref().unwrap_or_default())),
            Self::Oidc { role, .. } | Self::Assumed { role, .. } => Some(role.arn.clone()),
            Self::Stored(_) | Self::Uri(_) | Self::External { .. } => None,
        }
    }

    /// Whether somebody has to renew its key by hand, so that a refused one stays refused until then.
    pub(crate) fn is_renewed_by_hand(&self) -> bool {
        matches!(self, Self::Fixed(_) | Self::Stored(_))
    }
}
