//! A file that is older than what headquarters acknowledged of it, and how it catches up. Whoever opened it knows it from a
//! receipt that lies outside of the file: from then on it is open for reading alone, until the records that it lost came back.

use domain::event::{Content, StoreRestored};
use domain::ids::{Life, StoreCode};
use domain::signature::Digest;
use effects::Place;
use ledger::{Chain, Hash, Head, SignedHead, SigningKey, Stored};
use rusqlite::TransactionBehavior;

use crate::error::random;
use crate::read::Read;
use crate::{Stamp, Store, StoreError, Tx, ledger_table, meta, projection};

impl Store {
    /// The head as it is stored, with its signature.
    ///
    /// # Errors
    /// [`StoreError::Head`].
    pub fn signed_head(&self) -> Result<SignedHead, StoreError> {
        self.head()?;
        meta::head(Read::connection(self))
    }

    /// Lets the store's own key vouch for something, beside its head.
    ///
    /// # Errors
    /// [`StoreError::Head`].
    pub fn vouched<T>(&self, vouch: impl FnOnce(&SignedHead, &SigningKey) -> T) -> Result<T, StoreError> {
        Ok(vouch(&self.signed_head()?, self.signing()))
    }

    /// Says up to which record this file once was acknowledged. Where it does not reach that far, or has another record there, it is
    /// open for reading alone from now on. Answers whether it reaches.
    ///
    /// # Errors
    /// [`StoreError::DamagedAt`].
    pub fn acknowledged(&mut self, seq: u64, hash: Hash) -> Result<bool, StoreError> {
        let reaches = seq == 0 || self.hash_at(seq)? == Some(hash);
        if !reaches && self.alone().is_none() {
            self.set_alone(Some(ReadingAlone::Behind { seq }));
        }
        Ok(reaches)
    }

    /// Headquarters has more than this file: from now on it is open for reading alone.
    pub fn is_behind(&mut self, seq: u64) {
        if self.alone().is_none() {
            self.set_alone(Some(ReadingAlone::Behind { seq }));
        }
    }

    /// Writes records that this file lost, as they were written, and makes the tables follow; all of them or none. What lay in the
    /// vault with them is not here and reads as lost. Until [`Store::begins_again`] the file says that it is a copy.
    ///
    /// # Errors
    /// [`StoreError::Broken`] where they do not follow the head, and what a record contradicts.
    pub fn caught_up(&mut self, records: &[Stored]) -> Result<Head, StoreError> {
        let (connection, key) = self.parts();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = meta::head(&transaction)?;
        before.verify(&key.verifying_key())?;
        if meta::get(&transaction, COPIED)?.is_none() {
            meta::set(&transaction, COPIED, &before.head.seq.to_be_bytes())?;
        }
        let (mut chain, mut unknown) = (Chain::from_head(&before.head), None);
        for record in records {
            chain.follow(record)?;
            let place = Place { seq: record.seq, at: record.header()?.at };
            ledger_table::append(&transaction, record)?;
            match ledger_table::content(record)? {
                Content::Known(event) => projection::apply(&transaction, &transaction, place, &event)?,
                Content::Unknown => {
                    unknown.get_or_insert(record.seq);
                    projection::apply_unknown(&transaction, &transaction, place)?;
                }
            }
        }
        let head = chain.head();
        meta::set_head(&transaction, &head, key)?;
        transaction.commit()?;
        if let Some(seq) = unknown {
            self.set_alone(Some(ReadingAlone::Unknown { seq }));
        }
        tracing::info!(last = head.seq, "records that were lost came back");
        Ok(head)
    }

    /// Begins a new life after a restore, and lets the file be written again: the first record of it says where the copy ended and
    /// how far headquarters gave back what the copy did not have.
    ///
    /// # Errors
    /// [`StoreError::Contradiction`] where nothing was restored; and what a write answers.
    pub fn begins_again(&mut self, actor: &str, stamp: Stamp, went: Went) -> Result<(), StoreError> {
        self.begins_with(actor, stamp, went, |_| Ok(()))
    }

    /// The same with what belongs to the beginning itself, which `furnish` records: all of it or nothing.
    ///
    /// # Errors
    /// As [`Self::begins_again`], and what `furnish` answers.
    pub fn begins_with<E: From<StoreError>>(
        &mut self,
        actor: &str,
        stamp: Stamp,
        went: Went,
        furnish: impl FnOnce(&mut Tx<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let alone = self.alone();
        let ended = match alone {
            Some(ReadingAlone::Copied { seq }) => seq,
            // A file that was put back from an older one says nothing of it: it ended where nothing came back yet.
            Some(ReadingAlone::Behind { .. }) => meta::get(Read::connection(self), COPIED)?
                .and_then(|seq| Some(u64::from_be_bytes(seq.try_into().ok()?)))
                .unwrap_or(self.head()?.seq),
            Some(ReadingAlone::Unknown { .. }) | None => {
                return Err(StoreError::Contradiction("没有等待恢复的数据".to_owned()).into());
            }
        };
        let hash = self.hash_at(ended)?.unwrap_or(Hash::ORIGIN);
        let restored = restored(&self.head()?.store, ended, hash, went)?;
        self.set_alone(None);
        let written = self.transact::<_, E>(actor, "restore", stamp, |tx| {
            meta::forget(Read::connection(tx), COPIED)?;
            tx.record(restored)?;
            furnish(tx)
        });
        if written.is_err() {
            self.set_alone(alone);
        }
        written.map(drop)
    }
}

/// Where the mark lies that a file is a copy which has not begun a life of its own yet: the sequence at which it ends.
pub(crate) const COPIED: &str = "copied";

/// The record with which a new life begins.
pub(crate) fn restored(
    store: &str,
    from_seq: u64,
    from_hash: Hash,
    went: Went,
) -> Result<StoreRestored, StoreError> {
    let (recovered_to, reason) = match went {
        Went::ByItself => (None, None),
        Went::WithHeadquarters { recovered_to } => (Some(recovered_to), None),
        Went::Alone { reason } => (None, Some(reason)),
    };
    Ok(StoreRestored {
        from_seq,
        from_hash: Digest::of_bytes(&from_hash.0),
        store: Some(StoreCode::kept(store.to_owned())),
        life: Some(Life::of(random()?)),
        recovered_to,
        reason,
    })
}

/// How a restored file came to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Went {
    /// The store is enrolled at no headquarters.
    ByItself,
    /// Headquarters gave back what the copy did not have.
    WithHeadquarters {
        /// Up to which record.
        recovered_to: u64,
    },
    /// Without asking headquarters, though the store is enrolled there.
    Alone {
        /// Why.
        reason: String,
    },
}

/// Why a file is open for reading alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingAlone {
    /// A record is of a kind or version that this program does not know.
    Unknown {
        /// The first such record.
        seq: u64,
    },
    /// Headquarters acknowledged a record that is not in it.
    Behind {
        /// That record.
        seq: u64,
    },
    /// It was restored from a copy of a store that is enrolled at headquarters, which has not been asked yet what came after.
    Copied {
        /// Where the copy ends.
        seq: u64,
    },
}
