use std::time::Duration;

use model::failure::{FailureKind, Message};
use model::json::Json;
use model::locale::Locale;
use model::wire::{ReplyHead, read_task_page, read_unparsable};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::json;
use crate::invariants::error_envelope::hold;

const NAMES: [&str; 6] =
    ["Code", "Message", "RequestId", "HostId", "AccessDeniedDetail", "AuthAction"];

const HEADERS: [&str; 4] = ["Content-Type", "x-acs-request-id", "Retry-After", "x-acs-retry-after"];

/// A head as HTTP/1.1 writes it, with the empty line after it.
fn head() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        select(&["7", "0", "-1", "1e9", "99999999999999999999", "soon", "text/html"][..])
            .prop_map(str::to_owned),
        "[ -~]*",
    ];
    let header = (select(&HEADERS[..]), value).prop_map(|(name, value)| format!("{name}: {value}"));
    let status = prop_oneof![
        select(&[200u16, 204, 400, 401, 403, 404, 429, 500, 502, 503][..]),
        any::<u16>()
    ];
    (status, vec(header, 0..5)).prop_map(|(status, headers)| {
        let lines: Vec<_> = [format!("HTTP/1.1 {status}")].into_iter().chain(headers).collect();
        format!("{}\n\n", lines.join("\n"))
    })
}

fn reply(status: u16) -> ReplyHead {
    ReplyHead { status, ..ReplyHead::default() }
}

proptest! {
    #[test]
    fn any_bytes_hold(head in head(), body in vec(any::<u8>(), 0..200)) {
        hold(&[head.as_bytes(), &body].concat());
    }

    #[test]
    fn any_json_holds(head in head(), body in json::value(&NAMES)) {
        hold(format!("{head}{body}").as_bytes());
    }

    #[test]
    fn any_envelope_holds(head in head(), body in json::object(&NAMES, json::value(&NAMES))) {
        hold(format!("{head}{}", json!(body)).as_bytes());
    }

    #[test]
    fn a_message_of_any_length_is_kept_whole(message in ".{1,500}", id in "[!-~]+") {
        let body = json!({"Code": "Forbidden.RAM", "Message": format!("x{message}"), "RequestId": id});
        let json = serde_json::from_str::<Json>(&body.to_string()).unwrap();
        let failure = read_task_page(&reply(403), &json).unwrap_err();
        prop_assert_eq!(failure.kind, FailureKind::NotPermitted);
        prop_assert_eq!(failure.message, Some(Message::Received(format!("x{message}"))));
        prop_assert_eq!(failure.request_id, Some(id));
    }

    #[test]
    fn of_any_page_two_hundred_characters_are_shown(page in "<.{0,500}") {
        let message = read_unparsable(&reply(502), &page).message.unwrap();
        let shown = message.text(&Locale::default());
        prop_assert!(shown.chars().count() <= "HTTP 502, no content type: ".len() + 200);
    }

    #[test]
    fn any_pause_is_kept_up_to_an_hour(
        seconds in option::of(0u64..10_000),
        milliseconds in option::of(0u64..10_000_000),
        body in select(&["", "<html>", "{\"Code\":\"Throttl", "{}", "{\"Code\":\"Throttling\"}"][..]),
    ) {
        let head = ReplyHead {
            retry_after: seconds.map(|number| number.to_string()),
            acs_retry_after: milliseconds.map(|number| number.to_string()),
            ..reply(503)
        };
        let failure = match serde_json::from_str::<Json>(body) {
            Ok(json) => read_task_page(&head, &json).unwrap_err(),
            Err(_) => read_unparsable(&head, body),
        };
        let longest = seconds.map(|number| number * 1000).max(milliseconds);
        let kept = longest.map(|pause| Duration::from_millis(pause.min(3_600_000)));
        prop_assert_eq!(failure.retry_after, kept);
    }
}
