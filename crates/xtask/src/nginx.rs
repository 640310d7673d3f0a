//! The nginx under which the tests serve the site as a plain host would.

use std::env;
use std::path::PathBuf;

use crate::process::{announce, find};
use crate::{apt, npm};

/// Names another one. nginx itself takes `NGINX` for sockets to inherit.
pub(crate) const VARIABLE: &str = "NGINX_PROGRAM";
/// Debian's place for it, which is on the `PATH` of root alone.
const OF_DEBIAN: &str = "/usr/sbin/nginx";

/// The nginx named by `NGINX_PROGRAM`, or on `PATH`; installed by `apt-get` where there is one. `None`, said plainly, where it
/// cannot be.
pub(crate) fn find_or_install() -> Option<PathBuf> {
    if let Some(nginx) = installed() {
        return Some(nginx);
    }
    npm::explain(apt::install("nginx", &["nginx"]));
    let nginx = installed();
    if nginx.is_none() {
        announce("No nginx: the tests of the site under it are left out");
    }
    nginx
}

/// The same, but as the machine is.
pub(crate) fn installed() -> Option<PathBuf> {
    let of_debian = || Some(PathBuf::from(OF_DEBIAN)).filter(|path| path.is_file());
    env::var_os(VARIABLE).map(PathBuf::from).or_else(|| find("nginx")).or_else(of_debian)
}
