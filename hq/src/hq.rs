//! What every call needs: databases, keys, limits, metrics. Nothing of a store is kept between two calls, so that any
//! number of processes stand beside each other over one database.

use std::sync::Arc;

use axum::http::{HeaderMap, header::CONTENT_LENGTH};
use chrono::Utc;
use sync::answer::Refused;
use sync::calls::Compared;
use sync::receipt::{Asked, Receipt, SignedReceipt};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_postgres::GenericClient;

use crate::database::{DatabaseError, Databases, small};
use crate::down::Boards;
use crate::keys::{Keys, KeysError};
use crate::lane::Lanes;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::segment::{self, End};
use crate::settings::Settings;

/// How much memory bodies may take at once, in MiB.
const ROOM: usize = 800;
/// What a large body takes at most, as it came and unpacked; in MiB.
const LARGE: u32 = 25;
/// What a content takes, as it lies and as it is sent.
const CONTENT: u32 = 10;
/// What a small one takes.
const SMALL: u32 = 1;
/// Up to how many bytes as it says itself a body is small.
const SMALL_BYTES: usize = 64 << 10;
/// How many bodies may be unpacked at once: a small one may lie, and unpack to 8 MiB before it is refused room.
const UNPACKING: usize = 16;

/// Why headquarters cannot start, or fails in itself.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A key.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// It was never founded.
    #[error("this database knows no headquarters: run `hqctl init` first")]
    NotFounded,
    /// The database is older than what has spoken before.
    #[error(
        "the database is of epoch {database}, but epoch {spoke} has spoken to stores: it was restored from a backup. \
         Nothing was started. Run `hqctl restored` with a reason, then start again"
    )]
    Older {
        /// What the database says.
        database: u64,
        /// What the keys' folder says.
        spoke: u64,
    },
    /// The key is not the one that stores know.
    #[error(
        "the online key in the keys' folder is not the one that this headquarters was founded with: put back its copy"
    )]
    OtherKey,
    /// Something cannot be written down.
    #[error("an answer cannot be written as JSON")]
    Unwritable,
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(error.into())
    }
}

/// What every call needs.
pub struct Hq {
    /// The databases.
    pub databases: Databases,
    /// The keys.
    pub keys: Arc<Keys>,
    /// Who asks too much.
    pub limits: Limits,
    /// What is counted.
    pub metrics: Metrics,
    /// How much room there is for bodies.
    pub bodies: Semaphore,
    /// How many bodies may be unpacked at once.
    pub unpacking: Semaphore,
    /// Where small batches share their transactions.
    pub lanes: Lanes,
    /// Where the boards stand, for those who wait for another.
    pub boards: Boards,
    /// Whether a proxy says who calls.
    pub behind_proxy: bool,
    /// The oldest version of the protocol that is taken.
    pub least_protocol: u32,
}

impl Hq {
    /// Opens what is there. The tables must be up to date.
    ///
    /// # Errors
    /// [`Fault`], where it was never founded, or where the database is older than what has spoken.
    pub async fn open(settings: &Settings) -> Result<Self, Fault> {
        let (databases, keys) = (Databases::of(settings)?, Keys::read(&settings.keys)?);
        let client = databases.ingest().await?;
        let row =
            client.query_opt("SELECT epoch, online_key FROM hq", &[]).await?.ok_or(Fault::NotFounded)?;
        let (database, spoke) = (small(row.get(0))?, keys.epoch()?);
        if row.get::<_, &[u8]>(1) != keys.online().verifying_key().as_bytes() {
            return Err(Fault::OtherKey);
        }
        if database < spoke {
            return Err(Fault::Older { database, spoke });
        }
        if database > spoke {
            keys.keep_epoch(database)?;
        }
        let lanes = Lanes::over(&databases);
        Ok(Self {
            databases,
            lanes,
            keys: Arc::new(keys),
            limits: Limits::new(settings.limits),
            metrics: Metrics::new(),
            bodies: Semaphore::new(ROOM),
            unpacking: Semaphore::new(UNPACKING),
            boards: Boards::default(),
            behind_proxy: settings.behind_proxy,
            least_protocol: settings.least_protocol,
        })
    }

    /// Room for a body, by what it says of its length. Nobody takes memory for more bodies than there is memory for.
    ///
    /// # Errors
    /// [`Refused::Busy`].
    pub fn room(&self, headers: &HeaderMap) -> Result<SemaphorePermit<'_>, Refused> {
        let said = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let said = said.and_then(|value| value.parse::<usize>().ok());
        let takes = if said.is_some_and(|bytes| bytes <= SMALL_BYTES) { SMALL } else { LARGE };
        self.bodies.try_acquire_many(takes).map_err(|_| Refused::Busy { after: 2 })
    }

    /// Room for a content that goes down.
    ///
    /// # Errors
    /// [`Refused::Busy`].
    pub fn room_for_content(&self) -> Result<SemaphorePermit<'_>, Refused> {
        self.bodies.try_acquire_many(CONTENT).map_err(|_| Refused::Busy { after: 2 })
    }

    /// More room for a small body that unpacked to more than it takes.
    ///
    /// # Errors
    /// [`Refused::Busy`].
    pub fn more_room(&self, unpacked: usize) -> Result<Option<SemaphorePermit<'_>>, Refused> {
        if unpacked <= (SMALL as usize) << 19 {
            return Ok(None);
        }
        self.bodies.try_acquire_many(LARGE).map(Some).map_err(|_| Refused::Busy { after: 2 })
    }

    /// The epoch that speaks.
    ///
    /// # Errors
    /// [`Fault`], where it cannot be read.
    pub async fn epoch(&self, client: &impl GenericClient) -> Result<u64, Fault> {
        Ok(small(client.query_one("SELECT epoch FROM hq", &[]).await?.get(0))?)
    }

    /// Headquarters' word for what it has of a branch.
    ///
    /// # Errors
    /// [`Fault::Unwritable`].
    pub fn receipt(
        &self,
        epoch: u64,
        place: &Place<'_>,
        end: End,
        erased: Vec<String>,
    ) -> Result<SignedReceipt, Fault> {
        let receipt = Receipt {
            hq: place.enterprise.to_owned(),
            epoch,
            store: place.store.to_owned(),
            branch: place.branch,
            seq: end.seq,
            hash: end.hash,
            at: Utc::now().fixed_offset(),
            erased,
            asked: place.asked,
        };
        receipt.signed(self.keys.online()).map_err(|_| Fault::Unwritable)
    }
}

/// What a receipt is about.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Whose headquarters.
    pub enterprise: &'a str,
    /// Whose records.
    pub store: &'a str,
    /// Which branch.
    pub branch: u32,
    /// Which request is answered.
    pub asked: Asked,
}

/// The hash at a place, as an answer says it.
///
/// # Errors
/// [`Fault`].
pub async fn compared(
    client: &impl GenericClient,
    store: &str,
    branch: u32,
    at: Option<u64>,
) -> Result<Option<Compared>, Fault> {
    let Some(seq) = at else { return Ok(None) };
    let hash = segment::hash_at(client, store, branch, seq).await?;
    Ok(hash.map(|hash| Compared { seq, hash }))
}
