use csv::ReaderBuilder;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::*;

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

fn count(text: &str) -> Cell {
    Cell::Count(Count::read(text))
}

fn one_cell(cell: Cell) -> Table {
    Table { columns: vec!["TaskName"], rows: vec![vec![cell]] }
}

#[test]
fn fields_are_quoted_and_formulas_are_none() {
    for (cell, field) in [
        ("install github 1.0.0", "install github 1.0.0"),
        ("安装 知识库", "安装 知识库"),
        ("", ""),
        ("a,b", "\"a,b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\r\nlines", "\"two\r\nlines\""),
        (" padded ", "\" padded \""),
        ("2026-11-24", "2026-11-24"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("  =1", "\"  '=1\""),
        ("\u{b}=1", "\u{b}'=1"),
        ("\t=1", "\"'\t'=1\""),
        ("\rtext", "\"'\rtext\""),
        ("\ntext", "\"'\ntext\""),
        ("\"=1", "\"\"\"'=1\""),
        ("a;=1", "\"a;'=1\""),
        ("a\n=1", "\"a\n'=1\""),
        ("a=1;b-2", "\"a=1;b-2\""),
        ("'=1", "'=1"),
    ] {
        let csv = one_cell(text(cell)).to_csv();
        assert_eq!(csv, format!("\u{feff}TaskName\r\n{field}\r\n"));
    }
}

#[test]
fn counts_are_numbers_only_where_they_can_be_counted_with() {
    for (cell, field, value) in [
        (count("8"), "8", "8"),
        (count("007"), "007", "7"),
        (count("9007199254740993"), "9007199254740993", "\"9007199254740993\""),
        (count("1.5"), "1.5", "\"1.5\""),
        (count("-1"), "'-1", "\"-1\""),
        (count(""), "", "null"),
        (text("8"), "8", "\"8\""),
    ] {
        let table = one_cell(cell);
        assert_eq!(table.to_csv(), format!("\u{feff}TaskName\r\n{field}\r\n"));
        assert_eq!(table.to_json(), format!("[\n{{\"TaskName\":{value}}}\n]\n"));
    }
}

#[test]
fn rows_are_lines() {
    let table = Table {
        columns: vec!["TaskName", "TotalCount"],
        rows: vec![vec![text("a"), count("8")], vec![text("=b"), count("")]],
    };
    assert_eq!(table.to_csv(), "\u{feff}TaskName,TotalCount\r\na,8\r\n'=b,\r\n");
    assert_eq!(
        table.to_json(),
        "[\n{\"TaskName\":\"a\",\"TotalCount\":8},\n{\"TaskName\":\"=b\",\"TotalCount\":null}\n]\n"
    );
    let empty = Table { rows: vec![], ..table };
    assert_eq!(empty.to_csv(), "\u{feff}TaskName,TotalCount\r\n");
    assert_eq!(empty.to_json(), "[\n]\n");
}

/// Texts made of what matters to a spreadsheet, and any.
fn cell_text() -> impl Strategy<Value = String> {
    const TOKENS: [&str; 18] = [
        "=", "+", "-", "@", "＝", "\t", "\r", "\n", " ", "\"", "'", ",", ";", "a", "\0", "\u{a0}",
        "\u{feff}", "1",
    ];
    prop_oneof![3 => vec(select(&TOKENS[..]), 0..8).prop_map(|tokens| tokens.concat()), 1 => ".*"]
}

fn table() -> impl Strategy<Value = Table> {
    vec(vec(cell_text().prop_map(Cell::Text), 3), 0..6)
        .prop_map(|rows| Table { columns: vec!["BatchId", "TaskName", "ErrorMsg"], rows })
}

/// The cells, row by row, as a reader with this separator finds them.
fn read(csv: &str, separator: u8) -> Vec<Vec<String>> {
    let mut reader =
        ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(csv.as_bytes());
    let records =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect());
    records.collect()
}

proptest! {
    #[test]
    fn every_cell_is_read_back(table in table()) {
        let read = read(&table.to_csv(), b',');
        let written: Vec<Vec<_>> = table.rows.iter()
            .map(|row| row.iter().map(|cell| harmless(cell.text())).collect())
            .collect();
        prop_assert_eq!(&read, &written);
        for (read, cell) in read.iter().flatten().zip(table.rows.iter().flatten()) {
            // Nothing but apostrophes was added.
            prop_assert_eq!(read.replace('\'', ""), cell.text().replace('\'', ""));
            prop_assert!(!read.starts_with(['\t', '\r', '\n']));
        }
    }

    #[test]
    fn no_cell_is_a_formula_whatever_separates(table in table()) {
        for separator in [b',', b';', b'\t'] {
            for cell in read(&table.to_csv(), separator).iter().flatten() {
                let begin = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
                prop_assert!(!begin.starts_with(begins_formula), "{:?}", cell);
            }
        }
    }

    #[test]
    fn json_is_read_back(table in table()) {
        let read: Value = serde_json::from_str(&table.to_json()).unwrap();
        let rows = table.rows.iter().map(|row| json!({
            "BatchId": row[0].text(), "TaskName": row[1].text(), "ErrorMsg": row[2].text(),
        }));
        prop_assert_eq!(read, Value::Array(rows.collect()));
    }
}

#[test]
fn excel_converts_no_name() {
    for (name, cell) in [
        ("1.4.2", "\"=\"\"1.4.2\"\"\""),
        ("3-4", "\"=\"\"3-4\"\"\""),
        ("2026-11-30", "\"=\"\"2026-11-30\"\"\""),
        ("1234567e5", "\"=\"\"1234567e5\"\"\""),
        ("True", "\"=\"\"True\"\"\""),
        ("wave 3", "wave 3"),
        ("2026-04-06T20:51:44Z", "2026-04-06T20:51:44Z"),
    ] {
        let rows = vec![vec![Cell::Text(name.to_owned())]];
        let table = Table { columns: vec!["TaskName"], rows };
        assert_eq!(table.to_excel(), format!("\u{feff}TaskName\r\n{cell}\r\n"), "{name}");
    }
}

#[test]
fn excel_keeps_every_digit_of_an_id() {
    let text = |text: &str| Cell::Text(text.to_owned());
    let count = Cell::Count(Count::read("12"));
    let rows = vec![
        vec![text("7000000000000001"), text("=cmd"), count],
        vec![text("007"), text("a;b\t\"c\""), Cell::Count(None)],
        vec![text("70000000000"), text("界"), Cell::Count(None)],
    ];
    let table = Table { columns: vec!["TaskId", "TaskName", "TotalCount"], rows };
    assert_eq!(
        table.to_excel(),
        "\u{feff}TaskId\tTaskName\tTotalCount\r\n\
         \"=\"\"7000000000000001\"\"\"\t'=cmd\t12\r\n\
         \"=\"\"007\"\"\"\t\"a;b\t\"\"c\"\"\"\t\r\n\
         70000000000\t界\t\r\n"
    );
}
