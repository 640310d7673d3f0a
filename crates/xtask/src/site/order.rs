//! The functions of a program in an order that compresses well: each after the one that it has most in common with.
//!
//! A compiler writes many functions that differ in few bytes, one for each type that a generic one is used with. Brotli
//! says in fewer bits what is repeated at a small distance.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::Result;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// How many bytes in a row have to be the same to be something in common. Of 3 to 10, four give the smallest program.
const RUN: usize = 4;

/// The program with its functions in another order, and all that names them.
///
/// # Errors
/// When it is no program.
pub(super) fn ordered(wasm: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let mut module = Module::new();
    Ordering::new(imported, chained(&bodies)).parse_core_module(
        &mut module,
        Parser::new(0),
        wasm,
    )?;
    Ok(module.finish())
}

/// Writes a program anew with its functions in an order.
struct Ordering {
    /// The functions in their new order, by their old places.
    order: Vec<usize>,
    /// The new indices by the old ones. What is imported comes first and stays.
    indices: Vec<u32>,
}

impl Ordering {
    fn new(imported: usize, order: Vec<usize>) -> Self {
        let mut indices: Vec<_> = (0..(imported + order.len()) as u32).collect();
        for (new, old) in order.iter().enumerate() {
            indices[imported + old] = (imported + new) as u32;
        }
        Self { order, indices }
    }
}

impl Reencode for Ordering {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.indices[index as usize])
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for old in &self.order {
            functions.function(types[*old]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for old in self.order.clone() {
            self.parse_function_body(code, bodies[old].clone())?;
        }
        Ok(())
    }
}

/// The places of the texts in their new order. After each comes the one of which it has the largest share, and where it has
/// nothing of any, the first by its bytes.
fn chained(texts: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<HashSet<&[u8]>> = texts.iter().map(|text| text.windows(RUN).collect()).collect();
    let mut having: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (place, runs) in runs.iter().enumerate() {
        for run in runs {
            having.entry(run).or_default().push(place);
        }
    }
    let mut left: BTreeSet<_> = texts.iter().copied().zip(0..).collect();
    let mut chain = Vec::new();
    let mut next = None;
    while let Some(place) = next.or_else(|| left.first().map(|(_, place)| *place)) {
        left.remove(&(texts[place], place));
        chain.push(place);
        let mut common = vec![0; texts.len()];
        for other in runs[place].iter().flat_map(|run| &having[run]) {
            common[*other] += 1;
        }
        // The smallest share that counts is a thousandth of a thousandth.
        let share = |other: &usize| common[*other] * 1_000_000 / runs[*other].len().max(1);
        next = left
            .iter()
            .map(|(_, other)| *other)
            .filter(|other| common[*other] > 0)
            .max_by_key(|other| (share(other), Reverse(*other)));
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_is_side_by_side() {
        let texts: [&[u8]; 5] = [b"one text", b"another", b"one more text", b"", b"another too"];
        assert_eq!(chained(&texts), [3, 1, 4, 2, 0]);
        assert_eq!(chained(&[]), [0; 0]);
    }

    #[test]
    fn all_that_names_a_function_follows_it() {
        let program = |types: [u8; 2], exported: u8, bodies: [&[u8]; 2]| {
            let sections = [
                b"\0asm\x01\0\0\0".as_slice(),
                // Two types.
                b"\x01\x08\x02\x60\0\0\x60\0\x01\x7f",
                // Function 0 is imported as `a.b`.
                b"\x02\x07\x01\x01a\x01b\0\0",
                b"\x03\x03\x02",
                &types,
                b"\x07\x05\x01\x01e\0",
                &[exported],
                b"\x0a\x0d\x02",
                bodies[0],
                bodies[1],
            ];
            sections.concat()
        };
        // One calls the other, which calls what is imported.
        let before = program([1, 0], 1, [b"\x06\0\x41\x01\x10\x02\x0b", b"\x04\0\x10\0\x0b"]);
        let after = program([0, 1], 2, [b"\x04\0\x10\0\x0b", b"\x06\0\x41\x01\x10\x01\x0b"]);
        assert_eq!(ordered(&before).unwrap(), after);
        assert_eq!(ordered(&after).unwrap(), after);
        assert!(ordered(b"no program").is_err());
    }
}
