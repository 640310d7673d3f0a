//! The rows in the document: each keeps its element as long as its task is on the page.

use chrono::{DateTime, Utc};
use model::arrangement::PlacedTask;
use model::locale::Locale;
use model::location::Location;
use model::task::{BatchTask, Duration};
use web_sys::Element;

use super::fill::{Filled, Part, present};
use super::flash::flash;
use super::row_places::{Row, put_in_order, rows_of};
use super::stencil::Stencil;
use super::task_row::{self, Forecast, RowContext};

/// The rows of a table's body, in the order of the page.
pub struct TaskRows {
    body: Element,
    stencil: Stencil,
    locale: Locale,
    list: Location,
    forecast: Box<Forecast>,
    rows: Vec<Row>,
    /// The day on which the rows were shown: what is of today says so.
    today: i64,
    /// The id of the batch that is open.
    open: Option<String>,
}

impl TaskRows {
    /// No rows yet. `None` in a browser without templates.
    pub fn new(body: Element) -> Option<Self> {
        Some(Self {
            body,
            stencil: Stencil::new(task_row::MARKUP)?,
            locale: Locale::default(),
            list: Location::default(),
            forecast: Box::new(|_, _, _| None),
            rows: Vec::new(),
            today: 0,
            open: None,
        })
    }

    /// Asks `forecast` from now on when tasks will end.
    pub fn set_forecast(&mut self, forecast: Box<Forecast>) {
        self.forecast = forecast;
    }

    /// Marks the row of the batch that is open beside the list.
    pub fn mark_open(&mut self, id: Option<String>) {
        self.open = id;
        self.rows.iter().for_each(|row| self.mark(row));
    }

    /// The element of the task's row.
    pub fn element_of(&self, id: &str) -> Option<&Element> {
        let row = self.rows.iter().find(|row| row.placed.task.batch_id == id)?;
        Some(&row.shown.element)
    }

    /// Shows these tasks: what stays keeps its element, and what has not changed is not touched.
    ///
    /// With `is_news`, what has changed is marked for a moment.
    pub fn show(
        &mut self,
        tasks: &[PlacedTask],
        list: Location,
        now: DateTime<Utc>,
        is_news: bool,
    ) {
        let today = self.locale.zone.day(now);
        let is_same_day = std::mem::replace(&mut self.today, today) == self.today;
        let is_same_list = std::mem::replace(&mut self.list, list) == self.list && is_same_day;
        let before = rows_of(tasks, std::mem::take(&mut self.rows));
        for (placed, row) in tasks.iter().zip(before) {
            let row = match row {
                Some(row) if is_same_list && row.placed == *placed => Some(row),
                Some(row) => Some(self.changed(row, placed, now, is_news)),
                None => self.added(placed, now),
            };
            self.rows.extend(row);
        }
        put_in_order(&self.body, &self.rows);
    }

    /// Shows rows in this locale from now on. In another one all of them are printed anew, their markup as well.
    pub fn set_locale(&mut self, locale: Locale) {
        if self.locale != locale {
            self.locale = locale;
            rows_of(&[], std::mem::take(&mut self.rows));
        }
    }

    /// Lets the time elapsed and the expected end follow the clock.
    pub fn tick(&mut self, now: DateTime<Utc>) {
        let Self { list, locale, forecast, rows, .. } = self;
        let context = RowContext { locale, list, now, forecast: &**forecast };
        for Row { placed, shown } in rows {
            if !placed.is_gone {
                follow_clock(shown, &placed.task, &context);
            }
        }
    }

    /// The task whose row an element is in.
    pub fn task_at(&self, element: &Element) -> Option<&BatchTask> {
        let row = self.rows.iter().find(|row| row.shown.element.contains(Some(element)))?;
        Some(&row.placed.task)
    }

    fn changed(&self, mut row: Row, placed: &PlacedTask, now: DateTime<Utc>, is_news: bool) -> Row {
        let context = self.context(now);
        // The time elapsed and the end that is expected are no news.
        follow_clock(&mut row.shown, &placed.task, &context);
        let fills = task_row::fills(placed, &context);
        if is_news {
            flash(row.shown.differing(&fills));
        }
        row.shown.show(fills);
        row.placed = placed.clone();
        row
    }

    fn added(&self, placed: &PlacedTask, now: DateTime<Utc>) -> Option<Row> {
        let shown = self.stencil.print(task_row::fills(placed, &self.context(now)))?;
        let row = Row { placed: placed.clone(), shown };
        self.mark(&row);
        Some(row)
    }

    fn context(&self, now: DateTime<Utc>) -> RowContext<'_> {
        RowContext { locale: &self.locale, list: &self.list, now, forecast: &*self.forecast }
    }

    fn mark(&self, row: &Row) {
        const MARK: &str = "aria-current";
        let element = &row.shown.element;
        let is_open = self.open.as_ref().is_some_and(|id| *id == row.placed.task.batch_id);
        if is_open != element.has_attribute(MARK) {
            Part::Attribute(MARK).set(element, &present(is_open));
        }
    }
}

/// Shows what changes with the clock while a task runs.
fn follow_clock(shown: &mut Filled, task: &BatchTask, context: &RowContext) {
    if matches!(task.duration(context.locale), Duration::Since(_)) {
        shown.show_one(task_row::duration(context.locale, task, context.now));
        for fill in task_row::ends(task, context) {
            shown.show_one(fill);
        }
    }
}
