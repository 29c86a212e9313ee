//! Sticks: requests of stores that have no network, carried here in files. Each is judged by what judges it on the network, and
//! its answer lies beside it for the way back. It refuses a folder of which a file is missing, half copied or changed, before any
//! of it is looked at.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use sync::stick::{Carried, LONGEST, StickError, answer_written};

use crate::calls;
use crate::hq::Hq;

/// What of a stick cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum CarriedError {
    /// A file or folder cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not whole, or none of ours.
    #[error("{}: {why}; nothing of this folder was taken", path.display())]
    Refused {
        /// Which.
        path: PathBuf,
        /// Why.
        why: StickError,
    },
    /// Files are missing.
    #[error("{}: {there} of {of} files are there; copy the whole folder again, nothing of it was taken", path.display())]
    Missing {
        /// Where.
        path: PathBuf,
        /// How many there are.
        there: usize,
        /// How many there should be.
        of: u32,
    },
    /// What comes down cannot be written on it.
    #[error(transparent)]
    Down(#[from] crate::carried::WriteError),
    /// There is nothing of a store.
    #[error("{}: no folder of a store lies there; name the stick that the store wrote", .0.display())]
    Nothing(PathBuf),
}

/// What became of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its file.
    pub file: PathBuf,
    /// The outcome's code.
    pub outcome: String,
}

/// Takes every folder of a store that lies on a stick, and writes the answers beside the requests.
///
/// # Errors
/// [`CarriedError`]; a folder that is not whole leaves everything as it was.
pub async fn taken(hq: &Arc<Hq>, stick: &Path) -> Result<Vec<Answered>, CarriedError> {
    let mut folders = listed(stick, |path| {
        path.is_dir() && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("tiaohe-"))
    })?;
    if folders.is_empty() {
        folders.push(stick.to_owned());
    }
    let mut whole = Vec::new();
    for folder in folders {
        whole.extend(requests(&folder)?);
    }
    if whole.is_empty() {
        return Err(CarriedError::Nothing(stick.to_owned()));
    }
    let (mut answered, mut stores) = (Vec::new(), Vec::new());
    for (path, carried) in whole {
        let refused = |why| CarriedError::Refused { path: path.clone(), why };
        let mut request = Request::builder().method(carried.head.method.as_str()).uri(&carried.head.path);
        for (name, value) in &carried.head.headers {
            request = request.header(name, value);
        }
        stores.extend(carried.signed().ok().map(|signed| signed.store));
        let request = request.body(Body::from(carried.body)).map_err(|_| refused(StickError::Unknown))?;
        let response = calls::carried(Arc::clone(hq), request).await;
        let body = response.into_body().collect().await.map_err(|_| refused(StickError::Unknown))?.to_bytes();
        let file = path.with_extension("answer");
        fs::write(&file, answer_written(&body))
            .map_err(|source| CarriedError::File { path: file.clone(), source })?;
        let outcome: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
        let outcome = outcome["outcome"].as_str().unwrap_or("failed").to_owned();
        answered.push(Answered { file: path, outcome });
    }
    // What came down goes back on the same stick.
    crate::carried::beside(hq, &stores, stick).await?;
    Ok(answered)
}

/// The requests of a folder in their order, if all of them are there and whole.
fn requests(folder: &Path) -> Result<Vec<(PathBuf, Carried)>, CarriedError> {
    let mut found = Vec::new();
    for path in listed(folder, |path| path.extension().is_some_and(|extension| extension == "request"))? {
        let mut bytes = Vec::new();
        let read = fs::File::open(&path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes));
        read.map_err(|source| CarriedError::File { path: path.clone(), source })?;
        let carried =
            Carried::read(&bytes).map_err(|why| CarriedError::Refused { path: path.clone(), why })?;
        found.push((path, carried));
    }
    found.sort_by_key(|(_, carried)| carried.head.no);
    let of = found.first().map_or(0, |(_, carried)| carried.head.of);
    let in_order = (1..).zip(&found).all(|(no, (_, carried))| carried.head.no == no && carried.head.of == of);
    if !in_order || u32::try_from(found.len()).ok() != Some(of) {
        return Err(CarriedError::Missing { path: folder.to_owned(), there: found.len(), of });
    }
    Ok(found)
}

fn listed(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, CarriedError> {
    let file = |source| CarriedError::File { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(file)? {
        let path = entry.map_err(file)?.path();
        if wanted(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
