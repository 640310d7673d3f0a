//! Crates and who uses whom, as `cargo tree` prints them, with the checksums of `Cargo.lock`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// For `cargo tree --prefix depth`.
pub(super) const FORMAT: &str = "\t{p}\t{l}";
/// Put by `cargo tree` after a crate whose own crates it has printed before.
const PRINTED_BEFORE: &str = " (*)";

/// A name and a version.
type Crate = (String, String);

/// What is linked.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    licenses: BTreeMap<Crate, String>,
    uses: BTreeMap<Crate, BTreeSet<Crate>>,
}

/// Of each crate that comes from a registry. Ours have none.
pub(super) struct Checksums<'a>(BTreeMap<(&'a str, &'a str), &'a str>);

impl Linked {
    /// Adds a tree.
    ///
    /// # Errors
    /// When a line is not of [`FORMAT`].
    pub(super) fn add(&mut self, tree: &str) -> Result<()> {
        let mut path: Vec<Crate> = Vec::new();
        for line in tree.lines().filter(|line| !line.is_empty()) {
            let (depth, found, license) =
                read(line).with_context(|| format!("`cargo tree` prints \"{line}\""))?;
            path.truncate(depth);
            if let Some(user) = path.last() {
                self.uses.entry(user.clone()).or_default().insert(found.clone());
            }
            self.licenses.insert(found.clone(), license);
            path.push(found);
        }
        Ok(())
    }

    /// Notes that one of ours has another inside.
    pub(super) fn join(&mut self, user: &str, used: &str) {
        let named = |name: &str| self.licenses.keys().find(|found| found.0 == name).cloned();
        if let (Some(user), Some(used)) = (named(user), named(used)) {
            self.uses.entry(user).or_default().insert(used);
        }
    }

    /// The reference of the root, and all others.
    pub(super) fn components(&self, root: &str, checksums: &Checksums<'_>) -> (String, Vec<Value>) {
        let (roots, others): (Vec<_>, Vec<_>) =
            self.licenses.iter().partition(|((name, _), _)| name == root);
        let reference = roots.first().map(|(root, _)| checksums.reference(root));
        let others = others.into_iter().map(|(found, license)| checksums.component(found, license));
        (reference.unwrap_or_default(), others.collect())
    }

    /// Who uses whom; `programs` use what is `common` as well.
    pub(super) fn dependencies(
        &self,
        checksums: &Checksums<'_>,
        programs: &[&str],
        common: &str,
    ) -> Vec<Value> {
        let dependency = |user: &Crate| {
            let used = self.uses.get(user).into_iter().flatten();
            let mut used: Vec<_> = used.map(|used| checksums.reference(used)).collect();
            if programs.contains(&user.0.as_str()) {
                used.push(common.to_owned());
            }
            json!({ "ref": checksums.reference(user), "dependsOn": used })
        };
        self.licenses.keys().map(dependency).collect()
    }
}

impl<'a> Checksums<'a> {
    /// Reads the text of a `Cargo.lock`.
    pub(super) fn read(lock: &'a str) -> Self {
        let of_package = |package: &'a str| {
            let value = |key: &str| {
                let line = package.lines().find_map(|line| line.strip_prefix(key));
                line?.strip_prefix(" = \"")?.strip_suffix('"')
            };
            Some(((value("name")?, value("version")?), value("checksum")?))
        };
        Self(lock.split("[[package]]").filter_map(of_package).collect())
    }

    fn of(&self, (name, version): &Crate) -> Option<&'a str> {
        self.0.get(&(name.as_str(), version.as_str())).copied()
    }

    /// A package URL for what is at crates.io; a crate of ours may have the name of another one there.
    fn reference(&self, found: &Crate) -> String {
        let (name, version) = found;
        match self.of(found) {
            Some(_) => format!("pkg:cargo/{name}@{version}"),
            None => format!("batch-tasks/{name}@{version}"),
        }
    }

    fn component(&self, found: &Crate, license: &str) -> Value {
        let reference = self.reference(found);
        let mut component = json!({
            "type": "library",
            "bom-ref": reference,
            "name": found.0,
            "version": found.1,
        });
        if !license.is_empty() {
            component["licenses"] = json!([{ "expression": license }]);
        }
        if let Some(checksum) = self.of(found) {
            component["purl"] = reference.into();
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        component
    }
}

/// Depth, crate and license of a line.
fn read(line: &str) -> Option<(usize, Crate, String)> {
    let line = line.strip_suffix(PRINTED_BEFORE).unwrap_or(line);
    let mut parts = line.split('\t');
    let depth = parts.next()?.parse().ok()?;
    let mut words = parts.next()?.split(' ');
    let found = (words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned());
    // Old crates write `MIT/Apache-2.0`, which is no expression of SPDX.
    let license = parts.next()?.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ");
    Some((depth, found, license))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "0\tproxy v0.1.0 (/src/crates/proxy)\tApache-2.0\n\
        1\tring v0.17.14\tApache-2.0 AND ISC\n\
        2\tcfg-if v1.0.5\tMIT/Apache-2.0\n\
        1\trustls v0.23.0\tMIT\n\
        2\tring v0.17.14\tApache-2.0 AND ISC (*)\n";
    const CONSOLE: &str = "0\tconsole v0.1.0 (/src)\tApache-2.0\n\
        1\tcfg-if v1.0.5\tMIT/Apache-2.0\n\
        1\twasm-streams v0.4.2 (/src/crates/wasm-streams)\t\n";
    const LOCK: &str = "version = 4\n\n\
        [[package]]\nname = \"cfg-if\"\nversion = \"1.0.5\"\nchecksum = \"aa\"\n\n\
        [[package]]\nname = \"proxy\"\nversion = \"0.1.0\"\ndependencies = [\n \"ring\",\n]\n\n\
        [[package]]\nname = \"ring\"\nversion = \"0.17.14\"\nchecksum = \"bb\"\n\n\
        [[package]]\nname = \"rustls\"\nversion = \"0.23.0\"\nchecksum = \"cc\"\n";

    fn linked() -> Linked {
        let mut linked = Linked::default();
        linked.add(TREE).unwrap();
        linked.add(CONSOLE).unwrap();
        linked.join("proxy", "console");
        linked
    }

    #[test]
    fn crates_bear_their_licenses_and_checksums() {
        let (root, components) = linked().components("proxy", &Checksums::read(LOCK));
        assert_eq!(root, "batch-tasks/proxy@0.1.0");
        let expected = json!([
            {
                "type": "library", "bom-ref": "pkg:cargo/cfg-if@1.0.5", "name": "cfg-if",
                "version": "1.0.5", "licenses": [{ "expression": "MIT OR Apache-2.0" }],
                "purl": "pkg:cargo/cfg-if@1.0.5",
                "hashes": [{ "alg": "SHA-256", "content": "aa" }]
            },
            {
                "type": "library", "bom-ref": "batch-tasks/console@0.1.0", "name": "console",
                "version": "0.1.0", "licenses": [{ "expression": "Apache-2.0" }]
            },
        ]);
        assert_eq!(Value::from(components[..2].to_vec()), expected);
        let names: Vec<_> = components.iter().filter_map(|found| found["name"].as_str()).collect();
        assert_eq!(names, ["cfg-if", "console", "ring", "rustls", "wasm-streams"]);
        assert_eq!(components[4].get("licenses"), None);
    }

    #[test]
    fn the_tree_is_kept() {
        let dependencies = linked().dependencies(&Checksums::read(LOCK), &["proxy"], "std");
        let (std, ring) = ("std", "pkg:cargo/ring@0.17.14");
        let (cfg_if, rustls) = ("pkg:cargo/cfg-if@1.0.5", "pkg:cargo/rustls@0.23.0");
        let (console, streams) = ("batch-tasks/console@0.1.0", "batch-tasks/wasm-streams@0.4.2");
        let expected = json!([
            { "ref": cfg_if, "dependsOn": [] },
            { "ref": console, "dependsOn": [cfg_if, streams] },
            { "ref": "batch-tasks/proxy@0.1.0", "dependsOn": [console, ring, rustls, std] },
            { "ref": ring, "dependsOn": [cfg_if] },
            { "ref": rustls, "dependsOn": [ring] },
            { "ref": streams, "dependsOn": [] },
        ]);
        assert_eq!(Value::from(dependencies), expected);
    }

    #[test]
    fn a_line_of_another_form_is_named() {
        let error = Linked::default().add("proxy v0.1.0\n").unwrap_err();
        assert_eq!(error.to_string(), "`cargo tree` prints \"proxy v0.1.0\"");
    }
}
