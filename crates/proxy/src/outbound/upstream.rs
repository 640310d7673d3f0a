//! Where signed requests go. Settled at start-up; no request can change it.

use std::fmt;

use credentials::{Endpoint, EndpointError, HttpProxy};
use url::Url;

/// The regions that share the central endpoint.
const CENTRAL: [&str; 8] = [
    "cn-qingdao",
    "cn-beijing",
    "cn-wulanchabu",
    "cn-hangzhou",
    "cn-shanghai",
    "cn-heyuan",
    "cn-hangzhou-finance",
    "cn-beijing-finance-1",
];

/// PolarDB's endpoint, or a stand-in for it: a scheme, a host and a port, and the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    endpoint: Endpoint,
    http_proxy: Option<HttpProxy>,
}

/// Why a text does not say where to send signed requests. The text itself is not repeated, since it
/// may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UpstreamError {
    /// Not a region's name.
    #[error("the region must look like cn-hangzhou: small letters, digits and hyphens")]
    Region,
    /// Not an endpoint.
    #[error("the upstream {0}")]
    Endpoint(#[from] EndpointError),
}

impl Upstream {
    /// The public endpoint of a region, or the one inside its VPC.
    ///
    /// # Errors
    /// [`UpstreamError::Region`] for a text that cannot be a region.
    pub fn of_region(region: &str, vpc: bool) -> Result<Self, UpstreamError> {
        let is_part_of_a_name =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if region.is_empty() || region.len() > 40 || !region.bytes().all(is_part_of_a_name) {
            return Err(UpstreamError::Region);
        }
        Self::parse(&match region {
            _ if vpc => format!("https://polardb-vpc.{region}.aliyuncs.com"),
            _ if CENTRAL.contains(&region) => "https://polardb.aliyuncs.com".to_owned(),
            _ => format!("https://polardb.{region}.aliyuncs.com"),
        })
    }

    /// STS, inside the VPC of a region if that is named.
    pub(crate) fn of_sts(vpc_region: Option<&str>) -> Self {
        let authority = match vpc_region {
            Some(region) => format!("sts-vpc.{region}.aliyuncs.com"),
            None => "sts.aliyuncs.com".to_owned(),
        };
        match Self::parse(&format!("https://{authority}")) {
            Ok(upstream) => upstream,
            Err(error) => unreachable!("a region was checked: {error}"),
        }
    }

    /// The region inside whose VPC it is, by its name.
    pub(crate) fn vpc_region(&self) -> Option<&str> {
        self.authority().strip_prefix("polardb-vpc.")?.strip_suffix(".aliyuncs.com")
    }

    /// An endpoint by its URL: `https`, or `http` to this machine.
    ///
    /// # Errors
    /// [`UpstreamError`] saying what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, UpstreamError> {
        Ok(Self { endpoint: Endpoint::parse(text)?, http_proxy: None })
    }

    /// The same through an HTTP proxy.
    #[must_use]
    pub fn through(mut self, http_proxy: Option<HttpProxy>) -> Self {
        self.http_proxy = http_proxy;
        self
    }

    /// The HTTP proxy on the way to it.
    pub fn http_proxy(&self) -> Option<&HttpProxy> {
        self.http_proxy.as_ref()
    }

    /// The `Host` header of a request to it: with the port unless it is the scheme's own.
    pub fn authority(&self) -> &str {
        self.endpoint.authority()
    }

    /// Whether requests leave without encryption, which they do to this machine only.
    pub fn is_plain(&self) -> bool {
        self.endpoint.is_plain()
    }

    /// The URL of a request with this canonical query.
    pub(crate) fn with_query(&self, query: &str) -> Url {
        self.endpoint.with_query(query)
    }
}

impl fmt::Display for Upstream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.endpoint.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_endpoint_of_a_region() {
        for (region, vpc, url) in [
            ("cn-hangzhou", false, "https://polardb.aliyuncs.com"),
            ("cn-beijing-finance-1", false, "https://polardb.aliyuncs.com"),
            ("cn-shenzhen", false, "https://polardb.cn-shenzhen.aliyuncs.com"),
            ("ap-southeast-1", false, "https://polardb.ap-southeast-1.aliyuncs.com"),
            ("cn-hangzhou", true, "https://polardb-vpc.cn-hangzhou.aliyuncs.com"),
        ] {
            assert_eq!(Upstream::of_region(region, vpc).unwrap().to_string(), url);
        }
        for region in ["", "cn hangzhou", "evil.com/", "CN-HANGZHOU", "a@b", "杭州"] {
            assert_eq!(Upstream::of_region(region, false), Err(UpstreamError::Region), "{region}");
        }
    }

    #[test]
    fn says_what_is_wrong_with_an_endpoint() {
        let error = Upstream::parse("ftp://127.0.0.1").unwrap_err();
        assert_eq!(error.to_string(), "the upstream must begin with https://");
    }
}
