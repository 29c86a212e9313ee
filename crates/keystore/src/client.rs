//! The client: one thread that holds the connection to the key store, and callers who wait for it only so long.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use keyring_core::{CredentialStore, Error};
use zeroize::Zeroizing;

use crate::platform;

/// How long a key store may take to say that it is there.
const ANSWER: Duration = Duration::from_secs(2);
/// How long it may take to give or take a secret: a locked one asks its owner for a password.
const PERSON: Duration = Duration::from_secs(60);

/// The key store of this computer's user. Getting one proves that it answers.
#[derive(Debug, Clone)]
pub struct KeyStore {
    wishes: Sender<Wish>,
}

/// There is no key store, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("本机没有可用的系统密钥库（{why}）：请改用口令保护密钥")]
pub struct Absent {
    why: String,
}

/// The key store did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreFault {
    /// No answer in time.
    #[error("系统密钥库没有应答：密钥没有改动；请解锁桌面密钥环后再试，或改用口令")]
    Silent,
    /// It is locked, and its owner did not unlock it.
    #[error("系统密钥库已锁定：密钥没有改动；请解锁桌面密钥环后再试，或改用口令")]
    Locked,
    /// Several secrets bear this name.
    #[error("系统密钥库里有多条同名密钥：没有取用；请在系统的密钥管理程序里核对后只留一条")]
    Ambiguous,
    /// What was put cannot be got back the same.
    #[error("系统密钥库没有存住密钥：请改用口令保护密钥")]
    NotKept,
    /// It refused.
    #[error("系统密钥库拒绝：{0}；请改用口令保护密钥")]
    Refused(String),
}

impl Absent {
    /// A stable code for programs.
    pub const CODE: &'static str = "key_store_absent";

    /// Why there is none, for the log.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl KeyStoreFault {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Silent => "key_store_silent",
            Self::Locked => "key_store_locked",
            Self::Ambiguous => "key_store_ambiguous",
            Self::NotKept => "key_store_not_kept",
            Self::Refused(_) => "key_store_refused",
        }
    }
}

type Secret = Zeroizing<Vec<u8>>;
type Answer = Result<Option<Secret>, KeyStoreFault>;

/// What is asked of the key store, for which account, and where the answer goes.
struct Wish {
    what: What,
    account: String,
    answer: SyncSender<Answer>,
}

enum What {
    Put(Secret),
    Get,
    Remove,
}

impl KeyStore {
    /// Looks for the key store; answers within two seconds.
    ///
    /// # Errors
    /// [`Absent`] where there is none, or none that answers.
    pub fn probe() -> Result<Self, Absent> {
        let absent = |why: &dyn std::fmt::Display| Absent { why: why.to_string() };
        let (wishes, received) = channel();
        let (there, is_there) = sync_channel(1);
        let serve = move || match platform::store() {
            Ok(store) if there.send(None).is_ok() => serve(store.as_ref(), &received),
            // It answered after all, but nobody waits any more.
            Ok(_) => {}
            Err(error) => {
                let told = there.send(Some(error.to_string()));
                tracing::debug!(%error, heard = told.is_ok(), "no key store");
            }
        };
        // A thread that waits for a dead bus stays behind; it holds nothing but that wait.
        std::thread::Builder::new()
            .name("keystore".to_owned())
            .spawn(serve)
            .map_err(|error| absent(&error))?;
        match is_there.recv_timeout(ANSWER) {
            Ok(None) => Ok(Self { wishes }),
            Ok(Some(why)) => Err(Absent { why }),
            Err(RecvTimeoutError::Timeout) => Err(absent(&"D-Bus 在 2 秒内没有应答")),
            Err(RecvTimeoutError::Disconnected) => Err(absent(&"线程意外结束")),
        }
    }

    /// Keeps a secret, in place of an earlier one of this account. It is read back before this says that it is kept.
    ///
    /// # Errors
    /// [`KeyStoreFault`]; an earlier secret may then be kept or not: get it to know.
    pub fn put(&self, account: &str, secret: &[u8]) -> Result<(), KeyStoreFault> {
        self.wish(What::Put(Zeroizing::new(secret.to_vec())), account).map(|_| ())
    }

    /// The secret of an account; `None` where there is none.
    ///
    /// # Errors
    /// [`KeyStoreFault`].
    pub fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreFault> {
        self.wish(What::Get, account)
    }

    /// Forgets the secret of an account; there need be none.
    ///
    /// # Errors
    /// [`KeyStoreFault`].
    pub fn remove(&self, account: &str) -> Result<(), KeyStoreFault> {
        self.wish(What::Remove, account).map(|_| ())
    }

    fn wish(&self, what: What, account: &str) -> Answer {
        let (answer, answered) = sync_channel(1);
        let wish = Wish { what, account: account.to_owned(), answer };
        self.wishes.send(wish).map_err(|_| KeyStoreFault::Silent)?;
        answered.recv_timeout(PERSON).map_err(|_| KeyStoreFault::Silent)?
    }
}

/// Fulfils wishes until nobody has one any more.
fn serve(store: &CredentialStore, wishes: &Receiver<Wish>) {
    for wish in wishes {
        let answer = fulfil(store, wish.what, &wish.account);
        if wish.answer.send(answer).is_err() {
            tracing::warn!("the key store answered too late");
        }
    }
}

fn fulfil(store: &CredentialStore, what: What, account: &str) -> Answer {
    let entry = platform::entry(store, account).map_err(fault)?;
    let kept = || match entry.get_secret() {
        Ok(secret) => Ok(Some(Zeroizing::new(secret))),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(fault(error)),
    };
    match what {
        What::Get => kept(),
        What::Put(secret) => {
            entry.set_secret(&secret).map_err(fault)?;
            if kept()?.as_ref() == Some(&secret) { Ok(None) } else { Err(KeyStoreFault::NotKept) }
        }
        What::Remove => match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(fault(error)),
        },
    }
}

/// What the key store says, without what it holds: the list of errors is open, so the rest is passed on as text.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's list of errors is open and all others read alike"
)]
fn fault(error: Error) -> KeyStoreFault {
    match error {
        Error::NoStorageAccess(_) => KeyStoreFault::Locked,
        Error::Ambiguous(_) => KeyStoreFault::Ambiguous,
        other => KeyStoreFault::Refused(other.to_string()),
    }
}
