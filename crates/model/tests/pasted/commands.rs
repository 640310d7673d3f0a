//! What `aliyun` and `curl` are called with when a command is pasted; shell functions stand in.

use model::command::{aliyun_command, curl_command};
use model::request::{ListRequest, Request};
use model::retry::{Retry, retry_command};
use model::status::BatchStatus;

use crate::shell::{Outcome, run};
use crate::words::HOSTILE;

/// Programs of these names that print their arguments.
const STUBS: &str = "aliyun() { printf '%s\\000' \"$@\"; }\ncurl() { aliyun \"$@\"; }\n";

fn paste(command: &str, variables: &[(&str, &str)]) -> Outcome {
    run(&format!("{STUBS}{command}\n"), variables)
}

fn called_with(arguments: &[&str]) -> Outcome {
    Outcome {
        arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
        succeeded: true,
    }
}

/// As `aliyun` wants an option.
fn option(name: &str, value: &str) -> Vec<String> {
    if value.starts_with('-') {
        vec![format!("--{name}={value}")]
    } else {
        vec![format!("--{name}"), value.to_owned()]
    }
}

#[test]
fn aliyun_is_called_with_every_filter() {
    for task_type in HOSTILE {
        let request = Request::List(ListRequest {
            task_type: Some(task_type.into()),
            statuses: vec![BatchStatus::Running, BatchStatus::Failed],
            page_number: Some(2),
            ..ListRequest::default()
        });
        let before = ["polardb", "DescribeBatchTasks", "--PageNumber", "2", "--Status"];
        let mut arguments = before.map(str::to_owned).to_vec();
        arguments.splice(2..2, option("region", task_type));
        arguments.push(r#"["RUNNING","FAILED"]"#.into());
        arguments.extend(option("TaskType", task_type));
        let outcome = paste(&aliyun_command(&request, Some(task_type)), &[]);
        assert_eq!(outcome, Outcome { arguments, succeeded: true });
    }
}

#[test]
fn curl_is_called_with_one_address() {
    for batch_id in HOSTILE {
        let request = Request::Batch { batch_id: batch_id.into() };
        let url = format!("http://[::1]:8787/a b'?{}", request.proxy_query());
        for token in [None, Some(("BATCH_PROXY_TOKEN", "two $words"))] {
            let has_token = token.is_some();
            let (proxy, origin) = ("http://[::1]:8787/a b'", "http://[::1]:8787");
            let command = curl_command(proxy, origin, has_token, &request);
            let mut arguments = vec!["-X", "POST", "-H", "Accept: application/json"];
            arguments.extend(["-H", "Origin: http://[::1]:8787"]);
            arguments
                .extend(["-H", "Authorization: Bearer two $words"].iter().filter(|_| has_token));
            arguments.push(&url);
            let variables: Vec<_> = token.into_iter().collect();
            assert_eq!(paste(&command, &variables), called_with(&arguments));
            if has_token {
                assert!(!paste(&command, &[]).succeeded, "it is filled in first");
            }
        }
    }
}

#[test]
fn a_retry_is_nothing_but_arguments_once_it_is_filled_in() {
    let filled = [("SKILL_NAME", "git hub*"), ("SKILL_VERSION", "1.0.0")];
    for text in HOSTILE.into_iter().filter(|text| !text.is_empty()) {
        let retry = Retry {
            task_name: text,
            task_type: "polarclaw_install_skills",
            application_type: text,
            instance_ids: vec!["pa-1", text, "pa-2"],
            region: Some(text),
        };
        let ids = serde_json::to_string(&retry.instance_ids).unwrap();
        let outcome = paste(&retry_command(&retry).to_text(), &filled);
        // The array may escape more than `serde_json` does: it is compared as it is read.
        let read = |json: &str| serde_json::from_str::<Vec<String>>(json).unwrap();
        let at = outcome.arguments.iter().position(|argument| argument == "--InstanceIds").unwrap();
        assert_eq!(read(&outcome.arguments[at + 1]), read(&ids));
        let mut arguments = vec!["polardb".to_owned(), "CreateBatchTask".to_owned()];
        arguments.extend(option("RegionId", text));
        arguments.extend(option("TaskName", &format!("retry {text}")));
        arguments.extend(option("TaskType", "polarclaw_install_skills"));
        arguments.extend(option("ApplicationType", text));
        arguments.extend(option("InstanceIds", &outcome.arguments[at + 1]));
        arguments.extend(option("Param", r#"[{"skillName":"git hub*","version":"1.0.0"}]"#));
        assert_eq!(outcome, Outcome { arguments, succeeded: true });
    }
}

#[test]
fn a_retry_that_is_not_filled_in_calls_nothing() {
    const REFUSED: Outcome = Outcome { arguments: Vec::new(), succeeded: false };
    let known = Retry {
        task_name: "install",
        task_type: "polarclaw_install_skills",
        application_type: "",
        instance_ids: vec!["pa-1"],
        region: Some("cn-hangzhou"),
    };
    for (retry, filled) in [
        (Retry::default(), &[][..]),
        (known.clone(), &[][..]),
        (known.clone(), &[("SKILL_NAME", "github")][..]),
        (known.clone(), &[("SKILL_NAME", "github"), ("SKILL_VERSION", "")][..]),
        (
            Retry { region: None, ..known.clone() },
            &[("SKILL_NAME", "github"), ("SKILL_VERSION", "1.0.0")][..],
        ),
        (Retry { instance_ids: Vec::new(), task_type: "other", ..known }, &[("PARAM", "[]")][..]),
    ] {
        assert_eq!(paste(&retry_command(&retry).to_text(), filled), REFUSED, "{filled:?}");
    }
}

#[test]
fn a_retry_may_be_filled_in_where_it_stands() {
    let retry = Retry {
        task_name: "install",
        task_type: "polarclaw_install_skills",
        application_type: "",
        instance_ids: vec!["pa-1"],
        region: None,
    };
    let command = retry_command(&retry)
        .to_text()
        .replace("${REGION_ID:?}", "cn-beijing")
        .replace("${SKILL_NAME:?}", "github")
        .replace("${SKILL_VERSION:?}", "1.0.0");
    let arguments = [
        "polardb",
        "CreateBatchTask",
        "--RegionId",
        "cn-beijing",
        "--TaskName",
        "retry install",
        "--TaskType",
        "polarclaw_install_skills",
        "--InstanceIds",
        r#"["pa-1"]"#,
        "--Param",
        r#"[{"skillName":"github","version":"1.0.0"}]"#,
    ];
    assert_eq!(paste(&command, &[]), called_with(&arguments));
}
