//! What is rolled out over the fleet, and how batches are named.

use super::instances::Place;

/// A skill with its last three versions, the oldest first.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Skill {
    name: &'static str,
    versions: [&'static str; 3],
    is_chinese: bool,
    /// Tenths of a second for one instance.
    pub(crate) pace: u64,
}

const fn skill(name: &'static str, versions: [&'static str; 3], pace: u64) -> Skill {
    Skill { name, versions, is_chinese: false, pace }
}

const fn chinese(name: &'static str, versions: [&'static str; 3], pace: u64) -> Skill {
    Skill { name, versions, is_chinese: true, pace }
}

pub(crate) const SKILLS: [Skill; 11] = [
    skill("sql-review", ["1.4.0", "1.4.1", "1.4.2"], 40),
    skill("pdf-reader", ["2.2.9", "2.3.0", "2.3.1"], 60),
    skill("github", ["0.9.8", "0.9.9", "1.0.0"], 90),
    skill("oss-backup", ["0.9.2", "0.9.3", "0.9.4"], 100),
    skill("web-search", ["0.7.2", "0.7.9", "0.8"], 45),
    skill("vector-tools", ["2.9.1", "2.9.2", "3.0.0-rc1"], 130),
    skill("slow-query-advisor", ["1.1.0", "1.1.3", "1.2.0"], 95),
    skill("schema-diff", ["0.3.5", "0.3.6", "0.3.7"], 90),
    chinese("知识库检索", ["2.0.8", "2.0.9", "2.1.0"], 200),
    chinese("慢日志分析", ["1.0.1", "1.0.2", "1.0.3"], 150),
    chinese("巡检报告", ["0.5.8", "0.5.9", "0.6.0"], 120),
];

pub(crate) const RETIRED: [&str; 4] =
    ["legacy-mailer", "beta-translate", "web-scraper", "old-dashboard"];

const ORDINALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// What a batch does to the instances of its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    RollOut,
    Retry,
    RollBack,
    Install,
    Uninstall(&'static str),
    NightlySync,
    MigrateIndex,
}

/// `TaskName`, e.g. `roll out sql-review 1.4.2 · wave 3`. `age` counts versions back from the newest.
pub(crate) fn task_name(action: Action, skill: &Skill, age: usize, place: Place) -> String {
    let place = place_name(place, skill.is_chinese);
    let version = skill.versions[2 - age.min(2)];
    let verb = match (action, skill.is_chinese) {
        (Action::Uninstall(retired), _) => return format!("uninstall {retired} · {place}"),
        (Action::NightlySync, _) => return format!("nightly skill sync · {place}"),
        (Action::MigrateIndex, _) => return format!("migrate skill index · {place}"),
        (Action::RollOut, false) => "roll out",
        (Action::Retry, false) => "retry",
        (Action::RollBack, false) => "roll back",
        (Action::Install, false) => "install",
        (Action::RollOut | Action::Install, true) => "安装",
        (Action::Retry, true) => "重试",
        (Action::RollBack, true) => "回滚",
    };
    format!("{verb} {} {version} · {place}", skill.name)
}

fn place_name(place: Place, is_chinese: bool) -> String {
    match place {
        Place::Wave(wave) if is_chinese => {
            format!("第{}批", ORDINALS[(wave.clamp(1, 6) - 1) as usize])
        }
        Place::Wave(wave) => format!("wave {wave}"),
        place => place.text().to_owned(),
    }
}
