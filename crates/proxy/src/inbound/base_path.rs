//! All routes below a path, for gateways that serve other things on the same host and cannot rewrite paths.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::header::LOCATION;
use axum::http::uri::{PathAndQuery, Uri};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;

use crate::inbound::app::HEALTH;
use crate::refusal::Refusal;

/// The path under which everything is: `/polardb/`, or `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BasePath {
    /// Without the slash at its end, so that `/` is the empty text.
    path: Arc<str>,
}

/// Why a text is no base path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the base path must look like /polardb/: it begins with /, and its parts are letters, digits, -, _, ~ and \
     dots, but none begins with a dot"
)]
pub struct BasePathError;

/// Put beside a request whose path is not below the base path.
#[derive(Clone)]
enum Outside {
    /// The base path without its slash, and where that leads.
    Redirect(String),
    Nothing,
}

impl BasePath {
    /// `router` below this path. `/healthz` and `/readyz` stay at the root, too: probes ask the proxy itself.
    pub fn mount(&self, router: Router) -> Router {
        if self.path.is_empty() {
            return router;
        }
        let base = self.clone();
        Router::new().fallback_service(tower::service_fn(move |request: Request| {
            let (base, router) = (base.clone(), router.clone());
            async move {
                let response = router.oneshot(base.routed(request)).await?;
                Ok(base.located(response))
            }
        }))
    }

    /// The request as the routes know it, without the base path.
    fn routed(&self, mut request: Request) -> Request {
        match self.below(request.uri()) {
            Ok(Some(uri)) => *request.uri_mut() = uri,
            Ok(None) => {}
            Err(outside) => {
                request.extensions_mut().insert(outside);
            }
        }
        request
    }

    /// The URI for the routes; none where it stays as it is.
    fn below(&self, uri: &Uri) -> Result<Option<Uri>, Outside> {
        if HEALTH.contains(&uri.path()) {
            return Ok(None);
        }
        let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let rest = target.strip_prefix(&*self.path).ok_or(Outside::Nothing)?;
        if rest.is_empty() || rest.starts_with('?') {
            return Err(Outside::Redirect(format!("{self}{rest}")));
        }
        let mut parts = uri.clone().into_parts();
        // Anything else than a slash would make it another name: /polardb2.
        let rest = Some(rest).filter(|rest| rest.starts_with('/'));
        parts.path_and_query = rest.and_then(|rest| rest.parse().ok());
        match parts.path_and_query {
            Some(_) => Uri::from_parts(parts).map(Some).map_err(|_| Outside::Nothing),
            None => Err(Outside::Nothing),
        }
    }

    /// The response with a redirect to where the gateway has it.
    fn located(&self, mut response: Response) -> Response {
        let is_from_routes = response.status() != StatusCode::PERMANENT_REDIRECT;
        let location = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        let location = location.filter(|to| is_from_routes && to.starts_with('/'));
        if let Some(location) = location.map(|to| format!("{}{to}", self.path))
            && let Ok(location) = HeaderValue::try_from(location)
        {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

/// Answers what is not below the base path, once the host is checked.
pub(crate) async fn outside(request: Request, next: Next) -> Response {
    match request.extensions().get::<Outside>() {
        None => next.run(request).await,
        Some(Outside::Nothing) => Refusal::NotFound.into_response(),
        Some(Outside::Redirect(to)) => {
            (StatusCode::PERMANENT_REDIRECT, [(LOCATION, to.clone())]).into_response()
        }
    }
}

impl fmt::Display for BasePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/", self.path)
    }
}

impl FromStr for BasePath {
    type Err = BasePathError;

    fn from_str(text: &str) -> Result<Self, BasePathError> {
        let path = text.strip_suffix('/').unwrap_or(text);
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~.".contains(&byte);
        let is_part =
            |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_plain);
        let is_below =
            |path: &str| path.strip_prefix('/').is_some_and(|parts| parts.split('/').all(is_part));
        match path {
            "" if text.is_empty() => Err(BasePathError),
            path if path.is_empty() || is_below(path) => Ok(Self { path: path.into() }),
            _ => Err(BasePathError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_is_read_with_and_without_its_slash() {
        for (text, path) in [
            ("/", "/"),
            ("/polardb", "/polardb/"),
            ("/polardb/", "/polardb/"),
            ("/a/b-c_d~e.f/", "/a/b-c_d~e.f/"),
        ] {
            assert_eq!(text.parse::<BasePath>().unwrap().to_string(), path);
        }
    }

    #[test]
    fn what_is_no_plain_path_is_refused() {
        for text in [
            "",
            "polardb",
            "polardb/",
            "//",
            "//polardb",
            "/polardb//",
            "/a//b",
            "/.",
            "/..",
            "/a/../b",
            "/.git",
            "/a b",
            "/a?b",
            "/a#b",
            "/%61",
            "/a\\b",
            "/中",
            "https://a.example/",
            "/a;b",
            "/{a}",
            "/*",
        ] {
            assert_eq!(text.parse::<BasePath>(), Err(BasePathError), "{text}");
        }
    }
}
