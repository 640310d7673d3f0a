//! The texts of the simulated world: task names as people give them, and error messages as the
//! service writes them.

use crate::class::Kind;
use crate::dice::{Dice, Throw};
use crate::identifier::instance_id;

const SKILLS: [(&str, &str); 8] = [
    ("github", "1.0.0"),
    ("pdf-reader", "2.3.1"),
    ("sql-review", "1.4.2"),
    ("web-search", "0.8"),
    ("oss-backup", "0.9.4"),
    ("vector-tools", "3.0.0-rc1"),
    ("slow-query-advisor", "1.2.0"),
    ("schema-diff", "0.3.7"),
];
const CHINESE_SKILLS: [(&str, &str); 3] =
    [("知识库检索", "2.1.0"), ("慢日志分析", "1.0.3"), ("巡检报告", "0.6.0")];
const RETIRED: [&str; 4] = ["legacy-mailer", "beta-translate", "web-scraper", "old-dashboard"];
const PLACES: [&str; 8] = [
    "hz canary",
    "cn-hangzhou",
    "cn-shanghai",
    "fleet A",
    "fleet B",
    "bj",
    "all regions",
    "canary",
];
const ORDINALS: [&str; 4] = ["一", "二", "三", "四"];

/// `TaskName`, e.g. `roll out sql-review 1.4.2 · wave 3`.
pub(crate) fn task_name(kind: Kind, dice: Dice) -> String {
    let place = dice.choose(Throw::Place, &PLACES);
    let wording = dice.below(Throw::Wording, 10);
    match kind {
        Kind::Install => match wording {
            0..2 => {
                let (skill, version) = dice.choose(Throw::Skill, &CHINESE_SKILLS);
                format!("安装 {skill} {version} · 第{}批", dice.choose(Throw::Wave, &ORDINALS))
            }
            2..5 => {
                let (skill, version) = dice.choose(Throw::Skill, &SKILLS);
                format!("roll out {skill} {version} · wave {}", dice.between(Throw::Wave, 1, 6))
            }
            _ => {
                let (skill, version) = dice.choose(Throw::Skill, &SKILLS);
                format!("install {skill} {version} · {place}")
            }
        },
        Kind::Uninstall if wording < 2 => {
            let (skill, _) = dice.choose(Throw::Skill, &CHINESE_SKILLS);
            format!("卸载 {skill} · {place}")
        }
        Kind::Uninstall => format!("uninstall {} · {place}", dice.choose(Throw::Skill, &RETIRED)),
        Kind::SyncIndex if wording < 5 => format!("migrate skill index · {place}"),
        Kind::SyncIndex => format!("nightly skill sync · {place}"),
    }
}

/// `ErrorMsg` of a failed subtask. Within a batch most failures have one cause, so that grouping
/// them by message without their ids tells something.
pub(crate) fn error_message(batch: Dice, subtask: Dice) -> String {
    let main_cause = batch.below(Throw::Error, 5);
    let cause = if subtask.happens(Throw::Error, 75) {
        main_cause
    } else {
        subtask.below(Throw::ErrorKind, 5)
    };
    let detail = subtask.bits(Throw::ErrorDetail);
    match cause {
        0 => {
            // One account owns all instances of a batch.
            let account =
                batch.between(Throw::ErrorDetail, 1_000_000_000_000_000, 1_999_999_999_999_999);
            format!("aliuid:{account} assumeOssRole not exist,serviceName:polarclaw")
        }
        1 => format!(
            "checksum mismatch: expected sha256:{:08x}, got sha256:{:08x}",
            batch.bits(Throw::ErrorDetail) >> 32,
            detail >> 32
        ),
        2 => format!("instance {} not found", instance_id(subtask)),
        3 => format!(
            "connect to agent 10.{}.{}.{}:8443 timed out after 30000ms",
            detail & 63,
            (detail >> 8) & 255,
            (detail >> 16) & 255
        ),
        _ => format!(
            "OperationDenied.DBClusterStatus: instance {} is in state ClassChanging",
            instance_id(subtask)
        ),
    }
}
