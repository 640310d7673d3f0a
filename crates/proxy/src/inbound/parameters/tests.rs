//! What the proxy reads and refuses in a query.

use super::*;

const LIST: &str = "Action=DescribeBatchTasks&Version=2017-08-01";

#[test]
fn reads_what_the_console_writes() {
    let start = DateTime::from_timestamp(1_775_508_700, 0).unwrap();
    for request in [
        Request::List(ListRequest::default()),
        Request::List(ListRequest {
            task_type: Some("a b+c&d=e/安装".to_owned()),
            statuses: vec![BatchStatus::Running, BatchStatus::Failed],
            start_time: Some(start),
            end_time: Some(start + chrono::Duration::seconds(60)),
            page_number: Some(u32::MAX),
            page_size: Some(1000),
        }),
        Request::Batch { batch_id: "pcb-a b*c~d/e".to_owned() },
    ] {
        assert_eq!(read(&request.proxy_query()), Ok(request));
    }
}

#[test]
fn takes_escapes_and_json_as_any_client_writes_them() {
    let expected = Request::List(ListRequest {
        statuses: vec![BatchStatus::Running],
        ..ListRequest::default()
    });
    let query = format!("&{LIST}&St%61tus=%5b%20%22RUNNING%22%20]&");
    assert_eq!(read(&query), Ok(expected));
}

#[test]
fn refuses_other_actions() {
    for action in ["CreateBatchTask", "describebatchtasks", "DescribeBatchTasks ", "*"] {
        let query = format!("Action={}&Version=2017-08-01", percent::encode(action));
        assert_eq!(read(&query), Err(Refusal::ActionNotAllowed), "{action}");
    }
}

#[test]
fn names_the_parameter_that_is_wrong() {
    for (rest, name) in [
        ("Nonsense=1", "Nonsense"),
        ("BatchId=a", "BatchId"),
        ("SignatureNonce=1", "SignatureNonce"),
        ("SecurityToken=1", "SecurityToken"),
        ("pagesize=30", "pagesize"),
        ("Status.1=RUNNING", "Status.1"),
        ("Action=DescribeBatchTasks", "Action"),
        ("PageSize=1&PageSize=1", "PageSize"),
        ("PageSize=1&Page%53ize=1", "PageSize"),
        ("TaskType=a%00b", "TaskType"),
        ("TaskType=a%0d%0ab", "TaskType"),
        ("TaskType=a%C2%85b", "TaskType"),
        ("TaskType=", "TaskType"),
        ("TaskType", "TaskType"),
        ("TaskType=%", "TaskType"),
        ("TaskType=%4g", "TaskType"),
        ("TaskType=%ff", "TaskType"),
        ("%ff=1", "a name"),
        ("PageSize=0", "PageSize"),
        ("PageSize=1001", "PageSize"),
        ("PageSize=1000000000", "PageSize"),
        ("PageSize=-1", "PageSize"),
        ("PageSize=+1", "PageSize"),
        ("PageSize=01", "PageSize"),
        ("PageSize=1.0", "PageSize"),
        ("PageNumber=0", "PageNumber"),
        ("PageNumber=4294967296", "PageNumber"),
        ("StartTime=2026-04-06", "StartTime"),
        ("StartTime=2026-04-06T20:51:40", "StartTime"),
        ("StartTime=2026-4-06T20:51:40Z", "StartTime"),
        ("StartTime=2026-02-30T20:51:40Z", "StartTime"),
        ("EndTime=2026-04-06T20:51:60Z", "EndTime"),
        ("EndTime=2026-04-06 20:51:40", "EndTime"),
        ("Status=RUNNING", "Status"),
        ("Status=[]", "Status"),
        ("Status=[\"RUNNING\",1]", "Status"),
        ("Status=[\"running\"]", "Status"),
        ("Status=[\"RUNNING\",\"RUNNING\"]", "Status"),
        ("Status=[\"PAUSE\"]", "Status"),
    ] {
        match read(&format!("{LIST}&{rest}")) {
            Err(Refusal::InvalidParameter { name: found, .. }) => assert_eq!(found, name, "{rest}"),
            other => panic!("{rest}: {other:?}"),
        }
    }
}

#[test]
fn names_what_is_missing_and_what_is_too_long() {
    let long = format!("{LIST}&TaskType={}", "a".repeat(LONGEST_QUERY));
    for (query, name) in [
        ("", "Version"),
        ("Version=2017-08-01", "Action"),
        ("Action=DescribeBatchTasks", "Version"),
        ("Action=DescribeBatchTasks&Version=2014-08-28", "Version"),
        ("Action=DescribeBatchTask&Version=2017-08-01", "BatchId"),
        ("Action=DescribeBatchTask&Version=2017-08-01&BatchId=a&PageSize=1", "PageSize"),
        (long.as_str(), "the query"),
    ] {
        match read(query) {
            Err(Refusal::InvalidParameter { name: found, .. }) => assert_eq!(found, name),
            other => panic!("{query}: {other:?}"),
        }
    }
}
