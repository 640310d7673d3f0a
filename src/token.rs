//! The tokens by which proxies know their user: typed into the page, held in its memory, and gone with it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use model::config::Endpoint;

/// Addresses of endpoints, each with the token that was typed for it and goes nowhere else.
static TOKENS: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// The token for an endpoint, if one was typed.
pub fn of(endpoint: &Endpoint) -> Option<String> {
    let tokens = tokens();
    let token = tokens.iter().find(|(url, _)| *url == endpoint.url);
    token.map(|(_, token)| token.clone())
}

/// From now on this token is sent to the endpoint. `false` for a text that no header can bear.
pub fn hold(endpoint: &Endpoint, typed: &str) -> bool {
    let token = typed.trim();
    let is_sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    if is_sendable {
        let mut tokens = tokens();
        tokens.retain(|(url, _)| *url != endpoint.url);
        tokens.push((endpoint.url.clone(), token.to_owned()));
    }
    is_sendable
}

fn tokens() -> MutexGuard<'static, Vec<(String, String)>> {
    TOKENS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use model::config::Config;

    use super::*;

    #[test]
    fn a_token_is_sent_to_the_endpoint_that_it_was_typed_for() {
        let here = Config::beside_the_page().endpoints.remove(0);
        let there = Endpoint { url: "https://proxy.example.com/rpc".into(), ..here.clone() };
        assert!(hold(&here, "first") && hold(&here, " second\n"));
        assert_eq!((of(&here), of(&there)), (Some("second".into()), None));
    }

    #[test]
    fn what_no_header_can_bear_is_not_held() {
        let here = Config::beside_the_page().endpoints.remove(0);
        let endpoint = Endpoint { url: "./another".into(), ..here };
        for typed in ["", " ", "two words", "a\nb", "schlüssel", "\u{7f}"] {
            assert!(!hold(&endpoint, typed), "{typed:?}");
        }
        assert_eq!(of(&endpoint), None);
    }
}
