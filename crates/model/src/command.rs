//! A view or a batch as a command to paste: for `aliyun`, the cloud's command line, and for `curl`.
//!
//! Deliberately absent: credentials. `aliyun` has its own, and `curl` asks the signing proxy.

use chrono::{DateTime, Utc};

use crate::find::{Find, Group, Rest, Sort};
use crate::query::{ListQuery, PageNumber};
use crate::request::Request;
use crate::shell::quoted;
use crate::status::{BatchStatus, StatusSet};

/// What is between two options: the command goes on in the next line.
pub(crate) const NEXT_LINE: &str = " \\\n  ";

/// The command that makes a request with the user's own credentials, `aliyun polardb …`. One
/// parameter stays in the first line, more have a line each.
///
/// Without a `region` the profile of `aliyun` decides where it asks. Not named are `--version` and
/// `--force`, which an `aliyun` older than the operation wants.
pub fn aliyun_command(request: &Request, region: Option<&str>) -> String {
    let parameters = request.parameters();
    let separator = if parameters.len() == 1 { " " } else { NEXT_LINE };
    let mut command = format!("aliyun polardb {}", request.action());
    if let Some(region) = region {
        command.push(' ');
        command.push_str(&option("region", region));
    }
    for (name, value) in &parameters {
        command.push_str(separator);
        command.push_str(&option(name, value));
    }
    command
}

/// The command that asks for what a view shows, as far as PolarDB can: it has no search, no order and fewer filters, and the view
/// may need these. A comment before the command then says what is left out, and all pages begin with the first.
pub fn list_command(query: &ListQuery, now: DateTime<Utc>, region: Option<&str>) -> String {
    if !query.needs_index() {
        return aliyun_command(&query.request(now), region);
    }
    let find = Find::read(&query.find);
    let statuses = match (find.is_other, find.rest) {
        // Those that are not documented cannot be asked for alone.
        (true, _) => StatusSet::default(),
        (false, Rest::Only | Rest::None) if query.statuses.is_empty() => {
            StatusSet::from_iter([BatchStatus::Completed])
        }
        _ => query.statuses,
    };
    let asked = ListQuery { statuses, page: PageNumber::FIRST, ..query.clone() };
    let command = aliyun_command(&asked.request(now), region);
    format!("# Left out, because PolarDB cannot ask for it: {}\n{command}", unasked(&find))
}

/// What of a view PolarDB cannot ask for.
fn unasked(find: &Find) -> String {
    let parts = [
        ("search", !find.search.is_empty()),
        ("order", find.sort != Sort::default()),
        ("groups", find.group != Group::None),
        ("only partly done ones", find.rest == Rest::Only),
        ("only fully done ones", find.rest == Rest::None),
        ("undocumented statuses", find.is_other),
        ("only slow ones", find.is_slow),
    ];
    let parts: Vec<_> =
        parts.into_iter().filter(|(_, is_on)| *is_on).map(|(name, _)| name).collect();
    parts.join(", ")
}

/// What lets the command for one batch wait until that has completed, an hour at most.
pub const WAITER: &str = " \\\n  --waiter expr='Status' to='COMPLETED' timeout=3600 interval=10";

/// The command that asks a signing proxy, as the console does. `proxy_url` is absolute, http or
/// https, without a query; `origin` is one that the proxy lets in, for `batch-proxy` demands one.
/// A token is taken from a variable, without which the shell refuses the command; the cookie of a
/// gateway in front is not there.
pub fn curl_command(proxy_url: &str, origin: &str, wants_token: bool, request: &Request) -> String {
    let mut command = String::from("curl -X POST");
    for header in ["Accept: application/json", &format!("Origin: {origin}")] {
        command.push_str(&format!("{NEXT_LINE}-H {}", quoted(header)));
    }
    if wants_token {
        command.push_str(NEXT_LINE);
        command.push_str(r#"-H "Authorization: Bearer ${BATCH_PROXY_TOKEN:?}""#);
    }
    let url = format!("{proxy_url}?{}", request.proxy_query());
    command + NEXT_LINE + &quoted(&url)
}

/// `--Name value`; `--Name=value` where the value begins with a dash, because `aliyun` would take it
/// for another option.
pub(crate) fn option(name: &str, value: &str) -> String {
    let word = quoted(value);
    let has_dash = word.strip_prefix('\'').unwrap_or(&word).starts_with('-');
    let separator = if has_dash { '=' } else { ' ' };
    format!("--{name}{separator}{word}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Location;
    use crate::request::ListRequest;
    use crate::time;

    fn list() -> Request {
        Request::List(ListRequest {
            task_type: Some("polarclaw_install_skills".into()),
            statuses: vec![BatchStatus::Running, BatchStatus::Failed],
            start_time: time::from_api("2026-11-23T06:53:02Z"),
            end_time: time::from_api("2026-11-24T06:53:02Z"),
            page_number: Some(1),
            page_size: Some(30),
        })
    }

    fn batch(batch_id: &str) -> Request {
        Request::Batch { batch_id: batch_id.into() }
    }

    #[test]
    fn aliyun_gets_the_parameters_of_the_api() {
        assert_eq!(
            aliyun_command(&list(), Some("cn-hangzhou")),
            r#"aliyun polardb DescribeBatchTasks --region cn-hangzhou \
  --EndTime 2026-11-24T06:53:02Z \
  --PageNumber 1 \
  --PageSize 30 \
  --StartTime 2026-11-23T06:53:02Z \
  --Status '["RUNNING","FAILED"]' \
  --TaskType polarclaw_install_skills"#
        );
        for (batch_id, command) in [
            ("pcb-1", "aliyun polardb DescribeBatchTask --BatchId pcb-1"),
            ("-rf", "aliyun polardb DescribeBatchTask --BatchId=-rf"),
            ("-a b", "aliyun polardb DescribeBatchTask --BatchId='-a b'"),
            ("\0-a", "aliyun polardb DescribeBatchTask --BatchId='-a'"),
            ("'-a", "aliyun polardb DescribeBatchTask --BatchId ''\\''-a'"),
        ] {
            assert_eq!(aliyun_command(&batch(batch_id), None), command);
        }
    }

    #[test]
    fn what_polardb_cannot_ask_for_is_left_out_and_named() {
        let now = time::from_api("2026-11-24T06:53:02Z").unwrap();
        let rest = " \\\n  --PageNumber 1 \\\n  --PageSize 30";
        for (search, comment, options) in [
            ("page=2", "", " \\\n  --PageNumber 2 \\\n  --PageSize 30".to_owned()),
            ("q=a%0Arm&page=2", "search", rest.to_owned()),
            (
                "sort=-duration&group=rollout&slow=only&status=FAILED",
                "order, groups, only slow ones",
                format!("{rest} \\\n  --Status '[\"FAILED\"]'"),
            ),
            (
                "rest=only",
                "only partly done ones",
                format!("{rest} \\\n  --Status '[\"COMPLETED\"]'"),
            ),
            (
                "rest=none&status=FAILED",
                "only fully done ones",
                format!("{rest} \\\n  --Status '[\"FAILED\"]'"),
            ),
            ("other=only&status=FAILED", "undocumented statuses", rest.to_owned()),
        ] {
            let query = Location::from_search(search).query;
            let comment = match comment {
                "" => String::new(),
                parts => format!("# Left out, because PolarDB cannot ask for it: {parts}\n"),
            };
            let command = format!("{comment}aliyun polardb DescribeBatchTasks{options}");
            assert_eq!(list_command(&query, now, None), command, "{search}");
        }
    }

    #[test]
    fn what_is_unset_is_no_option() {
        let all = Request::List(ListRequest::default());
        assert_eq!(aliyun_command(&all, None), "aliyun polardb DescribeBatchTasks");
    }

    #[test]
    fn curl_asks_the_proxy() {
        assert_eq!(
            curl_command("http://127.0.0.1:8787/rpc", "http://127.0.0.1:8787", false, &list()),
            r"curl -X POST \
  -H 'Accept: application/json' \
  -H 'Origin: http://127.0.0.1:8787' \
  'http://127.0.0.1:8787/rpc?Action=DescribeBatchTasks&Version=2017-08-01&EndTime=2026-11-24T06%3A53%3A02Z&PageNumber=1&PageSize=30&StartTime=2026-11-23T06%3A53%3A02Z&Status=%5B%22RUNNING%22%2C%22FAILED%22%5D&TaskType=polarclaw_install_skills'"
        );
        assert_eq!(
            curl_command("https://[::1]:8787/it's", "https://a.example", true, &batch("pcb-1")),
            r#"curl -X POST \
  -H 'Accept: application/json' \
  -H 'Origin: https://a.example' \
  -H "Authorization: Bearer ${BATCH_PROXY_TOKEN:?}" \
  'https://[::1]:8787/it'\''s?Action=DescribeBatchTask&Version=2017-08-01&BatchId=pcb-1'"#
        );
    }
}
