//! What a failed call said, or what came in its place.

use crate::locale::Locale;
use crate::tr;

/// What a failed call said, in a form that is made into a text when its language is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// As it came: `Message` of the error envelope, or what could not be read. Text from outside.
    Received(String),
    /// The reply was meant as JSON.
    InvalidJson,
    /// The reply answers another question. Boxed, because failures are returned by value.
    Misfit(Box<Misfit>),
    /// The reply was not meant as this API's. Boxed likewise.
    NotTheApi(Box<ForeignReply>),
}

/// What was asked for, and what came instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Another batch.
    Batch {
        /// `BatchId` that was asked for.
        asked: String,
        /// `BatchId` that came. Text from outside.
        came: String,
    },
    /// Another page.
    Page {
        /// `PageNumber` that was asked for.
        asked: u64,
        /// `PageNumber` that came.
        came: u64,
    },
    /// Rows of another type.
    Type {
        /// `TaskType` that was asked for.
        asked: String,
        /// `TaskType` of a row that came. Text from outside.
        came: String,
    },
    /// Rows of other statuses.
    Status {
        /// The values of `Status` that were asked for.
        asked: String,
        /// `Status` of a row that came. Text from outside.
        came: String,
    },
    /// A page without rows that cannot be beyond the last one.
    NoRows {
        /// The number of the page, from 1.
        page: u64,
        /// `TotalCount` beside the empty list.
        total: u64,
    },
}

/// A reply of something else than this API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignReply {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// What to recognise its sender by.
    pub excerpt: Excerpt,
}

/// The part of a foreign reply by which people recognise its sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Excerpt {
    /// The beginning of a text.
    Text(String),
    /// An array.
    JsonArray,
    /// An object with members of these names, separated by commas.
    JsonObject(String),
}

impl Message {
    /// The message for people: what came is shown as it came, the rest is translated.
    pub fn text(&self, locale: &Locale) -> String {
        match self {
            Self::Received(text) => text.clone(),
            Self::InvalidJson => {
                tr!(locale, "The reply ends early or is not valid JSON.").to_owned()
            }
            Self::Misfit(misfit) => misfit.text(locale),
            Self::NotTheApi(reply) => reply.text(locale),
        }
    }
}

impl Misfit {
    fn text(&self, locale: &Locale) -> String {
        match self {
            Self::Batch { asked, came } => {
                other(locale, "BatchId", &shortened(asked), &shortened(came))
            }
            Self::Page { asked, came } => {
                other(locale, "PageNumber", &asked.to_string(), &came.to_string())
            }
            Self::Type { asked, came } => {
                other(locale, "TaskType", &shortened(asked), &shortened(came))
            }
            Self::Status { asked, came } => other(locale, "Status", asked, &shortened(came)),
            Self::NoRows { page, total } => tr!(
                locale,
                "Asked for page {page}, received no rows and TotalCount {total}.",
                page = page,
                total = total,
            ),
        }
    }
}

fn other(locale: &Locale, name: &str, asked: &str, came: &str) -> String {
    tr!(
        locale,
        "Asked for {name} {asked}, received {name} {came}.",
        name = name,
        asked = asked,
        came = came,
    )
}

impl ForeignReply {
    fn text(&self, locale: &Locale) -> String {
        let content_type = self.content_type.as_deref();
        let content_type = content_type.unwrap_or_else(|| tr!(locale, "no content type"));
        format!("HTTP {}, {content_type}: {}", self.status, shortened(&self.excerpt.text(locale)))
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::Received(text)
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Self::Received(text.to_owned())
    }
}

impl Excerpt {
    /// Of a text, of which nobody reads more.
    pub fn of_text(text: &str) -> Self {
        Self::Text(shortened(text.trim()))
    }

    /// Of an object, by the names of its members: its values may be anything.
    pub fn of_object(names: &[&str]) -> Self {
        Self::JsonObject(shortened(&names.join(", ")))
    }

    fn text(&self, locale: &Locale) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::JsonArray => tr!(locale, "a JSON array").to_owned(),
            Self::JsonObject(names) if names.is_empty() => {
                tr!(locale, "a JSON object of nothing").to_owned()
            }
            Self::JsonObject(names) => tr!(locale, "a JSON object of {names}", names = names),
        }
    }
}

/// Enough to recognise a sign-in page or a gateway by.
fn shortened(text: &str) -> String {
    const MOST_CHARACTERS: usize = 200;
    text.chars().take(MOST_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::chinese;

    #[test]
    fn a_message_is_made_into_a_text_in_the_language_it_is_shown_in() {
        let not_the_api = |excerpt| {
            Message::NotTheApi(Box::new(ForeignReply { status: 404, content_type: None, excerpt }))
        };
        for (message, english, other) in [
            (Message::from("not authorized"), "not authorized", "not authorized"),
            (
                Message::InvalidJson,
                "The reply ends early or is not valid JSON.",
                "响应不完整或不是有效的 JSON。",
            ),
            (
                not_the_api(Excerpt::of_object(&["RequestId", "error"])),
                "HTTP 404, no content type: a JSON object of RequestId, error",
                "HTTP 404, 无 Content-Type: 包含 RequestId, error 的 JSON 对象",
            ),
            (
                not_the_api(Excerpt::of_object(&[])),
                "HTTP 404, no content type: a JSON object of nothing",
                "HTTP 404, 无 Content-Type: 不含任何字段的 JSON 对象",
            ),
            (
                not_the_api(Excerpt::JsonArray),
                "HTTP 404, no content type: a JSON array",
                "HTTP 404, 无 Content-Type: JSON 数组",
            ),
            (
                not_the_api(Excerpt::of_text(" <html> ")),
                "HTTP 404, no content type: <html>",
                "HTTP 404, 无 Content-Type: <html>",
            ),
        ] {
            assert_eq!(message.text(&Locale::default()), english);
            assert_eq!(message.text(&chinese()), other);
        }
    }
}
