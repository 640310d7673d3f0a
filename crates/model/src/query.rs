//! What the list is asked for: filters, page, page size, and the transitions between two such
//! wishes. A change of a filter or of the size goes back to the first page by itself.

mod finding;

use chrono::{DateTime, TimeDelta, Utc};

use crate::request::{ListRequest, Request};
use crate::status::{BatchStatus, StatusSet};
use crate::time::digits;
use crate::zone::Zone;

pub use finding::batch_id;

/// One view of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListQuery {
    /// Only batches of this type, matched exactly; never empty.
    pub task_type: Option<String>,
    /// Only batches in one of these states; empty means all.
    pub statuses: StatusSet,
    /// Only batches created in this range.
    pub created: Created,
    /// What PolarDB cannot answer, so that the index does: `q=sql-review&sort=-duration`, as a URL has it. [`crate::find`] reads it.
    pub find: String,
    /// Which page, from 1.
    pub page: PageNumber,
    /// How many rows a page has.
    pub size: PageSize,
}

/// A range of creation times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Created {
    /// Any time.
    #[default]
    Any,
    /// A range that ends now and slides with it.
    Last(Span),
    /// A range by days. Which instants it is depends on the zone: see [`Created::resolved`].
    Calendar(Calendar),
    /// A fixed range; each side may be open, and it may be written the wrong way round.
    Between {
        /// The earliest creation time.
        from: Option<DateTime<Utc>>,
        /// The latest creation time.
        to: Option<DateTime<Utc>>,
    },
}

/// The sliding ranges on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// One hour.
    Hour,
    /// 24 hours.
    Day,
    /// Seven days of 24 hours.
    Week,
    /// Thirty days of 24 hours.
    Month,
}

/// The ranges on offer that begin with a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// Since the day began.
    Today,
    /// The day before.
    Yesterday,
    /// Since the evening of the last working day: of Friday on Saturday, Sunday and Monday, else of yesterday.
    Friday,
    /// Since Monday began.
    Week,
}

/// A page's number, from 1 to [`PageNumber::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageNumber(u32);

/// The number of rows of a page, from 1 to [`PageSize::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageSize(u32);

impl ListQuery {
    /// The first page of the batches of one type, or of all types.
    #[must_use]
    pub fn with_task_type(&self, task_type: Option<&str>) -> Self {
        let task_type = task_type.map(str::trim).filter(|name| !name.is_empty());
        self.first_page(|query| query.task_type = task_type.map(str::to_owned))
    }

    /// The first page with `status` added to the chosen ones, or taken out.
    #[must_use]
    pub fn with_status_toggled(&self, status: BatchStatus) -> Self {
        self.first_page(|query| query.statuses = query.statuses.toggled(status))
    }

    /// The first page of what was created in a range.
    #[must_use]
    pub fn with_created(&self, created: Created) -> Self {
        self.first_page(|query| query.created = created)
    }

    /// The first page, in pages of `size` rows.
    #[must_use]
    pub fn with_size(&self, size: PageSize) -> Self {
        self.first_page(|query| query.size = size)
    }

    /// The same view at another page.
    #[must_use]
    pub fn with_page(&self, page: PageNumber) -> Self {
        Self { page, ..self.clone() }
    }

    /// The first page without any filter; the page size, the order and the groups stay.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self { size: self.size, find: crate::find::order_of(&self.find), ..Self::default() }
    }

    /// The smallest page of what the other filters than the statuses let through.
    #[must_use]
    pub fn of_any_status(&self) -> Self {
        let (statuses, size) = (StatusSet::default(), PageSize(1));
        self.first_page(|query| (query.statuses, query.size) = (statuses, size))
    }

    /// The first page of what the index is asked for: see [`ListQuery::find`].
    #[must_use]
    pub fn with_find(&self, find: String) -> Self {
        self.first_page(|query| query.find = find)
    }

    /// Whether the index has to answer it, because PolarDB cannot.
    pub fn needs_index(&self) -> bool {
        !self.find.is_empty()
    }

    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        let narrows = self.needs_index() && crate::find::narrows(&self.find);
        self.task_type.is_some()
            || !self.statuses.is_empty()
            || self.created != Created::Any
            || narrows
    }

    /// The call that answers this query at the instant `now`.
    pub fn request(&self, now: DateTime<Utc>) -> Request {
        let (start_time, end_time) = self.created.sides(now);
        Request::List(ListRequest {
            task_type: self.task_type.clone(),
            statuses: self.statuses.iter().collect(),
            start_time,
            end_time,
            page_number: Some(self.page.get()),
            page_size: Some(self.size.get()),
        })
    }

    /// The same view with a range that the clock no longer moves: see [`Created::pinned`].
    #[must_use]
    pub fn pinned(&self, now: DateTime<Utc>) -> Self {
        Self { created: self.created.pinned(now), ..self.clone() }
    }

    fn first_page(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut query = Self { page: PageNumber::FIRST, ..self.clone() };
        change(&mut query);
        query
    }
}

impl Created {
    /// Whether the range ends before it begins, so that nothing can lie in it.
    pub fn is_reversed(self) -> bool {
        matches!(self, Self::Between { from: Some(from), to: Some(to) } if from > to)
    }

    /// A range by days as the instants that it is at `now`; others are as they are. `evening` is the hour at which a working day
    /// ends.
    #[must_use]
    pub fn resolved(self, now: DateTime<Utc>, zone: &Zone, evening: u8) -> Self {
        let Self::Calendar(calendar) = self else { return self };
        let today = zone.day(now);
        // Counted from Monday: the first day of all was a Thursday.
        let weekday = (today + 3).rem_euclid(7);
        let begin_of = |day: i64, hour: u8| {
            let shown = DateTime::from_timestamp(day * 86_400 + i64::from(hour) * 3_600, 0);
            zone.instant_of(shown.unwrap_or_default())
        };
        let (day, hour) = match (calendar, weekday) {
            (Calendar::Today, _) => (today, 0),
            (Calendar::Yesterday, _) => (today - 1, 0),
            (Calendar::Week, _) => (today - weekday, 0),
            (Calendar::Friday, 0) => (today - 3, evening),
            (Calendar::Friday, 6) => (today - 2, evening),
            (Calendar::Friday, _) => (today - 1, evening),
        };
        let is_over = calendar == Calendar::Yesterday;
        let to = is_over.then(|| begin_of(today, 0) - TimeDelta::seconds(1));
        Self::Between { from: Some(begin_of(day, hour)), to }
    }

    /// The range of this name in a URL: `24h`, `today`.
    pub fn from_name(text: &str) -> Option<Self> {
        let calendar = Calendar::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(text));
        calendar.map(Self::Calendar).or_else(|| Span::from_typed(text).map(Self::Last))
    }

    /// What a URL calls it, where it has a name.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Last(span) => Some(span.name()),
            Self::Calendar(calendar) => Some(calendar.name()),
            Self::Any | Self::Between { .. } => None,
        }
    }

    /// The earliest and the latest creation time at the instant `now`. A range by days is resolved before; else it is of UTC.
    pub fn sides(self, now: DateTime<Utc>) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        match self {
            Self::Any => (None, None),
            Self::Last(span) => (Some(now - span.length()), None),
            Self::Between { from, to } => (from, to),
            Self::Calendar(_) => self.resolved(now, &Zone::UTC, Calendar::EVENING).sides(now),
        }
    }

    /// The range as it is at `now`, for good: it holds no task created later, so that whoever asks again gets the same
    /// tasks, and their pages do not shift. A list of any time ends at `now` as well. A range in the future
    /// stays as it is.
    ///
    /// Which of the tasks a filter by status lets through still changes with their status.
    #[must_use]
    pub fn pinned(self, now: DateTime<Utc>) -> Self {
        let (from, to) = self.sides(now);
        let pinned = Self::Between { from, to: Some(to.map_or(now, |to| to.min(now))) };
        if pinned.is_reversed() { self } else { pinned }
    }
}

impl Calendar {
    /// In the order of the menu.
    pub const ALL: [Self; 4] = [Self::Today, Self::Yesterday, Self::Friday, Self::Week];
    /// The hour at which a working day ends, unless somebody prefers another one.
    pub const EVENING: u8 = 18;

    /// What a URL calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Yesterday => "yesterday",
            Self::Friday => "friday",
            Self::Week => "week",
        }
    }
}

impl Span {
    /// From the shortest to the longest.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Day, Self::Week, Self::Month];

    /// What a URL calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::Day => "24h",
            Self::Week => "7d",
            Self::Month => "30d",
        }
    }

    /// The range of this name, or of the same length in other words: `1d`, `168H`, `60m`.
    pub fn from_typed(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let minutes = match unit.bytes().next()?.to_ascii_lowercase() {
            b'm' => 1,
            b'h' => 60,
            b'd' => 1_440,
            b'w' => 10_080,
            _ => return None,
        };
        let length = u64::from(digits(number)?) * minutes;
        Self::ALL.into_iter().find(|span| span.length().num_minutes() as u64 == length)
    }

    /// How long the range is.
    pub fn length(self) -> TimeDelta {
        match self {
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::hours(24),
            Self::Week => TimeDelta::days(7),
            Self::Month => TimeDelta::days(30),
        }
    }
}

impl PageNumber {
    /// Where every list begins.
    pub const FIRST: Self = Self(1);
    /// Beyond any real list, and small enough that page × size fits the 32-bit integers of the API.
    pub const MAX: u32 = 1_000_000;

    /// The nearest number in range.
    pub fn clamped(number: u64) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX).clamp(1, Self::MAX))
    }

    /// The number itself.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for PageNumber {
    fn default() -> Self {
        Self::FIRST
    }
}

impl PageSize {
    /// The sizes on offer; the URL may ask for any other in range.
    pub const CHOICES: [Self; 4] = [Self(10), Self(30), Self(50), Self(100)];
    /// The API documents no limit; beyond this a page is no page any more.
    pub const MAX: u32 = 1000;

    /// The nearest size in range.
    pub fn clamped(size: u64) -> Self {
        Self(u32::try_from(size).unwrap_or(u32::MAX).clamp(1, Self::MAX))
    }

    /// The number of rows.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for PageSize {
    /// The API reference's own example.
    fn default() -> Self {
        Self(30)
    }
}

#[cfg(test)]
mod tests;
