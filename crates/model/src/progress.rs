//! How far a batch is: `SuccessCount` of `TotalCount`, which need not make sense together.

/// A count as a reply bears it: the text to print, and its value where it can be counted with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    text: String,
    value: Option<u64>,
}

/// The two counts of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// `SuccessCount`: subtasks that succeeded.
    pub success: Option<Count>,
    /// `TotalCount` of the row: all subtasks of the batch.
    pub total: Option<Count>,
}

/// What the two counts say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// At least one count is missing.
    Unknown,
    /// There is no subtask (yet): neither all nor nothing.
    Empty,
    /// `success` of `total` subtasks, with `success <= total`, `total > 0` and both at most 2⁵³, so
    /// that a thousand times either fits 64 bits.
    Part {
        /// Subtasks that succeeded.
        success: u64,
        /// All subtasks.
        total: u64,
    },
    /// More successes than subtasks, or a count below zero, with a fraction or beyond 2⁵³.
    Inconsistent,
}

impl Count {
    /// The largest integer that every JSON reader keeps exact, 2⁵³.
    const EXACT_MAX: u64 = 1 << 53;

    /// Reads a number's text; `None` where it is not a number at all.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits {
            let value = text.parse().ok().filter(|value| *value <= Self::EXACT_MAX);
            return Some(Self { text: text.to_owned(), value });
        }
        is_decimal(text).then(|| Self { text: text.to_owned(), value: None })
    }

    /// The count as it is printed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value, where one can count with it.
    pub fn value(&self) -> Option<u64> {
        self.value
    }
}

impl From<u64> for Count {
    fn from(value: u64) -> Self {
        Self { text: value.to_string(), value: (value <= Self::EXACT_MAX).then_some(value) }
    }
}

impl Progress {
    /// What the two counts say together.
    pub fn extent(&self) -> Extent {
        let (Some(success), Some(total)) = (&self.success, &self.total) else {
            return Extent::Unknown;
        };
        match (success.value, total.value) {
            (Some(0), Some(0)) => Extent::Empty,
            (Some(success), Some(total)) if success <= total => Extent::Part { success, total },
            _ => Extent::Inconsistent,
        }
    }

    /// `37 / 120`; what is missing is `--`.
    pub fn label(&self) -> String {
        let text =
            |count: &Option<Count>| count.as_ref().map_or("--".to_owned(), |c| c.text.clone());
        format!("{} / {}", text(&self.success), text(&self.total))
    }
}

impl Extent {
    /// Whole percents, rounded down: 100 is said of all subtasks only.
    pub fn percent(self) -> Option<u8> {
        match self {
            Self::Part { success, total } => u8::try_from(success * 100 / total).ok(),
            Self::Unknown | Self::Empty | Self::Inconsistent => None,
        }
    }

    /// The part of the bar that is filled, in thousandths, from 0 to 1000.
    pub fn filled_permille(self) -> u32 {
        match self {
            Self::Part { success, total } => u32::try_from(success * 1000 / total).unwrap_or(1000),
            Self::Inconsistent => 1000,
            Self::Unknown | Self::Empty => 0,
        }
    }
}

/// Whether the text is a number as JSON writes them: `-1`, `1.5`, `1e300`. The standard parser would
/// bring 14 kB of tables into the download for a value that nobody counts with.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
        }
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    [whole, fraction, exponent]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(success: &str, total: &str) -> Progress {
        Progress { success: Count::read(success), total: Count::read(total) }
    }

    #[test]
    fn percent_is_floored_and_the_bar_stays_within_its_ends() {
        for (success, total, label, percent, filled) in [
            ("4", "8", "4 / 8", Some(50), 500),
            ("299", "300", "299 / 300", Some(99), 996),
            ("0", "24", "0 / 24", Some(0), 0),
            ("120", "120", "120 / 120", Some(100), 1000),
            ("0", "0", "0 / 0", None, 0),
            ("9", "8", "9 / 8", None, 1000),
            ("-1", "8", "-1 / 8", None, 1000),
            ("1.5", "8", "1.5 / 8", None, 1000),
            ("1", "9007199254740993", "1 / 9007199254740993", None, 1000),
            ("1", "99999999999999999999999", "1 / 99999999999999999999999", None, 1000),
            ("", "8", "-- / 8", None, 0),
            ("many", "8", "-- / 8", None, 0),
        ] {
            let progress = progress(success, total);
            let extent = progress.extent();
            assert_eq!(progress.label(), label);
            assert_eq!((extent.percent(), extent.filled_permille()), (percent, filled), "{label}");
        }
    }

    #[test]
    fn numbers_in_quotes_are_numbers() {
        assert_eq!(Count::read(" 8 ").and_then(|count| count.value()), Some(8));
        for text in ["1e300", "-0.5", "12E+3", "2.5e-7"] {
            assert_eq!(
                Count::read(text).map(|count| (count.text, count.value)),
                Some((text.into(), None))
            );
        }
        for text in ["NaN", "inf", "1.", ".5", "1e", "--1", "0x10", "1,000"] {
            assert_eq!(Count::read(text), None, "{text}");
        }
    }
}
