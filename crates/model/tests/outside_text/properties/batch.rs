use model::reasons::reason;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::json;
use crate::invariants::batch::hold;

const NAMES: [&str; 13] = [
    "SubTasks",
    "RequestId",
    "Code",
    "BatchId",
    "TaskId",
    "InstanceId",
    "Status",
    "TaskBegin",
    "TaskEnd",
    "ErrorMsg",
    "TaskName",
    "TotalCount",
    "SuccessCount",
];

/// A subtask that failed, mostly for one of a few reasons.
fn failed() -> impl Strategy<Value = Value> {
    let message =
        prop_oneof!["aliuid:[0-9]{16} assumeOssRole not exist", "[a-c] [0-9]", json::text()];
    message.prop_map(|message| json!({"Status": "FAILED", "ErrorMsg": message}))
}

proptest! {
    #[test]
    fn any_json_holds(body in json::value(&NAMES)) {
        hold(body.to_string().as_bytes());
    }

    #[test]
    fn any_subtasks_hold(subtasks in vec(prop_oneof![failed(), json::value(&NAMES)], 0..24)) {
        hold(json!({"BatchId": "pcb-1", "SubTasks": subtasks}).to_string().as_bytes());
    }

    #[test]
    fn account_instance_and_request_ids_make_no_difference(
        account in "[0-9]{16}",
        instance in "p[ac]-bp1[a-z0-9]{8}[0-9]{4}",
        request in "[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[0-9A-F]{4}-[0-9A-F]{12}",
    ) {
        let message = format!("aliuid:{account} {instance} is locked ({request}), try 12");
        prop_assert_eq!(reason(&message), "‹id› is locked (‹id›), try ‹n›");
    }

    #[test]
    fn a_reason_is_its_own_reason(message in ".{0,200}") {
        let once = reason(&message);
        prop_assert_eq!(reason(&once), once);
    }
}
