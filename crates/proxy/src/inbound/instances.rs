//! What the operator calls the instances and whose they are: a file that is read again when it changes, served to those
//! who may ask for batches.
//!
//! A file that cannot be used never takes the place of one that could.

mod csv;
mod json;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::Metadata;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwap;
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;
use tokio::time::timeout;

/// The most bytes of a file: some 40,000 instances.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;
/// How long the file may take. One on a file system of the network may hang for ever.
const PATIENCE: Duration = Duration::from_secs(5);
const MOST_INSTANCES: usize = 50_000;
const LONGEST_ID: usize = 128;
const LONGEST_TEXT: usize = 200;
/// How many faults of a file are told.
const MOST_FAULTS: usize = 20;

/// Pages of other origins cannot embed the reply, for browsers that do not say where a request comes from.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// An instance as its operator knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Instance {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// All instances by their ids.
pub type Instances = BTreeMap<String, Instance>;

/// The instances, from a file or as they were given.
pub struct InstanceTable {
    path: Option<PathBuf>,
    current: ArcSwap<Reply>,
    /// Of the file that was read last, usable or not.
    stamp: Mutex<Option<Stamp>>,
}

struct Reply {
    body: Bytes,
    etag: HeaderValue,
}

/// By what a changed file is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    #[cfg(unix)]
    inode: u64,
}

/// Why a file of instances cannot be used.
#[derive(Debug)]
pub struct InstancesError {
    path: PathBuf,
    /// Each with its line, where it has one.
    faults: Vec<String>,
}

impl InstanceTable {
    /// These instances for good.
    pub fn fixed(instances: &Instances) -> Self {
        let current = ArcSwap::from_pointee(Reply::of(instances));
        Self { path: None, current, stamp: Mutex::default() }
    }

    /// Reads the file, by its extension as CSV or JSON.
    ///
    /// # Errors
    /// [`InstancesError`] with every fault and its line.
    pub fn load(path: &Path) -> Result<Self, InstancesError> {
        let (stamp, instances) = read(path)?;
        let current = ArcSwap::from_pointee(Reply::of(&instances));
        Ok(Self { path: Some(path.to_owned()), current, stamp: Mutex::new(Some(stamp)) })
    }

    /// The instances as of now; 304 to whoever has them already.
    pub(super) async fn answer(&self, headers: &HeaderMap) -> Response {
        self.refresh().await;
        let reply = self.current.load_full();
        let common = [
            (ETAG, reply.etag.clone()),
            (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
        ];
        let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut known = known.flat_map(|value| value.split(',')).map(str::trim);
        if known.any(|tag| tag == "*" || tag == reply.etag) {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        (common, [(CONTENT_TYPE, "application/json")], reply.body.clone()).into_response()
    }

    /// Reads the file again if it is another one than the last time. Whoever comes meanwhile waits for it.
    async fn refresh(&self) {
        let Some(path) = &self.path else { return };
        let mut last = self.stamp.lock().await;
        let stamp = timeout(PATIENCE, tokio::fs::metadata(path)).await;
        let Ok(stamp) = stamp.map(|found| found.ok().map(|metadata| Stamp::of(&metadata))) else {
            tracing::error!("the instances stay as they were: {}", silent(path));
            return;
        };
        if *last == stamp {
            return;
        }
        let name = path.clone();
        let reading = tokio::task::spawn_blocking(move || read(&name));
        match timeout(PATIENCE, reading).await {
            Ok(Ok(Ok((read, instances)))) => {
                self.current.store(Arc::new(Reply::of(&instances)));
                tracing::info!(count = instances.len(), "the instances were read again");
                *last = Some(read);
                return;
            }
            Ok(Ok(Err(error))) => tracing::error!("the instances stay as they were: {error}"),
            Ok(Err(_)) => tracing::error!("the instances stay as they were: a fault of the proxy"),
            Err(_) => tracing::error!("the instances stay as they were: {}", silent(path)),
        }
        *last = stamp;
    }
}

impl Reply {
    fn of(instances: &Instances) -> Self {
        // A map of texts cannot fail to become JSON.
        let body = serde_json::to_vec(instances).unwrap_or_default();
        let hash: String =
            Sha256::digest(&body).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        // Weak, since the reply may be compressed.
        let etag = HeaderValue::try_from(format!("W/\"{hash}\""));
        Self { body: body.into(), etag: etag.unwrap_or(HeaderValue::from_static("W/\"\"")) }
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            modified: metadata.modified().ok(),
            length: metadata.len(),
            #[cfg(unix)]
            inode: std::os::unix::fs::MetadataExt::ino(metadata),
        }
    }
}

fn silent(path: &Path) -> String {
    format!("{} could not be read within {} s", path.display(), PATIENCE.as_secs())
}

fn read(path: &Path) -> Result<(Stamp, Instances), InstancesError> {
    let error = |faults| InstancesError { path: path.to_owned(), faults };
    let unreadable = |io: std::io::Error| error(vec![io.to_string()]);
    // Before it is opened: a FIFO can be opened only when somebody writes to it.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(error(vec!["it is not a file".to_owned()]));
    }
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(error(vec!["it is larger than 4 MiB".to_owned()]));
    }
    let parsed = parse(path, &bytes).map_err(|mut faults| {
        let more = faults.len().saturating_sub(MOST_FAULTS);
        faults.truncate(MOST_FAULTS);
        faults.extend((more > 0).then(|| format!("and {more} more")));
        error(faults)
    })?;
    Ok((Stamp::of(&metadata), parsed))
}

/// The instances of a file with this name, or what is wrong with it.
fn parse(path: &Path, bytes: &[u8]) -> Result<Instances, Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        vec![format!("line {line}: this is not UTF-8")]
    })?;
    let extension = path.extension().and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => csv::parse(text),
        Some("json") => json::parse(text),
        _ => Err(vec!["its name must end with .csv or .json".to_owned()]),
    }
}

/// An id as the cloud writes them.
fn checked_id(text: &str) -> Result<String, String> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    if text.is_empty() {
        Err("the id is missing".to_owned())
    } else if !is_plain || text.len() > LONGEST_ID {
        Err(format!("the id must be at most {LONGEST_ID} letters, digits and signs"))
    } else {
        Ok(text.to_owned())
    }
}

/// A name or an owner; none where it is empty.
fn checked_text(what: &str, text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        Err(format!("the {what} has a line break or another control character"))
    } else if text.chars().count() > LONGEST_TEXT {
        Err(format!("the {what} is longer than {LONGEST_TEXT} characters"))
    } else {
        Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
    }
}

impl fmt::Display for InstancesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot use {}:", self.path.display())?;
        self.faults.iter().try_for_each(|fault| write!(formatter, "\n  {fault}"))
    }
}

impl std::error::Error for InstancesError {}

#[cfg(test)]
mod tests;
