//! Short names for what the program and its script call each other by.
//!
//! wasm-bindgen names each import after a hash that no compressor can shorten, once in either file: 6 kB of the
//! download. wasm-opt renames them in the program and tells how; here the script follows.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// What wasm-opt prints for `--minify-imports-and-exports-and-modules`.
#[derive(Deserialize)]
pub(super) struct Renamed {
    /// Module, old name, new name.
    imports: Vec<(String, String, String)>,
    /// Old name, new name.
    exports: Vec<(String, String)>,
}

impl Renamed {
    /// Reads what wasm-opt printed.
    ///
    /// # Errors
    /// When it is not the list that is expected.
    pub(super) fn read(printed: &str) -> Result<Self> {
        serde_json::from_str(printed).context("wasm-opt printed something else than the names")
    }

    /// The script, calling everything by its new name.
    ///
    /// # Errors
    /// When it does not name an import.
    pub(super) fn rewritten(&self, mut script: String) -> Result<String> {
        let module = self.imports.first().map(|(from, ..)| from);
        for (from, old, new) in &self.imports {
            ensure!(Some(from) == module, "the program imports from more than its script: {from}");
            script = replaced(&script, &format!("{old}: function"), &format!("{new}: function"))
                .with_context(|| format!("the script has no function {old}"))?;
        }
        for (old, new) in &self.exports {
            // Some are for the tools alone.
            if let Some(text) = replaced(&script, &format!("wasm.{old}"), &format!("wasm.{new}")) {
                script = text;
            }
        }
        let Some(module) = module else { bail!("the program imports nothing") };
        // wasm-opt calls the one module `a`.
        replaced(&script, &format!("\"{module}\":"), "\"a\":")
            .with_context(|| format!("the script has no module {module}"))
    }
}

/// The text with every whole word `old` replaced; `None` where there is none.
fn replaced(text: &str, old: &str, new: &str) -> Option<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut parts = Vec::new();
    let mut rest = 0;
    for (at, _) in text.match_indices(old) {
        let after = at + old.len();
        let is_whole = !text[..at].ends_with(is_word) && !text[after..].starts_with(is_word);
        if is_whole && at >= rest {
            parts.push(&text[rest..at]);
            rest = after;
        }
    }
    (!parts.is_empty()).then(|| parts.join(new) + new + &text[rest..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{
 "imports": [
  ["./console_bg.js", "__wbg_new_0123456789abcdef", "a"],
  ["./console_bg.js", "__wbg_then_1", "$b"]
 ],
 "exports": [["memory", "c"], ["main", "d"], ["free", "e"]]
}"#;

    #[test]
    fn the_script_follows_the_program() {
        let script = r#"
const imports = { "./console_bg.js": {
    __wbg_new_0123456789abcdef: function() { return wasm.memory; },
    __wbg_then_1: function() { wasm.free(1); wasm.free_all(); },
} };"#;
        let expected = r#"
const imports = { "a": {
    a: function() { return wasm.c; },
    $b: function() { wasm.e(1); wasm.free_all(); },
} };"#;
        let renamed = Renamed::read(PRINTED).unwrap();
        assert_eq!(renamed.rewritten(script.to_owned()).unwrap(), expected);
    }

    #[test]
    fn a_script_of_another_program_is_refused() {
        let renamed = Renamed::read(PRINTED).unwrap();
        let error = renamed.rewritten("__wbg_then_1: function() {}".to_owned()).unwrap_err();
        let expected = "the script has no function __wbg_new_0123456789abcdef";
        assert_eq!(error.to_string(), expected);
        assert!(Renamed::read("nothing").is_err());
    }
}
