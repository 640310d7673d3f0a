//! Whether a Linux program needs nothing but itself.

use anyhow::{Context, Result, ensure};

/// The segment that names the loader of shared libraries (`PT_INTERP`).
const INTERPRETER: u32 = 3;

/// Checks that the bytes are a 64-bit little-endian ELF program for this machine that names no loader.
///
/// # Errors
/// What it is instead.
pub(super) fn check_static(bytes: &[u8], machine: u16) -> Result<()> {
    ensure!(bytes.starts_with(b"\x7fELF\x02\x01"), "it is no 64-bit ELF file");
    let found = number(bytes, 18, 2)?;
    ensure!(found == u64::from(machine), "it is for machine {found}, not {machine}");
    let (table, size, count) =
        (number(bytes, 32, 8)?, number(bytes, 54, 2)?, number(bytes, 56, 2)?);
    for index in 0..count {
        let kind = number(bytes, table.saturating_add(index * size), 4)?;
        ensure!(kind != u64::from(INTERPRETER), "it is linked to shared libraries");
    }
    Ok(())
}

/// The little-endian number of so many bytes at an offset.
fn number(bytes: &[u8], offset: u64, size: usize) -> Result<u64> {
    let start = usize::try_from(offset)?;
    let digits = start.checked_add(size).and_then(|end| bytes.get(start..end));
    let digits = digits.context("it is cut off")?;
    Ok(digits.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header and a table of segments of these kinds.
    fn program(kinds: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 64 + 56 * kinds.len()];
        bytes[..6].copy_from_slice(b"\x7fELF\x02\x01");
        (bytes[18], bytes[32], bytes[54], bytes[56]) = (62, 64, 56, kinds.len() as u8);
        for (index, kind) in kinds.iter().enumerate() {
            bytes[64 + 56 * index] = *kind;
        }
        bytes
    }

    #[test]
    fn a_program_that_names_a_loader_is_found() {
        let error = |bytes: &[u8]| check_static(bytes, 62).err().map(|error| error.to_string());
        assert_eq!(error(&program(&[6, 1, 2])), None);
        for (bytes, expected) in [
            (program(&[6, 3, 1]), "it is linked to shared libraries"),
            (program(&[1, 1])[..100].to_vec(), "it is cut off"),
            (b"#!/bin/sh".to_vec(), "it is no 64-bit ELF file"),
        ] {
            assert_eq!(error(&bytes).as_deref(), Some(expected));
        }
        let other = check_static(&program(&[1]), 183).unwrap_err();
        assert_eq!(other.to_string(), "it is for machine 62, not 183");
    }

    #[test]
    #[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
    fn this_test_is_linked_to_shared_libraries() {
        let bytes = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let machine = u16::from_le_bytes([bytes[18], bytes[19]]);
        let error = check_static(&bytes, machine).unwrap_err();
        assert_eq!(error.to_string(), "it is linked to shared libraries");
    }
}
