//! A call of the PolarDB API as typed values, and its parameters as the official SDKs write them.
//!
//! The console writes these parameters to the proxy; the proxy reads them, checks them and writes
//! them again to PolarDB with the same code. Authentication is not here: only the proxy adds it.

use chrono::{DateTime, Utc};

use crate::json_text;
use crate::percent;
use crate::status::BatchStatus;
use crate::time;

/// The version of the PolarDB API that both operations belong to.
pub const API_VERSION: &str = "2017-08-01";

/// One of the two read-only operations that the product makes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    /// `DescribeBatchTasks`: one page of the list.
    List(ListRequest),
    /// `DescribeBatchTask`: one batch with its subtasks.
    Batch {
        /// The batch's id.
        batch_id: String,
    },
}

/// The parameters of `DescribeBatchTasks`; what is unset is left out of the request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListRequest {
    /// `TaskType`: one value, matched exactly.
    pub task_type: Option<String>,
    /// `Status`: any of these; none means all. Written as one compact JSON array.
    pub statuses: Vec<BatchStatus>,
    /// `StartTime`: created at or after this instant.
    pub start_time: Option<DateTime<Utc>>,
    /// `EndTime`: created at or before this instant.
    pub end_time: Option<DateTime<Utc>>,
    /// `PageNumber`, from 1.
    pub page_number: Option<u32>,
    /// `PageSize`: rows per page.
    pub page_size: Option<u32>,
}

impl Request {
    /// The name of the operation, for the parameter `Action` or the header `x-acs-action`.
    pub fn action(&self) -> &'static str {
        match self {
            Self::List(_) => "DescribeBatchTasks",
            Self::Batch { .. } => "DescribeBatchTask",
        }
    }

    /// The operation's own parameters, decoded and sorted by name.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::List(list) => list.parameters(),
            Self::Batch { batch_id } => vec![("BatchId", batch_id.clone())],
        }
    }

    /// The query string that the console sends to a signing proxy: `Action`, `Version` and the
    /// parameters, percent-encoded.
    pub fn proxy_query(&self) -> String {
        let parameters = self.parameters();
        let own = parameters.iter().map(|(name, value)| (*name, value.as_str()));
        let action = [("Action", self.action()), ("Version", API_VERSION)];
        percent::query_string(action.into_iter().chain(own))
    }
}

impl ListRequest {
    fn parameters(&self) -> Vec<(&'static str, String)> {
        [
            ("EndTime", self.end_time.map(time::to_api)),
            ("PageNumber", self.page_number.map(|number| number.to_string())),
            ("PageSize", self.page_size.map(|size| size.to_string())),
            ("StartTime", self.start_time.map(time::to_api)),
            ("Status", status_parameter(&self.statuses)),
            ("TaskType", self.task_type.clone()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

/// `["RUNNING","FAILED"]`. The API has no empty array: without a status the parameter is left out.
fn status_parameter(statuses: &[BatchStatus]) -> Option<String> {
    let names: Vec<_> = statuses.iter().map(|status| status.api_name()).collect();
    (!names.is_empty()).then(|| json_text::array(&names))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The query strings of requests that the official SDKs sent, from their captures.
    #[test]
    fn parameters_are_written_as_the_official_sdks_write_them() {
        let all = ListRequest {
            task_type: Some("polarclaw_install_skills".into()),
            statuses: vec![BatchStatus::Running, BatchStatus::Failed],
            start_time: time::from_api("2026-04-06T20:51:40Z"),
            end_time: time::from_api("2026-04-06T20:52:40Z"),
            page_number: Some(1),
            page_size: Some(30),
        };
        for (request, capture) in [
            (
                Request::List(all),
                include_str!("../../acs3/tests/captures/02-node-DescribeBatchTasks.http"),
            ),
            (
                Request::Batch { batch_id: "pcb-a b*c~d/e".into() },
                include_str!("../../acs3/tests/captures/03-node-DescribeBatchTask.http"),
            ),
        ] {
            let parameters = request.parameters();
            let query = percent::query_string(parameters.iter().map(|(n, v)| (*n, v.as_str())));
            let sent = capture.split(['?', ' ']).nth(2).unwrap();
            // The SDK for Node leaves `*` alone in the URL, though it signs `%2A`.
            assert_eq!(query.replace("%2A", "*"), sent);
            assert!(capture.contains(&format!("x-acs-action: {}", request.action())));
            assert!(capture.contains(&format!("x-acs-version: {API_VERSION}")));
        }
    }

    #[test]
    fn what_is_unset_is_left_out() {
        let request = Request::List(ListRequest::default());
        assert_eq!(request.proxy_query(), "Action=DescribeBatchTasks&Version=2017-08-01");
    }
}
