//! What the people who run headquarters do, one function each: found it, take in enterprises and stores, give out codes,
//! revoke, decide, mark a restore, verify. `hqctl` words it; each leaves its record in headquarters' own ledger, in the
//! transaction that does it.

mod check;
mod devices;
mod found;
mod numbers;
mod people;
pub mod picture;
mod publish;
mod restored;
mod roots;

pub use check::{Checked, own, stores};
pub use devices::{Decision, close_incident, decide, revoke, rewind};
pub use found::{CodeGiven, code, enterprise, enterprise_with, found, store};
pub use people::{identity, password_hash, person};
pub use publish::{
    Decision as Drafts, Drafted, Published, draft, drafted, exported, published, signatures, travels,
    withdrawn,
};
pub use restored::restored;
pub use roots::{Reached, root_drafted, root_published, signers};

use tokio_postgres::Client;

use crate::database::{self, DatabaseError};
use crate::hq::Fault;
use crate::keys::{Keys, KeysError};
use crate::settings::Settings;

/// What cannot be done, and what was kept.
#[derive(Debug, thiserror::Error)]
pub enum CtlError {
    /// A database or key.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Somebody must say it otherwise.
    #[error("{0}")]
    Refused(String),
}

impl From<DatabaseError> for CtlError {
    fn from(error: DatabaseError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<KeysError> for CtlError {
    fn from(error: KeysError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<tokio_postgres::Error> for CtlError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Fault(error.into())
    }
}

fn refused(why: impl Into<String>) -> CtlError {
    CtlError::Refused(why.into())
}

/// Who drafts, signs and publishes: the owner of the databases, or the console for one enterprise.
pub trait Publishing {
    /// The database, headquarters' keys, and who does it.
    fn parts(&mut self) -> (&mut Client, &Keys, &str);
}

impl Publishing for Office {
    fn parts(&mut self) -> (&mut Client, &Keys, &str) {
        (&mut self.control, &self.keys, &self.actor)
    }
}

/// Who runs headquarters: the owner of its databases, with its keys.
pub struct Office {
    /// The database, as its owner.
    pub control: Client,
    /// The database of sealed identities, as its owner.
    pub sealed: Client,
    /// The keys.
    pub keys: Keys,
    /// The address that stores are told.
    pub url: String,
    /// Who does it, as the operating system knows them; goes into headquarters' own ledger.
    pub actor: String,
}

impl Office {
    /// Opens the databases, brought up to date, and reads the keys.
    ///
    /// # Errors
    /// [`CtlError`].
    pub async fn open(settings: &Settings, actor: &str) -> Result<Self, CtlError> {
        database::migrate(settings).await?;
        Self::with(settings, actor, Keys::read(&settings.keys)?).await
    }

    async fn with(settings: &Settings, actor: &str, keys: Keys) -> Result<Self, CtlError> {
        Ok(Self {
            control: database::owner(&settings.database).await?,
            sealed: database::owner(&settings.sealed_database).await?,
            keys,
            url: settings.url.clone(),
            actor: actor.to_owned(),
        })
    }
}
