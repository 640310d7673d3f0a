//! The replies' JSON, field by field as documented. The only place that knows the names.

use chrono::DateTime;
use serde::Serialize;

use crate::cast::Cast;
use crate::dice::Throw;
use crate::identifier::batch_id;
use crate::plan::Plan;
use crate::state::{End, State, SubTaskState};
use crate::world::World;
use crate::{class::Status, refusal::Refusal};

const LIST_TIME: &str = "%Y-%m-%d %H:%M:%S";
const DETAIL_TIME: &str = "%Y/%m/%dT%H:%M:%SZ";

/// The account whose batches are simulated.
const ACCOUNT_ID: &str = "1000000000000001";

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

/// The reply of STS's `GetCallerIdentity`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IdentityReply<'a> {
    request_id: &'a str,
    identity_type: &'static str,
    account_id: &'static str,
    user_id: &'static str,
    principal_id: &'static str,
    arn: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_id: Option<&'static str>,
}

impl<'a> IdentityReply<'a> {
    /// A RAM user, or with a temporary key the session of a role.
    pub(crate) fn of(request_id: &'a str, is_temporary: bool) -> Self {
        let (identity_type, user_id, principal_id, arn, role_id) = if is_temporary {
            (
                "AssumedRoleUser",
                "300000000000000003:batch-proxy",
                "300000000000000003:batch-proxy",
                "acs:ram::1000000000000001:assumed-role/batch-tasks/batch-proxy",
                Some("300000000000000003"),
            )
        } else {
            (
                "RAMUser",
                "200000000000000002",
                "200000000000000002",
                "acs:ram::1000000000000001:user/batch-tasks",
                None,
            )
        };
        Self {
            request_id,
            identity_type,
            account_id: ACCOUNT_ID,
            user_id,
            principal_id,
            arn,
            role_id,
        }
    }
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
    pub(crate) fn of(world: &World, plan: &Plan, now: i64) -> Self {
        Self::new(world, plan, &State::of(plan, now), LIST_TIME)
    }

    fn new(world: &World, plan: &Plan, state: &State, format: &str) -> Self {
        Self {
            batch_id: batch_id(world.seed, plan.index),
            task_name: world.task_name(plan),
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
    pub(crate) fn of(request_id: &'a str, world: &World, plan: &Plan, now: i64) -> Self {
        let state = State::of(plan, now);
        let mut row = Row::new(world, plan, &state, DETAIL_TIME);
        let is_padded = plan.has_quirks && plan.dice.happens(Throw::PaddedStatus, 50);
        if state.status == Status::Running && is_padded {
            row.status = "RUNNING ";
        }
        let cast = world.cast(plan);
        let sub_task = |number| SubTask::of(plan, &cast, number, now);
        let sub_tasks = (0..state.total).map(sub_task).collect();
        Self { request_id, row, application_type: "polarclaw", sub_tasks }
    }
}

impl SubTask {
    fn of(plan: &Plan, cast: &Cast, number: u64, now: i64) -> Self {
        let state = SubTaskState::of(plan, number, now);
        let optional = |instant: Option<i64>| {
            instant.map_or_else(String::new, |instant| time(instant, DETAIL_TIME))
        };
        let id = FIRST_SUBTASK_ID + plan.index * SUBTASK_IDS_PER_BATCH + number;
        Self {
            task_id: id.to_string(),
            instance_id: cast.instance(number),
            status: state.status,
            task_begin: optional(state.begin),
            task_end: optional(state.end),
            error_msg: if state.has_error { cast.error(number) } else { String::new() },
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
                auth_principal_owner_id: ACCOUNT_ID,
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
