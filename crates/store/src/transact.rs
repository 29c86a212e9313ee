//! The one way to write: records and the tables they imply, in one transaction, or nothing.

use std::ops::RangeInclusive;

use chrono::TimeDelta;
use domain::Moment;
use domain::event::{ClockSetBack, Event, VaultErased, VaultRef};
use domain::ids::VaultId;
use effects::Place;
use ledger::{Chain, Draft, Head, SigningKey};
use rusqlite::{Transaction, TransactionBehavior};
use serde::Serialize;

use crate::read::Read;
use crate::{Kind, Store, StoreError, ledger_table, meta, projection, vault};

/// When something is written: two clocks, because one of them can be set back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Wall clock with offset.
    pub at: Moment,
    /// Milliseconds since the counter started, by a clock that is never set back.
    pub monotonic: u64,
}

/// What a write answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done<T> {
    /// What the work answered.
    pub value: T,
    /// The records that were written; `None` where the work wrote none.
    pub records: Option<RangeInclusive<u64>>,
    /// The chain's head afterwards.
    pub head: Head,
}

/// A write while it goes on. Dropped without success, it leaves nothing behind.
pub struct Tx<'a> {
    transaction: &'a Transaction<'a>,
    chain: Chain,
    key: &'a SigningKey,
    actor: &'a str,
    stamp: Stamp,
}

impl Tx<'_> {
    /// Appends one record and applies it to the tables; answers with its sequence.
    ///
    /// # Errors
    /// [`StoreError::Step`] or [`StoreError::Contradiction`] where what is known does not allow it.
    pub fn record(&mut self, event: impl Into<Event>) -> Result<u64, StoreError> {
        let event: Event = event.into();
        let head = self.chain.head();
        let place = Place { seq: head.seq + 1, at: self.stamp.at };
        let payload = serde_json::value::to_raw_value(&PayloadOf(&event))?;
        let draft = Draft {
            store: &head.store,
            seq: place.seq,
            at: self.stamp.at,
            monotonic: self.stamp.monotonic,
            actor: self.actor,
            kind: event.kind(),
            version: event.version(),
            payload: &payload,
        };
        let record = draft.link(head.hash)?;
        projection::apply(self.transaction, self.transaction, place, &event)?;
        ledger_table::append(self.transaction, &record)?;
        self.chain.follow(&record)?;
        Ok(place.seq)
    }

    /// Puts bytes that identify a person into the vault; answers with what the ledger may say of them.
    ///
    /// # Errors
    /// [`StoreError::Sql`], [`StoreError::Random`].
    pub fn seal(&mut self, kind: Kind, bytes: &[u8]) -> Result<VaultRef, StoreError> {
        vault::seal(self.transaction, kind, bytes)
    }

    /// Erases a vault item and records that it is gone. The chain stays whole. In a store that was restored an item may be lost
    /// already: what is recorded then still ends its copy at headquarters.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such item.
    pub fn erase(&mut self, item: &VaultId, reason: &str) -> Result<u64, StoreError> {
        match vault::erase(self.transaction, item) {
            Err(StoreError::NotFound { .. }) if !self.premises()?.lives.is_empty() => {}
            other => other?,
        }
        self.record(VaultErased { item: item.clone(), reason: reason.to_owned() })
    }
}

/// How far a clock may go back unremarked, in seconds: time servers nudge it by less.
const NUDGE: i64 = 120;

impl Tx<'_> {
    /// What is to be recorded where the clock was set back since the last record (化妆品生产电子记录要求: record time and
    /// system time must be true). It is recorded and not refused: the clock may have been wrong before, and a store
    /// must not stand still until that time comes. Whoever reads the day sees it.
    fn set_back(&self) -> Result<Option<ClockSetBack>, StoreError> {
        let (mut last, now) = (None, self.stamp.at);
        ledger_table::walk::<StoreError>(self.transaction, self.chain.head().seq, |record| {
            last = Some(record.header()?.at);
            Ok(())
        })?;
        let back = last.filter(|last| *last - now > TimeDelta::seconds(NUDGE));
        Ok(back.map(|last| ClockSetBack { last, now }))
    }
}

impl Read for Tx<'_> {
    fn connection(&self) -> &rusqlite::Connection {
        self.transaction
    }
}

struct PayloadOf<'a>(&'a Event);
impl Serialize for PayloadOf<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_payload(serializer)
    }
}

impl Store {
    /// Does `work` in one transaction: everything it records becomes durable together, with one synchronisation of
    /// the disk, or nothing does. `actor` is a staff id or `system`, `op` names the use case in the log.
    ///
    /// # Errors
    /// What `work` answers, and what the store itself refuses.
    pub fn transact<T, E: From<StoreError>>(
        &mut self,
        actor: &str,
        op: &'static str,
        stamp: Stamp,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Done<T>, E> {
        let (connection, key) = self.writer()?;
        let behavior = TransactionBehavior::Immediate;
        let transaction = connection.transaction_with_behavior(behavior).map_err(StoreError::from)?;
        let before = meta::head(&transaction)?;
        before.verify(&key.verifying_key()).map_err(StoreError::from)?;
        let first = before.head.seq + 1;
        let chain = Chain::from_head(&before.head);
        let mut tx = Tx { transaction: &transaction, chain, key, actor, stamp };
        if let Some(set_back) = tx.set_back()? {
            tx.record(set_back)?;
        }
        let value = work(&mut tx)?;
        let head = tx.chain.head();
        let wrote = head.seq >= first;
        if wrote {
            meta::set_head(&transaction, &head, tx.key)?;
        }
        transaction.commit().map_err(StoreError::from)?;
        tracing::info!(op, first, last = head.seq, "recorded");
        Ok(Done { value, records: wrote.then_some(first..=head.seq), head })
    }
}
