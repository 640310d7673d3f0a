//! Where signed requests go. Settled at start-up; no request can change it.

use url::{Host, Url};

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

/// PolarDB's endpoint, or a stand-in for it: a scheme, a host and a port, nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    url: Url,
    authority: String,
}

/// Why a text does not say where to send signed requests. The text itself is not repeated, since it
/// may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UpstreamError {
    /// Not a region's name.
    #[error("the region must look like cn-hangzhou: small letters, digits and hyphens")]
    Region,
    /// Not an absolute URL.
    #[error("the upstream must be a URL such as https://polardb.aliyuncs.com")]
    NotAUrl,
    /// Neither `https` nor `http`.
    #[error("the upstream must begin with https://")]
    Scheme,
    /// `http` to another machine.
    #[error(
        "the upstream must be https: plain http, which anyone on the way can read, is for 127.0.0.1, \
         [::1] and localhost only"
    )]
    PlainHttp,
    /// A user, a password, a path, a query or a fragment.
    #[error("the upstream must be a scheme, a host and a port alone, without {0}")]
    TooMuch(&'static str),
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

    /// STS, inside the VPC of a region where that is named.
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
        self.authority.strip_prefix("polardb-vpc.")?.strip_suffix(".aliyuncs.com")
    }

    /// An endpoint by its URL: `https`, or `http` to this machine.
    ///
    /// # Errors
    /// [`UpstreamError`] saying what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, UpstreamError> {
        let url = Url::parse(text).map_err(|_| UpstreamError::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(UpstreamError::Scheme);
        }
        let host = url.host().ok_or(UpstreamError::NotAUrl)?;
        if url.scheme() == "http" && !is_this_machine(&host) {
            return Err(UpstreamError::PlainHttp);
        }
        for (what, is_there) in [
            ("a user or password", !url.username().is_empty() || url.password().is_some()),
            ("a path", url.path() != "/"),
            ("a query", url.query().is_some()),
            ("a fragment", url.fragment().is_some()),
        ] {
            if is_there {
                return Err(UpstreamError::TooMuch(what));
            }
        }
        let authority = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_string(),
        };
        Ok(Self { url, authority })
    }

    /// The `Host` header of a request to it: with the port unless it is the scheme's own.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether requests leave without encryption, which they do to this machine only.
    pub fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// The URL of a request with this canonical query.
    pub(crate) fn with_query(&self, query: &str) -> Url {
        let mut url = self.url.clone();
        url.set_query(Some(query).filter(|query| !query.is_empty()));
        url
    }
}

impl std::fmt::Display for Upstream {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}://{}", self.url.scheme(), self.authority)
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
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
    fn takes_https_and_plain_http_to_this_machine() {
        for (text, authority) in [
            ("https://polardb.aliyuncs.com", "polardb.aliyuncs.com"),
            ("https://polardb.aliyuncs.com:443/", "polardb.aliyuncs.com"),
            ("https://example.com:8443", "example.com:8443"),
            ("http://127.0.0.1:18099", "127.0.0.1:18099"),
            ("http://[::1]:18099", "[::1]:18099"),
            ("http://localhost", "localhost"),
        ] {
            assert_eq!(Upstream::parse(text).unwrap().authority(), authority);
        }
    }

    #[test]
    fn refuses_everything_else() {
        use UpstreamError::{NotAUrl, PlainHttp, Scheme, TooMuch};
        for (text, error) in [
            ("", NotAUrl),
            ("polardb.aliyuncs.com", NotAUrl),
            ("ftp://127.0.0.1", Scheme),
            ("http://polardb.aliyuncs.com", PlainHttp),
            ("http://localhost.evil.com", PlainHttp),
            ("http://10.0.0.1", PlainHttp),
            ("https://user@example.com", TooMuch("a user or password")),
            ("https://:hush@example.com", TooMuch("a user or password")),
            ("https://example.com/rpc", TooMuch("a path")),
            ("https://example.com?", TooMuch("a query")),
            ("https://example.com#a", TooMuch("a fragment")),
        ] {
            assert_eq!(Upstream::parse(text), Err(error), "{text}");
        }
    }
}
