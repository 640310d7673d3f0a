//! How the panel shows a batch, as its URL has it: `subtasks=failed&reason=disk-full~1b2c3d4e`.
//!
//! `subtasks` is which sub-tasks are listed, a status or `reason`, and after a comma the text that they contain. `reason` is
//! the reason that somebody opened, by its [key](reason_key). What the panel begins with anyway is left out.

use super::subtasks::first_list;
use crate::batch::Batch;
use crate::location::{PANEL_KEYS, part};
use crate::percent;
use crate::reasons::Reason;
use crate::status::SubtaskStatus;
use crate::subtask_list::{StatusFilter, SubtaskList};

/// What a URL says of the panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelUrl {
    /// Which sub-tasks are listed; `None` for those that the panel begins with.
    subtasks: Option<Subtasks>,
    /// What they contain.
    text: String,
    /// The key of the reason that is open; `None` for the first.
    opened: Option<String>,
}

/// Which sub-tasks are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Subtasks {
    /// Those of a status.
    Of(StatusFilter),
    /// Those that failed for the reason of this key.
    For(String),
}

/// What a URL means for a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelState {
    /// Which sub-tasks are listed. None of them is, if a URL names a reason that the batch does not have.
    pub list: SubtaskList,
    /// The title of the reason that is open; `None` for the first.
    pub opened: Option<String>,
    /// Whether the batch has all reasons that the URL names.
    pub is_settled: bool,
}

/// Stands for the opened reason in the place of a status.
const OPENED: &str = "reason";

impl PanelUrl {
    /// Reads [`Location::panel`](crate::location::Location::panel). What is no status is left out.
    pub fn read(panel: &str) -> Self {
        let mut url = Self::default();
        let mut listed = String::new();
        for (key, value) in percent::pairs(panel) {
            match &*key {
                "subtasks" => listed = value,
                "reason" => url.opened = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        url.opened = url.opened.filter(|key| !key.is_empty());
        let (name, text) = listed.split_once(',').unwrap_or((&listed, ""));
        text.clone_into(&mut url.text);
        url.subtasks = match name.trim() {
            OPENED => url.opened.clone().map(Subtasks::For),
            name if name.contains('~') => Some(Subtasks::For(name.to_owned())),
            name => status_named(name).map(Subtasks::Of),
        };
        url
    }

    /// What a URL has to say, so that a batch is shown with this list and this reason open.
    pub fn of(list: &SubtaskList, opened: Option<&str>, batch: &Batch) -> Self {
        let is_first = list.status == first_list(batch).status;
        let subtasks = match &list.reason {
            Some(title) => Some(Subtasks::For(reason_key(title))),
            None => (!is_first).then_some(Subtasks::Of(list.status)),
        };
        let text = list.text.trim().to_owned();
        Self { subtasks, text, opened: opened.map(reason_key) }
    }

    /// The text that [`read`](Self::read) reads, as [`Location::panel`](crate::location::Location::panel) has it.
    pub fn to_text(&self) -> String {
        let mut listed = match &self.subtasks {
            None => String::new(),
            Some(Subtasks::Of(status)) => name_of(*status),
            Some(Subtasks::For(key)) if Some(key) == self.opened.as_ref() => OPENED.to_owned(),
            Some(Subtasks::For(key)) => key.clone(),
        };
        if !self.text.is_empty() {
            listed.push(',');
            listed.push_str(&self.text);
        }
        part(&PANEL_KEYS, &[listed, self.opened.clone().unwrap_or_default()])
    }

    /// What it means for a batch that has these reasons.
    pub fn state(&self, batch: &Batch, reasons: &[Reason]) -> PanelState {
        let mut is_settled = true;
        let mut title = |key: &String| {
            let found =
                reasons.iter().find(|one| one.title == *key || reason_key(&one.title) == *key);
            is_settled &= found.is_some();
            found.map(|reason| reason.title.clone())
        };
        let first = first_list(batch);
        let opened = self.opened.as_ref().and_then(&mut title);
        let (status, reason) = match &self.subtasks {
            None => (first.status, None),
            Some(Subtasks::Of(status)) => (*status, None),
            // One that no sub-task failed for is named by the words of its key.
            Some(Subtasks::For(key)) => {
                (StatusFilter::All, Some(title(key).unwrap_or_else(|| words_of(key))))
            }
        };
        let list = SubtaskList { status, reason, text: self.text.clone(), ..first };
        PanelState { list, opened, is_settled }
    }
}

/// A reason in a URL: the words that it begins with, for people, and a digest of all of it, which tells it from others of the
/// same words. It is the same in every language and for every batch.
pub fn reason_key(title: &str) -> String {
    /// Of the words. A longer URL is cut in chats.
    const LONGEST: usize = 32;
    let mut key = String::new();
    let words = title.split(|character: char| !character.is_ascii_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        let gap = if key.is_empty() { "" } else { "-" };
        if key.len() + gap.len() + word.len() > LONGEST {
            break;
        }
        key.push_str(gap);
        key.push_str(word);
    }
    format!("{key}~{:08x}", digest(title))
}

/// FNV-1a of 32 bits: a few bytes of code, and no secret depends on it.
fn digest(text: &str) -> u32 {
    let add = |digest: u32, byte: u8| (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, add)
}

/// What people read of a key that no reason has.
fn words_of(key: &str) -> String {
    match key.rsplit_once('~') {
        Some((words, _)) if !words.is_empty() => words.replace('-', " "),
        _ => key.to_owned(),
    }
}

fn name_of(status: StatusFilter) -> String {
    match status {
        StatusFilter::All => "all".to_owned(),
        StatusFilter::NeedsAttention => "attention".to_owned(),
        StatusFilter::Unknown => "unknown".to_owned(),
        StatusFilter::One(status) => status.api_name().to_ascii_lowercase(),
    }
}

fn status_named(name: &str) -> Option<StatusFilter> {
    let documented = SubtaskStatus::ALL.into_iter().map(StatusFilter::One);
    let mut all = [StatusFilter::All, StatusFilter::NeedsAttention, StatusFilter::Unknown]
        .into_iter()
        .chain(documented);
    all.find(|status| name_of(*status).eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests;
