//! Batch ids that look drawn by lot, yet lead back to the batch's index: no table of a million ids.

use crate::dice::{Dice, Throw};

/// Seven pairs of a letter and a digit hold a little more than 56 bits.
const PAIRS: u32 = 7;
const BITS: u32 = 8 * PAIRS;
const MASK: u64 = (1 << BITS) - 1;
const LETTERS_AND_DIGITS: u64 = 26 * 10;
const BATCH_PREFIX: &str = "pcb-bp1";

/// An odd factor, so that multiplying by it modulo a power of two can be undone.
const FACTOR: u64 = 0x00b5_ad4e_ceda_1ce3;
const INVERSE: u64 = inverse(FACTOR);

/// The id of the batch `index`, e.g. `pcb-bp1x6v2m8b4n0c5t7`.
pub(crate) fn batch_id(seed: u64, index: u64) -> String {
    format!("{BATCH_PREFIX}{}", spell(scatter((index ^ key(seed)) & MASK)))
}

/// The index behind a batch id; of a text that was never given out, an index beyond all batches,
/// or none.
pub(crate) fn batch_index(seed: u64, id: &str) -> Option<u64> {
    let number = read(id.strip_prefix(BATCH_PREFIX)?)?;
    Some(gather(number) ^ (key(seed) & MASK))
}

/// The id of an instance: a PolarDB cluster `pc-…` or an application `pa-…`.
pub(crate) fn instance_id(dice: Dice) -> String {
    let bits = dice.bits(Throw::Instance);
    let prefix = if bits >> 62 == 0 { "pc-bp1" } else { "pa-bp1" };
    format!("{prefix}{}", spell(bits & MASK))
}

fn key(seed: u64) -> u64 {
    Dice::new(seed, u64::MAX).bits(Throw::Instance)
}

fn scatter(mut number: u64) -> u64 {
    for _ in 0..3 {
        number = number.wrapping_mul(FACTOR) & MASK;
        number ^= number >> (BITS / 2);
    }
    number
}

fn gather(mut number: u64) -> u64 {
    for _ in 0..3 {
        // A shift by half the bits undoes itself.
        number ^= number >> (BITS / 2);
        number = number.wrapping_mul(INVERSE) & MASK;
    }
    number
}

fn spell(mut number: u64) -> String {
    let mut text = String::with_capacity(2 * PAIRS as usize);
    for _ in 0..PAIRS {
        let pair = number % LETTERS_AND_DIGITS;
        number /= LETTERS_AND_DIGITS;
        text.push(char::from(b'a' + (pair / 10) as u8));
        text.push(char::from(b'0' + (pair % 10) as u8));
    }
    text
}

fn read(text: &str) -> Option<u64> {
    if text.len() != 2 * PAIRS as usize {
        return None;
    }
    let number = text.as_bytes().chunks_exact(2).rev().try_fold(0_u64, |number, pair| {
        let letter = pair[0].is_ascii_lowercase().then(|| pair[0] - b'a')?;
        let digit = pair[1].is_ascii_digit().then(|| pair[1] - b'0')?;
        Some(number * LETTERS_AND_DIGITS + u64::from(letter) * 10 + u64::from(digit))
    })?;
    (number <= MASK).then_some(number)
}

/// Newton's iteration: each step doubles the number of right bits, of which an odd number has 3.
const fn inverse(factor: u64) -> u64 {
    let mut inverse = factor;
    let mut right_bits = 3;
    while right_bits < 64 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(factor.wrapping_mul(inverse)));
        right_bits *= 2;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_its_index() {
        for seed in [0, 1, 42, u64::MAX] {
            for index in (0..2_000).chain([999_999, 4_000_000_000]) {
                assert_eq!(batch_index(seed, &batch_id(seed, index)), Some(index));
            }
        }
    }

    #[test]
    fn ids_look_like_the_real_ones() {
        assert_eq!(batch_id(1, 0), "pcb-bp1o9g9n7m4z9b6w5");
    }

    #[test]
    fn other_texts_have_no_index() {
        for text in [
            "",
            "pcb-bp1",
            "pcb-1",
            "pcb-bp1x6v2m8b4n0c5t",
            "pcb-bp1x6v2m8b4n0c5tt",
            "pcb-bp1z9z9z9z9z9z9z9",
            "pcb-bp1é6v2m8b4n0c5t",
        ] {
            assert_eq!(batch_index(1, text), None, "{text}");
        }
    }
}
