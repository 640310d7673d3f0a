//! Times of ISO 8601, and the API's own ways to write them.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// `yyyy-MM-dd?HH:mm` with seconds, a fraction of them, which is dropped, and a zone, all or none of them: how far the zone is
/// ahead of UTC.
pub(super) fn read_iso(text: &str) -> Option<(NaiveDateTime, Option<TimeDelta>)> {
    const WITHOUT_SECONDS: usize = "2026-11-28T10:00".len();
    let (text, ahead) = split_zone(text)?;
    let local = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => {
            let is_number = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
            read_local(whole).filter(|_| is_number)
        }
        None if text.len() == WITHOUT_SECONDS => read_local(&[text, ":00"].concat()),
        None => read_local(text),
    };
    Some((local?, ahead))
}

/// The text before the zone, and how far that is ahead of UTC: `Z`, `+08:00` or `+0800`.
fn split_zone(text: &str) -> Option<(&str, Option<TimeDelta>)> {
    const DATE: usize = "2026-11-28".len();
    if let Some(text) = text.strip_suffix(['Z', 'z']) {
        return Some((text, Some(TimeDelta::zero())));
    }
    let sign = text.bytes().rposition(|byte| matches!(byte, b'+' | b'-'));
    let Some(at) = sign.filter(|at| *at > DATE) else { return Some((text, None)) };
    let (local, zone) = text.split_at_checked(at)?;
    let (hours, minutes) = zone.get(1..)?.split_at_checked(2)?;
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    let is_sound = minutes.len() == 2;
    let (hours, minutes) = (digits(hours)?, digits(minutes).filter(|_| is_sound)?);
    let ahead = TimeDelta::minutes(i64::from(hours * 60 + minutes));
    let ahead = if zone.starts_with('-') { -ahead } else { ahead };
    (hours <= 14 && minutes < 60).then(|| (local.trim_end(), Some(ahead)))
}

/// The number that these digits are; none for more than eight of them.
pub(crate) fn digits(digits: &str) -> Option<u32> {
    let add = |number: u32, byte: u8| {
        let is_short = byte.is_ascii_digit() && number < 10_000_000;
        is_short.then(|| number * 10 + u32::from(byte - b'0'))
    };
    digits.bytes().next()?;
    digits.bytes().try_fold(0, add)
}

/// `yyyy-MM-dd?HH:mm:ss`, with `-` or `/` in the date and `T` or a space in the middle.
pub(super) fn read_local(text: &str) -> Option<NaiveDateTime> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let date_separator = bytes[4];
    let well_formed = matches!(date_separator, b'-' | b'/')
        && bytes[7] == date_separator
        && matches!(bytes[10], b'T' | b't' | b' ')
        && bytes[13] == b':'
        && bytes[16] == b':';
    if !well_formed {
        return None;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0u32, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    let year = i32::try_from(number(0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
    date.and_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)
}
