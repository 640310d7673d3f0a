//! How counts, durations and times are written on the screen.

use chrono::TimeDelta;

use crate::locale::Locale;
use crate::tr;
use crate::words::filled;

/// What is shown where there is nothing to show.
pub const NOTHING: &str = "--";

/// The two largest units: `18 s`, `2 min 49 s`, `1 h 51 min`, `3 d 04 h`. Less than nothing is `0 s`.
pub fn duration(locale: &Locale, length: TimeDelta) -> String {
    let seconds = length.num_seconds().max(0);
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    let (pattern, (larger, number), (smaller, rest)) = if days > 0 {
        (tr!(locale, "{days} d {hours} h"), ("days", days), ("hours", hours % 24))
    } else if hours > 0 {
        (tr!(locale, "{hours} h {minutes} min"), ("hours", hours), ("minutes", minutes % 60))
    } else if minutes > 0 {
        (tr!(locale, "{minutes} min {seconds} s"), ("minutes", minutes), ("seconds", seconds % 60))
    } else {
        (tr!(locale, "{seconds} s"), ("seconds", seconds), ("", 0))
    };
    filled(pattern, &[(larger, &number), (smaller, &format_args!("{rest:02}"))])
}

/// How long ago something was: in seconds up to a minute, then in whole larger units.
pub fn age(locale: &Locale, length: TimeDelta) -> String {
    let seconds = length.num_seconds().max(0);
    let (pattern, count) = match seconds {
        0..60 => (tr!(locale, "{count} s ago"), seconds),
        60..3600 => (tr!(locale, "{count} min ago"), seconds / 60),
        _ => (tr!(locale, "{count} h ago"), seconds / 3600),
    };
    filled(pattern, &[("count", &count)])
}

/// `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_name_their_two_largest_units() {
        for (seconds, text) in [
            (-5, "0 s"),
            (0, "0 s"),
            (18, "18 s"),
            (169, "2 min 49 s"),
            (188, "3 min 08 s"),
            (6660, "1 h 51 min"),
            (7560, "2 h 06 min"),
            (273_600, "3 d 04 h"),
        ] {
            assert_eq!(duration(&Locale::default(), TimeDelta::seconds(seconds)), text);
        }
    }

    #[test]
    fn ages_change_each_second_for_a_minute_only() {
        for (seconds, text) in [
            (-2, "0 s ago"),
            (2, "2 s ago"),
            (59, "59 s ago"),
            (119, "1 min ago"),
            (7200, "2 h ago"),
        ] {
            assert_eq!(age(&Locale::default(), TimeDelta::seconds(seconds)), text);
        }
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [(0, "0"), (128, "128"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
