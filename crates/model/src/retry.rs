//! The command that creates a batch again, for the instances where it failed. The console never
//! sends it, and the API does not tell everything that it takes.

use crate::command::{NEXT_LINE, option};
use crate::json_text;

/// What is known of the batch to create; what is empty is left for the user to fill in. All empty
/// is an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retry<'a> {
    /// `TaskName` of the batch that failed; the new one is called `retry …`.
    pub task_name: &'a str,
    /// `TaskType`.
    pub task_type: &'a str,
    /// `ApplicationType`, which is optional: no placeholder stands for it.
    pub application_type: &'a str,
    /// `InstanceIds`: where it failed.
    pub instance_ids: Vec<&'a str>,
    /// `RegionId`, where the deployment's settings name it.
    pub region: Option<&'a str>,
}

/// A command with parts to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// In their order; two texts never follow each other.
    pub pieces: Vec<Piece>,
    /// How many batches it creates, each by a command of its own.
    pub batches: usize,
}

/// A part of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Text(String),
    /// To be filled in: `${REGION_ID:?}`, always between double quotes. A shell in which the variable
    /// is not set refuses the command without running it, since a batch once created cannot be
    /// taken back. The value may take the place of the whole piece, or be set beforehand.
    Placeholder(&'static str),
}

/// No program takes an argument of more than 128 KiB, and the whole line has a limit, too. An id with its quotes and comma
/// is 25 bytes long, but may be longer.
const MOST_BYTES: usize = 100_000;

/// `aliyun polardb CreateBatchTask`, with one line for each parameter. One after the other where a shell would refuse it for its
/// length; each creates a batch for its part of the instances.
pub fn retry_command(retry: &Retry) -> Command {
    let parts = parts(&retry.instance_ids);
    let mut command = Command { batches: parts.len(), ..Command::default() };
    for (at, instance_ids) in parts.iter().enumerate() {
        if at > 0 {
            command.text("\n\n");
        }
        let part = match parts.len() {
            1 => String::new(),
            count => format!(" ({}/{count})", at + 1),
        };
        command.batch(retry, instance_ids, &part);
    }
    command
}

/// The instances of each command; one without instances where there are none.
fn parts<'a>(instance_ids: &[&'a str]) -> Vec<Vec<&'a str>> {
    let (mut parts, mut part, mut bytes) = (Vec::new(), Vec::new(), 0);
    for id in instance_ids {
        let length = json_text::quoted(id).len() + 1;
        if bytes + length > MOST_BYTES && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
            bytes = 0;
        }
        bytes += length;
        part.push(*id);
    }
    parts.push(part);
    parts
}

impl Command {
    /// Adds the command for these instances. `part` stands behind the name.
    fn batch(&mut self, retry: &Retry, instance_ids: &[&str], part: &str) {
        self.text("aliyun polardb CreateBatchTask");
        self.option("RegionId", retry.region.unwrap_or_default(), "${REGION_ID:?}");
        let task_name = match retry.task_name {
            "" => String::new(),
            name => format!("retry {name}{part}"),
        };
        self.option("TaskName", &task_name, "${TASK_NAME:?}");
        self.option("TaskType", retry.task_type, "${TASK_TYPE:?}");
        if !retry.application_type.is_empty() {
            self.text(NEXT_LINE);
            self.text(&option("ApplicationType", retry.application_type));
        }
        let instance_ids = match instance_ids {
            [] => String::new(),
            ids => json_text::array(ids),
        };
        self.option("InstanceIds", &instance_ids, "${INSTANCE_IDS:?}");
        self.param(retry.task_type);
    }

    /// The whole command, placeholders and all.
    pub fn to_text(&self) -> String {
        let texts = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Placeholder(text) => text,
        });
        texts.collect()
    }

    /// `Param`, which no reply tells. Its shape is documented for the installation of skills only.
    fn param(&mut self, task_type: &str) {
        if task_type != "polarclaw_install_skills" {
            return self.option("Param", "", "${PARAM:?}");
        }
        self.text(NEXT_LINE);
        self.text(r#"--Param "[{\"skillName\":\""#);
        self.pieces.push(Piece::Placeholder("${SKILL_NAME:?}"));
        self.text(r#"\",\"version\":\""#);
        self.pieces.push(Piece::Placeholder("${SKILL_VERSION:?}"));
        self.text(r#"\"}]""#);
    }

    fn option(&mut self, name: &str, value: &str, placeholder: &'static str) {
        self.text(NEXT_LINE);
        if !value.is_empty() {
            return self.text(&option(name, value));
        }
        self.text(&format!("--{name} \""));
        self.pieces.push(Piece::Placeholder(placeholder));
        self.text("\"");
    }

    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a shell makes of these is tried in `tests/pasted`.
    #[test]
    fn an_installation_is_asked_for_again_where_it_failed() {
        let retry = Retry {
            task_name: "install oss-backup 0.9.4 · fleet B",
            task_type: "polarclaw_install_skills",
            application_type: "polarclaw",
            instance_ids: vec!["pa-bp1f6mvi1p84t35d7", "pa-bp1c2kq8d0w91x7sz"],
            region: Some("cn-hangzhou"),
        };
        let command = retry_command(&retry);
        assert_eq!(
            command.pieces,
            [
                Piece::Text(
                    r#"aliyun polardb CreateBatchTask \
  --RegionId cn-hangzhou \
  --TaskName 'retry install oss-backup 0.9.4 · fleet B' \
  --TaskType polarclaw_install_skills \
  --ApplicationType polarclaw \
  --InstanceIds '["pa-bp1f6mvi1p84t35d7","pa-bp1c2kq8d0w91x7sz"]' \
  --Param "[{\"skillName\":\""#
                        .into()
                ),
                Piece::Placeholder("${SKILL_NAME:?}"),
                Piece::Text(r#"\",\"version\":\""#.into()),
                Piece::Placeholder("${SKILL_VERSION:?}"),
                Piece::Text(r#"\"}]""#.into()),
            ]
        );
        assert!(command.to_text().ends_with(
            r#"
  --Param "[{\"skillName\":\"${SKILL_NAME:?}\",\"version\":\"${SKILL_VERSION:?}\"}]""#
        ));
    }

    #[test]
    fn more_instances_than_a_shell_takes_are_divided() {
        let ids: Vec<_> = (0..10_000).map(|at| format!("pa-bp1f6mvi1p84{at:05}")).collect();
        let ids: Vec<_> = ids.iter().map(String::as_str).collect();
        let retry = Retry { task_name: "n", instance_ids: ids.clone(), ..Retry::default() };
        let command = retry_command(&retry);
        let text = command.to_text();
        let commands: Vec<_> = text.split("\n\n").collect();
        assert_eq!((commands.len(), command.batches), (3, 3));
        for (at, command) in commands.iter().enumerate() {
            assert!(command.len() < 102_000, "{}", command.len());
            assert!(command.starts_with("aliyun polardb CreateBatchTask"));
            assert!(command.contains(&format!("--TaskName 'retry n ({}/3)'", at + 1)));
        }
        let named = ids.iter().filter(|id| text.matches(*id).count() == 1).count();
        assert_eq!(named, 10_000);
    }

    #[test]
    fn what_is_unknown_is_left_to_the_user() {
        assert_eq!(
            retry_command(&Retry::default()).to_text(),
            r#"aliyun polardb CreateBatchTask \
  --RegionId "${REGION_ID:?}" \
  --TaskName "${TASK_NAME:?}" \
  --TaskType "${TASK_TYPE:?}" \
  --InstanceIds "${INSTANCE_IDS:?}" \
  --Param "${PARAM:?}""#
        );
        let retry = Retry {
            task_name: "-f",
            task_type: "polarclaw_uninstall_skills",
            instance_ids: vec!["pa-1"],
            ..Retry::default()
        };
        assert_eq!(
            retry_command(&retry).to_text(),
            r#"aliyun polardb CreateBatchTask \
  --RegionId "${REGION_ID:?}" \
  --TaskName 'retry -f' \
  --TaskType polarclaw_uninstall_skills \
  --InstanceIds '["pa-1"]' \
  --Param "${PARAM:?}""#
        );
    }
}
