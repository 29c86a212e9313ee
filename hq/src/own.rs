//! Headquarters' ledger of itself: what it was told to do and what befell it, linked and signed as a store's ledger is.
//! It says which store and which device, and never whom a record is about.

use chrono::Utc;
use ledger::{Chain, Draft, Hash, Head, SignedHead, SigningKey, Stored, VerifyingKey};
use serde::Serialize;
use tokio_postgres::GenericClient;

use crate::database::{DatabaseError, big, hash, small};

/// What the ledger's records name as their store.
pub const STORE: &str = "HQ";

/// What headquarters did or saw.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Deed<'a> {
    /// It was founded, with this key.
    Founded {
        /// Its name.
        name: &'a str,
        /// The online key.
        online_key: String,
    },
    /// An enterprise was taken in.
    EnterpriseMade {
        /// Its id.
        enterprise: &'a str,
    },
    /// A store was taken in.
    StoreMade {
        /// Whose.
        enterprise: &'a str,
        /// Which.
        store: &'a str,
    },
    /// A code was made with which a PC may enrol.
    CodeMade {
        /// For which store.
        store: &'a str,
        /// Whether it may fetch the whole ledger.
        recovers: bool,
    },
    /// A PC enrolled.
    Enrolled {
        /// For which store.
        store: &'a str,
        /// Which.
        device: &'a str,
        /// Whether it may fetch the whole ledger.
        recovers: bool,
    },
    /// A PC took a new key.
    Rotated {
        /// Of which store.
        store: &'a str,
        /// The one before.
        old: &'a str,
        /// The one from now on.
        new: &'a str,
    },
    /// A store whose PC was lost signs with another key from here on.
    KeyChanged {
        /// Which.
        store: &'a str,
        /// The device that asked.
        device: &'a str,
        /// The key from now on, in hexadecimal digits.
        key: &'a str,
    },
    /// A PC may not speak any more.
    Revoked {
        /// Of which store.
        store: &'a str,
        /// Which.
        device: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// Two histories of one store were seen.
    Forked {
        /// Of which store.
        store: &'a str,
        /// The branch under which the second is kept.
        branch: u32,
        /// Where they part.
        at: u64,
    },
    /// It was decided what a second history is.
    ForkDecided {
        /// Of which store.
        store: &'a str,
        /// Which branch.
        branch: u32,
        /// What it is.
        state: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// Headquarters was restored from a backup.
    EpochRaised {
        /// The epoch from now on.
        epoch: u64,
        /// Why.
        reason: &'a str,
    },
    /// An incident was closed.
    IncidentClosed {
        /// Of which store.
        store: &'a str,
        /// Its number.
        no: u64,
        /// Why.
        reason: &'a str,
    },
    /// A store's rows are made anew from its records.
    Rewound {
        /// Which.
        store: &'a str,
    },
    /// An enterprise has what identifies its customers kept here from now on, where they agreed; or no more of it.
    IdentitySet {
        /// Which.
        enterprise: &'a str,
        /// Whether it is kept.
        kept: bool,
        /// Why.
        reason: &'a str,
    },
    /// A decision was drafted.
    Drafted {
        /// Of which enterprise.
        enterprise: &'a str,
        /// Its number among the drafts.
        draft: u64,
        /// In which chain.
        chain: &'a str,
        /// Its number there, if it is the next to be published.
        no: u64,
        /// Whether it stops, or allows.
        stops: bool,
        /// Digest of its content.
        content: String,
    },
    /// A person's signature under a draft was taken in.
    Signed {
        /// Of which enterprise.
        enterprise: &'a str,
        /// Which draft.
        draft: u64,
        /// Whose.
        person: &'a str,
    },
    /// A draft was published.
    Published {
        /// Of which enterprise.
        enterprise: &'a str,
        /// Which draft.
        draft: u64,
        /// In which chain.
        chain: &'a str,
        /// Its number there.
        no: u64,
        /// Digest of the bulletin.
        digest: String,
        /// Who signed.
        people: &'a [&'a str],
    },
    /// A bulletin that a backup lacked came back from a store.
    GivenBack {
        /// Of which enterprise.
        enterprise: &'a str,
        /// From which store.
        store: &'a str,
        /// In which chain.
        chain: &'a str,
        /// Its number there.
        no: u64,
        /// Its digest.
        digest: String,
    },
    /// A draft was withdrawn before it was published.
    DraftWithdrawn {
        /// Of which enterprise.
        enterprise: &'a str,
        /// Which draft.
        draft: u64,
        /// Why.
        reason: &'a str,
    },
    /// Who may sign is said anew.
    RootPublished {
        /// Of which enterprise.
        enterprise: &'a str,
        /// Number of the root.
        no: u64,
    },
    /// A person of the console was taken in, or got a new password.
    PersonSet {
        /// Of which enterprise.
        enterprise: &'a str,
    },
}

impl Deed<'_> {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "hq.founded",
            Self::EnterpriseMade { .. } => "hq.enterprise_made",
            Self::StoreMade { .. } => "hq.store_made",
            Self::CodeMade { .. } => "hq.code_made",
            Self::Enrolled { .. } => "hq.enrolled",
            Self::Rotated { .. } => "hq.rotated",
            Self::KeyChanged { .. } => "hq.key_changed",
            Self::Revoked { .. } => "hq.revoked",
            Self::Forked { .. } => "hq.forked",
            Self::ForkDecided { .. } => "hq.fork_decided",
            Self::EpochRaised { .. } => "hq.epoch_raised",
            Self::IncidentClosed { .. } => "hq.incident_closed",
            Self::Rewound { .. } => "hq.rewound",
            Self::IdentitySet { .. } => "hq.identity_set",
            Self::Drafted { .. } => "hq.drafted",
            Self::Signed { .. } => "hq.signed",
            Self::Published { .. } => "hq.published",
            Self::GivenBack { .. } => "hq.given_back",
            Self::DraftWithdrawn { .. } => "hq.draft_withdrawn",
            Self::RootPublished { .. } => "hq.root_published",
            Self::PersonSet { .. } => "hq.person_set",
        }
    }
}

/// Writes down a deed in the transaction that does it: both are kept, or neither.
///
/// # Errors
/// [`DatabaseError`], and then the transaction is lost.
pub async fn record(
    client: &impl GenericClient,
    key: &SigningKey,
    actor: &str,
    deed: &Deed<'_>,
) -> Result<(), DatabaseError> {
    // One at a time, over all processes; held until the transaction ends, so deeds are written last in it.
    client.execute("SELECT pg_advisory_xact_lock(4826032)", &[]).await?;
    let sql = "SELECT seq, hash FROM hq_record ORDER BY seq DESC LIMIT 1";
    let (seq, prev) = match client.query_opt(sql, &[]).await? {
        Some(row) => (small(row.get(0))? + 1, hash(row.get(1))?),
        None => (1, Hash::ORIGIN),
    };
    let unwritable = |_| DatabaseError::Shape("a deed cannot be written as JSON");
    let payload = serde_json::value::to_raw_value(deed).map_err(unwritable)?;
    let draft = Draft {
        store: STORE,
        seq,
        at: Utc::now().fixed_offset(),
        monotonic: 0,
        actor,
        kind: deed.kind(),
        version: 1,
        payload: &payload,
    };
    let stored = draft.link(prev).map_err(|_| DatabaseError::Shape("a deed cannot be written as JSON"))?;
    let signed = Head { store: STORE.to_owned(), seq, hash: stored.hash }.signed(key);
    client
        .execute(
            "INSERT INTO hq_record (seq, body, prev, hash, signature) VALUES ($1, $2, $3, $4, $5)",
            &[&big(seq)?, &stored.body, &&prev.0[..], &&stored.hash.0[..], &&signed.signature[..]],
        )
        .await?;
    Ok(())
}

/// Follows all of it and checks the last signature; answers with how many records there are, or what is wrong.
///
/// # Errors
/// [`DatabaseError`], where it cannot be read.
pub async fn verify(
    client: &impl GenericClient,
    key: &VerifyingKey,
) -> Result<Result<u64, String>, DatabaseError> {
    let mut chain = Chain::new(STORE);
    let mut signature = None;
    let rows =
        client.query("SELECT seq, body, prev, hash, signature FROM hq_record ORDER BY seq", &[]).await?;
    for row in rows {
        let stored = Stored {
            seq: small(row.get(0))?,
            body: row.get(1),
            prev: hash(row.get(2))?,
            hash: hash(row.get(3))?,
        };
        if let Err(broken) = chain.follow(&stored) {
            return Ok(Err(broken.to_string()));
        }
        signature = row.get::<_, &[u8]>(4).try_into().ok();
    }
    let head = chain.head();
    let Some(signature) = signature else {
        return Ok(if head.seq == 0 { Ok(0) } else { Err("the last record is not signed".to_owned()) });
    };
    let last = head.seq;
    Ok(match (SignedHead { head, signature }).verify(key) {
        Ok(_) => Ok(last),
        Err(error) => Err(error.to_string()),
    })
}
