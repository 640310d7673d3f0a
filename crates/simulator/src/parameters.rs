//! The parameters of a request, from text to what the world is asked.

use chrono::NaiveDateTime;

use crate::filter::{Filter, KindSet, StatusSet};
use crate::refusal::Refusal;

const TIME_FORMAT: &str = "%Y-%m-%dT%H:%M:%SZ";
const DEFAULT_PAGE_SIZE: u64 = 30;
const LARGEST_PAGE_SIZE: u64 = 1000;

/// Names and values from query and form body.
pub(crate) struct Parameters(Vec<(String, String)>);

/// What `DescribeBatchTasks` is asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ListQuery {
    pub(crate) filter: Filter,
    pub(crate) page_number: u64,
    pub(crate) page_size: u64,
}

impl Parameters {
    /// The parameters of the query and of the form, if there is one; a name may come once.
    pub(crate) fn parse(query: &str, form: Option<&[u8]>) -> Result<Self, Refusal> {
        let form =
            std::str::from_utf8(form.unwrap_or_default()).map_err(|_| Refusal::invalid("Body"))?;
        Ok(Self(acs3::decode_query(&format!("{query}&{form}"))?))
    }

    /// The value of a parameter that may be left out.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(candidate, _)| candidate == name).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter that has to be there.
    pub(crate) fn require(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name).filter(|value| !value.is_empty()).ok_or_else(|| Refusal::missing(name))
    }

    fn number(&self, name: &str, default: u64, largest: u64) -> Result<u64, Refusal> {
        let Some(text) = self.get(name) else { return Ok(default) };
        text.parse()
            .ok()
            .filter(|number| (1..=largest).contains(number))
            .ok_or_else(|| Refusal::invalid(name))
    }

    /// An instant, in seconds since 1970.
    fn instant(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        NaiveDateTime::parse_from_str(text, TIME_FORMAT)
            .ok()
            // The parser takes more than the format writes: signs, blanks, missing zeros.
            .filter(|time| time.format(TIME_FORMAT).to_string() == text)
            .map(|time| Some(time.and_utc().timestamp()))
            .ok_or_else(|| Refusal::invalid(name))
    }

    fn statuses(&self) -> Result<StatusSet, Refusal> {
        let Some(text) = self.get("Status") else { return Ok(StatusSet::ALL) };
        serde_json::from_str::<Vec<String>>(text)
            .ok()
            .filter(|names| !names.is_empty())
            .map(|names| StatusSet::named(&names))
            .ok_or_else(|| Refusal::invalid("Status"))
    }

    fn kinds(&self) -> Result<KindSet, Refusal> {
        match self.get("TaskType") {
            None => Ok(KindSet::ALL),
            Some("") => Err(Refusal::invalid("TaskType")),
            Some(name) => Ok(KindSet::named(name)),
        }
    }
}

impl ListQuery {
    pub(crate) fn parse(parameters: &Parameters) -> Result<Self, Refusal> {
        let filter = Filter {
            kinds: parameters.kinds()?,
            statuses: parameters.statuses()?,
            from: parameters.instant("StartTime")?,
            to: parameters.instant("EndTime")?,
        };
        if matches!((filter.from, filter.to), (Some(from), Some(to)) if from > to) {
            return Err(Refusal::invalid("EndTime"));
        }
        Ok(Self {
            filter,
            page_number: parameters.number("PageNumber", 1, u64::MAX)?,
            page_size: parameters.number("PageSize", DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE)?,
        })
    }

    /// How many matches lie before the page.
    pub(crate) fn skip(&self) -> u64 {
        (self.page_number - 1).saturating_mul(self.page_size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<ListQuery, Refusal> {
        ListQuery::parse(&Parameters::parse(query, None)?)
    }

    #[test]
    fn reads_what_the_sdk_sends_from_query_or_form() {
        let text = "EndTime=2026-04-06T20%3A52%3A40Z&PageNumber=2&PageSize=50&StartTime=2026-04-06T20%3A51%3A40Z\
            &Status=%5B%22RUNNING%22%2C%22FAILED%22%5D&TaskType=polarclaw_install_skills";
        let expected = ListQuery {
            filter: Filter {
                kinds: KindSet::named("polarclaw_install_skills"),
                statuses: StatusSet::named(&["RUNNING".to_owned(), "FAILED".to_owned()]),
                from: Some(1_775_508_700),
                to: Some(1_775_508_760),
            },
            page_number: 2,
            page_size: 50,
        };
        let form = Parameters::parse("", Some(text.as_bytes())).unwrap();
        assert_eq!(ListQuery::parse(&form).as_ref(), Ok(&expected));
        assert_eq!(parse(text), Ok(expected));
    }

    #[test]
    fn has_defaults() {
        let filter = Filter { kinds: KindSet::ALL, statuses: StatusSet::ALL, from: None, to: None };
        assert_eq!(parse(""), Ok(ListQuery { filter, page_number: 1, page_size: 30 }));
    }

    #[test]
    fn names_the_parameter_it_refuses() {
        for (query, name) in [
            ("Status=[]", "Status"),
            ("Status=RUNNING", "Status"),
            ("Status=[1]", "Status"),
            ("Status=", "Status"),
            ("TaskType=", "TaskType"),
            ("StartTime=2026-04-06", "StartTime"),
            ("StartTime=2026-04-06T20:51:4Z", "StartTime"),
            ("EndTime=2026-13-06T20:51:40Z", "EndTime"),
            ("StartTime=2026-04-06T20:51:40Z&EndTime=2026-04-06T20:51:39Z", "EndTime"),
            ("PageNumber=0", "PageNumber"),
            ("PageNumber=-1", "PageNumber"),
            ("PageNumber=1.5", "PageNumber"),
            ("PageNumber=99999999999999999999", "PageNumber"),
            ("PageSize=0", "PageSize"),
            ("PageSize=1001", "PageSize"),
            ("PageSize=", "PageSize"),
        ] {
            assert_eq!(parse(query), Err(Refusal::invalid(name)), "{query}");
        }
    }

    #[test]
    fn a_parameter_comes_once_in_query_and_form_together() {
        let refused = Parameters::parse("PageSize=1", Some(b"PageSize=2")).err().unwrap();
        assert_eq!((refused.status, refused.code), (400, "InvalidParameter"));
        assert!(Parameters::parse("", Some(b"\xff")).is_err());
    }
}
