//! Files as operators write them, and every fault with its line.

use super::*;

fn parse_csv(text: &str) -> Result<Vec<String>, Vec<String>> {
    shown(parse(Path::new("instances.csv"), text.as_bytes()))
}

fn parse_json(text: &str) -> Result<Vec<String>, Vec<String>> {
    shown(parse(Path::new("instances.json"), text.as_bytes()))
}

/// `id name owner` of each.
fn shown(parsed: Result<Instances, Vec<String>>) -> Result<Vec<String>, Vec<String>> {
    let text = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let line = |(id, instance): (String, Instance)| {
        format!("{id} {} {}", text(instance.name), text(instance.owner))
    };
    Ok(parsed?.into_iter().map(line).collect())
}

#[test]
fn reads_csv_as_tables_write_it() {
    for text in [
        "id,name,owner\npc-1,orders,team-trade\npc-2,支付,\n",
        "\u{feff}ID,Name,Owner\r\npc-1,orders,team-trade\r\n\r\npc-2,支付,\r\n",
        "owner,region,id,name\nteam-trade,cn-hangzhou,pc-1,orders\n,,\"pc-2\",\"支付\"",
        "id,name,owner\n,,\npc-1,orders,team-trade\n , ,\r\npc-2,支付,\n,,",
        "id,name,owner\n pc-1 , orders ,team-trade\npc-2,支付,",
    ] {
        assert_eq!(parse_csv(text).unwrap(), ["pc-1 orders team-trade", "pc-2 支付 -"], "{text}");
    }
    let quoted = "id,name\npc-1,\"orders, \"\"old\"\"\"\n";
    assert_eq!(parse_csv(quoted).unwrap(), ["pc-1 orders, \"old\" -"]);
    assert_eq!(parse_csv("id,name\n").unwrap(), Vec::<String>::new());
}

#[test]
fn tells_all_faults_of_a_csv_with_their_lines() {
    let long = "x".repeat(201);
    for (text, faults) in [
        (
            "",
            vec![
                "line 1: it must name the columns, as in id,name,owner (id and one of the others at least)",
            ],
        ),
        (
            "pc-1,orders\n",
            vec![
                "line 1: it must name the columns, as in id,name,owner (id and one of the others at least)",
            ],
        ),
        (
            "id,name,owner\rpc-1,orders,team\r",
            vec![
                "line 1: a column's name has a control character; lines end with LF, or with CR and LF",
            ],
        ),
        ("id,name,id\n", vec!["line 1: the column id is there twice"]),
        (
            "id,name\npc-1,a\n,b\npc-2\npc 3,c\n\npc-1,d\n",
            vec![
                "line 3: the id is missing",
                "line 4: 1 fields where there are 2 columns",
                "line 5: the id must be at most 128 letters, digits and signs",
                "line 7: the id is on line 2 already",
            ],
        ),
        ("id,name\npc-1,\"a\nb\"\npc-2,\"c\n", vec!["line 4: a quote is not closed"]),
        (
            "id,name\npc-1,\"a\nb\"\npc-2,c\n",
            vec!["line 2: the name has a line break or another control character"],
        ),
        ("id,name\npc-1,\"a\"b\n", vec!["line 2: text after a closing quote"]),
        ("id,name\npc-1,a\"b\n", vec!["line 2: a quote in a field that is not in quotes"]),
        (
            &format!("id,owner\npc-1,{long}\n"),
            vec!["line 2: the owner is longer than 200 characters"],
        ),
    ] {
        assert_eq!(parse_csv(text).unwrap_err(), faults, "{text}");
    }
    let latin = parse(Path::new("a.csv"), b"id,name\npc-1,a\npc-2,\xe9\n").unwrap_err();
    assert_eq!(latin, ["line 3: this is not UTF-8"]);
}

#[test]
fn reads_json_and_tells_its_first_fault_with_its_line() {
    let text = r#"{"pc-2": {"name": "支付", "tags": [1]}, "pc-1": {"name": "orders", "owner": "team-trade"}}"#;
    assert_eq!(parse_json(text).unwrap(), ["pc-1 orders team-trade", "pc-2 支付 -"]);
    for (text, fault) in [
        ("", "line 1: EOF while parsing a value"),
        (
            "[]",
            "line 1: invalid type: sequence, expected an object with an entry for each instance id",
        ),
        ("{\n\"pc-1\": 3}", "line 2: invalid type: integer `3`, expected struct Entry"),
        ("{\n\"pc-1\": {\"name\": 3}}", "line 2: invalid type: integer `3`, expected a string"),
        ("{\"pc-1\": {},\n\"pc-1\": {}}", "line 2: the id of this entry is there already"),
        ("{\"\": {}}", "line 1: the id is missing"),
        ("{\n\"pc-1\": {},\n}", "line 3: trailing comma"),
    ] {
        assert_eq!(parse_json(text).unwrap_err(), [fault], "{text}");
    }
}

#[test]
fn a_file_is_bounded_and_has_a_known_form() {
    let faults = parse(Path::new("instances.txt"), b"id,name\n").unwrap_err();
    assert_eq!(faults, ["its name must end with .csv or .json"]);
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("instances.csv");
    let rows: String = (0..60_000).map(|number| format!("pc-{number},a\n")).collect();
    std::fs::write(&path, format!("id,name\n{rows}")).unwrap();
    let error = InstanceTable::load(&path).err().unwrap().to_string();
    assert!(error.ends_with("line 50002: there are more than 50000 instances"), "{error}");
    std::fs::write(&path, vec![b'a'; 5 << 20]).unwrap();
    let error = InstanceTable::load(&path).err().unwrap().to_string();
    assert!(error.ends_with("instances.csv:\n  it is larger than 4 MiB"), "{error}");
    let faulty: String = (0..30).map(|_| "x\n").collect();
    std::fs::write(&path, format!("id,name\n{faulty}")).unwrap();
    let error = InstanceTable::load(&path).err().unwrap().to_string();
    assert!(error.ends_with("\n  and 10 more"), "{error}");
    let error = InstanceTable::load(directory.path()).err().unwrap().to_string();
    assert!(error.ends_with("it is not a file"), "{error}");
}
