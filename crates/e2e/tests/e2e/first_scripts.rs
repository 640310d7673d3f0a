//! Scripts that run before the page's own, in browsers whose driver has no way for that: the server writes them into the page.

use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The first script is `first-0.js`: the page allows no scripts but those of its origin.
const NAME: (&str, &str) = ("first-", ".js");
/// Scripts come after it, and before everything that the page loads.
const HEAD: &str = "<meta charset=\"utf-8\">";

/// In the order in which they run.
#[derive(Clone, Default)]
pub(crate) struct FirstScripts(Arc<Mutex<Vec<String>>>);

impl FirstScripts {
    /// From now on this one runs too, as the last.
    pub(crate) fn add(&self, source: &str) {
        self.0.lock().unwrap().push(source.to_owned());
    }

    fn tags(&self) -> String {
        let tag = |number| format!("<script src=\"{}{number}{}\"></script>", NAME.0, NAME.1);
        (0..self.0.lock().unwrap().len()).map(tag).collect()
    }
}

/// Serves the scripts, and the page with them in it.
pub(crate) async fn serve(
    State(scripts): State<FirstScripts>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let number =
        path.strip_prefix('/').and_then(|path| path.strip_prefix(NAME.0)?.strip_suffix(NAME.1));
    if let Some(number) = number.and_then(|number| number.parse::<usize>().ok()) {
        // Nothing is to find it in the page.
        let script =
            scripts.0.lock().unwrap()[number].clone() + "\ndocument.currentScript.remove();";
        return ([(CONTENT_TYPE, "text/javascript"), (CACHE_CONTROL, "no-store")], script)
            .into_response();
    }
    let tags = scripts.tags();
    if path != "/" || tags.is_empty() {
        return next.run(request).await;
    }
    // A page as it is written, and not what the browser has kept of it.
    for name in [ACCEPT_ENCODING, IF_NONE_MATCH] {
        request.headers_mut().remove(name);
    }
    with_tags(next.run(request).await, &tags).await
}

async fn with_tags(response: Response, tags: &str) -> Response {
    let (mut parts, body) = response.into_parts();
    let page = to_bytes(body, usize::MAX).await.unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    for name in [CONTENT_LENGTH, ETAG] {
        parts.headers.remove(name);
    }
    Response::from_parts(parts, Body::from(page.replacen(HEAD, &format!("{HEAD}{tags}"), 1)))
}
