//! A signed request on its way, for whoever needs the reply as it comes. Calls for callers go through `call`, which makes
//! answers of replies.

use acs3::Credentials;
use reqwest::{Client, RequestBuilder};

use crate::outbound::ambient::Ambient;
use crate::outbound::call::header_map;
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::upstream::Upstream;
use crate::refusal::Refusal;

/// An operation of the cloud with its parameters.
pub(crate) struct Operation<'a> {
    pub(crate) action: &'a str,
    pub(crate) version: &'a str,
    pub(crate) query: &'a [(&'a str, &'a str)],
}

impl Operation<'_> {
    /// The request to `endpoint`, signed now.
    pub(crate) fn signed(
        &self,
        client: &Client,
        endpoint: &Upstream,
        credentials: &Credentials,
        clock: &CloudClock,
    ) -> Result<RequestBuilder, Refusal> {
        let signed = acs3::sign(
            &acs3::Request {
                method: "POST",
                host: endpoint.authority(),
                path: "/",
                query: self.query,
                action: self.action,
                version: self.version,
                content_type: None,
                body: b"",
            },
            credentials,
            clock.now(),
            &clock.nonce(),
        );
        let url = endpoint.with_query(&acs3::canonical_query(self.query));
        Ok(client.post(url).headers(header_map(&signed)?))
    }
}
