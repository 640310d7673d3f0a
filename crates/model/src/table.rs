//! Rows for other programs: CSV for spreadsheets, JSON for scripts.

use crate::json_text;
use crate::progress::Count;

/// What a file of rows holds. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, as the API calls its fields.
    pub columns: Vec<&'static str>,
    /// The rows, from the first to the last.
    pub rows: Vec<Vec<Cell>>,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text; empty where the reply bore none.
    Text(String),
    /// A number of things; `None` where the reply bore none.
    Count(Option<Count>),
}

impl Table {
    /// CSV after RFC 4180, in UTF-8 with a byte order mark, without which spreadsheets guess another
    /// encoding. Lines end with CR LF, the first one names the columns.
    ///
    /// No cell begins as a formula does, whichever of comma, semicolon and tab the reader takes for
    /// the separator: an apostrophe stands before.
    pub fn to_csv(&self) -> String {
        self.separated_by(",", |text, cell| push_field(text, &harmless(cell.text())))
    }

    /// Text for Excel, which takes it for a table in every language: separated by tabs, to be saved in UTF-16. Numbers of many
    /// digits stay texts, of which it would round the end away, and so do names that it would take for dates, numbers or truths.
    pub fn to_excel(&self) -> String {
        self.separated_by("\t", |text, cell| {
            let is_changed = matches!(cell, Cell::Text(name) if is_converted(name));
            match cell.text() {
                cell if is_changed || is_long_number(cell) => {
                    text.push_str(&format!("\"=\"\"{cell}\"\"\""));
                }
                cell => push_field(text, &harmless(cell)),
            }
        })
    }

    /// The names of the columns and the rows, a line each, with a byte order mark before them. `push` adds a cell to a line.
    fn separated_by(&self, separator: &str, push: impl Fn(&mut String, &Cell)) -> String {
        let mut text = format!("\u{feff}{}\r\n", self.columns.join(separator));
        for row in &self.rows {
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    text.push_str(separator);
                }
                push(&mut text, cell);
            }
            text.push_str("\r\n");
        }
        text
    }

    /// A JSON array with an object in a line for each row. Texts are strings as they came. Counts are
    /// numbers; strings where a reader would round them or they are no whole numbers; `null` where
    /// there is none.
    pub fn to_json(&self) -> String {
        let mut json = String::from("[");
        for (index, row) in self.rows.iter().enumerate() {
            json.push_str(if index > 0 { ",\n{" } else { "\n{" });
            json.push_str(&members(&self.columns, row));
            json.push('}');
        }
        json.push_str("\n]\n");
        json
    }
}

impl Cell {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Count(count) => count.as_ref().map_or("", Count::text),
        }
    }

    fn to_json(&self) -> String {
        match self {
            Self::Count(None) => "null".to_owned(),
            Self::Count(Some(count)) => match count.value() {
                Some(value) => value.to_string(),
                None => json_text::quoted(count.text()),
            },
            Self::Text(text) => json_text::quoted(text),
        }
    }
}

/// Beyond eleven digits Excel writes a number with an exponent, and keeps fifteen of them; it drops zeros at the begin.
fn is_long_number(text: &str) -> bool {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits && (text.len() > 11 || text.len() > 1 && text.starts_with('0'))
}

/// Whether Excel takes a name for a date, a number or a truth: `3-4`, `1.2`, `12e5`, `TRUE`.
fn is_converted(text: &str) -> bool {
    let is_of_number = |byte: u8| byte.is_ascii_digit() || b".,:/-+eE% ".contains(&byte);
    let has_sign = text.bytes().any(|byte| !byte.is_ascii_digit());
    let is_number =
        text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(is_of_number);
    is_number && has_sign || ["true", "false"].iter().any(|truth| text.eq_ignore_ascii_case(truth))
}

/// The members of a JSON object, without its braces: a name and a value for each cell.
pub(crate) fn members(names: &[&str], cells: &[Cell]) -> String {
    let member =
        |(name, cell): (&&str, &Cell)| format!("{}:{}", json_text::quoted(name), cell.to_json());
    names.iter().zip(cells).map(member).collect::<Vec<_>>().join(",")
}

fn push_field(csv: &mut String, text: &str) {
    if text.contains([',', ';', '"', '\t', '\r', '\n'])
        || text.starts_with(' ')
        || text.ends_with(' ')
    {
        csv.push('"');
        csv.push_str(&text.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(text);
    }
}

/// The text with an apostrophe before everything that a spreadsheet would calculate. A cell can begin
/// within the text too: where a semicolon separates, the quotes of a field that stands behind a comma
/// protect nothing in it.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    if text.starts_with(['\t', '\r', '\n']) {
        harmless.push('\'');
    }
    let mut begins_cell = true;
    for c in text.chars() {
        if begins_cell && begins_formula(c) {
            harmless.push('\'');
        }
        let separates = matches!(c, ';' | '\t' | '\r' | '\n');
        begins_cell = separates || begins_cell && (c == '"' || c.is_whitespace() || c.is_control());
        harmless.push(c);
    }
    harmless
}

/// The full-width forms are formulas in the spreadsheets of some languages.
fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests;
