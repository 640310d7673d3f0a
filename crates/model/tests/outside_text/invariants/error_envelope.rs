//! What holds for any reply that is not a page: of whatever status, with whatever headers and body.
//!
//! An input is a reply as HTTP/1.1 writes it: the status line, headers, an empty line, the body.

use std::time::Duration;

use model::failure::{Failure, FailureKind, Message};
use model::json::Json;
use model::locale::Locale;
use model::wire::{self, ReplyHead};

/// Reads a reply as the console does and looks at the failure, if it is one.
pub(crate) fn hold(reply: &[u8]) {
    let text = String::from_utf8_lossy(reply);
    let Some((head, body)) = split(&text) else { return };
    let failure = match serde_json::from_str::<Json>(body) {
        Ok(json) => match wire::read_task_page(&head, &json) {
            Ok(_) => {
                assert!((200..300).contains(&head.status), "an error is shown as a page");
                return;
            }
            Err(failure) => {
                envelope_holds(&head, &json, &failure);
                failure
            }
        },
        Err(_) => {
            let failure = wire::read_unparsable(&head, body);
            unparsable_holds(&head, body, &failure);
            failure
        }
    };
    pause_holds(&head, &failure);
}

/// The head and the body; `None` where the input is not even like HTTP.
fn split(reply: &str) -> Option<(ReplyHead, &str)> {
    let (head, body) = reply.split_once("\n\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<_> = lines.filter_map(|line| line.split_once(':')).collect();
    let header = |wanted: &str| {
        let found = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim().to_owned())
    };
    let mut head = ReplyHead { status, ..ReplyHead::default() };
    head.content_type = header("content-type");
    head.request_id = header("x-acs-request-id");
    head.retry_after = header("retry-after");
    head.acs_retry_after = header("x-acs-retry-after");
    Some((head, body))
}

/// The evidence is kept whole, and a code that is known decides alone.
fn envelope_holds(head: &ReplyHead, body: &Json, failure: &Failure) {
    let sent = |value: &Json| value.filled_text().map(str::to_owned);
    let code = sent(body.get("Code"));
    assert_eq!(failure.status, Some(head.status));
    assert_eq!(failure.code, code);
    assert_eq!(failure.request_id, sent(body.get("RequestId")).or(head.request_id.clone()));
    match failure.kind {
        FailureKind::NotTheApi if code.is_none() => excerpt_holds(head, failure),
        FailureKind::Undecodable => assert!(failure.message.is_some()),
        _ => {
            assert_eq!(failure.message, sent(body.get("Message")).map(Message::Received));
            assert_eq!(failure.ram_action, sent(body.get("AccessDeniedDetail").get("AuthAction")));
        }
    }
    if let Some(code) = code {
        let known = [200, 401, 404, 429, 500]
            .map(|status| FailureKind::classify(Some(&code), status))
            .windows(2)
            .all(|kinds| kinds[0] == kinds[1]);
        assert!(!known || failure.kind == FailureKind::classify(Some(&code), 200));
    }
}

/// What is not JSON is either somebody else's page or the API's reply cut off.
fn unparsable_holds(head: &ReplyHead, body: &str, failure: &Failure) {
    match failure.kind {
        FailureKind::SignInRequired => assert_eq!(head.status, 401),
        FailureKind::NotTheApi => excerpt_holds(head, failure),
        FailureKind::Undecodable => assert!(body.contains('{') && failure.message.is_some()),
        kind => panic!("{kind:?} is made up"),
    }
    assert!(head.status != 401 || failure.kind == FailureKind::SignInRequired);
    match (&head.request_id, &failure.request_id) {
        (Some(sent), shown) => assert_eq!(shown.as_ref(), Some(sent)),
        (None, Some(shown)) => assert!(body.contains(&format!("\"{shown}\""))),
        (None, None) => {}
    }
}

/// `HTTP 502, text/html: …`, with at most 200 characters of the body.
fn excerpt_holds(head: &ReplyHead, failure: &Failure) {
    let kind = head.content_type.as_deref().unwrap_or("no content type");
    let begin = format!("HTTP {}, {kind}: ", head.status);
    let message = failure.message.as_ref().map(|message| message.text(&Locale::default()));
    let excerpt = message.as_ref().and_then(|message| message.strip_prefix(&begin));
    assert!(excerpt.is_some_and(|excerpt| excerpt.chars().count() <= 200), "{failure:?}");
}

/// The pause that a reply asks for is an hour at most, and counts whatever body came with it.
fn pause_holds(head: &ReplyHead, failure: &Failure) {
    let throttled = Json::Object(vec![("Code".into(), Json::Text("Throttling".into()))]);
    let asked = wire::read_task_page(head, &throttled).err().and_then(|other| other.retry_after);
    assert!(asked <= Some(Duration::from_secs(3600)));
    if failure.kind.is_retried() {
        assert_eq!(failure.retry_after, asked, "asked again too soon");
    }
}
