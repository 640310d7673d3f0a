//! The file of an export.

use chrono::{DateTime, Utc};
use js_sys::Uint16Array;
use model::collected::Collected;
use model::export::file_name;
use model::instances::InstanceNames;
use model::locale::Locale;
use model::view::share::export_menu::{Export, Format, Scope};

use crate::browser::files;

/// Saves the file. Returns whether the browser took the file.
pub fn save(
    (locale, names): (&Locale, &InstanceNames),
    export: Export,
    collected: &Collected,
    at: DateTime<Utc>,
) -> bool {
    let table = collected.table(locale, names);
    let (extension, content_type, content) = match export.format {
        Format::Csv => ("csv", "text/csv;charset=utf-8", table.to_csv().into()),
        Format::Excel => {
            let units: Vec<u16> = table.to_excel().encode_utf16().collect();
            ("csv", "text/csv;charset=utf-16le", Uint16Array::from(&*units).into())
        }
        Format::Json => ("json", "application/json", table.to_json().into()),
    };
    let scope = match export.scope {
        Scope::Page => "this-page",
        Scope::All => "all",
    };
    let subtasks = if export.has_subtasks { "_sub-tasks" } else { "" };
    let scope = format!("batch-tasks_{scope}-{}{subtasks}", collected.rows.len());
    files::save(&file_name(&scope, at, extension), content_type, &content).is_ok()
}
