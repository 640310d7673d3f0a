//! The operations: from parameters to the reply's JSON.

use serde::Serialize;

use crate::identifier::batch_index;
use crate::parameters::{ListQuery, Parameters};
use crate::refusal::Refusal;
use crate::shapes::{DetailReply, IdentityReply, ListReply, Row};
use crate::world::World;

/// What is answered.
pub(crate) const ACTIONS: [&str; 3] = ["DescribeBatchTasks", "DescribeBatchTask", CALLER_IDENTITY];

/// The one action of STS that is answered: whose key it is. Any valid signature may ask.
pub(crate) const CALLER_IDENTITY: &str = "GetCallerIdentity";

const API_VERSION: &str = "2017-08-01";
const STS_VERSION: &str = "2015-04-01";

/// One authenticated call.
pub(crate) struct Call<'a> {
    pub(crate) action: &'a str,
    pub(crate) version: &'a str,
    pub(crate) parameters: &'a Parameters,
    pub(crate) request_id: &'a str,
    /// Whether the key is a temporary one.
    pub(crate) is_temporary: bool,
    /// In seconds since 1970.
    pub(crate) now: i64,
}

impl Call<'_> {
    /// The body of the reply with status 200.
    pub(crate) fn answer(&self, world: &World) -> Result<Vec<u8>, Refusal> {
        let is_sts = self.action == CALLER_IDENTITY;
        if self.version != if is_sts { STS_VERSION } else { API_VERSION } {
            let message = "Specified parameter Version is not valid.";
            return Err(Refusal::new(404, "InvalidVersion", message));
        }
        match self.action {
            CALLER_IDENTITY => json(&IdentityReply::of(self.request_id, self.is_temporary)),
            "DescribeBatchTasks" => self.describe_batch_tasks(world),
            "DescribeBatchTask" => self.describe_batch_task(world),
            _ => Err(Refusal::new(
                404,
                "InvalidAction.NotFound",
                "Specified api is not found, please check your url and method.",
            )),
        }
    }

    fn describe_batch_tasks(&self, world: &World) -> Result<Vec<u8>, Refusal> {
        let query = ListQuery::parse(self.parameters)?;
        let (total_count, page) =
            world.select(&query.filter, query.skip(), query.page_size, self.now);
        let task_list = page
            .into_iter()
            .filter_map(|index| world.batch(index, self.now))
            .map(|plan| Row::of(world, &plan, self.now))
            .collect();
        json(&ListReply {
            request_id: self.request_id,
            page_number: query.page_number,
            page_size: query.page_size,
            total_count,
            task_list,
        })
    }

    fn describe_batch_task(&self, world: &World) -> Result<Vec<u8>, Refusal> {
        let id = self.parameters.require("BatchId")?;
        let plan = batch_index(world.seed, id)
            .and_then(|index| world.batch(index, self.now))
            .ok_or_else(|| {
                let message = "The specified BatchId does not exist.";
                Refusal::new(404, "InvalidBatchId.NotFound", message)
            })?;
        json(&DetailReply::of(self.request_id, world, &plan, self.now))
    }
}

fn json(reply: &impl Serialize) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(reply).map_err(|error| Refusal::new(500, "InternalError", error.to_string()))
}
