//! Keys of a role, from STS, by whichever clock it goes.

use std::path::Path;

use acs3::Credentials;
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

use super::{Fetched, Fetcher};
use crate::fetch_error::FetchError;
use crate::http::{Way, header_map};
use crate::source::Role;

const STS: &str = "STS";

/// STS's API version.
const VERSION: &str = "2015-04-01";

/// For how many seconds a role is asked for.
const DURATION_SECONDS: &str = "3600";

/// How long STS may take.
const PATIENCE: u64 = 8;

impl Fetcher {
    pub(super) async fn assume(
        &self,
        role: &Role,
        by: &Credentials,
    ) -> Result<Fetched, FetchError> {
        self.ask(|client| self.assume_role(client, role, by)).await
    }

    pub(super) async fn with_oidc(
        &self,
        role: &Role,
        provider_arn: &str,
        token_file: &Path,
    ) -> Result<Fetched, FetchError> {
        let token = self.oidc_token(token_file).await?;
        // The token is the authentication, so it goes into the body: a URL may be logged on its way.
        let query = [
            ("DurationSeconds", DURATION_SECONDS),
            ("OIDCProviderArn", provider_arn),
            ("OIDCToken", token.as_str()),
            ("RoleArn", &role.arn),
            ("RoleSessionName", self.session_name(role)),
        ];
        let query =
            query.into_iter().chain(role.policy.as_deref().map(|policy| ("Policy", policy)));
        let body = acs3::canonical_query(&query.collect::<Vec<_>>());
        self.ask(|client| Ok(self.assume_role_with_oidc(client, &body))).await
    }

    /// Sends what `request` makes, and once more by STS's own clock if that is another.
    async fn ask(
        &self,
        request: impl Fn(&Client) -> Result<RequestBuilder, FetchError>,
    ) -> Result<Fetched, FetchError> {
        let http_proxy = self.endpoints.http_proxy.as_ref();
        let who = http_proxy.map_or(STS, |_| "STS, through the HTTP proxy,");
        let way = Way { http_proxy, ..self.direct(who, self.endpoints.sts.is_plain(), PATIENCE) };
        let client = way.client()?;
        let request = || {
            let request = request(&client)?.header("accept", "application/json");
            Ok::<_, FetchError>(request)
        };
        let mut reply = way.send(request()?).await?;
        if reply.date_of_clock_error().is_some_and(|date| self.clock.adjust(date)) {
            reply = way.send(request()?).await?;
        }
        let mut reply = reply.json()?;
        self.valid(STS, reply.get_mut("Credentials").map(Value::take))
    }

    fn session_name<'a>(&'a self, role: &'a Role) -> &'a str {
        role.session_name.as_deref().unwrap_or(&self.endpoints.application)
    }

    fn assume_role(
        &self,
        client: &Client,
        role: &Role,
        by: &Credentials,
    ) -> Result<RequestBuilder, FetchError> {
        let mut query = vec![
            ("RoleArn", role.arn.as_str()),
            ("RoleSessionName", self.session_name(role)),
            ("DurationSeconds", DURATION_SECONDS),
        ];
        query.extend(role.external_id.as_deref().map(|id| ("ExternalId", id)));
        query.extend(role.policy.as_deref().map(|policy| ("Policy", policy)));
        let signed = acs3::sign(
            &acs3::Request {
                method: "POST",
                host: self.endpoints.sts.authority(),
                path: "/",
                query: &query,
                action: "AssumeRole",
                version: VERSION,
                content_type: None,
                body: b"",
            },
            by,
            self.clock.now(),
            &self.clock.nonce(),
        );
        let headers = header_map(&signed).ok_or(FetchError::NotAKey(STS))?;
        let url = self.endpoints.sts.with_query(&acs3::canonical_query(&query));
        Ok(client.post(url).headers(headers))
    }

    fn assume_role_with_oidc(&self, client: &Client, body: &str) -> RequestBuilder {
        let timestamp = self.clock.now().format("%FT%TZ").to_string();
        let query = acs3::canonical_query(&[
            ("Action", "AssumeRoleWithOIDC"),
            ("Format", "JSON"),
            ("SignatureNonce", &self.clock.nonce()),
            ("Timestamp", &timestamp),
            ("Version", VERSION),
        ]);
        let form = "application/x-www-form-urlencoded";
        let request = client.post(self.endpoints.sts.with_query(&query));
        request.header("content-type", form).body(body.to_owned())
    }
}
