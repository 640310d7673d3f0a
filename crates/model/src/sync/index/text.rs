//! Rows as text: one a line, fields between tabs, each as the API sent it, so that the same readers read it.

use std::sync::Arc;

use super::interval::Interval;
use super::row::{Phase, Row};
use crate::export::TASK_FIELDS;
use crate::progress::{Count, Progress};
use crate::status::{Reported, ReportedStatus};
use crate::task::BatchTask;
use crate::time::Timestamp;

/// Writes a row as one line.
pub(super) fn write_row(row: &Row, text: &mut String) {
    let BatchTask { batch_id, task_name, task_type, status, progress, begin, end, flaws } =
        &*row.task;
    let offset = |second: i64| match second {
        i64::MIN | i64::MAX => String::new(),
        second => (second - row.created).to_string(),
    };
    let phase = match row.phase {
        Phase::Unfinished => "u",
        Phase::Unsettled => "n",
        Phase::Settled => "s",
    };
    let waited = if row.has_waited { "w" } else { "" };
    let status = match status {
        Reported::Known(status) => status.api_name(),
        Reported::Unknown(name) => name,
    };
    let count = |count: &Option<Count>| count.as_ref().map_or(String::new(), |it| it.text().into());
    for field in [
        &row.created.to_string(),
        &offset(row.bounds.from),
        &offset(row.bounds.to),
        phase,
        waited,
        &row.endpoint.to_string(),
        &row.ordinal.to_string(),
        batch_id,
        task_name,
        task_type,
        status,
        &count(&progress.success),
        &count(&progress.total),
        received(begin),
        received(end),
    ] {
        escape(field, text);
        text.push('\t');
    }
    text.push_str(&flaws.join(","));
    text.push('\n');
}

/// Reads what [`write_row`] wrote, of an index of so many endpoints.
pub(super) fn read_row(line: &str, endpoints: u16, serial: u64) -> Option<Row> {
    let fields: Vec<String> = line.split('\t').map(unescape).collect::<Option<_>>()?;
    let [
        created,
        from,
        to,
        phase,
        waited,
        endpoint,
        ordinal,
        batch_id,
        task_name,
        task_type,
        status,
        success,
        total,
        begin,
        end,
        flaws,
    ] = <[String; 16]>::try_from(fields).ok()?;
    let created: i64 = created.parse().ok()?;
    let second = |text: &str, open: i64| match text {
        "" => Some(open),
        text => created.checked_add(text.parse().ok()?),
    };
    let bounds = Interval::new(second(&from, i64::MIN)?, second(&to, i64::MAX)?);
    let phase = match &*phase {
        "u" => Phase::Unfinished,
        "n" => Phase::Unsettled,
        "s" => Phase::Settled,
        _ => return None,
    };
    let endpoint = endpoint.parse().ok().filter(|endpoint| *endpoint < endpoints)?;
    // The names that `BatchTask::flaws` can have.
    let names = TASK_FIELDS.into_iter().chain(["TaskList", "SubTasks"]);
    let flaw = |name: &str| names.clone().find(|flaw| *flaw == name);
    let flaws = flaws.split(',').filter(|name| !name.is_empty()).map(flaw);
    let task = BatchTask {
        batch_id,
        task_name,
        task_type,
        status: ReportedStatus::read(&status),
        progress: Progress { success: Count::read(&success), total: Count::read(&total) },
        begin: Timestamp::read(&begin),
        end: Timestamp::read(&end),
        flaws: flaws.collect::<Option<_>>()?,
    };
    let (task, ordinal) = (Arc::new(task), ordinal.parse().ok()?);
    let has_waited = waited == "w";
    let is_possible = bounds.holds(created) && created.unsigned_abs() < 1 << 40;
    let row = Row { task, endpoint, ordinal, created, bounds, serial, phase, has_waited };
    is_possible.then_some(row)
}

/// A number that tells texts apart (FNV-1a).
pub(super) fn checksum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn received(time: &Timestamp) -> &str {
    match time {
        Timestamp::Absent => "",
        Timestamp::Zoned { received, .. }
        | Timestamp::Zoneless { received, .. }
        | Timestamp::Unreadable(received) => received,
    }
}

fn escape(field: &str, text: &mut String) {
    for c in field.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            c => text.push(c),
        }
    }
}

fn unescape(field: &str) -> Option<String> {
    let mut text = String::with_capacity(field.len());
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        let plain = match c {
            '\\' => match chars.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                _ => return None,
            },
            c => c,
        };
        text.push(plain);
    }
    Some(text)
}
