//! What the desk needs of the machine beside what the counter needs: where its files lie, whether the customer has a
//! screen of their own, and who keeps a secret.

use std::path::{Path, PathBuf};

use counter::Host;
use keystore::KeyStore;
use spool::Spooler;
use store::{Key, StoreError};

/// The machine that the desk stands on.
pub trait Machine: Host + Clone + Send + 'static {
    /// The folder of everything that the program keeps.
    fn data(&self) -> &Path;

    /// Whether a second screen stands towards the customer now.
    fn second_screen(&self) -> bool;

    /// Who keeps the key of a store on this machine.
    ///
    /// # Errors
    /// Why there is nobody, in a sentence for people.
    fn keys(&self) -> Result<Box<dyn Keys>, String> {
        KeyStore::probe().map(|keys| Box::new(keys) as Box<dyn Keys>).map_err(|absent| absent.to_string())
    }

    /// Where papers lie that no printer was set for: where this machine's `save` puts them.
    fn papers(&self) -> PathBuf {
        self.data().join("papers")
    }

    /// Who prints for this machine.
    fn spooler(&self) -> Spooler {
        Spooler::system()
    }
}

/// Keeps keys, by the name of an account. Errors are sentences for people.
pub trait Keys {
    /// Keeps a key. It may take a minute: a locked key store asks its owner for a password.
    ///
    /// # Errors
    /// Why it is not kept.
    fn put(&self, account: &str, key: &Key) -> Result<(), String>;

    /// A key that was kept; `None` where there is none.
    ///
    /// # Errors
    /// Why that is not known.
    fn get(&self, account: &str) -> Result<Option<Key>, String>;
}

impl Keys for KeyStore {
    fn put(&self, account: &str, key: &Key) -> Result<(), String> {
        Self::put(self, account, key.expose()).map_err(|fault| fault.to_string())
    }

    fn get(&self, account: &str) -> Result<Option<Key>, String> {
        let bytes = Self::get(self, account).map_err(|fault| fault.to_string())?;
        bytes.map(|bytes| Key::from_bytes(&bytes)).transpose().map_err(|error: StoreError| error.to_string())
    }
}
