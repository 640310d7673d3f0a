//! The key of the machine's RAM role.

use reqwest::RequestBuilder;

use super::{Fetched, Fetcher};
use crate::fetch_error::{FetchError, MetadataError};
use crate::http::{Reply, Way};

const WHO: &str = "the machine's metadata service";

/// It is on the machine's own host.
const PATIENCE: u64 = 2;

const ROLES: &str = "latest/meta-data/ram/security-credentials/";

impl Fetcher {
    /// By version 2 of the service alone: version 1 gives the key to anybody who can make the machine send a GET.
    pub(super) async fn machine(&self, name: Option<&str>) -> Result<Fetched, FetchError> {
        let way = self.direct(WHO, true, PATIENCE);
        let client = way.client()?;
        let base = &self.endpoints.metadata;
        let ttl = ("x-aliyun-ecs-metadata-token-ttl-seconds", "60");
        let token = client.put(format!("{base}/latest/api/token")).header(ttl.0, ttl.1);
        let token = ask(&way, token, MetadataError::NoTokens).await?.text()?;
        let get = async |path: &str, missing: MetadataError| {
            let request = client.get(format!("{base}/{ROLES}{path}"));
            let request = request.header("x-aliyun-ecs-metadata-token", token.trim());
            ask(&way, request, missing).await
        };
        let name = match name {
            Some(name) => name.to_owned(),
            None => get("", MetadataError::NoRole).await?.text()?.trim().to_owned(),
        };
        if name.is_empty() {
            return Err(MetadataError::NoRole.into());
        }
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if name.starts_with('.') || name.len() > 64 || !name.bytes().all(is_plain) {
            return Err(FetchError::NotAKey(WHO));
        }
        let key = get(&name, MetadataError::OtherRole(name.clone())).await?;
        self.valid(WHO, Some(key.json()?))
    }
}

/// Sends a request, whose answer 404 means `missing`.
async fn ask(
    way: &Way<'_>,
    request: RequestBuilder,
    missing: MetadataError,
) -> Result<Reply, FetchError> {
    let reply = way.send(request).await.map_err(|error| match error {
        FetchError::Unreachable { cause, .. } => MetadataError::Unreachable(cause).into(),
        FetchError::Silent { seconds, .. } => MetadataError::Silent(seconds).into(),
        other => other,
    })?;
    match reply.status.as_u16() {
        403 => Err(MetadataError::Forbidden.into()),
        404 => Err(missing.into()),
        _ => Ok(reply),
    }
}
