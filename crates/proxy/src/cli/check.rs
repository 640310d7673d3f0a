//! `check`: one signed call, and a verdict that says what to do.

use std::process::ExitCode;
use std::sync::Arc;

use model::failure::FailureKind;
use model::request::{ListRequest, Request};
use serde_json::Value;

use super::TargetOptions;
use super::failure::Failure;
use super::ignored_proxy;
use super::output::{self, escaped};
use super::settings::Keys;
use crate::answer::Answer;
use crate::outbound::cloud_clock::CloudClock;
use crate::outbound::forward::{Forwarder, Timeouts};

/// The page size of the documentation's example. No minimum is documented, so a page of one row might be refused.
pub(super) const DOCUMENTED_PAGE_SIZE: u32 = 30;

pub(super) async fn run(target: &TargetOptions) -> Result<ExitCode, Failure> {
    let file = target.file()?;
    let upstream = target.target(&file)?.upstream;
    if let Some(note) = ignored_proxy::note(&upstream, |name| std::env::var_os(name)) {
        output::print(&format!("Note: {note}.\n"))?;
    }
    let clock = Arc::new(CloudClock::default());
    let credentials = Keys::Looked(file.credentials).provider(&upstream, &clock).await?;
    output::print(&format!("Credentials: {}\n", escaped(credentials.place())))?;
    let way = upstream.http_proxy().map(|proxy| format!(" through {proxy}")).unwrap_or_default();
    output::print(&format!("Calling DescribeBatchTasks at {upstream}{way}\n"))?;
    let forwarder = Forwarder::new(upstream, credentials, Timeouts::default(), clock)?;
    let page = ListRequest { page_size: Some(DOCUMENTED_PAGE_SIZE), ..ListRequest::default() };
    let answer = forwarder.call(&Request::List(page)).await;
    let (is_fine, verdict) = verdict(&answer);
    output::print(&format!("{verdict}\n"))?;
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether all is well, and the text that says so or what is wrong.
fn verdict(answer: &Answer) -> (bool, String) {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let is_page = body.get("TaskList").is_some() || body.get("RequestId").is_some();
    if answer.status == 200 && answer.code.is_none() && is_page {
        let total = body.get("TotalCount").map_or("?".to_owned(), ToString::to_string);
        let text = format!(
            "OK: PolarDB accepted the credentials and listed {total} batch tasks.\n\
             `batch-proxy serve` will work with them."
        );
        return (true, text);
    }
    let message = body.get("Message").and_then(Value::as_str).unwrap_or("(no message)");
    let code = answer.code.as_deref().unwrap_or("(none)");
    let kind = FailureKind::classify(answer.code.as_deref(), answer.status);
    let text = format!(
        "FAILED: {}\n  Code:       {}\n  RequestId:  {}\n  The key:    {}\n  What to do: {}",
        escaped(message),
        escaped(code),
        answer.request_id,
        key(kind, code),
        remedy(kind, code)
    );
    (false, text)
}

/// What the failure says about the key.
fn key(kind: FailureKind, code: &str) -> &'static str {
    match kind {
        FailureKind::ProxyCredentials => "refused",
        FailureKind::InvalidInput => "accepted; only a parameter was refused",
        FailureKind::NotPermitted => "accepted; it lacks a permission",
        // PolarDB counts the calls of a key that it knows; a gateway in front counts all.
        FailureKind::Throttled if is_of_polardb(code) => "accepted",
        _ => "not known",
    }
}

/// Whether PolarDB itself throttles.
fn is_of_polardb(code: &str) -> bool {
    ["Throttling", "Rejected.Throttling"].iter().any(|prefix| code.starts_with(prefix))
}

/// What an operator does about it.
pub(super) fn remedy(kind: FailureKind, code: &str) -> &'static str {
    match kind {
        FailureKind::ProxyCredentials => {
            "check the three ALIBABA_CLOUD_… variables, or the profile that is named above, against \
             the key in the RAM console."
        }
        FailureKind::ProxyClock => "set this machine's clock, then try again.",
        FailureKind::NotPermitted => {
            "the key and its secret are right. Let an administrator grant its RAM user or role \
             polardb:DescribeBatchTasks and polardb:DescribeBatchTask on resource *."
        }
        FailureKind::Throttled if is_of_polardb(code) => {
            "the key and its secret are right. Try again in a minute."
        }
        FailureKind::Throttled => {
            "a gateway in front of PolarDB limits the rate. Try again in a minute."
        }
        FailureKind::WrongEndpoint => "check --region or --upstream: it is not PolarDB's endpoint.",
        FailureKind::Unavailable if code.starts_with("Proxy.") => {
            "check --region or --upstream, and this machine's way to it (DNS, firewall, --vpc, \
             http-proxy under [upstream] of the configuration file)."
        }
        FailureKind::Unavailable => "PolarDB is in trouble. Try again later.",
        // PolarDB looks at the parameters after the signature.
        FailureKind::InvalidInput => {
            "the key and its secret are right; only a parameter of this call was refused. The call has PageSize=30, the \
             documented example, and nothing else: report the Code and the RequestId."
        }
        _ => "look the code up in PolarDB's API documentation, or give support the RequestId.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, code: Option<&str>, body: &'static str) -> Answer {
        Answer {
            status,
            code: code.map(str::to_owned),
            request_id: "R1".to_owned(),
            retry_after: None,
            date: None,
            memory: None,
            body: body.into(),
        }
    }

    #[test]
    fn says_that_all_is_well() {
        let page = answer(200, None, r#"{"RequestId":"R1","TotalCount":8,"TaskList":[]}"#);
        assert_eq!(
            verdict(&page),
            (
                true,
                "OK: PolarDB accepted the credentials and listed 8 batch tasks.\n\
                 `batch-proxy serve` will work with them."
                    .to_owned()
            )
        );
        assert!(!verdict(&answer(200, None, "{}")).0);
    }

    #[test]
    fn says_whether_the_key_or_only_a_parameter_was_refused() {
        for (status, code, line) in [
            (502, "InvalidAccessKeyId.NotFound", "  The key:    refused\n"),
            (502, "SignatureDoesNotMatch", "  The key:    refused\n"),
            (400, "InvalidParameter", "  The key:    accepted; only a parameter was refused\n"),
            (400, "MissingParameter", "  The key:    accepted; only a parameter was refused\n"),
            (403, "Forbidden.RAM", "  The key:    accepted; it lacks a permission\n"),
            (502, "Proxy.BadGateway", "  The key:    not known\n"),
            (429, "Throttling.User", "  The key:    accepted\n"),
            (429, "Proxy.RateLimited", "  The key:    not known\n"),
        ] {
            let (_, text) = verdict(&answer(status, Some(code), r#"{"Message":"why"}"#));
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn says_what_to_do() {
        for (status, code, remedy) in [
            (502, "SignatureDoesNotMatch", "check the three ALIBABA_CLOUD_… variables"),
            (502, "InvalidTimeStamp.Expired", "set this machine's clock"),
            (403, "Forbidden.RAM", "polardb:DescribeBatchTasks and polardb:DescribeBatchTask"),
            (429, "Throttling.User", "Try again in a minute"),
            (429, "Proxy.RateLimited", "a gateway in front of PolarDB limits the rate"),
            (404, "InvalidApi.NotFound", "check --region or --upstream: it is not"),
            (502, "Proxy.BadGateway", "check --region or --upstream, and this machine's way"),
            (504, "Proxy.UpstreamTimeout", "check --region or --upstream, and this machine's way"),
            (502, "InternalError", "PolarDB is in trouble"),
            (400, "InvalidParameter", "only a parameter of this call was refused"),
            (400, "Whatever", "give support the RequestId"),
        ] {
            let (is_fine, text) = verdict(&answer(status, Some(code), r#"{"Message":"why"}"#));
            assert!(!is_fine && text.starts_with("FAILED: why\n"), "{text}");
            assert!(text.contains(code) && text.contains("R1") && text.contains(remedy), "{text}");
        }
    }
}
