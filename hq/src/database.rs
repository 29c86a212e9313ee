//! The two databases of headquarters: their migrations, and a pool of connections for each role. It refuses to know what is
//! asked of them.

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio_postgres::{Client, Config, NoTls};

use crate::settings::Settings;

mod control {
    refinery::embed_migrations!("migrations/control");
}
mod sealed {
    refinery::embed_migrations!("migrations/sealed");
}

/// What went wrong with a database.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// PostgreSQL says no, or is not there.
    #[error("database: {}", said(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// No connection is to be had.
    #[error("database: no connection: {0}")]
    Pool(String),
    /// The tables cannot be brought up to date.
    #[error("database: migration: {0}")]
    Migration(String),
    /// The owner may not work as the roles that the server works as.
    #[error(
        "database: {owner} may not work as {role}: somebody else made that role. As the database's superuser run \
         GRANT {all} TO {owner}; then start again"
    )]
    Role {
        /// Who owns the databases.
        owner: String,
        /// The role.
        role: &'static str,
        /// All roles of that database.
        all: String,
    },
    /// What lies there is not what can lie there.
    #[error("database: {0}")]
    Shape(&'static str),
}

/// The roles that the server works as in the first database, and in the second.
const ROLES: [&[&str]; 2] =
    [&["hq_ingest", "hq_projector", "hq_console", "hq_door", "hq_publisher"], &["hq_sealed"]];

/// PostgreSQL's own words without the values that it quotes, which may be a person's.
fn said(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(error) => format!("{} ({})", error.message(), error.code().code()),
        None => error.to_string(),
    }
}

impl From<deadpool_postgres::PoolError> for DatabaseError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error)
            | deadpool_postgres::PoolError::PostCreateHook(HookError::Backend(error)) => {
                Self::Postgres(error)
            }
            other @ (deadpool_postgres::PoolError::Timeout(_)
            | deadpool_postgres::PoolError::Closed
            | deadpool_postgres::PoolError::NoRuntimeSpecified
            | deadpool_postgres::PoolError::PostCreateHook(_)) => Self::Pool(other.to_string()),
        }
    }
}

/// The connections, by what they may do.
#[derive(Clone)]
pub struct Databases {
    ingest: Pool,
    projector: Pool,
    console: Pool,
    door: Pool,
    publisher: Pool,
    sealed: Pool,
}

impl Databases {
    /// Pools that connect when they are asked.
    ///
    /// # Errors
    /// [`DatabaseError::Postgres`] where a connection string cannot be read.
    pub fn of(settings: &Settings) -> Result<Self, DatabaseError> {
        let most = settings.connections.max(1);
        let main: Config = settings.database.parse()?;
        let sealed: Config = settings.sealed_database.parse()?;
        Ok(Self {
            ingest: pool(&main, "hq_ingest", most)?,
            projector: pool(&main, "hq_projector", most.min(2))?,
            console: pool(&main, "hq_console", most.min(8))?,
            door: pool(&main, "hq_door", most.min(4))?,
            publisher: pool(&main, "hq_publisher", most.min(2))?,
            sealed: pool(&sealed, "hq_sealed", most.min(8))?,
        })
    }

    /// For the way up.
    ///
    /// # Errors
    /// [`DatabaseError`], without a connection.
    pub async fn ingest(&self) -> Result<Object, DatabaseError> {
        Ok(self.ingest.get().await?)
    }

    /// For the projector.
    ///
    /// # Errors
    /// [`DatabaseError`], without a connection.
    pub async fn projector(&self) -> Result<Object, DatabaseError> {
        Ok(self.projector.get().await?)
    }

    /// For the console, which sees one enterprise.
    ///
    /// # Errors
    /// [`DatabaseError`], without a connection.
    pub async fn console(&self) -> Result<Object, DatabaseError> {
        Ok(self.console.get().await?)
    }

    /// For who signs in to the console.
    ///
    /// # Errors
    /// [`DatabaseError`], without a connection.
    pub async fn door(&self) -> Result<Object, DatabaseError> {
        Ok(self.door.get().await?)
    }

    /// For a recall that is begun in the browser.
    ///
    /// # Errors
    /// [`DatabaseError`], without a connection.
    pub async fn publisher(&self) -> Result<Object, DatabaseError> {
        Ok(self.publisher.get().await?)
    }

    /// For sealed identities.
    ///
    /// # Errors
    /// [`DatabaseError`], without a connection.
    pub async fn sealed(&self) -> Result<Object, DatabaseError> {
        Ok(self.sealed.get().await?)
    }
}

fn pool(config: &Config, role: &'static str, most: usize) -> Result<Pool, DatabaseError> {
    let manager = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(config.clone(), NoTls, manager);
    let as_role = Hook::async_fn(move |client: &mut deadpool_postgres::ClientWrapper, _| {
        Box::pin(async move {
            let sql = format!("SET ROLE {role}; SET statement_timeout = '60s'; SET lock_timeout = '10s'");
            client.batch_execute(&sql).await.map_err(HookError::Backend)
        })
    });
    let wait = Some(std::time::Duration::from_secs(10));
    Pool::builder(manager)
        .max_size(most)
        .runtime(deadpool_postgres::Runtime::Tokio1)
        .wait_timeout(wait)
        .create_timeout(wait)
        .recycle_timeout(wait)
        .post_create(as_role)
        .build()
        .map_err(|error| DatabaseError::Pool(error.to_string()))
}

/// One connection as the owner, outside every pool: for migrations and for `hqctl`.
///
/// # Errors
/// [`DatabaseError::Postgres`].
pub async fn owner(url: &str) -> Result<Client, DatabaseError> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(%error, "the connection ended");
        }
    });
    Ok(client)
}

/// Brings both databases up to date. Only one process at a time does it.
///
/// # Errors
/// [`DatabaseError::Migration`], and then nothing of that migration is left.
pub async fn migrate(settings: &Settings) -> Result<(), DatabaseError> {
    let mut client = owner(&settings.database).await?;
    client.batch_execute("SELECT pg_advisory_lock(4826031)").await?;
    let migrated =
        |error: refinery::Error| DatabaseError::Migration(format!("{error}: {}", deepest(error.kind())));
    control::migrations::runner().run_async(&mut client).await.map_err(migrated)?;
    works_as(&client, ROLES[0]).await?;
    let mut client = owner(&settings.sealed_database).await?;
    client.batch_execute("SELECT pg_advisory_lock(4826031)").await?;
    sealed::migrations::runner().run_async(&mut client).await.map_err(migrated)?;
    works_as(&client, ROLES[1]).await
}

/// What PostgreSQL said under other errors; the last of them where it said nothing.
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let (mut at, mut last) = (Some(error), String::new());
    while let Some(error) = at {
        if let Some(error) = error.downcast_ref::<tokio_postgres::Error>() {
            return said(error);
        }
        last = error.to_string();
        at = error.source();
    }
    last
}

/// Lets the owner work as the roles that it made: with PostgreSQL 15 who makes a role is no member of it.
async fn works_as(client: &Client, roles: &'static [&'static str]) -> Result<(), DatabaseError> {
    let mine = "SELECT current_user::text, pg_has_role(current_user, $1::text::name, 'MEMBER')";
    for role in roles {
        if client.query_one(mine, &[role]).await?.get(1) {
            continue;
        }
        // Whether it may do so is seen by what is so afterwards.
        drop(client.batch_execute(&format!("GRANT {role} TO CURRENT_USER")).await);
        let row = client.query_one(mine, &[role]).await?;
        if !row.get::<_, bool>(1) {
            return Err(DatabaseError::Role { owner: row.get(0), role, all: roles.join(", ") });
        }
    }
    Ok(())
}

/// A number as PostgreSQL holds it.
///
/// # Errors
/// [`DatabaseError::Shape`] where it is larger than any sequence can be.
pub fn big(number: u64) -> Result<i64, DatabaseError> {
    i64::try_from(number).map_err(|_| DatabaseError::Shape("a number is larger than a sequence can be"))
}

/// A number as we hold it.
///
/// # Errors
/// [`DatabaseError::Shape`] where it is negative.
pub fn small(number: i64) -> Result<u64, DatabaseError> {
    u64::try_from(number).map_err(|_| DatabaseError::Shape("a sequence is negative"))
}

/// A hash as we hold it.
///
/// # Errors
/// [`DatabaseError::Shape`] where it is of another length.
pub fn hash(bytes: &[u8]) -> Result<ledger::Hash, DatabaseError> {
    ledger::Hash::from_slice(bytes).ok_or(DatabaseError::Shape("a hash is not 32 bytes long"))
}
