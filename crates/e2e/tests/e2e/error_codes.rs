//! Every error code of the API through the real proxy: in which words the user learns of it, and whether the console goes
//! on by itself or waits for somebody to act.

use simulator::ApiError;

use crate::stage::Stage;
use crate::visit::Visit;

/// The word of the refresh control where trying again can help, where that has to wait, and where only somebody's action can.
const GOES_ON: &str = "Retrying";
const WAITS: &str = "Waiting";
const STOPS: &str = "Stopped";

/// Codes that mean the same to the user, the title and the sentence that says so, and whether the console goes on.
type Meaning = (&'static [&'static str], &'static str, &'static str, &'static str);

const MEANINGS: [Meaning; 9] = [
    (
        &["Throttling", "Throttling.User", "Throttling.Api", "Rejected.Throttling"],
        "Rate limited",
        "The account's API quota is used up for the moment.",
        WAITS,
    ),
    (
        &["ServiceUnavailable", "InternalError"],
        "Could not load batch tasks",
        "The service answered with an error.",
        GOES_ON,
    ),
    (
        &[
            "InvalidAccessKeyId.NotFound",
            "InvalidAccessKeyId.Inactive",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "InvalidSecurityToken.Expired",
            "InvalidSecurityToken.Malformed",
            "InvalidSecurityToken.MismatchWithAccessKey",
            "MissingSecurityToken",
            "SignatureNonceUsed",
        ],
        "The proxy's credentials are refused",
        "Ask the operator of the proxy to check its access key, secret and token.",
        STOPS,
    ),
    (
        &["InvalidTimeStamp.Expired", "InvalidTimeStamp.Format", "IllegalTimestamp"],
        "The proxy's clock is wrong",
        "Ask the operator of the proxy to set its clock: it is off by more than 15 minutes.",
        STOPS,
    ),
    (
        &["Forbidden.RAM"],
        "You may not list batch tasks",
        "Ask an administrator for this RAM action.",
        STOPS,
    ),
    (
        &["Forbidden", "NoPermission"],
        "You may not list batch tasks",
        "The service forbids this call.",
        STOPS,
    ),
    (
        &["MissingParameter", "InvalidParameter"],
        "Could not load batch tasks",
        "The service does not accept a value that it was sent.",
        STOPS,
    ),
    (
        &[
            "InvalidApi.NotFound",
            "InvalidAction",
            "InvalidAction.NotFound",
            "InvalidVersion",
            "UnsupportedHTTPMethod",
        ],
        "Could not load batch tasks",
        "cn-hangzhou does not know batch tasks: its region or address may be wrong.",
        STOPS,
    ),
    (
        &["InvalidBatchId.NotFound", "ResourceNotFound"],
        "Could not load batch tasks",
        "The service found nothing at this address.",
        STOPS,
    ),
];

/// Of the replies that the proxy makes of them, as the browser complains of them.
const STATUSES: [&str; 6] = [
    "a status of 400",
    "a status of 403",
    "a status of 404",
    "a status of 429",
    "a status of 502",
    "a status of 503",
];

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn every_code_has_its_words_and_stops_or_goes_on() {
    Stage::new().complaining(&STATUSES).play(async |visit| {
        for (codes, title, advice, liveness) in MEANINGS {
            for code in codes {
                visit.upstream.answer_with(&format!("kind=error&code={code}"));
                let view = visit.open("").await;
                let said = (&*view.panel, &*view.advice, &*view.evidence["Code"]);
                assert_eq!(said, (title, advice, *code));
                assert!(!view.evidence["RequestId"].is_empty(), "{code}");
                visit.expect_liveness(liveness).await;
                expect_to_wait(visit, liveness != STOPS).await;
            }
        }
    });
}

/// The next try has a time where there will be one.
async fn expect_to_wait(visit: &Visit, goes_on: bool) {
    const IS_DUE: &str = "/next try in /i.test(document.querySelector('.refresh').innerText)";
    visit.expect(IS_DUE, goes_on).await;
}

#[test]
fn no_code_is_left_out() {
    let mut here: Vec<_> = MEANINGS.iter().flat_map(|(codes, ..)| *codes).copied().collect();
    let mut known: Vec<_> = ApiError::all().map(|error| error.code()).collect();
    here.sort_unstable();
    known.sort_unstable();
    assert_eq!(here, known);
}
