//! An answer is compared with its question. What does not fit is a failure that says what was asked and what came; where
//! there is a safe reading, such as pages of another size, it is counted by what came.

use crate::batch::Batch;
use crate::failure::{Failure, FailureKind, Message, Misfit};
use crate::request::ListRequest;
use crate::status::ReportedStatus;
use crate::task::{BatchTask, TaskPage};

/// The page as it answers `asked`: its size and total are those that it can be counted by.
///
/// # Errors
/// It is another page than was asked for, has no rows where the total says that there are some, or rows that the filter leaves out.
pub fn page_for(asked: &ListRequest, page: TaskPage) -> Result<TaskPage, Failure> {
    let number = u64::from(asked.page_number.unwrap_or(1));
    let size = size_of(&page, number, asked.page_size.unwrap_or(30).into());
    let page = TaskPage { size: Some(size), ..page };
    let came = page.number.unwrap_or(number);
    if came != number {
        return other_page(number, came, page);
    }
    if let Some(misfit) = other_rows(asked, &page) {
        return Err(misfitting(misfit, page.request_id));
    }
    let (before, rows) = ((number - 1).saturating_mul(size), page.tasks.len() as u64);
    match page.total {
        Some(total) if rows == 0 && total > before => {
            Err(misfitting(Misfit::NoRows { page: number, total }, page.request_id))
        }
        // There are more rows than it says: it says nothing.
        Some(total) if rows > 0 && total < before.saturating_add(rows) => {
            Ok(TaskPage { total: None, ..page })
        }
        _ => Ok(page),
    }
}

/// Rows of another type are those of another list. A status may have changed between the filter and the reply, but not of most rows:
/// then the filter was ignored.
fn other_rows(asked: &ListRequest, page: &TaskPage) -> Option<Misfit> {
    let kind = asked.task_type.as_deref();
    if let Some(kind) = kind
        && let Some(other) = page.tasks.iter().find(|task| is_other_type(task, kind))
    {
        return Some(Misfit::Type { asked: kind.to_owned(), came: other.task_type.clone() });
    }
    let is_asked = |status: &ReportedStatus| {
        asked.statuses.iter().any(|it| *status == ReportedStatus::Known(*it))
    };
    let others = || page.tasks.iter().filter(|task| !is_asked(&task.status));
    let are_most = !asked.statuses.is_empty() && others().count() * 2 > page.tasks.len();
    let first = others().next().filter(|_| are_most)?;
    let names = asked.statuses.iter().map(|status| status.api_name()).collect::<Vec<_>>();
    Some(Misfit::Status { asked: names.join(", "), came: first.status.name().to_owned() })
}

/// Every field may be missing.
fn is_other_type(task: &BatchTask, kind: &str) -> bool {
    !task.task_type.is_empty() && task.task_type != kind
}

/// Behind the last page some services give the last one; then there is nothing on the page that was asked for.
fn other_page(asked: u64, came: u64, page: TaskPage) -> Result<TaskPage, Failure> {
    // Its own size counts, so that another one is not needed.
    if page.last_page(0) == Some(came) && asked > came {
        return Ok(TaskPage { tasks: Vec::new(), ..page });
    }
    Err(misfitting(Misfit::Page { asked, came }, page.request_id))
}

/// The batch, if it is the one that was asked for. Without an id it may be.
///
/// # Errors
/// It is another one.
pub fn batch_for(asked: &str, batch: Batch) -> Result<Batch, Failure> {
    let came = &batch.task.batch_id;
    if came.is_empty() || came == asked.trim() {
        return Ok(batch);
    }
    let (asked, came) = (asked.to_owned(), came.clone());
    Err(misfitting(Misfit::Batch { asked, came }, batch.request_id))
}

/// How many rows a full page has, which is not always what was asked for. What the reply says counts as far as its rows
/// agree; a page that is not the last one is full.
fn size_of(page: &TaskPage, number: u64, asked: u64) -> u64 {
    let rows = page.tasks.len() as u64;
    let fits = |size: &u64| {
        let until = (number - 1).saturating_mul(*size).saturating_add(rows);
        rows == *size || rows < *size && page.total.is_none_or(|total| total <= until)
    };
    let told = page.size.filter(|size| *size > 0);
    let size = told.filter(fits).or(Some(asked).filter(fits));
    size.unwrap_or(if rows == 0 { asked } else { rows })
}

fn misfitting(misfit: Misfit, request_id: Option<String>) -> Failure {
    Failure {
        message: Some(Message::Misfit(Box::new(misfit))),
        request_id,
        ..Failure::new(FailureKind::Misfit)
    }
}

#[cfg(test)]
mod tests;
