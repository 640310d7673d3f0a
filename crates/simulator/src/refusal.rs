//! Errors with the codes, statuses and texts of the cloud.

use acs3::VerifyError;

/// An error reply without what differs from call to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// The permission that is missing, where that is the reason.
    pub(crate) denied_action: Option<String>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), denied_action: None }
    }

    /// A parameter of this name has a value that cannot be.
    pub(crate) fn invalid(parameter: &str) -> Self {
        let message = format!("The specified parameter {parameter} is not valid.");
        Self::new(400, "InvalidParameter", message)
    }

    /// A parameter of this name has to be given.
    pub(crate) fn missing(parameter: &str) -> Self {
        Self::new(400, "MissingParameter", format!("{parameter} is mandatory for this action."))
    }
}

impl From<VerifyError> for Refusal {
    fn from(error: VerifyError) -> Self {
        let message = match &error {
            // The real service echoes it just so, security token included.
            VerifyError::SignatureMismatch { canonical_request } => format!(
                "Specified signature is not matched with our calculation. \
                 server CanonicalRequest is:{}",
                canonical_request.expose()
            ),
            VerifyError::UnknownAccessKey(_) => "Specified access key is not found.".to_owned(),
            other => format!("The request does not conform to Aliyun standards: {other}."),
        };
        Self::new(error.status(), error.code(), message)
    }
}
