//! CSV by RFC 4180: a first line with the columns' names, fields with commas, line breaks or quotes in quotes. Other
//! columns than `id`, `name` and `owner` are skipped.

use std::collections::BTreeMap;

use super::{Instance, Instances, MOST_INSTANCES, checked_id, checked_text};

/// A record and the line on which it begins.
type Record = (usize, Vec<String>);

/// Which columns hold what.
struct Columns {
    count: usize,
    id: usize,
    name: Option<usize>,
    owner: Option<usize>,
}

/// The instances of a whole file.
pub(super) fn parse(text: &str) -> Result<Instances, Vec<String>> {
    let mut records = records(text).map_err(|fault| vec![fault])?.into_iter();
    let columns = records.next().map_or_else(|| Columns::of(&(1, Vec::new())), |r| Columns::of(&r));
    let columns = columns.map_err(|fault| vec![fault])?;
    let (mut instances, mut faults) = (Instances::new(), Vec::new());
    let mut lines = BTreeMap::new();
    for record in records {
        let line = record.0;
        match columns.instance(&record) {
            Ok((id, _)) if lines.contains_key(&id) => {
                let first = lines.get(&id).copied().unwrap_or(line);
                faults.push(format!("line {line}: the id is on line {first} already"));
            }
            Ok(_) if instances.len() == MOST_INSTANCES => {
                faults.push(format!("line {line}: there are more than {MOST_INSTANCES} instances"));
                break;
            }
            Ok((id, instance)) => {
                lines.insert(id.clone(), line);
                instances.insert(id, instance);
            }
            Err(fault) => faults.push(format!("line {line}: {fault}")),
        }
    }
    if faults.is_empty() { Ok(instances) } else { Err(faults) }
}

impl Columns {
    fn of((line, names): &Record) -> Result<Self, String> {
        if names.iter().any(|name| name.trim_matches(' ').contains(char::is_control)) {
            return Err(format!(
                "line {line}: a column's name has a control character; lines end with LF, or with CR and LF"
            ));
        }
        let find = |wanted: &str| {
            let mut places = names.iter().enumerate().filter_map(|(place, name)| {
                name.trim().eq_ignore_ascii_case(wanted).then_some(place)
            });
            let place = places.next();
            match places.next() {
                None => Ok(place),
                Some(_) => Err(format!("line {line}: the column {wanted} is there twice")),
            }
        };
        let (id, name, owner) = (find("id")?, find("name")?, find("owner")?);
        match id {
            Some(id) if name.is_some() || owner.is_some() => {
                Ok(Self { count: names.len(), id, name, owner })
            }
            _ => Err(format!(
                "line {line}: it must name the columns, as in id,name,owner (id and one of the others at least)"
            )),
        }
    }

    fn instance(&self, (_, fields): &Record) -> Result<(String, Instance), String> {
        if fields.len() != self.count {
            return Err(format!("{} fields where there are {} columns", fields.len(), self.count));
        }
        let text = |what, column: Option<usize>| match column.and_then(|column| fields.get(column))
        {
            Some(text) => checked_text(what, text),
            None => Ok(None),
        };
        let id = checked_id(fields.get(self.id).map_or("", |id| id.trim()))?;
        Ok((id, Instance { name: text("name", self.name)?, owner: text("owner", self.owner)? }))
    }
}

/// The records that are not empty.
fn records(text: &str) -> Result<Vec<Record>, String> {
    let mut records = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let begin = line;
        let mut fields = Vec::new();
        loop {
            let (field, after) = field(rest, &mut line)?;
            fields.push(field);
            match after.strip_prefix(',') {
                Some(next) => rest = next,
                None => {
                    let after = after.strip_prefix('\r').unwrap_or(after);
                    rest = after.strip_prefix('\n').unwrap_or(after);
                    line += 1;
                    break;
                }
            }
        }
        let is_empty = fields.iter().all(|field| field.trim().is_empty());
        if !is_empty {
            records.push((begin, fields));
        }
    }
    Ok(records)
}

/// The field at the beginning of `text` and what follows it: a comma, a line's end or nothing.
fn field<'t>(text: &'t str, line: &mut usize) -> Result<(String, &'t str), String> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\n']).unwrap_or(text.len());
        let (field, after) = text.split_at(end);
        if field.contains('"') {
            return Err(format!("line {line}: a quote in a field that is not in quotes"));
        }
        let is_last = !after.starts_with(',');
        let field = if is_last { field.strip_suffix('\r').unwrap_or(field) } else { field };
        return Ok((field.to_owned(), after));
    };
    let (begin, mut field) = (*line, String::new());
    loop {
        let Some((before, after)) = rest.split_once('"') else {
            return Err(format!("line {begin}: a quote is not closed"));
        };
        *line += before.matches('\n').count();
        field += before;
        match after.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None if after.is_empty() || after.starts_with([',', '\r', '\n']) => {
                return Ok((field, after));
            }
            None => return Err(format!("line {line}: text after a closing quote")),
        }
    }
}
