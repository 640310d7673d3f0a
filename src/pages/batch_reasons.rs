//! Why subtasks of the batch failed, and what to do next.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::batch::Batch;
use model::export::ids_as_lines;
use model::format::grouped;
use model::json_text;
use model::locale::Locale;
use model::reasons::{Reason, reasons};
use model::retry::{Retry, retry_command};
use model::tr;
use web_sys::Element;

use super::batch_panel::Panel;
use crate::components::fill::{Filled, Part, present, within};
use crate::components::markup::{Markup, pressed, target};
use crate::components::reason_list::ReasonList;
use crate::components::retry_dialog::RetryDialog;
use crate::copying::{Copying, copied};
use crate::effect::follow;
use crate::i18n;

/// So many groups are shown at first, and as many more each time.
const GROUPS: u32 = 30;

/// Binds the reasons.
pub(super) fn bind_reasons(panel: Panel, beside: &Element) {
    let section = within(beside, ".reasons");
    let mut bar = Filled::new(within(beside, ".action-bar"));
    let Some(list) = ReasonList::new(within(&section, ".reason-list")) else { return };
    let list = Rc::new(RefCell::new(list));
    let most = RwSignal::new(GROUPS);
    follow(move || {
        panel.key.track();
        most.set(GROUPS);
    });
    let mut filled = Filled::new(section.clone());
    follow({
        let list = Rc::clone(&list);
        move || {
            let locale = &i18n::current();
            let all = panel.with_batch(|batch| reasons(batch.failed())).unwrap_or_default();
            let shown = &all[..all.len().min(most.get() as usize)];
            list.borrow_mut().show(locale, shown);
            let failed: usize = all.iter().map(|reason| reason.subtasks.len()).sum();
            let has_instances = all.iter().any(|reason| !reason.instances().is_empty());
            let more = all.len() - shown.len();
            let tools = present(!has_instances);
            bar.show(vec![("", Part::Attribute("hidden"), tools.clone())]);
            filled.show(vec![
                ("", Part::Attribute("hidden"), present(all.is_empty())),
                (".failed-count", Part::Text, subtasks(locale, failed)),
                (".copy-failed", Part::Attribute("hidden"), tools.clone()),
                (".copy-failed-json", Part::Attribute("hidden"), tools.clone()),
                (".copy-retry", Part::Attribute("hidden"), tools),
                (".more-reasons", Part::Attribute("hidden"), present(more == 0)),
                (
                    ".more-reasons",
                    Part::Text,
                    tr!(locale, "Show more of {count} other reasons", count = grouped(more as u64)),
                ),
            ]);
        }
    });
    let section = Markup(section);
    section.on("click", ".more-reasons", move |_| most.update(|most| *most += GROUPS));
    bind_copies(panel, beside);
    bind_groups(panel, &section, list);
}

/// The buttons stand at the head of the section, and on a phone at the foot of the panel.
fn bind_copies(panel: Panel, beside: &Element) {
    const ACTS: [(&str, &str); 3] =
        [("lines", ".copy-failed"), ("json", ".copy-failed-json"), ("retry", ".copy-retry")];
    let copying = panel.page.copying;
    let on_copy = move |dialog: &RetryDialog| copy_command(dialog.clone(), copying);
    let dialog = Rc::new(RefCell::new(None::<RetryDialog>));
    // A dialog that outlasts its batch would keep the page covered without being seen.
    follow({
        let dialog = Rc::clone(&dialog);
        move || {
            panel.key.track();
            dialog.borrow().iter().for_each(RetryDialog::close);
        }
    });
    let place = beside.clone();
    Markup(beside.clone()).on("click", ".panel", move |event| {
        let Some(act) = pressed(&event, ACTS) else { return };
        let locale = &i18n::untracked();
        untrack(|| {
            let region = panel.key.with(|key| key.endpoint.region.clone());
            panel.with_batch(|batch| {
                let retry = retry(batch, region.as_deref());
                let ids = &retry.instance_ids;
                let words = || instances_copied(locale, ids.len());
                match act {
                    "lines" => copying.copy(ids_as_lines(ids), words()),
                    "json" => copying.copy(json_text::array(ids), words()),
                    _ => {
                        let mut dialog = dialog.borrow_mut();
                        *dialog = dialog.take().or_else(|| RetryDialog::new(&place, on_copy));
                        if let Some(dialog) = &*dialog {
                            dialog.open(retry_command(&retry), ids.len());
                        }
                    }
                }
            })
        });
    });
}

/// Copied, the dialog has nothing left to do and would cover the toast. Where that failed it stays, with the command in it.
fn copy_command(dialog: RetryDialog, copying: Copying) {
    spawn_local(async move {
        let words =
            tr!(i18n::untracked(), "Retry command copied. Fill in the marked parts.").to_owned();
        let notice = copied(dialog.text(), words).await;
        if notice.is_good {
            dialog.close();
            copying.show(notice);
        } else {
            dialog.ask_to_select(&notice.words);
        }
    });
}

fn bind_groups(panel: Panel, section: &Markup, list: Rc<RefCell<ReasonList>>) {
    const ACTS: [(&str, &str); 3] =
        [("copy", ".copy-reason"), ("filter", ".filter-reason"), ("more", ".more")];
    section.on("click", ".reason-list", move |event| {
        let (Some(element), Some(act)) = (target(&event), pressed(&event, ACTS)) else { return };
        if act == "more" {
            list.borrow_mut().show_all_instances(&element);
        } else if let Some(reason) = list.borrow().reason_at(&element).cloned() {
            act_on(panel, act, &reason);
        }
    });
}

fn act_on(panel: Panel, act: &str, reason: &Reason) {
    if act == "copy" {
        let (ids, locale) = (reason.instances(), &i18n::untracked());
        panel.page.copying.copy(ids_as_lines(&ids), instances_copied(locale, ids.len()));
    } else {
        panel.show_reason(&reason.title);
    }
}

fn retry<'a>(batch: &'a Batch, region: Option<&'a str>) -> Retry<'a> {
    Retry {
        task_name: &batch.task.task_name,
        task_type: &batch.task.task_type,
        application_type: &batch.application_type,
        instance_ids: batch.failed_instances(),
        region,
    }
}

fn instances_copied(locale: &Locale, count: usize) -> String {
    tr!(locale, count => "{count} instance ID copied" | "{count} instance IDs copied",
        count = grouped(count as u64))
}

/// `14 sub-tasks`.
pub(super) fn subtasks(locale: &Locale, count: usize) -> String {
    tr!(locale, count => "{count} sub-task" | "{count} sub-tasks", count = grouped(count as u64))
}
