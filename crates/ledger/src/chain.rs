//! Following a chain from its first record, and naming the first that does not fit.

use crate::{Hash, Head, Stored};

/// The first record that does not fit, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("台账第 {seq} 条记录有问题：{fault}")]
pub struct Broken {
    /// The place at which the chain breaks.
    pub seq: u64,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Another record stands in its place: one is missing, doubled or moved.
    #[error("此处应为第 {expected} 条，实为第 {found} 条（缺失、重复或调换）")]
    Place {
        /// What should stand here.
        expected: u64,
        /// What stands here.
        found: u64,
    },
    /// It says that it follows another record.
    #[error("所记的上一条摘要与实际不符")]
    Prev,
    /// Its bytes are not the bytes that were hashed.
    #[error("内容与摘要不符（被改动）")]
    Changed,
    /// Its bytes are no record.
    #[error("内容无法读取：{0}")]
    Unreadable(String),
    /// It belongs to another store.
    #[error("属于门店 {0}，不是本店")]
    OtherStore(String),
    /// Records that the head vouches for are missing at the end.
    #[error("末尾缺失：链头为第 {head} 条，实际止于第 {last} 条")]
    CutOff {
        /// What the head says.
        head: u64,
        /// What is there.
        last: u64,
    },
    /// Records stand after the head.
    #[error("链头为第 {head} 条，其后还有记录")]
    PastHead {
        /// What the head says.
        head: u64,
    },
    /// The last record's hash is not the head's.
    #[error("末条摘要与链头不符")]
    OtherHead,
}

/// A chain as far as it has been followed.
#[derive(Debug, Clone)]
pub struct Chain {
    store: String,
    last: u64,
    hash: Hash,
}

impl Chain {
    /// The empty chain of a store.
    #[must_use]
    pub fn new(store: &str) -> Self {
        Self { store: store.to_owned(), last: 0, hash: Hash::ORIGIN }
    }

    /// A chain that was followed to `head` before.
    #[must_use]
    pub fn from_head(head: &Head) -> Self {
        Self { store: head.store.clone(), last: head.seq, hash: head.hash }
    }

    /// Follows one more record.
    ///
    /// # Errors
    /// [`Broken`], naming this place.
    pub fn follow(&mut self, record: &Stored) -> Result<(), Broken> {
        let seq = self.last + 1;
        let broken = |fault| Broken { seq, fault };
        if record.seq != seq {
            return Err(broken(Fault::Place { expected: seq, found: record.seq }));
        }
        if record.prev != self.hash {
            return Err(broken(Fault::Prev));
        }
        if self.hash.then(&record.body) != record.hash {
            return Err(broken(Fault::Changed));
        }
        let header = record.header().map_err(|error| broken(Fault::Unreadable(error.to_string())))?;
        if header.seq != seq {
            return Err(broken(Fault::Place { expected: seq, found: header.seq }));
        }
        if header.store != self.store {
            return Err(broken(Fault::OtherStore(header.store.into_owned())));
        }
        (self.last, self.hash) = (seq, record.hash);
        Ok(())
    }

    /// How far the chain has been followed.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { store: self.store.clone(), seq: self.last, hash: self.hash }
    }

    /// Compares the end of the chain with what a head vouches for.
    ///
    /// # Errors
    /// [`Broken`] where records are missing, too many, or others.
    pub fn ends_at(&self, head: &Head) -> Result<(), Broken> {
        if self.last < head.seq {
            let fault = Fault::CutOff { head: head.seq, last: self.last };
            return Err(Broken { seq: self.last + 1, fault });
        }
        if self.last > head.seq {
            return Err(Broken { seq: head.seq + 1, fault: Fault::PastHead { head: head.seq } });
        }
        if self.hash != head.hash || self.store != head.store {
            return Err(Broken { seq: self.last, fault: Fault::OtherHead });
        }
        Ok(())
    }
}

/// Follows all records and compares the end with `head`. Costs one SHA-256 and one header a record.
///
/// # Errors
/// [`Broken`], naming the first record that does not fit.
pub fn verify<'a>(records: impl IntoIterator<Item = &'a Stored>, head: &Head) -> Result<u64, Broken> {
    let mut chain = Chain::new(&head.store);
    for record in records {
        chain.follow(record)?;
    }
    chain.ends_at(head)?;
    Ok(chain.last)
}
