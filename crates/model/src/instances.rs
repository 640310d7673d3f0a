//! What the operator calls the instances, and whose they are: the file `instances.json` of the proxy.

use std::collections::HashMap;

use crate::json::Json;
use crate::table::Cell;

/// The columns of [`InstanceNames::cells`].
pub const INSTANCE_COLUMNS: [&str; 2] = ["InstanceName", "InstanceOwner"];

/// The names and owners of instances, by `InstanceId`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstanceNames(HashMap<String, Named>);

/// Either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    name: String,
    owner: String,
}

impl InstanceNames {
    /// Reads the file. What is no text is left out.
    pub fn read(json: &Json) -> Self {
        let Json::Object(entries) = json else { return Self::default() };
        let entry = |(id, entry): &(String, Json)| {
            let field = |name| entry.get(name).filled_text().unwrap_or_default().trim().to_owned();
            let named = Named { name: field("name"), owner: field("owner") };
            (!named.name.is_empty() || !named.owner.is_empty()).then(|| (id.clone(), named))
        };
        Self(entries.iter().filter_map(entry).collect())
    }

    /// Whether no instance has a name or an owner.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `orders-prod · team-trade`; empty for an instance that has neither.
    pub fn label(&self, instance_id: &str) -> String {
        let (name, owner) = self.of(instance_id);
        let separator = if name.is_empty() || owner.is_empty() { "" } else { " · " };
        [name, separator, owner].concat()
    }

    /// The cells of an instance, one for each of [`INSTANCE_COLUMNS`].
    pub fn cells(&self, instance_id: &str) -> Vec<Cell> {
        let (name, owner) = self.of(instance_id);
        vec![Cell::Text(name.to_owned()), Cell::Text(owner.to_owned())]
    }

    fn of(&self, instance_id: &str) -> (&str, &str) {
        self.0.get(instance_id).map_or(("", ""), |named| (&named.name, &named.owner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_owners_are_read_and_all_else_is_left_out() {
        let text = r#"{"pc-1": {"name": "orders-prod", "owner": " team-trade "}, "pc-2": {"name": "billing"},
            "pc-3": {"owner": "team-data", "name": null}, "pc-4": {"name": ["x"]}, "pc-5": "orders", "pc-6": {}}"#;
        let names = InstanceNames::read(&serde_json::from_str(text).unwrap());
        for (id, label) in [
            ("pc-1", "orders-prod · team-trade"),
            ("pc-2", "billing"),
            ("pc-3", "team-data"),
            ("pc-4", ""),
            ("pc-5", ""),
            ("pc-6", ""),
            ("pc-7", ""),
        ] {
            assert_eq!(names.label(id), label, "{id}");
        }
        let texts = |id: &str| names.cells(id);
        let cell = |text: &str| Cell::Text(text.to_owned());
        assert_eq!(texts("pc-1"), [cell("orders-prod"), cell("team-trade")]);
        assert_eq!(texts("pc-7"), [cell(""), cell("")]);
        assert!(!names.is_empty() && InstanceNames::read(&Json::List(vec![])).is_empty());
    }
}
