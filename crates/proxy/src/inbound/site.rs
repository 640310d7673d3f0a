//! The built console as files, and the headers under which a browser may run it.

#[cfg(feature = "embedded-console")]
mod embedded;
mod memory;

use std::fmt;
use std::path::{Path, PathBuf};

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, DefaultServeDirFallback};

pub use self::memory::{MemoryFile, MemoryFiles};
use crate::refusal::Refusal;

/// What the console may load and reach: its own origin, and nothing inline.
pub const CONTENT_SECURITY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

const NO_CONSOLE: &str = "The console is not here: build it with `cargo xtask dist`, or name its \
    directory with --console DIR. The API is at POST /rpc.\n";

/// Where the files of the built console are.
#[derive(Clone, Debug)]
pub enum Console {
    /// Read for each request, so that a new release can take its place.
    Directory(PathBuf),
    /// Part of the program.
    Memory(MemoryFiles),
}

impl Console {
    /// The console that was compiled in; none without the feature `embedded-console`.
    #[must_use]
    pub fn embedded() -> Option<Self> {
        #[cfg(feature = "embedded-console")]
        let files = Some(embedded::files());
        #[cfg(not(feature = "embedded-console"))]
        let files = None;
        files.map(Self::Memory)
    }
}

impl fmt::Display for Console {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory(directory) => directory.display().fmt(formatter),
            Self::Memory(_) => formatter.write_str("embedded"),
        }
    }
}

/// Answers with a file of the built console.
pub(crate) async fn file(console: Option<&Console>, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return found(console, request).await;
    }
    // Whether there is a file for the methods that it does take.
    let mut question = Request::new(axum::body::Body::empty());
    *question.uri_mut() = request.uri().clone();
    match found(console, question).await.status() {
        StatusCode::NOT_FOUND => Refusal::NotFound.into_response(),
        _ => Refusal::MethodNotAllowed("GET, HEAD").into_response(),
    }
}

async fn found(console: Option<&Console>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if is_crooked(&path) {
        return Refusal::NotFound.into_response();
    }
    let Some(console) = console else {
        let is_page = path == "/";
        return if is_page {
            NO_CONSOLE.into_response()
        } else {
            Refusal::NotFound.into_response()
        };
    };
    match console {
        Console::Directory(directory) if leads_out(directory, &path).await => {
            Refusal::NotFound.into_response()
        }
        Console::Directory(directory) => serve(ServeDir::new(directory), request).await,
        Console::Memory(files) => serve(ServeDir::with_backend("", files.clone()), request).await,
    }
}

async fn serve<B: Backend>(
    files: ServeDir<DefaultServeDirFallback, B>,
    request: Request,
) -> Response {
    let is_named_by_content = is_named_by_content(request.uri().path());
    let found = files.precompressed_br().precompressed_gzip().oneshot(request).await;
    match found {
        Ok(found) if found.status() != 404 => {
            let mut response = found.map(axum::body::Body::new);
            let is_forever = is_named_by_content && !response.status().is_client_error();
            let caching = if is_forever { FOR_EVER } else { ASK_EACH_TIME };
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(caching));
            response
        }
        _ => Refusal::NotFound.into_response(),
    }
}

/// The headers that every reply bears, here and wherever else the console is hosted.
pub(crate) const SECURITY: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (X_FRAME_OPTIONS, "DENY"),
];

/// How long a file may be kept whose name bears a hash of its content.
pub(crate) const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// How long any other file may be kept: it is asked for each time, and sent if it has changed.
pub(crate) const ASK_EACH_TIME: &str = "no-cache";

/// Puts [`SECURITY`] on a reply.
pub(crate) fn secure(headers: &mut HeaderMap) {
    for (name, value) in SECURITY {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Files of the console have plain names; escapes, empty and dotted parts are somebody's attempt.
fn is_crooked(path: &str) -> bool {
    path.contains(['%', '\\']) || path.contains("//") || path.contains("/.")
}

/// Whether a symbolic link leads what would be sent for `path` out of the directory.
async fn leads_out(console: &Path, path: &str) -> bool {
    let Ok(root) = tokio::fs::canonicalize(console).await else { return true };
    let name = path.trim_matches('/');
    let candidates = ["", ".br", ".gz", "/index.html", "/index.html.br", "/index.html.gz"];
    for ending in candidates {
        let file = console.join(format!("{name}{ending}").trim_start_matches('/'));
        // What is not there is not sent either.
        if let Ok(real) = tokio::fs::canonicalize(file).await
            && !real.starts_with(&root)
        {
            return true;
        }
    }
    false
}

/// Whether the name bears a hash of the content, as in `console-0123456789abcdef_bg.wasm`: then the
/// file never changes.
fn is_named_by_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('-').skip(1).any(|after| {
        let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        digits == 16 && !after[16..].starts_with(|next: char| next.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_name_that_bears_its_hash() {
        for (path, is_named) in [
            ("/console-0123456789abcdef.js", true),
            ("/console-0123456789abcdef_bg.wasm", true),
            ("/a/style-0123456789abcdef.css", true),
            ("/boot-script-0123456789abcdef.js", true),
            ("/index.html", false),
            ("/console-0123456789abcde.js", false),
            ("/console-0123456789abcdef0.js", false),
            ("/console-0123456789abcdefg.js", false),
            ("/0123456789abcdef.js", false),
            ("/a-0123456789abcdef/boot.js", false),
        ] {
            assert_eq!(is_named_by_content(path), is_named, "{path}");
        }
    }

    #[test]
    fn knows_a_path_that_no_file_has() {
        for path in
            ["//", "//rpc", "/%2e%2e/", "/a%2fb", "/%00", "/..", "/a/../b", "/.git", "/a\\b"]
        {
            assert!(is_crooked(path), "{path}");
        }
        assert!(!is_crooked("/console-0123456789abcdef_bg.wasm"));
    }
}
