//! JSON: `{"pc-…": {"name": "…", "owner": "…"}}`. Other fields of an instance are skipped.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Instance, Instances, MOST_INSTANCES, checked_id, checked_text};

/// An instance as the file has it.
#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    owner: Option<String>,
}

/// An object in which each id is once.
struct Unique(Instances);

/// The instances of a whole file. The first fault ends it, since what follows may be anything.
pub(super) fn parse(text: &str) -> Result<Instances, Vec<String>> {
    serde_json::from_str::<Unique>(text).map(|Unique(instances)| instances).map_err(|error| {
        let text = error.to_string();
        let fault = text.split(" at line ").next().unwrap_or_default();
        vec![format!("line {}: {fault}", error.line().max(1))]
    })
}

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(UniqueVisitor).map(Self)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Instances;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with an entry for each instance id")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Instances, M::Error> {
        let mut instances = Instances::new();
        while let Some(id) = map.next_key::<String>()? {
            let id = checked_id(id.trim()).map_err(M::Error::custom)?;
            let entry: Entry = map.next_value()?;
            let text = |what, text: Option<String>| {
                checked_text(what, &text.unwrap_or_default()).map_err(M::Error::custom)
            };
            let instance =
                Instance { name: text("name", entry.name)?, owner: text("owner", entry.owner)? };
            if instances.len() == MOST_INSTANCES {
                let fault = format!("there are more than {MOST_INSTANCES} instances");
                return Err(M::Error::custom(fault));
            }
            if instances.insert(id, instance).is_some() {
                return Err(M::Error::custom("the id of this entry is there already"));
            }
        }
        Ok(instances)
    }
}
