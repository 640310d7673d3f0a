//! The forms of a kind by their names: `form=` chooses one.

use super::{ListFault, RowFault};

/// Ways to spoil a row.
pub(super) type RowForms = &'static [(&'static str, RowFault)];
/// Ways to spoil a list.
pub(super) type ListForms = &'static [(&'static str, ListFault)];

pub(super) const WRONG_TYPES: RowForms = &[
    ("numbers_as_text", RowFault::NumbersAsText),
    ("text_as_numbers", RowFault::TextAsNumbers),
    ("fields_as_objects", RowFault::FieldsAsObjects),
    ("row_as_list", RowFault::RowAsList),
    ("row_as_text", RowFault::RowAsText),
    ("row_null", RowFault::RowNull),
];

pub(super) const NULLS: RowForms = &[("fields", RowFault::FieldsNull), ("id", RowFault::IdNull)];

pub(super) const MISSING_FIELDS: RowForms =
    &[("fields", RowFault::FieldsAbsent), ("id", RowFault::IdAbsent)];

pub(super) const HOSTILE_TEXT: RowForms = &[
    ("markup", RowFault::Markup),
    ("control", RowFault::ControlCharacters),
    ("bidi", RowFault::Bidi),
    ("long", RowFault::Long),
];

pub(super) const ODD_COUNTS: RowForms = &[
    ("success_above_total", RowFault::SuccessAboveTotal),
    ("nothing_of_nothing", RowFault::NothingOfNothing),
    ("negative", RowFault::NegativeCounts),
    ("beyond_double", RowFault::CountsBeyondDouble),
    ("fractions", RowFault::Fractions),
];

pub(super) const ODD_STATUS: RowForms = &[
    ("unknown", RowFault::UnknownStatus),
    ("padded", RowFault::PaddedStatus),
    ("lower_case", RowFault::LowerCaseStatus),
    ("empty", RowFault::EmptyStatus),
    ("completed_with_rest", RowFault::CompletedWithRest),
];

pub(super) const ODD_TIMES: RowForms = &[
    ("garbage", RowFault::GarbageTimes),
    ("end_before_begin", RowFault::EndBeforeBegin),
    ("far", RowFault::FarTimes),
    ("unix", RowFault::UnixTimes),
];

pub(super) const LIST: ListForms = &[
    ("empty", ListFault::Empty),
    ("absent", ListFault::Absent),
    ("null", ListFault::Null),
    ("object", ListFault::Object),
];

pub(super) const PAGE_FIELDS: ListForms = &[
    ("null", ListFault::PageFieldsNull),
    ("absent", ListFault::PageFieldsAbsent),
    ("text", ListFault::PageFieldsAsText),
];
