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
    /// `success` of `total` subtasks, with `success <= total` and `total > 0`.
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
        let number: f64 = text.parse().ok()?;
        number.is_finite().then(|| Self { text: text.to_owned(), value: None })
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
            Self::Part { success, total } => {
                u8::try_from(u128::from(success) * 100 / u128::from(total)).ok()
            }
            Self::Unknown | Self::Empty | Self::Inconsistent => None,
        }
    }

    /// The part of the bar that is filled, from 0 to 100, in steps of a hundredth.
    pub fn filled_percent(self) -> f64 {
        match self {
            Self::Part { success, total } => {
                let hundredths = u128::from(success) * 10_000 / u128::from(total);
                u32::try_from(hundredths).map_or(100.0, |hundredths| f64::from(hundredths) / 100.0)
            }
            Self::Inconsistent => 100.0,
            Self::Unknown | Self::Empty => 0.0,
        }
    }
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
            ("4", "8", "4 / 8", Some(50), 50.0),
            ("299", "300", "299 / 300", Some(99), 99.66),
            ("0", "24", "0 / 24", Some(0), 0.0),
            ("120", "120", "120 / 120", Some(100), 100.0),
            ("0", "0", "0 / 0", None, 0.0),
            ("9", "8", "9 / 8", None, 100.0),
            ("-1", "8", "-1 / 8", None, 100.0),
            ("1.5", "8", "1.5 / 8", None, 100.0),
            ("1", "9007199254740993", "1 / 9007199254740993", None, 100.0),
            ("1", "99999999999999999999999", "1 / 99999999999999999999999", None, 100.0),
            ("", "8", "-- / 8", None, 0.0),
            ("many", "8", "-- / 8", None, 0.0),
        ] {
            let progress = progress(success, total);
            let extent = progress.extent();
            assert_eq!(progress.label(), label);
            assert_eq!((extent.percent(), extent.filled_percent()), (percent, filled), "{label}");
        }
    }

    #[test]
    fn numbers_in_quotes_are_numbers() {
        assert_eq!(Count::read(" 8 ").and_then(|count| count.value()), Some(8));
        assert_eq!(Count::read("NaN"), None);
        assert_eq!(Count::read("inf"), None);
    }
}
