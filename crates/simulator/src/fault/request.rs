//! A fault in words: `kind=throttled&status=429&times=3`, read strictly, with every mistake named.

use std::fmt;
use std::ops::RangeInclusive;

use serde::Serialize;

use super::Fault;
use super::kinds::{KINDS, Kind};
use crate::operations::ACTIONS;

/// What every kind takes.
pub(super) const COMMON: [(&str, &str); 4] = [
    ("kind", "what goes wrong"),
    ("times", "for how many calls [until cleared]"),
    ("after", "how many calls pass unharmed first [0]"),
    ("action", "DescribeBatchTasks, DescribeBatchTask or GetCallerIdentity [the first two]"),
];

const MANY: RangeInclusive<i64> = 1..=1_000_000;

/// Why a text asks for no fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultError {
    /// What is wrong, naming the parameter.
    error: String,
    /// What would be right.
    valid: Vec<String>,
}

/// The parameters of the text.
pub(super) struct Asked(Vec<(String, String)>);

impl Fault {
    /// Reads a fault as the control takes it in its query.
    ///
    /// # Errors
    /// [`FaultError`] names the kind or parameter that is unknown, missing or wrong, and what would
    /// be right.
    pub fn parse(query: &str) -> Result<Self, FaultError> {
        let asked = Asked::decode(query)?;
        let kind = asked.kind()?;
        asked.refuse_unknown(kind)?;
        let actions = ACTIONS.map(|action| (action, action));
        Ok(Self {
            effect: kind.effect(&asked)?,
            action: asked.choice("action", &actions)?.map(str::to_owned),
            after: asked.number("after", 0, 0..=*MANY.end())?,
            times: asked.get("times").map(|_| asked.number("times", 1, MANY)).transpose()?,
            asked: Some(query.to_owned()),
        })
    }

    /// How it was asked for.
    pub(super) fn asked(&self) -> &str {
        self.asked.as_deref().unwrap_or("set by the program")
    }
}

impl Asked {
    fn decode(query: &str) -> Result<Self, FaultError> {
        let malformed =
            |error: acs3::VerifyError| FaultError { error: error.to_string(), valid: vec![] };
        acs3::decode_query(query).map(Self).map_err(malformed)
    }

    fn kind(&self) -> Result<&'static Kind, FaultError> {
        let kinds: Vec<_> = KINDS.iter().map(|kind| (kind.name, kind)).collect();
        let names = KINDS.iter().map(|kind| kind.name);
        self.choice("kind", &kinds)?.ok_or_else(|| FaultError::new("kind is missing", names))
    }

    fn refuse_unknown(&self, kind: &Kind) -> Result<(), FaultError> {
        let own = kind.parameters().into_iter().map(|(name, _)| name);
        let known: Vec<&str> = COMMON.iter().map(|(name, _)| *name).chain(own).collect();
        match self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some((name, _)) => {
                Err(FaultError::new(format!("{} takes no parameter {name:?}", kind.name), known))
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A whole number within `range`.
    pub(super) fn number<T: TryFrom<i64>>(
        &self,
        name: &str,
        default: T,
        range: RangeInclusive<i64>,
    ) -> Result<T, FaultError> {
        let Some(text) = self.get(name) else { return Ok(default) };
        // In a query a plus is a blank: `+20` comes as ` 20`.
        let number = text.trim().parse().ok().filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
            let valid = format!("a whole number from {} to {}", range.start(), range.end());
            FaultError::new(format!("{name} cannot be {text:?}"), [valid])
        })
    }

    /// One of these, by its name.
    pub(super) fn choice<T: Copy>(
        &self,
        name: &str,
        choices: &[(&str, T)],
    ) -> Result<Option<T>, FaultError> {
        let Some(text) = self.get(name) else { return Ok(None) };
        match choices.iter().find(|(known, _)| *known == text) {
            Some((_, choice)) => Ok(Some(*choice)),
            None => {
                let valid = choices.iter().map(|(known, _)| *known);
                Err(FaultError::new(format!("{name} cannot be {text:?}"), valid))
            }
        }
    }

    /// A parameter that has to be given.
    pub(super) fn required<T: Copy>(
        &self,
        name: &str,
        choices: &[(&str, T)],
    ) -> Result<T, FaultError> {
        let valid = choices.iter().map(|(known, _)| *known);
        self.choice(name, choices)?
            .ok_or_else(|| FaultError::new(format!("{name} is missing"), valid))
    }
}

impl FaultError {
    fn new<T: Into<String>>(error: impl Into<String>, valid: impl IntoIterator<Item = T>) -> Self {
        Self { error: error.into(), valid: valid.into_iter().map(Into::into).collect() }
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.error)?;
        if self.valid.is_empty() {
            return Ok(());
        }
        write!(formatter, "; valid: {}", self.valid.join(", "))
    }
}

impl std::error::Error for FaultError {}
