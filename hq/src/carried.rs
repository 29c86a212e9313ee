//! What comes down, written on a stick for stores without a network: the board, every root, and every bulletin of every chain but
//! the catalogue's with what it brings. All of it is signed already, so the file is any store's of the enterprise.

use std::fs;
use std::path::{Path, PathBuf};

use sync::down::Chain;
use sync::down::carried::{CarriedBulletin, ComesDown, FILE, LONGEST};

use crate::database::DatabaseError;
use crate::down;
use crate::hq::{Fault, Hq};

/// Why the file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// What is to be written cannot be read.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// It is longer than a store reads.
    #[error("what came down is longer than a stick's file may be ({LONGEST} bytes); nothing was written")]
    TooLong,
    /// The file cannot be written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Everything that came down in an enterprise; `None` where nothing did.
///
/// # Errors
/// [`Fault`].
pub async fn whole(hq: &Hq, enterprise: &str) -> Result<Option<ComesDown>, Fault> {
    let Some(board) = hq.board(enterprise).await? else { return Ok(None) };
    let client = hq.databases.ingest().await?;
    let mut roots = Vec::new();
    let sql = "SELECT signed FROM root WHERE enterprise = $1 AND no > 1 ORDER BY no";
    for row in client.query(sql, &[&enterprise]).await? {
        roots.push(down::signed(row.get(0))?);
    }
    let mut bulletins = Vec::new();
    let sql = "SELECT t.signed, b.bytes FROM bulletin t JOIN blob b ON b.enterprise = t.enterprise AND b.digest = t.content
               WHERE t.enterprise = $1 AND t.chain = $2 ORDER BY t.no";
    for chain in Chain::ALL.into_iter().filter(|chain| *chain != Chain::Catalogue) {
        for row in client.query(sql, &[&enterprise, &chain.name()]).await? {
            let content = String::from_utf8(row.get(1));
            let content = content.map_err(|_| DatabaseError::Shape("a content is no text"))?;
            bulletins.push(CarriedBulletin { signed: down::signed(row.get(0))?, content });
        }
    }
    Ok(Some(ComesDown { tiaohe_down: 1, roots, board: board.board, bulletins }))
}

/// Writes it into a folder, whole or not at all; whether there was anything.
///
/// # Errors
/// [`WriteError`].
pub async fn written(hq: &Hq, enterprise: &str, folder: &Path) -> Result<bool, WriteError> {
    let Some(whole) = whole(hq, enterprise).await? else { return Ok(false) };
    let text = serde_json::to_string(&whole).map_err(|_| Fault::Unwritable)?;
    if text.len() as u64 > LONGEST {
        return Err(WriteError::TooLong);
    }
    let (path, aside) = (folder.join(FILE), folder.join(format!("{FILE}.part")));
    let file = |source| WriteError::File { path: path.clone(), source };
    fs::write(&aside, text).and_then(|()| fs::rename(&aside, &path)).map_err(file)?;
    Ok(true)
}

/// Writes it for the one enterprise whose stores' requests lie on a stick; nothing where they are of several.
///
/// # Errors
/// [`WriteError`].
pub async fn beside(hq: &Hq, stores: &[String], folder: &Path) -> Result<bool, WriteError> {
    let client = hq.databases.ingest().await.map_err(Fault::from)?;
    let sql = "SELECT DISTINCT enterprise FROM store WHERE store_id = ANY($1)";
    let rows = client.query(sql, &[&stores]).await.map_err(Fault::from)?;
    let [row] = &rows[..] else { return Ok(false) };
    written(hq, row.get(0), folder).await
}
