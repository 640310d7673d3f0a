//! A proxy in the environment, which other programs use and this one does not.

use std::ffi::OsString;

use crate::outbound::upstream::Upstream;

/// The variables by which other programs find a proxy for https.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// Says that a proxy of the environment is ignored, and how to use it; none if there is none, or if one is configured. The
/// variable's value is not shown, since it may contain a password.
pub(super) fn note(
    upstream: &Upstream,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Option<String> {
    let is_set = |name: &&str| variable(name).is_some_and(|value| !value.is_empty());
    let name = VARIABLES.into_iter().find(is_set).filter(|_| upstream.http_proxy().is_none())?;
    Some(format!(
        "{name} is set and ignored: what signs requests takes no way that its environment could change. If PolarDB and STS \
         are reached through that proxy only, put `http-proxy = \"http://HOST:PORT\"` under [upstream] of the configuration \
         file (--config)"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &str, value: &str, upstream: &Upstream) -> Option<String> {
        note(upstream, |name| (name == set).then(|| value.into()))
    }

    #[test]
    fn a_proxy_of_the_environment_is_named_and_not_shown() {
        let upstream = Upstream::of_region("cn-hangzhou", false).unwrap();
        for name in VARIABLES {
            let note = names(name, "http://me:hush@proxy:3128", &upstream).unwrap();
            assert!(note.starts_with(&format!("{name} is set and ignored")), "{note}");
            assert!(note.contains("http-proxy = ") && !note.contains("hush"), "{note}");
        }
        assert_eq!(names("HTTPS_PROXY", "", &upstream), None);
        assert_eq!(names("NO_PROXY", "*", &upstream), None);
        let proxy = credentials::HttpProxy::parse("http://proxy:3128").unwrap();
        assert_eq!(names("HTTPS_PROXY", "http://proxy:3128", &upstream.through(Some(proxy))), None);
    }
}
