//! A failure as Markdown for a support ticket: what support asks for, and nothing that is secret.

use chrono::{DateTime, Utc};

use super::failure_words::failure_title;
use crate::failure::Failure;
use crate::locale::Locale;
use crate::request::Request;
use crate::{time, tr};

/// The ticket for a request that failed at the instant `at` at the endpoint with this label.
///
/// The message of the error is left out: a service may repeat in it what it was sent.
pub fn ticket(
    locale: &Locale,
    failure: &Failure,
    at: DateTime<Utc>,
    endpoint: &str,
    request: &Request,
) -> String {
    let status = failure.status.map(|status| status.to_string());
    let lines = [
        (tr!(locale, "Time"), Some(time::to_api(at))),
        (tr!(locale, "Endpoint"), Some(endpoint.to_owned())),
        (tr!(locale, "Query"), Some(request.proxy_query())),
        (tr!(locale, "HTTP status"), status),
        ("Code", failure.code.clone()),
        (tr!(locale, "RAM action"), failure.ram_action.clone()),
        ("RequestId", failure.request_id.clone()),
    ];
    let title = failure_title(locale, failure.kind);
    let line = |(name, value): (&str, Option<String>)| {
        Some(tr!(locale, "- {name}: {value}", name = name, value = code(&value?)) + "\n")
    };
    format!("**{title}**\n\n") + &lines.into_iter().filter_map(line).collect::<String>()
}

/// A text as Markdown shows it, whatever it holds: no line and no backtick ends it early.
fn code(text: &str) -> String {
    let plain = |c: char| {
        if c.is_control() {
            ' '
        } else if c == '`' {
            '\''
        } else {
            c
        }
    };
    format!("`{}`", text.chars().map(plain).collect::<String>())
}

#[cfg(test)]
mod tests {
    use crate::failure::FailureKind;
    use crate::location::Location;
    use crate::time::from_api;

    use super::*;

    #[test]
    fn a_ticket_has_what_support_asks_for() {
        let failure = Failure {
            status: Some(429),
            code: Some("Throttling.User".into()),
            message: Some("signed with LTAI-secret".into()),
            request_id: Some("7B19E0C4-2F6A".into()),
            ..Failure::new(FailureKind::Throttled)
        };
        let at = from_api("2026-11-24T06:52:08Z").unwrap();
        let query = Location::from_search("?status=FAILED&type=a%20b&page=2").query;
        assert_eq!(
            ticket(
                &Locale::default(),
                &failure,
                at,
                "Production · cn-hangzhou",
                &query.request(at)
            ),
            "**Rate limited**\n\n\
             - Time: `2026-11-24T06:52:08Z`\n\
             - Endpoint: `Production · cn-hangzhou`\n\
             - Query: `Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=2&PageSize=30&Status=%5B%22FAILED%22%5D&TaskType=a%20b`\n\
             - HTTP status: `429`\n\
             - Code: `Throttling.User`\n\
             - RequestId: `7B19E0C4-2F6A`\n"
        );
    }

    #[test]
    fn no_text_breaks_out_of_its_line() {
        for (text, markdown) in [
            ("plain", "`plain`"),
            ("a`b", "`a'b`"),
            ("one\ntwo", "`one two`"),
            ("<img src=x>", "`<img src=x>`"),
        ] {
            assert_eq!(code(text), markdown);
        }
    }
}
