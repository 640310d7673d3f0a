//! What only the proxy's operator can mend for good, and the words for it.

/// What PolarDB holds against the proxy's own part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// The access key is unknown, disabled or not for this.
    Key,
    /// The signature is wrong.
    Signature,
    /// The security token is missing, wrong or has expired.
    Token,
    /// The time of the request is too far from PolarDB's.
    Clock,
    /// The nonce was seen before.
    Nonce,
}

impl Complaint {
    /// What is wrong and who has to do what; stands in for PolarDB's message, which may echo the
    /// signed request with its security token.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Key => {
                "PolarDB refuses the proxy's access key: unknown, disabled or deleted. The proxy's \
                 operator has to set a valid ALIBABA_CLOUD_ACCESS_KEY_ID."
            }
            Self::Signature => {
                "PolarDB refuses the proxy's signature. The proxy's operator has to set the \
                 ALIBABA_CLOUD_ACCESS_KEY_SECRET that belongs to the access key."
            }
            Self::Token => {
                "PolarDB refuses the proxy's security token: expired, or of another key. The \
                 proxy's operator has to set fresh temporary credentials, token included."
            }
            Self::Clock => {
                "PolarDB refuses the time of the proxy's requests. The proxy's operator has to set \
                 the machine's clock; it may be off by 15 minutes at most."
            }
            Self::Nonce => {
                "PolarDB takes the proxy's request for a repetition, twice in a row. Try again; if \
                 it stays, the proxy's operator has to restart the proxy."
            }
        }
    }
}
