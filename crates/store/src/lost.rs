//! The file of a store whose computer was lost with its key and without a copy: it begins with nothing, takes what headquarters
//! gives back, and is open for reading alone until a person begins its new life. What lay in the vault does not come back.

use std::path::Path;

use domain::ids::StoreCode;
use ledger::Head;

use crate::behind::COPIED;
use crate::folder::Folder;
use crate::read::Read;
use crate::store::{connect, remove_if_there};
use crate::{Key, Store, StoreError, meta, migrations};

/// Where headquarters' word for the new key lies until the record of it is written.
const GRANT: &str = "key_grant";

impl Store {
    /// Makes the file in a folder, with a new signing key and no record.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is a store already, [`StoreError::Held`] where another process holds the folder.
    pub fn blank(path: &Path, key: &Key, store: &StoreCode) -> Result<Self, StoreError> {
        migrations::sqlite_is_sound()?;
        std::fs::create_dir_all(path).map_err(StoreError::file("建立文件夹", path))?;
        let folder = Folder::take(path)?;
        if folder.database().exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let aside = folder.path().join("founding.db");
        remove_if_there(&aside)?;
        {
            let mut connection = connect(&aside, key)?;
            // One file and no log beside it, so that moving it moves all of it.
            connection.pragma_update(None, "journal_mode", "DELETE")?;
            let transaction = connection.transaction()?;
            migrations::create(&transaction)?;
            meta::found(&transaction, store.as_str())?;
            meta::set(&transaction, "origin", b"restored")?;
            meta::set(&transaction, COPIED, &0_u64.to_be_bytes())?;
            transaction.commit()?;
            connection.close().map_err(|(_, error)| StoreError::from(error))?;
        }
        std::fs::rename(&aside, folder.database()).map_err(StoreError::file("移入数据库", &aside))?;
        Self::open_in(folder, key)
    }

    /// Whether all that is here came back from headquarters, and no life was begun with it yet.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn came_back(&self) -> Result<bool, StoreError> {
        Ok(meta::get(Read::connection(self), COPIED)?.as_deref() == Some(&[0; 8]))
    }

    /// Keeps headquarters' word that this file's key signs from here on.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn keep_grant(&mut self, grant: &[u8]) -> Result<(), StoreError> {
        meta::set(Read::connection(self), GRANT, grant)
    }

    /// That word, with where the file ended when it was given; `None` while there is none.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn grant(&self) -> Result<Option<(Vec<u8>, Head)>, StoreError> {
        let grant = meta::get(Read::connection(self), GRANT)?;
        grant.map(|grant| Ok((grant, self.head()?))).transpose()
    }
}
