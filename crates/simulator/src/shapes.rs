//! The replies' JSON, field by field as documented. The only place that knows the names.

use chrono::DateTime;
use serde::Serialize;

use crate::dice::Throw;
use crate::identifier::{batch_id, instance_id};
use crate::plan::Plan;
use crate::state::{End, State, SubTaskState};
use crate::wording::{error_message, task_name};
use crate::{class::Status, refusal::Refusal};

const LIST_TIME: &str = "%Y-%m-%d %H:%M:%S";
const DETAIL_TIME: &str = "%Y/%m/%dT%H:%M:%SZ";

/// Subtask ids are numbers: those of one batch follow each other.
const FIRST_SUBTASK_ID: u64 = 700_000_000;
const SUBTASK_IDS_PER_BATCH: u64 = 1000;

/// The reply of `DescribeBatchTasks`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListReply<'a> {
    pub(crate) request_id: &'a str,
    pub(crate) page_number: u64,
    pub(crate) page_size: u64,
    pub(crate) total_count: u64,
    pub(crate) task_list: Vec<Row>,
}

/// One batch of the list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Row {
    batch_id: String,
    task_name: String,
    task_type: &'static str,
    status: &'static str,
    total_count: u64,
    success_count: u64,
    task_begin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    task_end: Option<String>,
}

/// The reply of `DescribeBatchTask`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DetailReply<'a> {
    request_id: &'a str,
    #[serde(flatten)]
    row: Row,
    application_type: &'static str,
    sub_tasks: Vec<SubTask>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct SubTask {
    task_id: String,
    instance_id: String,
    status: &'static str,
    task_begin: String,
    task_end: String,
    error_msg: String,
}

/// The cloud's envelope of an error.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ErrorReply<'a> {
    request_id: &'a str,
    host_id: &'a str,
    code: &'static str,
    message: &'a str,
    recommend: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_denied_detail: Option<AccessDeniedDetail<'a>>,
}

/// Which permission is missing, and who lacks it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct AccessDeniedDetail<'a> {
    auth_action: &'a str,
    auth_principal_type: &'static str,
    auth_principal_owner_id: &'static str,
    auth_principal_display_name: &'static str,
    policy_type: &'static str,
    no_permission_type: &'static str,
}

impl Row {
    pub(crate) fn of(seed: u64, plan: &Plan, now: i64) -> Self {
        Self::new(seed, plan, &State::of(plan, now), LIST_TIME)
    }

    fn new(seed: u64, plan: &Plan, state: &State, format: &str) -> Self {
        Self {
            batch_id: batch_id(seed, plan.index),
            task_name: task_name(plan.class.kind, plan.dice),
            task_type: plan.class.kind.text(),
            status: state.status.text(),
            total_count: state.total,
            success_count: state.success,
            task_begin: time(plan.created, format),
            task_end: match state.end {
                End::At(instant) => Some(time(instant, format)),
                End::Empty => Some(String::new()),
                End::Absent => None,
            },
        }
    }
}

impl<'a> DetailReply<'a> {
    pub(crate) fn of(request_id: &'a str, seed: u64, plan: &Plan, now: i64) -> Self {
        let state = State::of(plan, now);
        let mut row = Row::new(seed, plan, &state, DETAIL_TIME);
        if state.status == Status::Running && plan.dice.happens(Throw::PaddedStatus, 50) {
            row.status = "RUNNING ";
        }
        let sub_tasks = (0..state.total).map(|number| SubTask::of(plan, number, now)).collect();
        Self { request_id, row, application_type: "polarclaw", sub_tasks }
    }
}

impl SubTask {
    fn of(plan: &Plan, number: u64, now: i64) -> Self {
        let state = SubTaskState::of(plan, number, now);
        let dice = plan.dice.part(number);
        let optional = |instant: Option<i64>| {
            instant.map_or_else(String::new, |instant| time(instant, DETAIL_TIME))
        };
        let id = FIRST_SUBTASK_ID + plan.index * SUBTASK_IDS_PER_BATCH + number;
        Self {
            task_id: id.to_string(),
            instance_id: instance_id(dice),
            status: state.status,
            task_begin: optional(state.begin),
            task_end: optional(state.end),
            error_msg: if state.has_error { error_message(plan.dice, dice) } else { String::new() },
        }
    }
}

impl<'a> ErrorReply<'a> {
    pub(crate) fn of(request_id: &'a str, host_id: &'a str, refusal: &'a Refusal) -> Self {
        let code = refusal.code;
        let recommend = format!(
            "https://api.aliyun.com/troubleshoot?q={code}&product=polardb&requestId={request_id}"
        );
        let access_denied_detail =
            refusal.denied_action.as_deref().map(|auth_action| AccessDeniedDetail {
                auth_action,
                auth_principal_type: "SubUser",
                auth_principal_owner_id: "1000000000000001",
                auth_principal_display_name: "200000000000000002",
                policy_type: "AccountLevelIdentityBasedPolicy",
                no_permission_type: "ImplicitDeny",
            });
        let message = &refusal.message;
        Self { request_id, host_id, code, message, recommend, access_denied_detail }
    }
}

fn time(instant: i64, format: &str) -> String {
    DateTime::from_timestamp(instant, 0).unwrap_or_default().format(format).to_string()
}
