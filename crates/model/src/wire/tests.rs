use super::*;
use crate::locale::Locale;
use crate::status::{BatchStatus, ReportedStatus};
use crate::task::Standing;

fn ok() -> ReplyHead {
    ReplyHead { status: 200, ..ReplyHead::default() }
}

fn text_of(failure: &Failure) -> Option<String> {
    failure.message.as_ref().map(|message| message.text(&Locale::default()))
}

fn read(status: u16, body: &str) -> Result<TaskPage, Failure> {
    let head = ReplyHead { status, ..ReplyHead::default() };
    read_task_page(&head, &serde_json::from_str(body).unwrap())
}

/// The sample of the API reference.
const SAMPLE: &str = r#"{
  "RequestId": "925B84D9-CA72-432C-95CF-738C22D41F07", "PageNumber": 1, "PageSize": 30, "TotalCount": 128,
  "TaskList": [{
    "BatchId": "pcb-bp1x6v2m8b4n0c5t7", "TaskName": "install github", "TaskType": "polarclaw_install_skills",
    "Status": "RUNNING ", "TotalCount": 8, "SuccessCount": 4,
    "TaskBegin": "2026-04-06 20:51:44", "TaskEnd": "2026-04-06 20:41:44"
  }]}"#;

#[test]
fn reads_the_documented_sample() {
    let page = read(200, SAMPLE).unwrap();
    assert_eq!(page.total, Some(128));
    assert_eq!(page.request_id.as_deref(), Some("925B84D9-CA72-432C-95CF-738C22D41F07"));
    let [task] = page.tasks.as_slice() else { panic!("one row") };
    assert_eq!(task.batch_id, "pcb-bp1x6v2m8b4n0c5t7");
    assert_eq!(task.status, ReportedStatus::Known(BatchStatus::Running));
    assert_eq!(task.progress.label(), "4 / 8");
    assert_eq!(task.standing(), Standing::Running);
    assert_eq!(task.flaws, Vec::<&str>::new());
}

#[test]
fn a_bad_row_is_flagged_and_the_others_stand() {
    let body = r#"{"RequestId":"R","TaskList":[
        {"BatchId":"pcb-1","SuccessCount":"8","TotalCount":"8","Status":"COMPLETED"},
        {"BatchId":["x"],"TaskName":{"a":1},"TotalCount":"eight","TaskBegin":"soon"},
        42,
        {"BatchId":7,"TaskName":null,"Extra":[1,2,{"deep":[]}]}]}"#;
    let page = read(200, body).unwrap();
    let seen: Vec<_> = page
        .tasks
        .iter()
        .map(|task| (task.batch_id.as_str(), task.progress.label(), task.flaws.clone()))
        .collect();
    assert_eq!(
        seen,
        [
            ("pcb-1", "8 / 8".to_owned(), vec![]),
            ("", "-- / --".to_owned(), vec!["BatchId", "TaskName", "TotalCount", "TaskBegin"]),
            ("", "-- / --".to_owned(), vec!["TaskList"]),
            ("7", "-- / --".to_owned(), vec![]),
        ]
    );
    assert_eq!(page.total, None);
}

#[test]
fn an_absent_list_is_an_empty_page_only_in_the_apis_own_reply() {
    for (body, rows) in [
        (r#"{"RequestId":"R","TotalCount":0,"TaskList":[]}"#, Ok(0)),
        (r#"{"RequestId":"R","TotalCount":"0","TaskList":null}"#, Ok(0)),
        (r#"{"RequestId":"R","TotalCount":0}"#, Ok(0)),
        (r#"{"RequestId":"R","PageNumber":9,"TotalCount":134,"TaskList":[]}"#, Ok(0)),
        // A code of trouble beside a list counts, and one that tells of none does not.
        (
            r#"{"Code":"Throttling","TaskList":[],"TotalCount":0,"RequestId":"R"}"#,
            Err(FailureKind::Throttled),
        ),
        (r#"{"Code":"InternalError","TaskList":[{}]}"#, Ok(1)),
        (r#"{"Code":"200","RequestId":"R","TaskList":[]}"#, Ok(0)),
        (r#"{"Code":"OK","RequestId":"R","TaskList":[{}]}"#, Ok(1)),
        (r#"{"Code":"","RequestId":"R","TaskList":[]}"#, Ok(0)),
        (r"{}", Err(FailureKind::NotTheApi)),
        (r#"{"hello":"world"}"#, Err(FailureKind::NotTheApi)),
        (r"[]", Err(FailureKind::NotTheApi)),
        (r#""welcome""#, Err(FailureKind::NotTheApi)),
        (r#"{"RequestId":"R","TaskList":"none"}"#, Err(FailureKind::Undecodable)),
        (r#"{"RequestId":"R","Code":"Throttling"}"#, Err(FailureKind::Throttled)),
    ] {
        let outcome = read(200, body).map(|page| page.tasks.len()).map_err(|failure| failure.kind);
        assert_eq!(outcome, rows, "{body}");
    }
}

#[test]
fn an_error_keeps_its_evidence() {
    let head = ReplyHead { status: 403, retry_after: Some("7".into()), ..ReplyHead::default() };
    let body = r#"{"RequestId":"7B19E0C4","HostId":"polardb.aliyuncs.com","Code":"Forbidden.RAM",
        "Message":"not authorized","AccessDeniedDetail":{"AuthAction":"polardb:DescribeBatchTasks"}}"#;
    let failure = read_task_page(&head, &serde_json::from_str(body).unwrap()).unwrap_err();
    assert_eq!(
        failure,
        Failure {
            kind: FailureKind::NotPermitted,
            status: Some(403),
            code: Some("Forbidden.RAM".into()),
            message: Some("not authorized".into()),
            request_id: Some("7B19E0C4".into()),
            ram_action: Some("polardb:DescribeBatchTasks".into()),
            retry_after: Some(Duration::from_secs(7)),
            recommend: None,
        }
    );
}

#[test]
fn an_error_without_a_code_goes_by_its_status() {
    for (status, body, kind) in [
        (502, r#"{"message":"bad gateway"}"#, FailureKind::Unavailable),
        (404, r#"{"error":"no such page"}"#, FailureKind::NotTheApi),
        (401, r"{}", FailureKind::SignInRequired),
        (500, r#"{"TaskList":[]}"#, FailureKind::Unavailable),
    ] {
        assert_eq!(read(status, body).unwrap_err().kind, kind, "{status} {body}");
    }
}

#[test]
fn json_of_another_api_keeps_its_request_id() {
    let failure = read(404, r#"{"RequestId":"7B19E0C4","error":"no such page"}"#).unwrap_err();
    assert_eq!(failure.kind, FailureKind::NotTheApi);
    assert_eq!(
        text_of(&failure).as_deref(),
        Some("HTTP 404, no content type: a JSON object of RequestId, error")
    );
    assert_eq!(failure.request_id.as_deref(), Some("7B19E0C4"));
}

#[test]
fn says_what_came_instead_of_json() {
    let html = ReplyHead { content_type: Some("text/html".into()), ..ok() };
    let failure = read_unparsable(&html, "<html><title>Hotel Wi-Fi</title>");
    assert_eq!(failure.kind, FailureKind::NotTheApi);
    assert_eq!(
        text_of(&failure).as_deref(),
        Some("HTTP 200, text/html: <html><title>Hotel Wi-Fi</title>")
    );
    let long = read_unparsable(&html, &"界".repeat(1000));
    assert_eq!(
        text_of(&long).map(|text| text.chars().count()),
        Some("HTTP 200, text/html: ".len() + 200)
    );
}

#[test]
fn a_gateways_page_may_ask_for_a_pause_too() {
    let busy = ReplyHead { status: 503, retry_after: Some("120".into()), ..ReplyHead::default() };
    for body in ["<html>We are busy.", "{\"Code\":\"Thrott"] {
        assert_eq!(read_unparsable(&busy, body).retry_after, Some(Duration::from_secs(120)));
    }
}

#[test]
fn a_cut_off_reply_keeps_its_request_id() {
    let failure =
        read_unparsable(&ok(), "\u{feff}{\"RequestId\": \"925B84D9\",\"TaskList\":[{\"Bat");
    assert_eq!(failure.kind, FailureKind::Undecodable);
    assert_eq!(failure.request_id.as_deref(), Some("925B84D9"));
    assert_eq!(read_unparsable(&ok(), "{\"RequestId\":\"92").request_id, None);
}

#[test]
fn a_sign_in_page_with_status_401_asks_to_sign_in() {
    let head =
        ReplyHead { status: 401, content_type: Some("text/html".into()), ..ReplyHead::default() };
    assert_eq!(read_unparsable(&head, "<form>").kind, FailureKind::SignInRequired);
}

#[test]
fn the_pause_that_a_reply_asks_for_is_read_from_either_header() {
    for (seconds, milliseconds, pause) in [
        (None, None, None),
        (Some("7"), None, Some(7_000)),
        (None, Some("1500"), Some(1_500)),
        (Some("1"), Some("1500"), Some(1_500)),
        (Some("2"), Some("1500"), Some(2_000)),
        (Some("Wed, 21 Oct 2026 07:28:00 GMT"), None, None),
        (Some("-1"), Some("soon"), None),
        (Some("99999999999999"), None, Some(3_600_000)),
    ] {
        let head = ReplyHead {
            status: 400,
            retry_after: seconds.map(str::to_owned),
            acs_retry_after: milliseconds.map(str::to_owned),
            ..ReplyHead::default()
        };
        let body = serde_json::from_str(r#"{"Code":"Throttling.User"}"#).unwrap();
        let failure = read_task_page(&head, &body).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Throttled);
        assert_eq!(
            failure.retry_after,
            pause.map(Duration::from_millis),
            "{seconds:?} {milliseconds:?}"
        );
    }
}

#[test]
fn a_recommendation_leads_to_the_cloud_or_is_left_out() {
    for (address, is_kept) in [
        ("https://api.aliyun.com/troubleshoot?q=Throttling.User&product=polardb", true),
        ("https://next.api.alibabacloud.com/troubleshoot", true),
        ("http://api.aliyun.com/troubleshoot", false),
        ("https://aliyun.com.evil.example/", false),
        ("https://evilaliyun.com/", false),
        ("https://evil.example/?.aliyun.com", false),
        ("https://evil.example#.aliyun.com", false),
        ("https://evil.example\\.aliyun.com", false),
        ("https://api.aliyun.com@evil.example/", false),
        ("https://evil.example:443.aliyun.com/", false),
        ("https://evil.example\t/.aliyun.com", false),
        ("javascript:alert(1)//.aliyun.com", false),
        ("//api.aliyun.com", false),
    ] {
        let body = format!(r#"{{"Code":"Throttling.User","Recommend":{address:?}}}"#);
        let head = ReplyHead { status: 429, ..ReplyHead::default() };
        let failure = read_task_page(&head, &serde_json::from_str(&body).unwrap()).unwrap_err();
        assert_eq!(failure.recommend.as_deref(), is_kept.then_some(address), "{address}");
    }
}

mod batches;

#[test]
fn the_seconds_of_a_header_are_read_in_every_form() {
    for (header, read) in [
        ("120", Some(120)),
        (" 7 ", Some(7)),
        ("120.5", Some(120)),
        ("120, 300", Some(300)),
        ("99999999999", Some(u32::MAX)),
        ("", None),
        ("soon", None),
        ("-5", None),
    ] {
        assert_eq!(seconds(header), read, "{header:?}");
    }
}

#[test]
fn a_reply_that_says_anything_else_is_no_empty_list() {
    for (body, is_page) in [
        (r#"{"RequestId":"R"}"#, true),
        (r#"{"RequestId":"R","TotalCount":0,"PageNumber":1,"PageSize":30,"TaskList":null}"#, true),
        (r#"{"RequestId":"R","Message":"Specified access key is not found."}"#, false),
        (r#"{"RequestId":"R","Success":false}"#, false),
        (r#"{"RequestId":"R","data":{"TaskList":[]}}"#, false),
    ] {
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let page = read_task_page(&head, &serde_json::from_str(body).unwrap());
        assert_eq!(page.is_ok(), is_page, "{body}");
    }
}
