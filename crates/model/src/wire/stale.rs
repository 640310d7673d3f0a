//! Answers from the proxy's memory that stand in for an error which may pass, told by `Cache-Status` (RFC 9211).

use super::{ReplyHead, retry_after};
use crate::failure::{Failure, FailureKind};

/// The failure that a reply stands in for; `None` where it is what was asked for.
///
/// A negative `ttl` says so, and `detail` is the code of the call that failed: `batch-proxy; hit; ttl=-8;
/// detail="Throttling.User"`.
pub fn stands_in_for(head: &ReplyHead) -> Option<Failure> {
    let status = head.cache_status.as_deref()?;
    let value = |name: &str| {
        let parameters = status.split(';').filter_map(|part| part.trim().split_once('='));
        parameters
            .filter(|(known, _)| *known == name)
            .map(|(_, value)| value.trim_matches('"'))
            .next()
    };
    value("ttl")?.strip_prefix('-')?;
    let code = value("detail");
    // Nothing else is ever stood in for than trouble that may pass.
    let kind = FailureKind::classify(code, 503);
    let kind = if kind.is_retried() { kind } else { FailureKind::Unavailable };
    Some(Failure {
        code: code.map(str::to_owned),
        retry_after: retry_after(head),
        ..Failure::new(kind)
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn of(cache_status: &str) -> Option<Failure> {
        let head = ReplyHead {
            status: 200,
            cache_status: Some(cache_status.to_owned()),
            retry_after: Some("3".to_owned()),
            ..ReplyHead::default()
        };
        stands_in_for(&head)
    }

    #[test]
    fn a_negative_ttl_is_an_answer_in_the_place_of_an_error() {
        let throttled = of(r#"batch-proxy; hit; ttl=-8; detail="Throttling.User""#).unwrap();
        assert_eq!(throttled.kind, FailureKind::Throttled);
        assert_eq!(throttled.code.as_deref(), Some("Throttling.User"));
        assert_eq!(throttled.retry_after, Some(Duration::from_secs(3)));
        for status in [
            "batch-proxy; hit; ttl=-1",
            r#"p;ttl=-1;detail="Proxy.BadGateway""#,
            "p; ttl=-1; detail=NoPermission",
        ] {
            assert_eq!(
                of(status).map(|failure| failure.kind),
                Some(FailureKind::Unavailable),
                "{status}"
            );
        }
    }

    #[test]
    fn all_else_is_what_was_asked_for() {
        for status in ["batch-proxy; hit; ttl=1", "batch-proxy; fwd=miss", "", "ttl", "other; hit"]
        {
            assert_eq!(of(status), None, "{status}");
        }
        assert_eq!(stands_in_for(&ReplyHead::default()), None);
    }
}
