//! What is published, as it is read: roots, bulletins, contents, and the board that headquarters signs with its online key.
//! It refuses to sign anything else: what comes down is signed by people.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use ledger::SigningKey;
use sync::calls::After;
use sync::down::Chain;
use sync::down::board::{Board, SignedBoard};
use sync::down::bulletin::Taken;
use sync::down::signers::SignedText;
use sync::root::Root;
use tokio::sync::Mutex;
use tokio_postgres::{GenericClient, Transaction};

use crate::database::{DatabaseError, big, hash, small};
use crate::hq::{Fault, Hq};

/// How long a board counts as fresh: it says 72 hours, so that a store that was closed over a weekend still has one.
const EXPIRES: TimeDelta = TimeDelta::hours(72);
/// How old a board may be before another is signed for who asks: its age is shown at the counters.
const ANEW: TimeDelta = TimeDelta::hours(1);
/// How often the boards are looked at for those who wait, however many they are.
const LOOKED: Duration = Duration::from_millis(250);
/// A lock over all processes, so that a board's number is given once.
const BOARDS: &str = "SELECT pg_advisory_xact_lock(4826033)";

/// The root of an enterprise that is in force; `None` where there is no such enterprise.
///
/// # Errors
/// [`DatabaseError`], also where it cannot be read as a root.
pub async fn root(client: &impl GenericClient, enterprise: &str) -> Result<Option<Root>, DatabaseError> {
    let sql = "SELECT signed FROM root WHERE enterprise = $1 ORDER BY no DESC LIMIT 1";
    let Some(row) = client.query_opt(sql, &[&enterprise]).await? else { return Ok(None) };
    let unreadable = DatabaseError::Shape("a root cannot be read");
    let signed = signed(row.get(0))?;
    Root::kept(&signed.text).map(Some).map_err(|_| unreadable)
}

/// A signed text as it lies in a row.
///
/// # Errors
/// [`DatabaseError::Shape`].
pub fn signed(text: &str) -> Result<SignedText, DatabaseError> {
    serde_json::from_str(text).map_err(|_| DatabaseError::Shape("a signed text cannot be read"))
}

/// The root of a number, as it was signed.
///
/// # Errors
/// [`DatabaseError`].
pub async fn root_signed(
    client: &impl GenericClient,
    enterprise: &str,
    no: u64,
) -> Result<Option<SignedText>, DatabaseError> {
    let Ok(no) = big(no) else { return Ok(None) };
    let sql = "SELECT signed FROM root WHERE enterprise = $1 AND no = $2";
    let row = client.query_opt(sql, &[&enterprise, &no]).await?;
    row.map(|row| signed(row.get(0))).transpose()
}

/// A bulletin, as it was signed.
///
/// # Errors
/// [`DatabaseError`].
pub async fn bulletin(
    client: &impl GenericClient,
    enterprise: &str,
    chain: Chain,
    no: u64,
) -> Result<Option<SignedText>, DatabaseError> {
    let Ok(no) = big(no) else { return Ok(None) };
    let sql = "SELECT signed FROM bulletin WHERE enterprise = $1 AND chain = $2 AND no = $3";
    let row = client.query_opt(sql, &[&enterprise, &chain.name(), &no]).await?;
    row.map(|row| signed(row.get(0))).transpose()
}

/// How far a chain goes.
///
/// # Errors
/// [`DatabaseError`].
pub async fn end(
    client: &impl GenericClient,
    enterprise: &str,
    chain: Chain,
) -> Result<Taken, DatabaseError> {
    let sql = "SELECT no, digest FROM bulletin WHERE enterprise = $1 AND chain = $2 ORDER BY no DESC LIMIT 1";
    match client.query_opt(sql, &[&enterprise, &chain.name()]).await? {
        Some(row) => Ok(Taken { no: small(row.get(0))?, digest: hash(row.get(1))? }),
        None => Ok(Taken::NONE),
    }
}

/// A board and where it stands.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its root, epoch and number.
    pub at: After,
    /// The board.
    pub board: SignedBoard,
    /// When it was signed.
    pub issued: DateTime<Utc>,
}

/// The last board of an enterprise.
///
/// # Errors
/// [`DatabaseError`].
pub async fn board(client: &impl GenericClient, enterprise: &str) -> Result<Option<Kept>, DatabaseError> {
    let sql = "SELECT root, epoch, no, signed, issued_at FROM board WHERE enterprise = $1";
    let Some(row) = client.query_opt(sql, &[&enterprise]).await? else { return Ok(None) };
    let board = serde_json::from_str(row.get(3));
    Ok(Some(Kept {
        at: After { root: small(row.get(0))?, epoch: small(row.get(1))?, no: small(row.get(2))? },
        board: board.map_err(|_| DatabaseError::Shape("a board cannot be read"))?,
        issued: row.get(4),
    }))
}

/// Signs another board over what is published; in the transaction that publishes, so that neither is there without the other.
///
/// # Errors
/// [`Fault`].
pub async fn issue(work: &Transaction<'_>, key: &SigningKey, enterprise: &str) -> Result<Kept, Fault> {
    work.execute(BOARDS, &[]).await?;
    let before = board(work, enterprise).await?;
    let epoch = small(work.query_one("SELECT epoch FROM hq", &[]).await?.get(0))?;
    let root = root(work, enterprise).await?.ok_or(DatabaseError::Shape("an enterprise has no root"))?;
    let mut chains = BTreeMap::new();
    for chain in Chain::ALL {
        let taken = end(work, enterprise, chain).await?;
        if taken.no > 0 {
            chains.insert(chain.name().to_owned(), taken);
        }
    }
    let issued = Utc::now();
    let said = Board {
        hq: enterprise.to_owned(),
        root: root.root,
        // Numbers rise on over a restore, too: whoever compares them alone is not misled.
        no: before.map_or(0, |before| before.at.no) + 1,
        epoch,
        issued: issued.fixed_offset(),
        expires: (issued + EXPIRES).fixed_offset(),
        chains,
        checkpoint: None,
    };
    let board = said.signed(key).map_err(|_| Fault::Unwritable)?;
    let text = serde_json::to_string(&board).map_err(|_| Fault::Unwritable)?;
    let sql = "INSERT INTO board (enterprise, root, epoch, no, signed, issued_at) VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (enterprise) DO UPDATE SET root = excluded.root, epoch = excluded.epoch, no = excluded.no,
               signed = excluded.signed, issued_at = excluded.issued_at";
    let at = After { root: said.root, epoch, no: said.no };
    work.execute(sql, &[&enterprise, &big(at.root)?, &big(epoch)?, &big(at.no)?, &text, &issued]).await?;
    Ok(Kept { at, board, issued })
}

/// Where every board stands, looked at once for all who wait.
#[derive(Default)]
pub struct Boards(Mutex<Option<(Instant, BTreeMap<String, After>)>>);

impl Hq {
    /// The board of an enterprise as it is now, signed anew where it is old or of another epoch; `None` where nothing was ever
    /// published.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn board(&self, enterprise: &str) -> Result<Option<Kept>, Fault> {
        let mut client = self.databases.ingest().await?;
        let Some(kept) = board(&**client, enterprise).await? else { return Ok(None) };
        let epoch = self.epoch(&**client).await?;
        if kept.at.epoch == epoch && Utc::now() - kept.issued < ANEW {
            return Ok(Some(kept));
        }
        let work = client.transaction().await?;
        work.execute(BOARDS, &[]).await?;
        // Another process may have done it meanwhile.
        let kept = match board(&*work, enterprise).await? {
            Some(kept) if kept.at.epoch == epoch && Utc::now() - kept.issued < ANEW => kept,
            _ => issue(&work, self.keys.online(), enterprise).await?,
        };
        work.commit().await?;
        Ok(Some(kept))
    }

    /// Waits until an enterprise's board is another than `after`, or the time is over.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn other_board(&self, enterprise: &str, after: After, until: Instant) -> Result<(), Fault> {
        loop {
            if self.stands(enterprise).await?.is_some_and(|at| at != after) || Instant::now() >= until {
                return Ok(());
            }
            tokio::time::sleep(LOOKED).await;
        }
    }

    async fn stands(&self, enterprise: &str) -> Result<Option<After>, Fault> {
        let mut seen = self.boards.0.lock().await;
        let fresh = seen.as_ref().is_some_and(|(when, _)| when.elapsed() < LOOKED);
        if !fresh {
            let client = self.databases.ingest().await?;
            let mut all = BTreeMap::new();
            for row in client.query("SELECT enterprise, root, epoch, no FROM board", &[]).await? {
                let at =
                    After { root: small(row.get(1))?, epoch: small(row.get(2))?, no: small(row.get(3))? };
                all.insert(row.get(0), at);
            }
            *seen = Some((Instant::now(), all));
        }
        Ok(seen.as_ref().and_then(|(_, all)| all.get(enterprise).copied()))
    }
}
