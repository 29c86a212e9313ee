//! Headquarters' judgement of a batch: from what it has of the branch and what came in, whether it goes on, is there
//! already, leaves a gap or differs. It judges form and never meaning: a record that contradicts another is taken and
//! shown as a finding, because a server that refuses history locks its store out.

use ledger::{Hash, Head, Header, VerifyingKey};

use crate::calls::Batch;

/// What headquarters has of the branch that a batch is for.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The store that the device is enrolled for.
    pub store: &'a str,
    /// Its public key.
    pub key: &'a VerifyingKey,
    /// The branch.
    pub branch: u32,
    /// Place of the last record that it has; for a new branch, where it leaves its line.
    pub seq: u64,
    /// Its hash; [`Hash::ORIGIN`] at 0.
    pub hash: Hash,
}

/// What becomes of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Keep what is new and move the head.
    Accept {
        /// How many of its records are there already, and the same.
        skip: usize,
        /// The head afterwards.
        head: Head,
    },
    /// All of it is there, and the same.
    Already,
    /// It begins after what is there.
    Gap,
    /// It differs from what is there. Keep it beside: nothing is deleted, and people decide.
    Fork {
        /// The place that was compared.
        at: u64,
        /// The hash that is there.
        hq: Hash,
        /// The hash that came.
        store: Hash,
    },
    /// A record is not one, or stands in the wrong place. Those before it are fine.
    Broken {
        /// Which.
        seq: u64,
    },
    /// It is of another store or branch than the device writes.
    OtherStore,
    /// The head does not vouch for it.
    HeadUnsigned,
    /// Before it is judged, look up the hash at this place, and judge again with it.
    Look {
        /// The place.
        seq: u64,
    },
}

/// Judges a batch. `looked` is a hash that was looked up for [`Verdict::Look`], with its place.
#[must_use]
pub fn judge(known: &Known<'_>, looked: Option<(u64, Hash)>, batch: &Batch) -> Verdict {
    let header = &batch.header;
    if header.store != known.store || header.branch != known.branch {
        return Verdict::OtherStore;
    }
    if header.first > known.seq.saturating_add(1) {
        return Verdict::Gap;
    }
    // The place that both have, as far on as there is one: the hash there vouches for everything before it.
    let meet = batch.last().min(known.seq);
    let there = if meet == known.seq {
        known.hash
    } else {
        match looked {
            Some((seq, hash)) if seq == meet => hash,
            Some(_) | None => return Verdict::Look { seq: meet },
        }
    };
    let (mut seq, mut hash) = (header.first - 1, header.prev);
    let mut came = (seq == meet).then_some(hash);
    for body in batch.bodies() {
        seq += 1;
        if !is_record(body, known.store, seq) {
            return Verdict::Broken { seq };
        }
        hash = hash.then(body);
        if seq == meet {
            came = Some(hash);
        }
    }
    // A stranger's word never makes a fork.
    if hash != header.head.hash || !header.head.is_by(known.store, known.key) {
        return Verdict::HeadUnsigned;
    }
    match came {
        // The batch begins at most one place after the head, so that the place is always met.
        None => Verdict::Gap,
        Some(came) if came != there => Verdict::Fork { at: meet, hq: there, store: came },
        Some(_) if batch.last() <= known.seq => Verdict::Already,
        Some(_) => {
            let skip = usize::try_from(known.seq + 1 - header.first).unwrap_or(usize::MAX);
            Verdict::Accept { skip, head: Head { store: known.store.to_owned(), seq, hash } }
        }
    }
}

fn is_record(body: &[u8], store: &str, seq: u64) -> bool {
    serde_json::from_slice::<Header<'_>>(body).is_ok_and(|header| header.seq == seq && header.store == store)
}

/// Whether a branch that is not there yet may begin with this batch: where it leaves its line, that line has what it
/// follows. `there` is the line's hash at the place before the batch.
#[must_use]
pub fn begins(batch: &Batch, there: Option<Hash>) -> Option<(u64, Hash)> {
    let before = batch.header.first.checked_sub(1)?;
    let there = if before == 0 { Some(Hash::ORIGIN) } else { there };
    there.filter(|there| *there == batch.header.prev).map(|hash| (before, hash))
}

/// The starts of a device's program, as headquarters hears them. One PC is started again and again and never turns back:
/// a start that was left and is heard twice more means two PCs with one key. A single late request turns back once at most
/// and means nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Boots(Vec<Boot>);

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Boot {
    #[serde(with = "crate::hexed")]
    id: [u8; 16],
    counter: u64,
    returns: u32,
}

/// How many starts are remembered.
const REMEMBERED: usize = 8;

impl Boots {
    /// Notes a request that was believed, and says whether it is a sign of a clone. What was heard before is no sign: it
    /// was sent twice.
    pub fn heard(&mut self, asked: crate::receipt::Asked) -> bool {
        let known = self.0.iter().position(|boot| boot.id == asked.boot);
        let Some(at) = known else {
            if self.0.len() == REMEMBERED {
                self.0.remove(0);
            }
            self.0.push(Boot { id: asked.boot, counter: asked.counter, returns: 0 });
            return false;
        };
        let mut boot = self.0.remove(at);
        let newest = at == self.0.len();
        if asked.counter <= boot.counter {
            self.0.insert(at, boot);
            return false;
        }
        boot.counter = asked.counter;
        boot.returns += u32::from(!newest);
        let clone = boot.returns > 1;
        self.0.push(boot);
        clone
    }
}
