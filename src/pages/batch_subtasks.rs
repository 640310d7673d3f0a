//! The subtasks of the batch: filters, order and rows.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::batch::{Batch, Subtask};
use model::format::grouped;
use model::locale::Locale;
use model::reasons;
use model::status::SubtaskStatus;
use model::subtask_list::{Column, Order, StatusFilter, SubtaskList};
use model::tr;
use web_sys::Element;

use super::batch_panel::Panel;
use super::batch_reasons::subtasks;
use crate::attention;
use crate::browser::{self, listen};
use crate::components::fill::{Fill, Filled, Part, present, within};
use crate::components::markup::{Markup, field_value, pressed, target};
use crate::components::subtask_filters::SubtaskFilters;
use crate::components::subtask_table::{ListedSubtask, SubtaskTable};
use crate::effect::follow;
use crate::i18n;

/// The heads of the columns: the button to press and the cell that says how it is sorted.
const COLUMNS: [(Column, &str, &str); 6] = [
    (Column::Subtask, "[data-column=subtask]", ".head span:nth-child(1)"),
    (Column::Instance, "[data-column=instance]", ".head span:nth-child(2)"),
    (Column::Status, "[data-column=status]", ".head span:nth-child(3)"),
    (Column::Begin, "[data-column=begin]", ".head span:nth-child(4)"),
    (Column::End, "[data-column=end]", ".head span:nth-child(5)"),
    (Column::Error, "[data-column=error]", ".head span:nth-child(6)"),
];

/// Binds the subtasks.
pub(super) fn bind_subtasks(panel: Panel, beside: &Element) {
    let section = within(beside, ".subtasks");
    let aside = within(beside, ".panel");
    let filters = SubtaskFilters::new(within(&section, ".choices"));
    let table = SubtaskTable::new(within(&section, ".subtask-rows"), aside.clone());
    let (Some(filters), Some(table)) = (filters, table) else { return };
    let (filters, table) = (Rc::new(RefCell::new(filters)), Rc::new(RefCell::new(table)));
    let list = panel.list;
    begin_with_what_failed(panel);
    let mut filled = Filled::new(section.clone());
    follow({
        let (filters, table) = (Rc::clone(&filters), Rc::clone(&table));
        move || {
            let locale = &i18n::current();
            let wanted = list.get();
            let shown = panel.with_batch(|batch| {
                filters.borrow_mut().show(locale, &StatusFilter::choices(batch), wanted.status);
                let places = wanted.places(locale, &batch.subtasks);
                let ordinals = batch.ordinals();
                let at = |place: usize| ListedSubtask {
                    subtask: Arc::clone(&batch.subtasks[place]),
                    ordinal: ordinals[place],
                };
                let listed: Vec<_> = places.into_iter().map(at).collect();
                filled.show(fills(locale, batch, &wanted, listed.len()));
                (listed, reference(locale, batch))
            });
            // Drawn when the section can be measured.
            if let Some((listed, reference)) = shown {
                table.borrow_mut().list(*locale, listed, reference);
            }
        }
    });
    bind_actions(panel, &Markup(section), &filters, &table);
    let draw = move || table.borrow_mut().draw();
    let resized = draw.clone();
    listen(&aside, "scroll", Box::new(move |_| draw()));
    browser::on_window("resize", move |_| resized());
}

impl Panel {
    /// Lists the subtasks that failed for a reason.
    pub(super) fn show_reason(self, title: &str) {
        let reason = Some(title.to_owned());
        self.list.set(SubtaskList { reason, ..SubtaskList::default() });
        if let Ok(Some(title)) = document().query_selector("#subtasks-title") {
            title.scroll_into_view();
        }
    }
}

/// Another batch begins with all of its subtasks, or with those that failed where it ended with some.
fn begin_with_what_failed(panel: Panel) {
    let mut seen = None;
    follow(move || {
        let first = panel.with_batch(|batch| {
            let is_over = batch.task.status.is_finished();
            let has_failed = is_over && batch.failed().next().is_some();
            if has_failed { StatusFilter::One(SubtaskStatus::Failed) } else { StatusFilter::All }
        });
        let id = panel.key.with(|key| key.batch_id.clone());
        if let Some(status) = first
            && seen.as_ref() != Some(&id)
        {
            seen = Some(id);
            panel.list.set(SubtaskList { status, ..SubtaskList::default() });
        }
    });
}

fn bind_actions(
    panel: Panel,
    section: &Markup,
    filters: &Rc<RefCell<SubtaskFilters>>,
    table: &Rc<RefCell<SubtaskTable>>,
) {
    let list = panel.list;
    let filters = Rc::clone(filters);
    section.on("click", ".choices", move |event| {
        let choice = target(&event).and_then(|element| filters.borrow().choice_at(&element));
        if let Some(status) = choice {
            list.update(|list| *list = SubtaskList { status, reason: None, ..list.clone() });
        }
    });
    section.on("input", "input", move |event| {
        let text = field_value(&event);
        list.update(|list| list.text = text);
    });
    section.on("click", ".reason-filter button", move |_| list.update(|list| list.reason = None));
    section.on("click", ".head", move |event| {
        let columns = COLUMNS.map(|(column, button, _)| (column, button));
        if let Some(column) = pressed(&event, columns) {
            list.update(|list| *list = list.sorted_further(column));
        }
    });
    let table = Rc::clone(table);
    section.on("click", ".subtask-rows", move |event| {
        let Some(element) = target(&event) else { return };
        let is_text = element.closest(".error-text").ok().flatten().is_some();
        if !is_text && !attention::has_selected_text() {
            table.borrow_mut().toggle_at(&element);
        }
    });
}

/// Times of the day on which the batch began go without it.
fn reference(locale: &Locale, batch: &Batch) -> DateTime<Utc> {
    let begins =
        || batch.subtasks.iter().find_map(|subtask: &Arc<Subtask>| subtask.begin.instant(locale));
    batch.task.begin.instant(locale).or_else(begins).unwrap_or_default()
}

fn fills(locale: &Locale, batch: &Batch, list: &SubtaskList, listed: usize) -> Vec<Fill> {
    let total = batch.subtasks.len();
    let scope = if list.is_filtered() {
        tr!(
            locale,
            "{listed} of {all}",
            listed = grouped(listed as u64),
            all = subtasks(locale, total)
        )
    } else {
        tr!(locale, "all {all}", all = subtasks(locale, total))
    };
    let reason = list
        .reason
        .as_deref()
        .map(|reason| reasons::shown(locale, reason))
        .unwrap_or_default()
        .to_owned();
    let mut fills = vec![
        ("", Part::Attribute("hidden"), present(total == 0)),
        (".subtask-scope", Part::Text, scope),
        ("input", Part::Value, list.text.clone()),
        (".reason-filter", Part::Attribute("hidden"), present(list.reason.is_none())),
        (".reason-filter strong", Part::Text, reason),
        (".subtask-table", Part::Attribute("aria-rowcount"), (listed + 1).to_string()),
        (".no-subtasks", Part::Attribute("hidden"), present(listed > 0)),
    ];
    fills.extend(COLUMNS.map(|(column, _, cell)| {
        let direction = match list.order {
            Some(Order { column: sorted, is_descending }) if sorted == column => {
                if is_descending {
                    "descending"
                } else {
                    "ascending"
                }
            }
            _ => "",
        };
        (cell, Part::Attribute("aria-sort"), direction.to_owned())
    }));
    fills
}
